"""What an entry says, and how its canonical text says it."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.errors import UnsealFailed
from amana.kernel.audit.entries import Entry, canonical, open_detail

KEY = b"k" * 32
AT = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


def text_of(entry, index=7):
    return canonical(entry, index=index, at=AT, detail_key=KEY)


def test_the_text_is_sorted_json_without_absent_values():
    entry = Entry(kind="read", name="persons.open", actor=UUID(int=1), purpose="assistance").about(UUID(int=2)).decided("care.team")
    assert text_of(entry).decode() == (
        '{"actor":"00000000-0000-0000-0000-000000000001","at":"2026-03-01T10:30:00.000000+00:00",'
        '"file":"00000000-0000-0000-0000-000000000002","index":7,"kind":"read","name":"persons.open",'
        '"policy":"care.team","purpose":"assistance","v":1}'
    )


def test_a_refusal_keeps_who_and_what_and_says_why():
    entry = Entry(kind="action", name="cases.refer", actor=UUID(int=1)).decided("safeguard.consent").refused("access.refused", {"to": "x"})
    assert (entry.kind, entry.outcome, entry.policy, entry.actor) == ("refusal", "access.refused", "safeguard.consent", UUID(int=1))


def test_an_entry_of_an_unknown_kind_cannot_be_made():
    with pytest.raises(ValueError, match="gossip"):
        Entry(kind="gossip", name="x")


def test_the_detail_is_sealed_and_opens_again():
    entry = Entry(kind="search", name="persons.search", detail={"terms": "ሰላማዊት ተስፋዬ", "found": 3})
    text = text_of(entry)
    assert "ሰላማዊት".encode() not in text
    assert b"terms" not in text
    assert open_detail(json.loads(text), detail_key=KEY) == {"terms": "ሰላማዊት ተስፋዬ", "found": 3}
    assert "ሰላማዊት" not in repr(entry)


def test_a_detail_moved_to_another_entry_does_not_open():
    said = json.loads(text_of(Entry(kind="search", name="s", detail={"a": 1})))
    with pytest.raises(UnsealFailed):
        open_detail(said | {"index": 8}, detail_key=KEY)


def test_search_terms_of_different_length_look_alike():
    lengths = {len(text_of(Entry(kind="search", name="s", detail={"terms": name}))) for name in ("Abebe", "Mohammed Osman Ali", "x")}
    assert len(lengths) == 1


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        st.integers() | st.uuids() | st.dates() | st.frozensets(st.text("abc", max_size=3)) | st.none(),
        max_size=4,
    )
)
def test_ids_days_and_sets_can_be_details(detail):
    opened = open_detail(json.loads(text_of(Entry(kind="action", name="n", detail=detail))), detail_key=KEY)
    assert opened.keys() == detail.keys()
    for name, value in detail.items():
        match value:
            case frozenset():
                assert opened[name] == sorted(value)
            case UUID() | date():
                assert opened[name] == str(value)
            case _:
                assert opened[name] == value
