"""Addresses of the law check, below /law/check/."""

from django.urls import path

from amana.contexts.law.check import entry_views, law_views, views

urlpatterns = [
    path("", views.index, name="check"),
    path("states/<str:state>/", views.state, name="check_state"),
    path("states/<str:state>/obligations/<str:code>/", views.obligation, name="check_obligation"),
    path("states/<str:state>/obligations/<str:code>/assess/", views.assess, name="check_assess"),
    path("states/<str:state>/draft/", views.draft, name="check_draft"),
    path("assessments/", views.awaiting, name="check_awaiting"),
    path("assessments/<uuid:ref>/", views.review, name="check_review"),
    path("assessments/<uuid:ref>/submit/", views.submit, name="check_submit"),
    path("assessments/<uuid:ref>/publish/", views.publish, name="check_publish"),
    path("obligations/", views.obligations, name="check_obligations"),
    path("obligations/<str:code>/", views.compare, name="check_compare"),
    path("needs/", views.needs, name="check_needs"),
    path("needs/<str:form>/", views.export_needs, name="check_needs_export"),
    path("law/<str:state>/", law_views.law, name="check_law"),
    path("law/<str:state>/page/", law_views.offline, name="check_law_offline"),
    path("trafficking-or-smuggling/", law_views.tell_apart, name="check_tell_apart"),
    path("acts/<str:state>/", entry_views.acts, name="check_acts"),
    path("acts/<str:state>/add/", entry_views.add_act, name="check_add_act"),
    path("acts/<str:state>/<uuid:act>/correct/", entry_views.correct_act, name="check_correct_act"),
    path("acts/<str:state>/<uuid:act>/sections/add/", entry_views.add_provision, name="check_add_provision"),
    path("acts/<str:state>/<uuid:act>/sections/<uuid:provision>/", entry_views.correct_provision, name="check_correct_provision"),
]
