"""What can go wrong between a program and the API, beside what can go wrong in the work itself."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class TokenRefused(AmanaError):
    code = "api.token_refused"
    sentence = _("The token is missing, wrong, expired or revoked, or nobody stands behind it any more.")
    remedy = _("Make a new token on the page “API tokens”.")


class NotCovered(AmanaError):
    code = "api.not_covered"
    sentence = _("This token was not made for this act (%(act)s).")
    remedy = _("Make a new token on the page “API tokens”, with the acts the program needs.")


class ActNotOffered(AmanaError):
    code = "api.act_not_offered"
    sentence = _("A token is made for at least one act that the API offers, and for a year at most.")
    remedy = _("Choose from the list on the page “API tokens”.")


class KeyMissing(AmanaError):
    code = "api.idempotency_key_missing"
    sentence = _("A request that changes something needs the header Idempotency-Key, at most 100 letters, digits and signs.")
    remedy = _("Send a new random key with each new request, and the same key when you repeat one.")


class KeyReused(AmanaError):
    code = "api.idempotency_key_reused"
    sentence = _("This Idempotency-Key was used before for another request.")
    remedy = _("Send a new key with a new request.")


class BodyUnreadable(AmanaError):
    code = "api.body_unreadable"
    sentence = _("The request could not be read. It must be JSON in UTF-8.")
    remedy = _("Look at the description of the API, and send it again.")


class BodyTooLarge(AmanaError):
    code = "api.body_too_large"
    sentence = _("The request is larger than %(kilobytes)s kB.")
    remedy = _("Send one record at a time. Whole sheets are imported on the page “Import”.")


class TooManyRequests(AmanaError):
    code = "api.too_many_requests"
    sentence = _("This token asked more than %(limit)s times in a minute.")
    remedy = _("Wait a minute, then go on more slowly.")


class RecordNotTaken(AmanaError):
    """Values of a record that cannot be taken: `fields` names each with what is wrong, in the reader's language."""

    code = "api.record_not_taken"
    sentence = _("This record cannot be taken as it is. Nothing was kept.")
    remedy = _("Correct the fields that are named, and send it again.")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = fields
