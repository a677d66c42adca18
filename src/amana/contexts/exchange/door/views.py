"""POST /exchange/envelopes and POST /exchange/requests: bytes in, signed bytes out.

No session is opened and no header believed: `door.WithoutSession` keeps both addresses away from the sign-in. What an answer says, its
signature says; the status is for the eyes of a network administrator.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from amana.contexts.exchange import limits, receipts
from amana.contexts.exchange.carriage import asking
from amana.contexts.exchange.carriage.bundle import MEDIA_TYPE as BUNDLE_TYPE
from amana.contexts.exchange.carriage.lines import REQUEST_TYPE
from amana.contexts.exchange.door import answering
from amana.contexts.exchange.door.reading import TooSlow, pieces
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.terms import Carriage
from amana.engines.sealing.envelope import ReceiptKind, Refusal
from amana.kernel.errors import AmanaError

log = structlog.get_logger(__name__)
RECEIPT_TYPE = "application/vnd.amana.receipt"
_uploads = threading.BoundedSemaphore(limits.UPLOADS_AT_ONCE)
_large_uploads = threading.BoundedSemaphore(limits.LARGE_UPLOADS_AT_ONCE)

_STATUS = {
    Refusal.TOO_LARGE.value: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "exchange.disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "exchange.too_fast": HTTPStatus.TOO_MANY_REQUESTS,
    "exchange.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "exchange.not_now": HTTPStatus.SERVICE_UNAVAILABLE,
    "exchange.too_slow": HTTPStatus.REQUEST_TIMEOUT,
    "exchange.length_missing": HTTPStatus.LENGTH_REQUIRED,
}


@csrf_exempt
@require_POST
def envelopes(request: HttpRequest) -> HttpResponse:
    """Take in one envelope. The answer is a signed receipt: `delivered`, or `refused` with a code."""
    try:
        size = _announced(request)
        if size is None:
            return _refused("exchange.length_missing")
        with _place(size) as free:
            if not free:
                return _refused("exchange.busy")
            answer = arriving.take_in(pieces(request, size), carriage=Carriage.PUSH, size=size)
    except TooSlow:
        return _refused("exchange.too_slow")
    except AmanaError as failure:  # this node cannot sign as itself, so it can only be silent about the rest
        log.warning("door closed", code=failure.code)
        return _closed()
    status = HTTPStatus.OK if answer.delivered else _STATUS.get(answer.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _bytes(answer.receipt, status, RECEIPT_TYPE)


@csrf_exempt
@require_POST
def requests(request: HttpRequest) -> HttpResponseBase:
    """Answer one signed request of a node, once."""
    try:
        size = _announced(request)
        if size is None or size > limits.LARGEST_REQUEST:
            return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        question = answering.read(b"".join(pieces(request, size)))
        if question.what == asking.FETCH:
            return StreamingHttpResponse(answering.bundle(question), content_type=BUNDLE_TYPE, headers={"Cache-Control": "no-store"})
        return _bytes(answering.answer(question), HTTPStatus.OK, REQUEST_TYPE)
    except TooSlow:
        return HttpResponse(status=HTTPStatus.REQUEST_TIMEOUT)
    except answering.Unanswered as refused:
        return _bytes(refused.signed, HTTPStatus.FORBIDDEN, REQUEST_TYPE) if refused.signed else HttpResponse(status=HTTPStatus.FORBIDDEN)
    except AmanaError as failure:
        log.warning("door closed", code=failure.code)
        return _closed()


def _announced(request: HttpRequest) -> int | None:
    text = str(request.META.get("CONTENT_LENGTH") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@contextmanager
def _place(size: int) -> Iterator[bool]:
    """A place for one upload, if one is free. Large ones have their own, so that common messages never wait behind them."""
    places = _large_uploads if size > limits.LARGE else _uploads
    free = places.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            places.release()


def _refused(code: str) -> HttpResponse:
    signed = receipts.of_door(
        ReceiptKind.REFUSED, message=receipts.NOTHING, thread=receipts.NOTHING, digest=receipts.UNKNOWN_DIGEST, code=code
    )
    return _bytes(signed, _STATUS[code], RECEIPT_TYPE)


def _bytes(content: bytes, status: HTTPStatus, media_type: str) -> HttpResponse:
    return HttpResponse(content, status=status, content_type=media_type, headers={"Cache-Control": "no-store"})


def _closed() -> HttpResponse:
    return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
