"""Addresses of the reports, below /dialogue/."""

from django.urls import path

from amana.contexts.dialogue.reports import views

urlpatterns = [
    path("progress/", views.progress, name="progress"),
    path("progress/<str:language>.<str:form>", views.progress_file, name="progress_file"),
    path("handover/", views.handovers, name="handovers"),
    path("handover/<str:key>/", views.handover, name="handover"),
    path("handover/<str:key>/<str:language>.<str:form>", views.handover_file, name="handover_file"),
]
