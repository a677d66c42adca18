"""Addresses of the register. They carry refs, never names: what is searched for is posted."""

from django.urls import path

from amana.contexts.persons.identity import views as identity
from amana.contexts.persons.keeping import views as keeping
from amana.contexts.persons.record import views as record
from amana.contexts.persons.register import views as register

app_name = "persons"

urlpatterns = [
    path("", register.search, name="search"),
    path("erasures/", keeping.erasures, name="erasures"),
    path("register/", register.register, name="register"),
    path("who-is-who/", identity.queue, name="identity"),
    path("who-is-who/propose/", identity.propose, name="identity_propose"),
    path("who-is-who/<uuid:proposal>/", identity.pair, name="identity_pair"),
    path("who-is-who/<uuid:proposal>/join/", identity.join, name="identity_join"),
    path("who-is-who/<uuid:proposal>/take-apart/", identity.take_apart, name="identity_take_apart"),
    path("who-is-who/<uuid:proposal>/dossier/", identity.dossier, name="identity_dossier"),
    path("who-is-who/notices/<uuid:step>/", identity.acknowledge, name="identity_acknowledge"),
    path("<uuid:person>/", record.file, name="file"),
    path("<uuid:person>/print/", record.printed, name="print"),
    path("<uuid:person>/statements/", record.statements, name="statements"),
    path("<uuid:person>/statements/<uuid:fact>/", record.correct, name="correct"),
    path("<uuid:person>/add/<slug:kind>/", record.add, name="add"),
    path("<uuid:person>/safe-contact/", record.safe_contact, name="safe_contact"),
    path("<uuid:person>/relations/", record.relate, name="relate"),
    path("<uuid:person>/team/", keeping.team, name="team"),
    path("<uuid:person>/close/", keeping.close, name="close"),
    path("<uuid:person>/reopen/", keeping.reopen, name="reopen"),
    path("<uuid:person>/erase/", keeping.erase, name="erase"),
]
