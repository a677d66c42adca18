"""Idempotency: a program that lost the answer repeats the request with the same key and gets the same answer."""

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amana.engines.sealing.envelope import seal, unseal
from amana.kernel.api.errors import KeyMissing, KeyReused
from amana.kernel.api.models import AnsweredRequest, ApiToken
from amana.kernel.errors import AmanaError
from amana.kernel.sealed.keystore import get_keystore

SECRET_NAME = "api-answers"  # noqa: S105 - the name under which the key store keeps the key, not the key
PLACE = b"api_answeredrequest.answer"
LONGEST_KEY = 100


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make an endpoint that changes something answer a repeated request from memory. It must return an HttpResponse.

    The answer is stored in the transaction of the change, so that there is never one without the other.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if not key or len(key) > LONGEST_KEY or not key.isprintable():
            raise KeyMissing
        token: ApiToken = request.api_token  # type: ignore[attr-defined]
        secret = get_keystore().named_secret(SECRET_NAME)
        asked = b"\n".join((str(request.method).encode(), request.get_full_path().encode(), request.body))
        fingerprint = hmac.new(secret, asked, hashlib.sha256).hexdigest()
        failure: AmanaError | None = None
        response = HttpResponse()
        with transaction.atomic():
            # The token's row is locked, so that two copies of one request do not both find nothing.
            ApiToken.objects.select_for_update().get(pk=token.pk)
            found = AnsweredRequest.objects.filter(token=token, key=key).first()
            if found is not None:
                if not hmac.compare_digest(found.fingerprint, fingerprint):
                    raise KeyReused
                body = unseal(secret, bytes(found.answer), associated=PLACE)
                return HttpResponse(body, status=found.status, content_type="application/json")
            try:
                response = view(request, *args, **kwargs)
            except AmanaError as refusal:
                # The action took itself back; what must stay is the log entry of the refusal, so this transaction ends well.
                failure = refusal
            else:
                AnsweredRequest.objects.create(
                    token=token,
                    key=key,
                    fingerprint=fingerprint,
                    status=response.status_code,
                    answer=seal(secret, response.content, associated=PLACE),
                    at=timezone.now(),
                )
        if failure is not None:
            raise failure
        return response

    return run
