"""Addresses of identification, below /cases/identification/."""

from django.urls import path

from amana.contexts.cases.identification import views

urlpatterns = [
    path("of/<uuid:person>/", views.identification, name="identification"),
    path("of/<uuid:person>/decide/", views.decide_step, name="identify_decide"),
    path("of/<uuid:person>/period/<uuid:period>/", views.extend, name="identify_extend"),
    path("act/<uuid:act>/confirm/", views.confirm, name="identify_confirm"),
    path("act/<uuid:act>/tell/", views.tell, name="identify_tell"),
    path("act/<uuid:act>/review/", views.ask_review, name="identify_ask_review"),
    path("act/<uuid:act>/review/end/", views.end_review, name="identify_end_review"),
]
