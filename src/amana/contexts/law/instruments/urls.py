from django.urls import path

from amana.contexts.law.instruments import views

urlpatterns = [
    path("", views.listed, name="instruments"),
    path("harmonisation/", views.harmonisation, name="harmonisation"),
    path("<str:code>/", views.instrument, name="instrument"),
]
