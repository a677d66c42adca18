"""Addresses of the meetings, below /dialogue/meetings/."""

from django.urls import path

from amana.contexts.dialogue.meetings import views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", views.record, name="record_meeting"),
    path("<uuid:meeting>/", views.meeting, name="meeting"),
    path("<uuid:meeting>/correct/", views.correct, name="correct_meeting"),
    path("<uuid:meeting>/publish/", views.publish, name="publish_meeting"),
    path("<uuid:meeting>/add/<str:kind>/", views.add_line, name="add_line"),
    path("line/<uuid:line>/correct/", views.correct_line, name="correct_line"),
]
