"""Addresses of screening, below /cases/screening/."""

from django.urls import path

from amana.contexts.cases.screening import views

urlpatterns = [
    path("of/<uuid:person>/", views.screenings, name="screenings"),
    path("<uuid:ref>/", views.screening, name="screening"),
    path("<uuid:ref>/save/", views.save, name="screening_save"),
    path("<uuid:ref>/question/<str:sign>/", views.question, name="screening_question"),
    path("<uuid:ref>/conclude/", views.conclude, name="screening_conclude"),
]
