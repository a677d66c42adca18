"""Addresses of the context, below /reports/."""

from django.urls import path

from amana.contexts.investigations.reports import views

app_name = "investigations"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("<uuid:report>/", views.report, name="report"),
    path("<uuid:report>/grade/", views.grade, name="report_grade"),
    path("<uuid:report>/decline/", views.decline, name="report_decline"),
    path("<uuid:report>/more/", views.more, name="report_more"),
    path("<uuid:report>/do/<slug:act>/", views.do, name="report_do"),
]
