from django.urls import path

from amana.contexts.law.treaties import map_views, views

urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("map/", map_views.treaty_map, name="treaty_map"),
    path("changes/", views.changed, name="changed"),
    path("tables/", views.tables, name="tables"),
    path("tables/<uuid:ref>/", views.table, name="table"),
    path("record/", views.record_claim, name="record_claim"),
    path("claims/<uuid:claim>/correct/", views.correct_claim, name="correct_claim"),
    path("claims/<uuid:claim>/publish/", views.publish, name="publish_claim"),
    path("<str:code>/", views.treaty, name="treaty"),
    path("<str:code>/<str:state>/", views.claims, name="claims"),
    path("<str:code>/<str:state>/decide/", views.decide, name="decide_claims"),
]
