from django.urls import path

from amana.contexts.exchange.door import views

app_name = "exchange"
urlpatterns = [
    path("envelopes", views.envelopes, name="envelopes"),
    path("requests", views.requests, name="requests"),
]
