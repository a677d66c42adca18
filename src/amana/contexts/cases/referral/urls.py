"""Addresses of referrals, below /cases/referral/."""

from django.urls import path

from amana.contexts.cases.referral import views

urlpatterns = [
    path("", views.received, name="referrals"),
    path("sent/", views.sent, name="referrals_sent"),
    path("of/<uuid:person>/", views.choose, name="referral_choose"),
    path("of/<uuid:person>/compose/", views.compose, name="referral_compose"),
    path("<uuid:referral>/", views.referral, name="referral"),
    path("<uuid:referral>/decline/", views.decline, name="referral_decline"),
    path("<uuid:referral>/outcome/", views.outcome, name="referral_outcome"),
    path("<uuid:referral>/erasure/", views.erasure, name="referral_erasure"),
    path("<uuid:referral>/document/<uuid:attachment>/", views.document, name="referral_document"),
    path("<uuid:referral>/put/", views.put, name="referral_put"),
    path("<uuid:referral>/do/<slug:act>/", views.do, name="referral_do"),
]
