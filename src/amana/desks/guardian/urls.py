from django.apps import apps
from django.urls import path

from amana.desks.guardian import views

app_name = "guardian"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("log/", views.log, name="log"),
    path("emergencies/", views.glasses, name="glasses"),
    path("state/", views.state, name="state"),
]

if apps.is_installed("amana.contexts.cases"):
    from amana.desks.guardian import retention

    urlpatterns += [
        path("retention/", retention.plan, name="retention"),
        path("retention/<uuid:person>/", retention.hold, name="hold"),
    ]
