"""What the node tells a browser about every page."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import RequestFactory

from amana.kernel.ui.middleware import REFERENCE_ALPHABET, PageHeaders, new_reference

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"


def test_nothing_inline_nothing_from_elsewhere_and_no_frame(client):
    policy = dict(
        (part.split(" ", 1) for part in client.get("/styleguide")["Content-Security-Policy"].split("; ")),
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_pages_keep_to_themselves(client):
    answer = client.get("/styleguide")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    # "no-referrer" would make browsers send "Origin: null", which Django's CSRF check refuses.
    assert answer["Referrer-Policy"] == "same-origin"


def answered(**attributes):
    request = RequestFactory().get("/")
    for name, value in attributes.items():
        setattr(request, name, value)
    return request, PageHeaders(lambda _request: HttpResponse("page"))(request)


def test_pages_of_people_signed_in_are_kept_nowhere():
    user = get_user_model()(username="amina.worker")
    assert answered(user=user)[1]["Cache-Control"] == "no-store, private"
    assert answered(access=object())[1]["Cache-Control"] == "no-store, private"
    assert "Cache-Control" not in answered()[1]


def test_every_request_has_a_reference_and_an_outer_one_is_kept():
    request, answer = answered()
    assert answer["X-Reference"] == request.reference
    assert re.fullmatch(f"[{REFERENCE_ALPHABET}]{{8}}", request.reference)
    assert answered(reference="ABCD1234")[1]["X-Reference"] == "ABCD1234"
    assert len({new_reference() for _ in range(100)}) == 100
