"""What stands before Django: it answers from memory while nothing public changed, tells proxies so, and says nothing about the reader."""

import gzip
import io
from email.utils import formatdate

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from amana.contexts.law import facade as law
from amana.desks.public import edition
from amana.desks.public.front import PublicFront
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world

pytestmark = pytest.mark.django_db

PAGE = "/public/en/treaties/"


class Asked:
    """Django behind the front, and what it was asked."""

    def __init__(self):
        self.times, self.last, self.django = 0, {}, get_wsgi_application()

    def __call__(self, environ, start):
        self.times += 1
        self.last = environ
        return self.django(environ, start)


class Reader:
    """Somebody who asks for pages through the front."""

    def __init__(self):
        self.asked, self.counted = Asked(), []
        self.front = PublicFront(self.asked, self.counted.append)

    def get(self, path=PAGE, query="", method="GET", **headers):
        said = {}

        def start(status, headers, _failure=None):
            said.update(status=int(status[:3]), headers=dict(headers))

        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), **headers,
        }  # fmt: skip
        said["body"] = b"".join(self.front(environ, start))
        return said


@pytest.fixture
def reader(world, monkeypatch):
    monkeypatch.setattr(edition, "_newest", edition.Newest())
    # a connection inside a transaction, as tests have it, would be closed as one that somebody forgot
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    return Reader()


def change(world):
    given = law.Given(
        state="ET", treaty="TIP", act=law.Act.SIGNATURE, day=law.PartialDay.read("2000-12-12"), seen=None,
        date_kind=law.DateKind.SIGNATURE, source="A gazette",
        confidence=law.Confidence.NOT_VERIFIED,
    )  # fmt: skip
    law.publish_claim(law.record_claim(given, access=world.focal_point), access=world.secretariat)


def test_the_second_reader_is_answered_without_asking_django(reader):
    first, second = reader.get(), reader.get()
    assert first["status"] == second["status"] == 200
    assert first["body"] == second["body"]
    assert reader.asked.times == 1


def test_a_change_is_seen_by_the_next_reader(reader, world):
    before = reader.get("/public/en/states/ET/")
    change(world)
    after = reader.get("/public/en/states/ET/")
    assert b"A gazette" not in before["body"]
    assert b"A gazette" in after["body"]
    assert before["headers"]["ETag"] != after["headers"]["ETag"]


def test_reading_the_register_changes_no_edition(reader, world):
    before = reader.get()
    law.claims(access=world.secretariat)
    assert reader.get()["headers"]["ETag"] == before["headers"]["ETag"]


def test_whoever_has_the_edition_is_told_so_without_a_page(reader):
    known = reader.get()["headers"]
    again = reader.get(HTTP_IF_NONE_MATCH=known["ETag"])
    assert (again["status"], again["body"]) == (304, b"")
    assert again["headers"]["ETag"] == known["ETag"]
    assert reader.get(HTTP_IF_MODIFIED_SINCE=known["Last-Modified"])["status"] == 304
    assert reader.get(HTTP_IF_MODIFIED_SINCE=formatdate(0, usegmt=True))["status"] == 200
    assert reader.get(HTTP_IF_MODIFIED_SINCE="yesterday")["status"] == 200
    assert reader.asked.times == 1


def test_any_proxy_may_keep_the_answer(reader):
    headers = reader.get(HTTP_COOKIE="sessionid=of-somebody-signed-in", HTTP_ACCEPT_LANGUAGE="ar")["headers"]
    assert headers["Cache-Control"].startswith("public, max-age=")
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers
    assert "X-Reference" not in headers


def test_nothing_about_the_reader_is_passed_on(reader):
    reader.get(HTTP_COOKIE="sessionid=x", HTTP_AUTHORIZATION="Bearer x", HTTP_ACCEPT_LANGUAGE="ar", HTTP_REFERER="https://example.org/")
    assert [
        name for name in reader.asked.last if name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER")
    ] == []


def test_the_headers_that_protect_a_page_stay(reader):
    headers = reader.get()["headers"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_page_is_packed_for_whoever_can_unpack(reader):
    plain, packed = reader.get(), reader.get(HTTP_ACCEPT_ENCODING="gzip, br")
    assert packed["headers"]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed["body"]) == plain["body"]
    assert len(packed["body"]) < len(plain["body"]) / 3


def test_words_that_no_page_knows_fill_no_memory(reader):
    for number in range(5):
        reader.get(query=f"utm={number}")
    assert reader.asked.times == 1


def test_nothing_can_be_sent_here(reader):
    assert reader.get(method="POST")["status"] == 405
    assert reader.asked.times == 0


def test_only_the_head_is_sent_to_whoever_asks_for_it(reader):
    head = reader.get(method="HEAD")
    assert head["body"] == b""
    assert int(head["headers"]["Content-Length"]) == len(reader.get()["body"])


def test_what_is_not_there_is_not_kept(reader):
    assert reader.get("/public/en/states/ZZ/")["status"] == 404
    assert reader.get("/public/en/states/ZZ/")["headers"]["Cache-Control"] == "no-store"
    assert reader.asked.times == 2


def test_everything_else_passes_through_untouched(reader):
    reader.get("/healthz", HTTP_COOKIE="sessionid=x")
    assert reader.asked.last["HTTP_COOKIE"] == "sessionid=x"


def test_every_change_in_the_contexts_of_the_dialogue_turns_the_edition():
    assert "law.record_claim" in edition.changing()
    assert "law.read_claims" not in edition.changing()
    assert not [name for name in edition.changing() if name.startswith(("persons.", "cases."))]
