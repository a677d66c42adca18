"""Addresses of calendar and digest, below /dialogue/."""

from django.urls import path

from amana.contexts.dialogue.calendar import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/key/", views.make_key, name="make_key"),
    path("calendar/key/end/", views.end_key, name="end_key"),
    path("calendar/<str:secret>/<str:language>.ics", views.feed, name="feed"),
    path("digest/", views.digest, name="digest"),
    path("digest/text/", views.digest_text, name="digest_text"),
    path("digest/<str:secret>/<str:language>.atom", views.digest_feed, name="digest_feed"),
]
