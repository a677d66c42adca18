from django.urls import path

from amana.desks.guardian import views

app_name = "guardian"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("log/", views.log, name="log"),
    path("emergencies/", views.glasses, name="glasses"),
    path("state/", views.state, name="state"),
]
