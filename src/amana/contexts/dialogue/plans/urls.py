"""Addresses of the national plans, below /dialogue/plans/."""

from django.urls import path

from amana.contexts.dialogue.plans import views

urlpatterns = [
    path("", views.plans, name="plans"),
    path("new/", views.record, name="record_plan"),
    path("<uuid:plan>/", views.plan, name="plan"),
    path("<uuid:plan>/correct/", views.correct, name="correct_plan"),
    path("<uuid:plan>/publish/", views.publish, name="publish_plan"),
    path("<uuid:plan>/add/", views.add_activity, name="add_activity"),
    path("activity/<uuid:activity>/reword/", views.reword, name="reword_activity"),
    path("activity/<uuid:activity>/progress/", views.report, name="report_activity"),
    path("activity/<uuid:activity>/verify/", views.judge, name="judge_activity"),
]
