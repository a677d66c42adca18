"""What an entry of a case may say: rules that a caseworker can read aloud."""

import pytest

from amana.contexts.cases.facade import Entry, EntryKind
from amana.contexts.cases.htcds.fields import by_name, standard_fields
from amana.contexts.cases.record.errors import EmptyEntry, WrongEntry
from amana.contexts.cases.record.kinds import KINDS, OF_THE_CASE, fields_of, homes
from amana.contexts.cases.record.sheets.entries import of_the_person
from amana.contexts.cases.record.words import LABELS, TITLES
from amana.contexts.persons.facade import Source
from amana.kernel.imports.terms import Missing

BRANDS = {"Facebook", "Instagram", "Telegram", "Viber", "4Sale", "QQ", "QZone", "Twitter", "NGO"}


def test_every_field_of_the_standard_is_about_the_person_the_case_or_one_kind_of_entry():
    for field in standard_fields():
        at = [field.name in homes(), of_the_person(field.name), field.name in OF_THE_CASE]
        assert sum(at) == 1, field.name


def test_no_field_of_the_standard_stands_in_two_kinds_of_entry():
    named = [name for names in KINDS.values() for name in names if name in by_name()]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_kind_of_entry_says_something_in_words_of_the_node(kind):
    for field in fields_of(kind):
        if field.name in by_name():
            assert field.name in TITLES
        for code in field.codes:
            assert str(code.label) in LABELS or str(code.label) in BRANDS or field.name not in by_name()


@pytest.mark.parametrize(
    ("story", "said"),
    [
        ("a field of another kind", {"kind": EntryKind.NOTE, "values": {"need": "legal"}}),
        ("a code that no list holds", {"kind": EntryKind.MEANS, "values": {"vic_MethodsOfControl": ("Magic",)}}),
    ],
)
def test_an_entry_holds_nothing_that_its_kind_cannot_say(story, said):
    with pytest.raises(WrongEntry):
        Entry(**said)


@pytest.mark.parametrize(
    ("story", "said", "error"),
    [
        ("nothing at all", {"kind": EntryKind.EVENT}, EmptyEntry),
        ("a task without words", {"kind": EntryKind.TASK, "note": "soon"}, WrongEntry),
        ("a need that does not say how soon", {"kind": EntryKind.NEED, "values": {"need": "legal"}}, WrongEntry),
    ],
)
def test_an_entry_that_says_too_little_is_not_recorded(story, said, error):
    with pytest.raises(error):
        Entry(**said).complete()


def test_not_asked_is_worth_recording_and_is_not_no():
    entry = Entry(kind=EntryKind.MEANS, missing={"amana:torture": Missing.NOT_ASKED}, source=Source.TOLD_BY_PERSON).complete()
    assert "amana:torture" not in entry.values
    assert Entry.read(entry.written()) == entry
