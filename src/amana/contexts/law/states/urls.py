from django.urls import path

from amana.contexts.law.states import views

urlpatterns = [path("", views.listed, name="states"), path("<str:code>/", views.state, name="state")]
