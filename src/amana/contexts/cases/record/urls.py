"""Addresses of the case, below /cases/record/."""

from django.urls import path

from amana.contexts.cases.papers import views as papers
from amana.contexts.cases.record import views

urlpatterns = [
    path("of/<uuid:person>/open/", views.open_case, name="open_case"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/add/<slug:kind>/", views.add, name="add_entry"),
    path("<uuid:case>/entry/<uuid:entry>/", views.correct, name="correct"),
    path("<uuid:case>/entry/<uuid:entry>/settle/", views.settle, name="settle"),
    path("<uuid:case>/status/", views.status, name="status"),
    path("<uuid:case>/take-over/", views.take_over, name="take_over"),
    path("<uuid:case>/close/", views.close, name="close"),
    path("<uuid:case>/reopen/", views.reopen, name="reopen"),
    path("<uuid:case>/attach/", papers.attach, name="attach"),
    path("<uuid:case>/paper/<uuid:attachment>/", papers.download, name="download"),
    path("<uuid:case>/paper/<uuid:attachment>/remove/", papers.remove, name="remove_paper"),
    path("<uuid:case>/export/", views.export, name="export"),
    path("<uuid:case>/hand-on/", views.hand_on, name="hand_on"),
]
