"""`/api/v1/...` and the description at `/api/v1/openapi.json`."""

from django.urls import path

from amana.kernel.api import views
from amana.kernel.api.build import build

urlpatterns = [
    path("tokens/", views.tokens, name="api_tokens"),
    path("tokens/<uuid:token>/revoke/", views.revoke, name="api_token_revoke"),
    path("v1/", build().urls),
]
