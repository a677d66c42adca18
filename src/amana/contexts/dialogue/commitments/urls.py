"""Addresses of the commitments, below /dialogue/commitments/."""

from django.urls import path

from amana.contexts.dialogue.commitments import views

urlpatterns = [
    path("", views.commitments, name="commitments"),
    path("new/", views.record, name="record"),
    path("from/<uuid:line>/", views.from_recommendation, name="from_recommendation"),
    path("<uuid:commitment>/", views.commitment, name="commitment"),
    path("<uuid:commitment>/reword/", views.reword, name="reword"),
    path("<uuid:commitment>/progress/", views.report, name="report"),
    path("<uuid:commitment>/verify/", views.judge, name="judge"),
    path("<uuid:commitment>/settle/", views.settle, name="settle"),
    path("<uuid:commitment>/share/", views.share, name="share"),
]
