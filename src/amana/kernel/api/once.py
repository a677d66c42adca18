"""Idempotency: a program that lost the answer repeats the request with the same key and gets the same answer."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback
from pydantic import BaseModel

from amana.engines.sealing.box import seal, unseal
from amana.kernel.api.errors import KeyMissing, KeyReused
from amana.kernel.api.models import AnsweredRequest, ApiToken
from amana.kernel.errors import AmanaError
from amana.kernel.sealed.keystore import get_keystore

SECRET_NAME = "api-answers"  # noqa: S105 - the name under which the key store keeps the key, not the key
PLACE = b"api_answeredrequest.answer"
LONGEST_KEY = 100
KEPT = timedelta(days=7)  # a program that has not asked again by then has given up
CREATED = 201
JSON = "application/json; charset=utf-8"
HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A new random key for each new request; the same key when a request is repeated.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}


def once(view: Callable[..., BaseModel]) -> Callable[..., HttpResponse]:
    """Make an endpoint that creates something answer a repeated request from memory. The view returns the shape of its 201.

    The answer is stored in the transaction of the change, so that there is never one without the other.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        token: ApiToken = request.api_token  # type: ignore[attr-defined]  # the API's own: whoever asks came in with it
        secret = get_keystore().named_secret(SECRET_NAME)
        fingerprint = _fingerprint(request, secret)
        failure: AmanaError | None = None
        body = b""
        with transaction.atomic():
            # The token's row is locked, so that two copies of one request do not both find nothing.
            ApiToken.objects.select_for_update().get(pk=token.pk)
            found = AnsweredRequest.objects.filter(token=token, key=key).first()
            if found is not None:
                if not hmac.compare_digest(found.fingerprint, fingerprint):
                    raise KeyReused
                return HttpResponse(unseal(secret, bytes(found.answer), associated=PLACE), status=found.status, content_type=JSON)
            try:
                body = view(request, *args, **kwargs).model_dump_json().encode()
            except AmanaError as refusal:
                # The action took itself back; what must stay is the log entry of the refusal, so this transaction ends well.
                failure = refusal
            else:
                _remember(token, key, fingerprint, seal(secret, body, associated=PLACE))
        if failure is not None:
            raise failure
        return HttpResponse(body, status=CREATED, content_type=JSON)

    contribute_operation_callback(run, _describe)
    return run


def _describe(operation: Operation) -> None:
    operation.openapi_extra = {**(operation.openapi_extra or {}), "parameters": [HEADER]}


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not key or len(key) > LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
        raise KeyMissing
    return key


def _fingerprint(request: HttpRequest, secret: bytes) -> str:
    asked = b"\n".join((str(request.method).encode(), request.get_full_path().encode(), request.body))
    return hmac.new(secret, asked, hashlib.sha256).hexdigest()


def _remember(token: ApiToken, key: str, fingerprint: str, answer: bytes) -> None:
    now = timezone.now()
    AnsweredRequest.objects.filter(token=token, at__lt=now - KEPT).delete()
    AnsweredRequest.objects.create(token=token, key=key, fingerprint=fingerprint, status=CREATED, answer=answer, at=now)
