"""Addresses of the context, below /dialogue/."""

from django.urls import include, path

app_name = "dialogue"
urlpatterns = [
    path("commitments/", include("amana.contexts.dialogue.commitments.urls")),
    path("plans/", include("amana.contexts.dialogue.plans.urls")),
    path("meetings/", include("amana.contexts.dialogue.meetings.urls")),
    path("", include("amana.contexts.dialogue.reports.urls")),
    path("", include("amana.contexts.dialogue.calendar.urls")),
]
