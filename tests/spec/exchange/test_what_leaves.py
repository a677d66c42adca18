"""What a message may carry out of the node, asked of its final bytes (S1, S2, S3, S9, S12)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import cbor2
import pytest

from amana.contexts.cases.consent import terms as ledger
from amana.contexts.cases.consent.terms import IDENTIFYING as LEDGER_IDENTIFYING
from amana.contexts.cases.consent.terms import Category as LedgerCategory
from amana.contexts.cases.consent.terms import Purpose
from amana.contexts.cases.papers.kinds import Kind
from amana.contexts.cases.record.terms import NeedKind
from amana.contexts.exchange.guard import SCHEMAS, Attached, check, terms, words
from amana.contexts.exchange.guard.shapes import Day, Group, Many
from amana.contexts.exchange.guard.terms import IDENTIFYING, INVESTIGATION, SERVICES, Category, MessageKind
from amana.kernel.access.terms import Age, ProtectionClaim
from tests.spec.exchange.messages import (
    HOME,
    PASSPORT,
    THREAD,
    Desk,
    ask,
    iom,
    lead,
    listing,
    police,
    prosecutor,
    receipt,
    referral,
    shelter_abroad,
    shelter_at_home,
    standing,
)

LARGE = [replace(PASSPORT, name=f"{number}.pdf", size=150 << 20) for number in range(2)]
NAME = {"names": ["Selam Tesfaye"]}
ALL = frozenset(Category)
CLAIM = ProtectionClaim
ERITREA = Desk(address="er/1", state="ER")


def test_the_kinds_of_file_that_travel_are_those_that_are_kept() -> None:
    assert {kind.media_type: kind.endings for kind in Kind} == dict(terms.DOCUMENT_ENDINGS)


def test_what_she_agreed_to_leaves() -> None:
    verdict = ask(referral, standing())
    assert verdict
    assert verdict.categories == {Category.NEEDS}
    assert not verdict.identifies


@pytest.mark.parametrize(
    ("story", "more", "agreed", "code"),
    [
        ("her name, to which she did not agree", NAME, {"needs"}, "S1.consent_or_basis"),
        ("her name, to which she agreed", NAME, {"needs", "identity"}, "guard.covered"),
        ("her phone, though she agreed to her name", {"phones": ["+251911234567"]}, {"needs", "identity"}, "S1.consent_or_basis"),
        ("what happened, to which she did not agree", {"account": "She was held."}, {"needs"}, "S1.consent_or_basis"),
        ("her health, to which she agreed", {"health": "She needs a doctor."}, {"needs", "health"}, "guard.covered"),
        ("nothing was agreed", {}, set(), "S1.consent_or_basis"),
        ("her name in a sentence about her needs", {"reason": "Selam needs a place."}, {"needs"}, "S1.consent_or_basis"),
        ("her name in other letters", {"reason": "ሰላም needs a place."}, {"needs"}, "S1.consent_or_basis"),
        ("her passport number in a sentence", {"reason": "Papers: EP 765 4321."}, {"needs"}, "S1.consent_or_basis"),
        ("her day of birth in a sentence", {"reason": "Born on 4 May 1999."}, {"needs"}, "S1.consent_or_basis"),
        ("her name in a sentence, and she agreed to her name", {"reason": "Selam needs a place."}, {"needs", "identity"}, "guard.covered"),
    ],
)
def test_consent_is_asked_for_every_category_the_bytes_carry(story: str, more: dict[str, Any], agreed: set[str], code: str) -> None:
    assert ask({**referral, **more}, standing(agreed=frozenset(agreed))).code == code


def test_consent_for_one_desk_or_purpose_says_nothing_about_another() -> None:
    for_the_other_desk = standing(shelter_at_home)
    for_another_purpose = standing(purpose="legal_help")
    assert ask(referral, for_the_other_desk).code == ask(referral, for_another_purpose).code == "guard.other_question"


def test_half_agreed_and_half_by_law_is_neither() -> None:
    both = standing(agreed=frozenset({"needs"}), by_law=frozenset({"identity"}))
    assert ask({**referral, **NAME}, both).code == "S1.consent_or_basis"
    assert ask({**referral, **NAME}, standing(agreed=frozenset(), by_law=frozenset({"needs", "identity"})))


@pytest.mark.parametrize(
    ("story", "desk", "changes", "code"),
    [
        ("a state she fears", Desk(address="ly/1", state="LY"), {}, "S2.feared_state"),
        ("her own state while her claim is open", ERITREA, {}, "S2.nationality_state"),
        ("her own state after she got protection", ERITREA, {"protection_claim": CLAIM.GRANTED}, "S2.nationality_state"),
        ("her own state while a claim is not excluded", ERITREA, {"protection_claim": CLAIM.NOT_EXCLUDED}, "S2.nationality_state"),
        ("her own state while nobody knows", ERITREA, {"protection_claim": CLAIM.UNKNOWN}, "S2.nationality_state"),
        ("her own state once a claim is excluded", ERITREA, {"protection_claim": CLAIM.NONE}, "guard.covered"),
        ("any other state while her nationality is not settled", shelter_abroad, {"nationality_settled": False}, "S2.nationality_state"),
        ("any other state before she was asked whom she fears", shelter_abroad, {"fears_asked": False}, "S2.fears_asked"),
        ("the state where she is, before she was asked", shelter_at_home, {"fears_asked": False}, "guard.covered"),
        ("the state where she is, which she fears", shelter_at_home, {"states_feared": frozenset({"ET"})}, "S2.feared_state"),
        ("an international organisation, of no state", iom, {}, "guard.covered"),
        ("a shelter of which nobody says in which state it is", Desk(address="x/1", state="XX"), {}, "S1.recipient_state_named"),
    ],
)  # fmt: skip
def test_where_nothing_about_her_goes(story: str, desk: Desk, changes: dict[str, object], code: str) -> None:
    assert ask(referral, standing(desk, **changes), desk=desk).code == code


def test_neither_consent_to_everything_nor_a_law_opens_a_feared_state() -> None:
    libya = Desk(address="ly/1", state="LY")
    assert ask(referral, standing(libya, agreed=ALL, by_law=ALL, best_interests=True), desk=libya).code == "S2.feared_state"


def test_a_child_or_somebody_who_may_be_one_needs_a_determination_of_best_interests() -> None:
    for age in (Age.CHILD, Age.UNKNOWN):
        assert ask(referral, standing(age=age)).code == "S9.best_interests"
        assert ask(referral, standing(age=age, best_interests=True))


def test_for_a_child_no_means_need_be_shown() -> None:
    childs = standing(police, purpose=INVESTIGATION, agreed=frozenset({"account"}), age=Age.CHILD, best_interests=True)
    assert "means" not in lead
    assert ask(lead, childs, desk=police, kind="lead")


def test_a_referral_goes_to_nobody_who_prosecutes() -> None:
    everything = standing(police, agreed=ALL)
    assert ask(referral, everything, desk=police).code == "guard.wrong_desk"
    disguised = Desk(address="ke/1", organisation_kind="police")
    assert ask(referral, standing(disguised, agreed=ALL), desk=disguised).code == "guard.wrong_desk"


def test_a_lead_goes_to_no_one_else() -> None:
    assert ask(lead, standing(agreed=ALL), kind="lead").code == "guard.wrong_desk"


@pytest.mark.parametrize("desk", [police, prosecutor])
def test_a_lead_leaves_with_consent_to_inform_an_investigation_and_says_nothing_of_her(desk: Desk) -> None:
    verdict = ask(lead, standing(desk, purpose=INVESTIGATION, agreed=frozenset({"account"})), desk=desk, kind="lead")
    assert verdict
    assert not verdict.identifies


def test_no_law_replaces_consent_to_inform_an_investigation() -> None:
    by_law = standing(police, purpose=INVESTIGATION, agreed=frozenset(), by_law=ALL)
    assert ask(lead, by_law, desk=police, kind="lead").code == "S3.enforcement_needs_consent"


@pytest.mark.parametrize(
    ("story", "more"),
    [
        ("in the field for it", {"person": {"names": ["Selam Tesfaye"]}}),
        ("in what happened", {"what": "They beat Selam until her brother paid."}),
        ("spelt another way", {"what": "They beat Salaam until her brother paid."}),
        ("with her father's name", {"what": "They called the family of Tesfay Kidane."}),
        ("in a note on money", {"money": [{"method": "hawala", "note": "paid for Selam"}]}),
        ("as one who took part", {"offenders": [{"names": ["Selam Tesfaye Kidane"], "role": "unknown"}]}),
        ("by her phone", {"what": "They took her phone, 0911 23 45 67."}),
        ("by her day of birth", {"what": "They wrote 04/05/1999 on the list."}),
    ],
)
def test_no_lead_says_who_she_is_without_a_consent_of_its_own(story: str, more: dict[str, Any]) -> None:
    content = {**lead, **more}
    informs = standing(police, purpose=INVESTIGATION, agreed=frozenset({"account"}))
    assert ask(content, informs, desk=police, kind="lead").code == "S3.enforcement_learns_no_name"
    names = standing(police, purpose=INVESTIGATION, agreed=frozenset({"account", "identity", "contact"}))
    assert ask(content, names, desk=police, kind="lead")


def test_one_who_took_part_may_share_a_name_with_her() -> None:
    shared = {**lead, "what": "Tesfaye took the money.", "offenders": [{"names": ["Tesfaye Abebe"], "role": "money"}]}
    informs = standing(police, purpose=INVESTIGATION, agreed=frozenset({"account"}))
    assert ask(shared, informs, desk=police, kind="lead")
    both = {**shared, "what": "Selam Tesfaye was beaten."}
    assert ask(both, informs, desk=police, kind="lead").code == "S3.enforcement_learns_no_name"


@pytest.mark.parametrize(
    "offence", ["being_smuggled", "illegal_entry", "irregular_stay", "being_trafficked", "prostitution", "false_documents"]
)
def test_what_was_done_to_her_cannot_be_written_as_an_offence(offence: str) -> None:
    agreed = standing(police, purpose=INVESTIGATION, agreed=ALL)
    assert ask({**lead, "offences": [offence]}, agreed, desk=police, kind="lead").code == "guard.wrong_shape"


@pytest.mark.parametrize("missing", ["source", "on", "confidence"])
def test_what_is_said_of_a_state_carries_source_day_and_confidence(missing: str) -> None:
    said = {"state": "SD", "what": "Guards sold people on.", "source": "told by several", "on": "2026-10-01", "confidence": "3"}
    informs = standing(police, purpose=INVESTIGATION, agreed=frozenset({"account"}))
    assert ask({**lead, "states": [said]}, informs, desk=police, kind="lead")
    said.pop(missing)
    assert ask({**lead, "states": [said]}, informs, desk=police, kind="lead").code == "S12.fact_about_state"


def test_a_message_about_a_person_of_whom_nothing_was_looked_up_is_refused() -> None:
    assert ask(referral, None).code == "guard.no_standing"


def test_that_she_changed_her_mind_reaches_even_a_state_she_came_to_fear() -> None:
    libya = Desk(address="ly/1", state="LY")
    withdrawal = {"about": THREAD, "on": "2026-12-01", "categories": ["needs"]}
    verdict = ask(withdrawal, None, desk=libya, kind="withdrawal")
    assert verdict.code == "guard.about_nobody"
    assert not verdict.categories
    assert ask({"about": THREAD, "on": "2026-12-01"}, None, desk=libya, kind="erasure_request")


def test_a_file_sent_along_shows_who_she_is() -> None:
    assert ask(listing(PASSPORT), standing(), attachments=[PASSPORT]).code == "S1.consent_or_basis"
    verdict = ask(listing(PASSPORT), standing(agreed=frozenset({"needs", "documents"})), attachments=[PASSPORT])
    assert verdict
    assert verdict.identifies


@pytest.mark.parametrize(
    ("story", "content", "files"),
    [
        ("a file that the message does not list", referral, [PASSPORT]),
        ("a file that is listed and does not go along", listing(PASSPORT), []),
        ("another content than was confirmed", listing(PASSPORT), [replace(PASSPORT, sha256=bytes(32))]),
        ("another name", listing(PASSPORT), [replace(PASSPORT, name="Letter.pdf")]),
        ("a second file behind the first", listing(PASSPORT), [PASSPORT, replace(PASSPORT, name="Letter.pdf")]),
        ("two files of one name", listing(PASSPORT, PASSPORT), [PASSPORT, PASSPORT]),
        ("more than an envelope holds", listing(*LARGE), LARGE),
    ],
)
def test_only_those_files_leave_that_the_message_lists(story: str, content: dict[str, Any], files: list[Attached]) -> None:
    assert ask(content, standing(agreed=frozenset({"needs", "documents"})), attachments=files).code == "guard.attachments_differ", story


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Passport.exe"}, {"name": "a/b.pdf"}, {"name": "a\\b.pdf"}, {"name": "fdp\u202e.pdf"}, {"name": "two\nlines.pdf"},
        {"name": "ሀ" * 90 + ".pdf"}, {"media_type": "application/x-msdownload"}, {"media_type": "image/png"}, {"size": 0},
    ],
)  # fmt: skip
def test_a_file_whose_name_hides_something_or_is_of_another_kind_does_not_leave(wrong: dict[str, Any]) -> None:
    file = replace(PASSPORT, **wrong)
    assert ask(listing(file), standing(agreed=frozenset({"needs", "documents"})), attachments=[file]).code == "guard.wrong_shape"


def test_a_file_named_after_her_needs_that_she_agreed_to_be_named() -> None:
    file = replace(PASSPORT, name="Passport of Selam.pdf")
    asked = ask(listing(file), standing(agreed=frozenset({"needs", "documents"})), attachments=[file])
    assert (asked.code, asked.words) == ("S1.consent_or_basis", ("Selam",))
    assert ask(listing(file), standing(agreed=frozenset({"needs", "documents", "identity"})), attachments=[file])


def test_no_file_goes_with_a_lead_or_with_a_notice() -> None:
    agreed = standing(recipient=police.address, purpose="investigation", agreed=frozenset({"account", "identity", "documents"}))
    assert ask(lead, agreed, desk=police, kind="lead", attachments=[PASSPORT]).code == "guard.attachments_differ"
    assert ask({**lead, "documents": []}, agreed, desk=police, kind="lead").code == "guard.unknown_field"
    withdrawal = {"about": THREAD, "on": "2026-12-01", "categories": ["needs"]}
    assert ask(withdrawal, None, kind="withdrawal", attachments=[PASSPORT]).code == "guard.attachments_differ"


@pytest.mark.parametrize(
    ("story", "content", "kind", "code"),
    [
        ("a kind nobody declared", referral, "gossip", "guard.unknown_kind"),
        ("a field nobody declared", {**referral, "religion": "none"}, "referral", "guard.unknown_field"),
        ("a field nobody declared, further in", {**referral, "consent": {**receipt, "note": "x"}}, "referral", "guard.unknown_field"),
        ("a field that is missing", {k: v for k, v in referral.items() if k != "consent"}, "referral", "guard.missing_field"),
        ("a number where a text stands", {**referral, "reason": 5}, "referral", "guard.wrong_shape"),
        ("a text that is too long", {**referral, "reason": "x" * 2001}, "referral", "guard.wrong_shape"),
        ("an empty text", {**referral, "reason": "  "}, "referral", "guard.wrong_shape"),
        ("letters that turn the direction of others", {**referral, "reason": "a\u202eb"}, "referral", "guard.wrong_shape"),
        ("a code of no list", {**referral, "service": "yacht"}, "referral", "guard.wrong_shape"),
        ("a list without anything in it", {**referral, "names": []}, "referral", "guard.wrong_shape"),
        ("true where a number stands", {**referral, "consent": {**receipt, "notice_version": True}}, "referral", "guard.wrong_shape"),
    ],
)
def test_what_is_not_known_is_refused(story: str, content: dict[str, Any], kind: str, code: str) -> None:
    assert ask(content, standing(agreed=ALL), kind=kind).code == code


@pytest.mark.parametrize(
    ("story", "payload"),
    [
        ("no bytes", b""),
        ("bytes after the end", cbor2.dumps(dict(referral), canonical=True) + b"\x00"),
        ("fields in another order", b"\xa2\x61b\x01\x61a\x02"),
        ("a list", cbor2.dumps([1])),
        ("a fraction", cbor2.dumps({"reason": 1.5})),
        ("a tag", cbor2.dumps({"reason": cbor2.CBORTag(1, 5)})),
        ("bytes in a field", cbor2.dumps({"reason": b"x"})),
        ("nothing in a field", cbor2.dumps({"reason": None})),
        ("lists in lists in lists", cbor2.dumps({"a": [[[[[[[[[1]]]]]]]]]})),
        ("too long to be one", b"\x7a" + b"\xff" * 400_000),
    ],
)
def test_only_the_one_way_to_write_a_message_is_read(story: str, payload: bytes) -> None:
    verdict = check(payload, kind="referral", purpose="assistance", recipient=shelter_abroad, standing=standing(), home_state=HOME)
    assert verdict.code == "guard.unreadable"


def test_the_words_of_messages_are_those_of_the_ledger() -> None:
    for ours, theirs in (
        (Category, LedgerCategory),
        (terms.ConsentPurpose, Purpose),
        (terms.ConsentForm, ledger.Form),
        (terms.ChildSaid, ledger.Assent),
        (terms.GuardianSaid, ledger.GuardianSaid),
        (terms.InPlaceOfConsent, ledger.Basis),
    ):
        assert dict(ours.choices) == dict(theirs.choices)
    assert {category.value for category in IDENTIFYING} == {category.value for category in LEDGER_IDENTIFYING}
    assert set(NeedKind.values) == SERVICES
    assert Purpose.INVESTIGATION.value == INVESTIGATION
    assert set(SCHEMAS) == set(MessageKind)


def test_every_day_in_a_message_is_read_in_the_readers_calendar() -> None:
    days = {path.rpartition(".")[2] for schema in SCHEMAS.values() for path in _days(schema, "")}
    assert days == words._DAYS


def _days(shape: object, path: str) -> Iterator[str]:
    match shape:
        case Day():
            yield path
        case Group(fields=fields):
            for name, field in fields.items():
                yield from _days(field.shape, f"{path}.{name}")
        case Many(shape=each):
            yield from _days(each, path)
