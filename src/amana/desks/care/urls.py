"""Addresses of the care desk, below /desk/."""

from django.urls import path

from amana.desks.care import views

app_name = "care"
urlpatterns = [
    path("", views.today, name="today"),
    path("mine/", views.mine, name="mine"),
    path("decisions/", views.decisions, name="decisions"),
    path("load/", views.load, name="load"),
    path("file/<uuid:person>/", views.file, name="file"),
]
