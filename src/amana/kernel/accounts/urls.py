from django.urls import path

from amana.kernel.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.people, name="people"),
    path("mine/", views.mine, name="mine"),
    path("add/", views.add, name="add"),
    path("<uuid:user>/role/", views.grant, name="grant"),
    path("<uuid:user>/leave/", views.leave, name="leave"),
    path("<uuid:user>/recover/", views.recover, name="recover"),
    path("role/<uuid:membership>/confirm/", views.confirm, name="confirm"),
    path("role/<uuid:membership>/end/", views.end, name="end"),
]
