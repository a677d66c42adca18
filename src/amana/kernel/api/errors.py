"""What can go wrong between a program and the API, beside what can go wrong in the work itself."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class TokenRefused(AmanaError):
    code = "api.token_refused"
    sentence = _("The token is missing, wrong, expired, revoked, or does not cover this act.")
    remedy = _("Make a new token on the page “API tokens”, with the acts the program needs.")


class KeyMissing(AmanaError):
    code = "api.idempotency_key_missing"
    sentence = _("A request that changes something needs the header Idempotency-Key.")
    remedy = _("Send a new random key with each new request, and the same key when you repeat one.")


class KeyReused(AmanaError):
    code = "api.idempotency_key_reused"
    sentence = _("This Idempotency-Key was used before for another request.")
    remedy = _("Send a new key with a new request.")
