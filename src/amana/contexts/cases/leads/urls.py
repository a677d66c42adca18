"""Addresses of leads, below /cases/leads/."""

from django.urls import path

from amana.contexts.cases.leads import views

urlpatterns = [
    path("of/<uuid:person>/", views.leads, name="leads"),
    path("of/<uuid:person>/compose/", views.compose, name="lead_compose"),
    path("<uuid:lead>/", views.lead, name="lead"),
    path("<uuid:lead>/erasure/", views.ask_erasure, name="lead_ask_erasure"),
]
