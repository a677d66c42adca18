"""Addresses of the context, below /cases/."""

from django.urls import include, path

app_name = "cases"
urlpatterns = [
    path("record/", include("amana.contexts.cases.record.urls")),
    path("screening/", include("amana.contexts.cases.screening.urls")),
    path("identification/", include("amana.contexts.cases.identification.urls")),
    path("referral/", include("amana.contexts.cases.referral.urls")),
    path("leads/", include("amana.contexts.cases.leads.urls")),
    path("consent/", include("amana.contexts.cases.consent.urls")),
]
