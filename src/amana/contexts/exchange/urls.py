from django.urls import path

from amana.contexts.exchange.door import views as door
from amana.contexts.exchange.shown import views

app_name = "exchange"
urlpatterns = [
    path("envelopes", door.envelopes, name="envelopes"),
    path("requests", door.requests, name="requests"),
    path("inbox/", views.inbox, name="inbox"),
    path("outbox/", views.outbox, name="outbox"),
    path("waiting/", views.waiting, name="waiting"),
    path("conversation/<uuid:thread>/", views.conversation, name="conversation"),
    path("message/<uuid:message>/retry/", views.retry, name="retry"),
    path("partners/", views.partners, name="partners"),
    path("partners/<str:node>/", views.partner, name="partner"),
    path("partners/<str:node>/call/", views.call, name="call"),
]
