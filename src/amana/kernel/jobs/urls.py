from django.urls import path

from amana.kernel.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.mine, name="list"),
    path("<uuid:job>/", views.job, name="job"),
    path("<uuid:job>/progress/", views.progress, name="progress"),
    path("<uuid:job>/cancel/", views.cancel, name="cancel"),
    path("<uuid:job>/resume/", views.resume, name="resume"),
]
