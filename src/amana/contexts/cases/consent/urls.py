"""Addresses of the consent ledger, below /cases/consent/."""

from django.urls import path

from amana.contexts.cases.consent import views

urlpatterns = [
    path("of/<uuid:person>/", views.ledger, name="consent"),
    path("of/<uuid:person>/record/", views.record, name="consent_record"),
    path("of/<uuid:person>/tell/", views.tell, name="consent_tell"),
    path("of/<uuid:person>/basis/", views.name_basis, name="consent_basis"),
    path("line/<uuid:line>/withdraw/", views.withdraw, name="consent_withdraw"),
    path("withdrawal/<uuid:withdrawal>/told/<uuid:disclosure>/", views.tell_withdrawal, name="consent_tell_withdrawal"),
    path("talk/<uuid:talk>/receipt/<str:language>.pdf", views.receipt, name="consent_receipt"),
]
