from django.urls import path

from amana.kernel.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("<uuid:run>/", views.run, name="run"),
    path("<uuid:run>/columns/", views.columns, name="columns"),
    path("<uuid:run>/check/", views.check, name="check"),
    path("<uuid:run>/commit/", views.commit, name="commit"),
    path("<uuid:run>/row/<int:number>/", views.row, name="row"),
    path("<uuid:run>/alike/", views.decide_all_alike, name="decide_all_alike"),
    path("<uuid:run>/alike/<int:number>/", views.decide_alike, name="decide_alike"),
    path("<uuid:run>/errors.csv", views.error_list, name="errors"),
    path("<uuid:run>/propose-undo/", views.propose_undo, name="propose_undo"),
    path("<uuid:run>/undo/", views.undo, name="undo"),
]
