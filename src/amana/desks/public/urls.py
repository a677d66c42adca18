"""Addresses of the public face, below /public/. The language stands in the address; tables for programs have none."""

from django.urls import path, register_converter

from amana.desks.public import data_views, dialogue_views, law_views, views


class LanguageInAddress:
    """One of the languages of the pages."""

    regex = "en|fr|ar"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageInAddress, "language")

app_name = "public"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<language:language>/", views.start, name="start"),
    path("<language:language>/states/", views.states, name="states"),
    path("<language:language>/states/<str:code>/", views.state, name="state"),
    path("<language:language>/treaties/", views.treaties, name="treaties"),
    path("<language:language>/treaties/<str:code>/", views.treaty, name="treaty"),
    path("<language:language>/commitments/", dialogue_views.commitments, name="commitments"),
    path("<language:language>/meetings/", dialogue_views.meetings, name="meetings"),
    path("<language:language>/meetings/<uuid:ref>/", dialogue_views.meeting, name="meeting"),
    path("<language:language>/obligations/", law_views.obligations, name="obligations"),
    path("<language:language>/obligations/<str:code>/", law_views.obligation, name="obligation"),
    path("<language:language>/changes/", views.changes, name="changes"),
    path("<language:language>/changes.atom", views.feed, name="feed"),
    path("<language:language>/limits/", views.limits, name="limits"),
    path("<language:language>/data/", data_views.data, name="data"),
    path("data/<slug:name>.csv", data_views.as_csv, name="csv"),
    path("data/<slug:name>.json", data_views.as_json, name="json"),
    path("api/v1/openapi.json", data_views.description, name="description"),
    path("api/v1/<slug:name>", data_views.some_rows, name="rows"),
]
