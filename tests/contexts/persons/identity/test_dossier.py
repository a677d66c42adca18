"""The identity dossier: a paper that a judge can read, about two people's files, under every rule for what leaves."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from django.utils import translation

from amana.contexts.persons import facade as persons
from amana.contexts.persons.identity import paper
from amana.contexts.persons.identity.dossier import Handed, dossier
from amana.contexts.persons.identity.errors import NothingDecided
from amana.contexts.persons.identity.terms import Opinion, StepKind
from amana.kernel.audit.models import AuditEntry
from amana.kernel.documents.parts import Grid, Heading, Pairs, Paragraph
from amana.kernel.documents.rendering import FONTS
from amana.kernel.errors import Refused
from tests.contexts.persons.identity.pairs import ALIKE, MEDHANIE, confirmed, decided, looked_at, proposed, said, undone
from tests.contexts.persons.people import named, registered, signed_in
from tests.contexts.persons.people import said as statement

BOARD = Handed(recipient="Appeals board", kind="ministry", state="ET", basis="Proclamation 1110/2019 art. 20", best_interests="BID 7")
ANSWERS = {"name.differs:father": "His sister names both.", "birth.year_differs": "A guess at the border."}
needs_fonts = pytest.mark.skipif(not FONTS.is_dir(), reason="run.py has not fetched the fonts")


@pytest.fixture
def two(shelter):
    return (
        registered(shelter.worker, named("Medhanie Yehdego")),
        registered(shelter.worker, named("መድሃኔ ይሕደጎ"), named("مدهاني يهدقو")),
    )


@pytest.fixture
def pair(two, shelter, monkeypatch):
    """A pair with evidence against, held to be one by two people."""
    said(monkeypatch, MEDHANIE)
    made = proposed(*two, shelter.worker)
    decided(made, Opinion.SAME, shelter.worker, answers=ANSWERS)
    confirmed(made, shelter.colleague)
    return made


def text_of(view, language="en"):
    """Every word of the paper, in order."""
    with translation.override(language):
        found = []
        for part in paper.parts(view, recipient="Appeals board", basis="Proclamation", on=date(2026, 11, 30)):
            match part:
                case Heading() | Paragraph():
                    found.append(part.text)
                case Pairs():
                    found += [word for line in part.lines for word in line]
                case Grid():
                    found += [*part.columns, *(cell for row in part.rows for cell in row)]
        return "\n".join(found)


@needs_fonts
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_there_is_a_glyph_for_every_letter_and_screen_readers_can_read_it(pair, shelter, language):
    made = dossier(pair, BOARD, language=language, access=shelter.worker)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.open_metadata()["pdfaid:conformance"] == "A"
    assert "Medhanie" not in made.name


def test_it_says_what_was_compared_what_speaks_against_it_first_and_how_that_was_answered(pair, shelter):
    said_there = text_of(looked_at(pair, shelter.worker))
    for words in ("Medhanie Yehdego", "መድሃኔ ይሕደጎ", "مدهاني يهدقو", "Ge'ez letters", *ANSWERS.values(), "Speaks against it, strongly"):
        assert words in said_there
    assert said_there.index("What speaks against it") < said_there.index("What speaks for it")


def test_it_says_how_many_others_would_carry_the_names_and_what_the_numbers_do_not_mean(pair, shelter):
    said_there = text_of(looked_at(pair, shelter.worker))
    assert "about 0.4 other people would carry these names by chance" in said_there
    assert "4,000" in said_there
    assert "by hand" in said_there  # the model's version
    assert "It does not say that two people are one." in said_there


def test_it_says_who_decided_what_undone_decisions_included(pair, shelter):
    undone(pair, shelter.supervisor)
    decided(pair, Opinion.DIFFERENT, shelter.supervisor, reason="I met both of them")
    said_there = text_of(looked_at(pair, shelter.worker))
    for words in (
        "They are one person. (undone later)",
        "They are two different people.",
        "I met both of them",
        "It was somebody else",
        "Sara",
        "Omar",
        "Lena",
    ):
        assert words in said_there
    assert "They are two different people. (undone later)" not in said_there


def test_evidence_against_that_nobody_answered_stands_out_as_a_gap(two, shelter, monkeypatch):
    said(monkeypatch, MEDHANIE)
    made = proposed(*two, shelter.worker)
    decided(made, Opinion.DIFFERENT, shelter.worker)
    assert text_of(looked_at(made, shelter.worker)).count("Not answered: ") == 2


def test_a_pair_about_which_nobody_has_decided_has_no_dossier(two, shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    made = proposed(*two, shelter.worker)
    with pytest.raises((NothingDecided, Refused)):
        dossier(made, BOARD, language="en", access=shelter.worker)
    assert looked_at(made, shelter.worker).steps == ()


def test_it_takes_two_people_one_of_whom_decided(two, shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    made = proposed(*two, shelter.worker)
    decided(made, Opinion.DIFFERENT, shelter.worker)
    with pytest.raises(Refused) as refused:
        dossier(made, BOARD, language="en", access=shelter.worker)
    assert refused.value.reason == "access.two_people_many"
    dossier(made, BOARD, language="en", access=shelter.colleague)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"basis": "  "}, "S1.consent_or_basis"),
        ({"kind": ""}, "S1.recipient_named"),
        ({"state": ""}, "S1.recipient_state_named"),
        ({"kind": "prosecutor"}, "S3.enforcement_learns_no_name"),
        ({"kind": "police"}, "S3.enforcement_learns_no_name"),
        ({"state": "IT"}, "S2.fears_asked"),
        ({"best_interests": ""}, "S9.best_interests"),
    ],
)
def test_every_rule_for_what_leaves_stands_in_front_of_it(pair, shelter, changed, rule):
    with pytest.raises(Refused) as refused:
        dossier(pair, replace(BOARD, **changed), language="en", access=shelter.worker)
    assert refused.value.reason == rule
    assert StepKind.DOSSIER not in [step.kind for step in looked_at(pair, shelter.worker).steps]


@pytest.mark.parametrize("which", [0, 1])
def test_the_state_that_either_person_fears_learns_nothing(pair, two, shelter, which):
    for person in two:
        persons.add_fact(person, statement(persons.FactKind.STATE_FEARED, persons.NoValue.NONE), access=shelter.worker)
        persons.add_fact(person, statement(persons.FactKind.NATIONALITY_CLAIMED, persons.State(state="SO")), access=shelter.worker)
    persons.add_fact(two[which], statement(persons.FactKind.STATE_FEARED, persons.State(state="ER")), access=shelter.worker)
    with pytest.raises(Refused) as refused:
        dossier(pair, replace(BOARD, state="ER"), language="en", access=shelter.worker)
    assert refused.value.reason == "S2.feared_state"
    dossier(pair, replace(BOARD, state="IT"), language="en", access=shelter.worker)


def test_what_was_handed_out_is_in_the_log_of_both_files_and_in_the_history(pair, shelter):
    before = AuditEntry.objects.count()
    dossier(pair, BOARD, language="en", access=shelter.worker)
    assert AuditEntry.objects.count() == before + 2
    assert looked_at(pair, shelter.worker).steps[-1].recipient == "Appeals board"


def test_the_page_hands_out_the_paper(pair, shelter):
    browser = signed_in(shelter.worker)
    address = f"/persons/who-is-who/{pair}/dossier/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"recipient": ""}).status_code == 422
    answer = browser.post(
        address,
        {"recipient": "Appeals board", "kind": "ministry", "state": "ET", "basis": "Law", "best_interests": "BID", "language": "en"},
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
