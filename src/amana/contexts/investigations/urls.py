"""Addresses of the context, below /reports/."""

from django.urls import path

from amana.contexts.investigations.erasing import views as erasing
from amana.contexts.investigations.reports import views

app_name = "investigations"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("erasures/", erasing.requests, name="erasures"),
    path("<uuid:report>/erasure/", erasing.request_of, name="erasure"),
    path("<uuid:report>/erasure/<slug:act>/", erasing.do, name="erasure_do"),
    path("<uuid:report>/", views.report, name="report"),
    path("<uuid:report>/grade/", views.grade, name="report_grade"),
    path("<uuid:report>/decline/", views.decline, name="report_decline"),
    path("<uuid:report>/more/", views.more, name="report_more"),
    path("<uuid:report>/do/<slug:act>/", views.do, name="report_do"),
]
