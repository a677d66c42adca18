from django.urls import path

from amana.contexts.exchange.door import views as door
from amana.contexts.exchange.shown import partner_views, views

app_name = "exchange"
urlpatterns = [
    path("envelopes", door.envelopes, name="envelopes"),
    path("requests", door.requests, name="requests"),
    path("inbox/", views.inbox, name="inbox"),
    path("outbox/", views.outbox, name="outbox"),
    path("waiting/", views.waiting, name="waiting"),
    path("conversation/<uuid:thread>/", views.conversation, name="conversation"),
    path("message/<uuid:message>/retry/", views.retry, name="retry"),
    path("message/<uuid:message>/recall/", views.recall, name="recall"),
    path("partners/", partner_views.partners, name="partners"),
    path("partners/<str:node>/", partner_views.partner, name="partner"),
    path("partners/<str:node>/call/", partner_views.call, name="call"),
    path("carry/", partner_views.carry, name="carry"),
    path("carry/in/", partner_views.bring_in, name="bring_in"),
    path("carry/out/<str:node>/", partner_views.export, name="export"),
]
