"""A large file comes through the page: sealed while it comes, and turned away in words where it cannot be kept."""

import io

import pytest
from django.urls import reverse

from amana.contexts.cases import facade as cases
from amana.contexts.cases.papers import actions
from amana.kernel import uploads
from amana.kernel.uploads import LargeFile
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.papers.samples import film
from tests.contexts.cases.test_a_pages import signed_in


@pytest.fixture
def case(world):
    return cases.open_case(world.selam, access=world.worker)


@pytest.fixture
def client(world):
    return signed_in(world.worker)


def named(content: bytes, name: str) -> io.BytesIO:
    made = io.BytesIO(content)
    made.name = name
    return made


def lines(case, world):
    return cases.case_view(case, access=world.worker).attachments


def test_a_large_file_is_sealed_while_it_comes_and_kept_whole(world, case, client, monkeypatch):
    seen = []
    taken = actions.cleaned
    monkeypatch.setattr(actions, "cleaned", lambda content: (seen.append(type(content.raw).__name__), taken(content))[1])
    given = film(3 << 20)
    answer = client.post(reverse("cases:attach", args=[case]), {"name": "What she saw", "paper": named(given, "film.mp4")})
    assert answer.status_code == 302
    assert seen == ["SealedSpool"]
    (line,) = lines(case, world)
    opened = actions.download(case, line.ref, access=world.worker)
    assert b"".join(opened.chunks()) == given


def test_a_file_that_is_too_large_is_turned_away_with_what_to_do(world, case, client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 2 << 20)
    for size in ((2 << 20) + 1, 4 << 20):
        answer = client.post(reverse("cases:attach", args=[case]), {"name": "Film", "paper": named(film(size), "film.mp4")})
        assert answer.status_code == 422
        assert "Make it smaller" in answer.content.decode()
    assert lines(case, world) == ()


def test_where_the_disk_is_full_or_others_upload_the_page_says_so(world, case, client, monkeypatch):
    address = reverse("cases:attach", args=[case])
    monkeypatch.setattr(uploads, "SPARE_DISK_BYTES", 1 << 62)
    full = client.post(address, {"name": "Film", "paper": named(film(2 << 20), "film.mp4")})
    assert (full.status_code, "not enough room" in full.content.decode()) == (422, True)
    monkeypatch.undo()
    for _place in range(uploads.AT_ONCE):
        uploads._places.acquire()
    busy = client.post(address, {"name": "Film", "paper": named(film(2 << 20), "film.mp4")})
    assert (busy.status_code, "other large files" in busy.content.decode()) == (422, True)
    for _place in range(uploads.AT_ONCE):
        uploads._places.release()
    assert client.post(address, {"name": "Film", "paper": named(film(2 << 20), "film.mp4")}).status_code == 302


def test_places_for_large_files_are_given_back(world, case, client):
    for number in range(uploads.AT_ONCE + 1):
        made = client.post(reverse("cases:attach", args=[case]), {"name": f"Film {number}", "paper": named(film(2 << 20), "film.mp4")})
        assert made.status_code == 302


def test_other_pages_take_no_large_file_to_the_disk(world, case, client, monkeypatch):
    made = []
    monkeypatch.setattr(LargeFile, "__init__", lambda self, *given: made.append(given))
    client.post(reverse("cases:add_entry", args=[case, "note"]), {"paper": named(film(2 << 20), "film.mp4")})
    assert made == []


def test_an_empty_file_and_a_hiding_name_are_refused_on_the_page(world, case, client):
    address = reverse("cases:attach", args=[case])
    empty = client.post(address, {"name": "Film", "paper": named(b"", "film.mp4")})
    assert "The file is empty" in empty.content.decode()
    hiding = client.post(address, {"name": "pho\u202etog.jpg", "paper": named(b"words", "a.txt")})
    assert "Write the name by hand" in hiding.content.decode()
    assert lines(case, world) == ()
