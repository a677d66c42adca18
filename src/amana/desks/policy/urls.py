"""Addresses of the policy desk, below /policy/."""

from django.urls import path

from amana.desks.policy import views

app_name = "policy"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("reports/", views.reports, name="reports"),
    path("reports/jvap.csv", views.jvap, name="jvap"),
]
