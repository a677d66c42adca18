"""The ledger as it is stored: silence is no, withdrawal stops and tells, and the safeguards stand above it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amana.contexts.cases.consent import actions, queries
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Assent, Basis, Capacity, Category, Form, GuardianSaid, Purpose, Said, State
from amana.contexts.cases.consent.values import Question, Recipient, Talk
from amana.contexts.cases.errors import AlreadyTold, EndsBeforeItBegins, InTheFuture, NotCovered, NothingAsked, NotInForce
from amana.contexts.cases.events import ConsentWithdrawn
from amana.kernel import actions as kernel_actions
from amana.kernel.errors import NotFound, Refused
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.a_world import settle_protection

CLINIC = Recipient.outside("Clinic of the Three Wells", kind="health", state="ET")
POLICE = Recipient.outside("Regional police", kind="police", state="ET")
EMBASSY = Recipient.outside("Embassy of Eritrea", kind="ministry", state="ER")
HEALTH = frozenset({Category.HEALTH})


def today() -> date:
    return timezone.localdate()


def talk(**changes: object) -> Talk:
    given = {"said_on": today(), "form": Form.ORAL, "language": "am", "capacity": Capacity.ABLE, "child": False, "read_aloud": True}
    return Talk(**{**given, **changes})  # type: ignore[arg-type]


def question(**changes: object) -> Question:
    given = {
        "purpose": Purpose.HEALTH_CARE,
        "recipient": CLINIC,
        "categories": HEALTH,
        "said": Said.GIVEN,
        "valid_until": today() + timedelta(days=90),
    }
    return Question(**{**given, **changes})  # type: ignore[arg-type]


def agreed(world, *questions: Question, person=None, **how: object):
    return actions.record_consent(person or world.selam, talk(**how), questions or [question()], access=world.worker)


def tell(world, recipient=CLINIC, person=None, purpose=Purpose.HEALTH_CARE, categories=HEALTH, **more: object):
    disclosure = Disclosure(purpose=purpose, recipient=recipient.id, categories=categories)
    more.setdefault("access", world.worker)
    return actions.disclose(person or world.selam, disclosure, recipient, how="By telephone", **more)


def opened(world, person=None):
    return queries.ledger(person or world.selam, access=world.worker)


def test_what_was_agreed_may_be_told_and_is_written_down(world):
    agreed(world)
    tell(world)
    (told,) = opened(world).disclosures
    assert (told.recipient.name, told.allowed_by) == ("Clinic of the Three Wells", "consent.covers")


def test_without_consent_nothing_is_told_and_nothing_written(world):
    with pytest.raises(Refused):
        tell(world)
    assert opened(world).disclosures == ()


def test_the_recipient_is_the_same_however_the_name_is_typed(world):
    agreed(world)
    tell(world, Recipient.outside("  clinic of the THREE  Wells", kind="health", state="ET"))
    assert len(opened(world).disclosures) == 1


def test_withdrawal_stops_what_has_not_left_and_names_who_was_told(world):
    heard: list[ConsentWithdrawn] = []
    agreed(world)
    made = tell(world)
    (line,) = opened(world).lines
    kernel_actions.listen(ConsentWithdrawn, heard.append)  # type: ignore[arg-type]
    try:
        past = actions.withdraw(line.ref, on=today(), form=Form.ORAL, access=world.worker)
    finally:
        kernel_actions._listeners[ConsentWithdrawn].remove(heard.append)  # type: ignore[arg-type]
    assert past == (made,)
    with pytest.raises(Refused):
        tell(world)
    book = opened(world)
    assert book.lines[0].state is State.WITHDRAWN
    (open_end,) = book.to_tell
    assert open_end.disclosure.ref == made
    actions.tell_withdrawal(open_end.withdrawal, made, on=today(), how="By letter", access=world.worker)
    assert opened(world).to_tell == ()
    with pytest.raises(AlreadyTold):
        actions.tell_withdrawal(open_end.withdrawal, made, on=today(), how="By letter", access=world.worker)


def test_what_was_withdrawn_or_refused_cannot_be_withdrawn(world):
    agreed(world, question(), question(purpose=Purpose.RESEARCH, said=Said.REFUSED))
    given, refused = opened(world).lines
    actions.withdraw(given.ref, on=today(), form=Form.ORAL, access=world.worker)
    for line in (given, refused):
        with pytest.raises(NotInForce):
            actions.withdraw(line.ref, on=today(), form=Form.ORAL, access=world.worker)


def test_agreeing_anew_after_a_withdrawal_counts(world):
    agreed(world)
    actions.withdraw(opened(world).lines[0].ref, on=today(), form=Form.ORAL, access=world.worker)
    agreed(world)
    tell(world)
    assert [line.state for line in opened(world).lines] == [State.WITHDRAWN, State.IN_FORCE]


def test_whoever_is_a_child_by_the_file_is_asked_as_one_whatever_the_form_said(world):
    agreed(world, person=world.yonas, child=False)
    (line,) = opened(world, world.yonas).lines
    assert line.how.child
    assert line.effect == "consent.no_assent"
    with pytest.raises(Refused):
        tell(world, person=world.yonas, best_interests="Panel of 3 November (invented), in the case notes")


def test_for_a_child_who_agrees_with_a_guardian_best_interests_are_asked_too(world):
    agreed(world, person=world.yonas, assent=Assent.YES, guardian=GuardianSaid.YES, guardian_name="Aunt Saba")
    with pytest.raises(Refused) as refusal:
        tell(world, person=world.yonas)
    assert refusal.value.reason == "S9.best_interests"
    tell(world, person=world.yonas, best_interests="Panel of 3 November (invented), in the case notes")


def test_the_police_are_told_nothing_on_a_consent_to_help(world):
    agreed(world, question(recipient=POLICE, purpose=Purpose.ASSISTANCE, categories=frozenset({Category.ACCOUNT})))
    with pytest.raises(Refused) as refusal:
        tell(world, POLICE, purpose=Purpose.ASSISTANCE, categories=frozenset({Category.ACCOUNT}))
    assert refusal.value.reason == "S3.enforcement_needs_consent"


def test_the_police_learn_what_happened_and_no_name_unless_that_was_agreed_too(world):
    account, both = frozenset({Category.ACCOUNT}), frozenset({Category.ACCOUNT, Category.IDENTITY})
    agreed(world, question(recipient=POLICE, purpose=Purpose.INVESTIGATION, categories=account))
    tell(world, POLICE, purpose=Purpose.INVESTIGATION, categories=account)
    with pytest.raises(Refused):
        tell(world, POLICE, purpose=Purpose.INVESTIGATION, categories=both)
    agreed(world, question(recipient=POLICE, purpose=Purpose.INVESTIGATION, categories=both))
    tell(world, POLICE, purpose=Purpose.INVESTIGATION, categories=both)


def test_no_consent_lets_anything_out_to_a_state_the_person_fears(world):
    settle_protection(world.selam, world.worker)
    agreed(world, question(recipient=EMBASSY, purpose=Purpose.RETURN, categories=HEALTH))
    with pytest.raises(Refused) as refusal:
        tell(world, EMBASSY, purpose=Purpose.RETURN)
    assert refusal.value.reason == "S2.feared_state"


def test_a_provision_of_law_is_named_by_a_supervisor_and_used_by_two_people(world):
    named = {
        "basis": Basis.VITAL_INTERESTS,
        "provision": "Health Proclamation, section 3 (invented)",
        "purpose": Purpose.HEALTH_CARE,
        "recipient": CLINIC,
        "categories": HEALTH,
        "valid_until": today(),
    }
    with pytest.raises(Refused):
        actions.name_basis(world.selam, **named, access=world.worker)
    actions.name_basis(world.selam, **named, access=world.supervisor)
    with pytest.raises(Refused) as refusal:
        tell(world, access=world.supervisor)
    assert refusal.value.reason == "access.two_people_without_consent"
    tell(world)
    (told,) = opened(world).disclosures
    assert told.provision == "vital_interests: Health Proclamation, section 3 (invented)"


def test_the_ledger_has_the_last_word_even_where_the_policies_let_a_thing_pass(world, monkeypatch):
    monkeypatch.setattr(queries, "circumstances", lambda *a, **k: {"consent_covers": True, "recipient_kind": "health",
        "recipient_state": "ET", "age": "adult"})  # fmt: skip
    with pytest.raises(NotCovered):
        tell(world)


def test_a_recipient_that_is_not_the_one_of_the_disclosure_is_not_told(world):
    agreed(world)
    disclosure = Disclosure(purpose=Purpose.HEALTH_CARE, recipient=CLINIC.id, categories=HEALTH)
    with pytest.raises(NotFound):
        actions.disclose(world.selam, disclosure, EMBASSY, how="", access=world.worker)


def test_a_talk_must_have_asked_something_that_ends(world):
    with pytest.raises(NothingAsked):
        actions.record_consent(world.selam, talk(), [], access=world.worker)
    with pytest.raises(NothingAsked):
        agreed(world, question(categories=frozenset()))
    with pytest.raises(EndsBeforeItBegins):
        agreed(world, question(valid_until=today() - timedelta(days=1)))
    with pytest.raises(InTheFuture):
        agreed(world, said_on=today() + timedelta(days=1))
    assert opened(world).lines == ()


def test_another_service_finds_no_ledger(world):
    with pytest.raises(NotFound):
        queries.ledger(world.selam, access=world.outsider)
