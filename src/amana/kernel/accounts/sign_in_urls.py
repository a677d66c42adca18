"""Signing in and one's own account: the part of allauth that this node offers. No sign-up, no e-mail, no reset by mail."""

from allauth.account import views
from django.urls import include, path

from amana.kernel.ui.errors import page_not_found

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    # allauth's own code reverses these names; here they lead nowhere.
    *[
        path(f"closed/{name}/", lambda request: page_not_found(request, Exception()), name=name)
        for name in ("account_signup", "account_email", "account_email_verification_sent", "account_set_password")
    ],
]
