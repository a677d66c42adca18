"""Over invented worlds: whatever is composed and whatever was agreed, what must not leave does not.

The properties are written from the safeguards, over the content that was composed, and use nothing of the rules.
"""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.contexts.exchange.guard import Attached, Standing
from amana.contexts.exchange.guard.recognising import Known
from amana.kernel.access.terms import Age, ProtectionClaim
from tests.spec.exchange.messages import HOME, PASSPORT, Desk, ask, lead, listing, referral

FILES = (
    PASSPORT,
    Attached(name="Selam.jpg", media_type="image/jpeg", size=5, sha256=bytes(32)),
    Attached(name="Letter.txt", media_type="text/plain", size=9, sha256=bytes(32)),
)
STATES = ("ET", "ER", "KE", "LY", "SD", "XX")
CATEGORY = {
    "names": "identity", "birth": "identity", "languages": "identity", "phones": "contact", "whereabouts": "whereabouts",
    "family": "family", "account": "account", "health": "health", "legal": "legal",
}  # fmt: skip
WHO_SHE_IS = {"identity", "contact", "whereabouts", "family"}
PARTS: dict[str, Any] = {
    "names": ["Selam Tesfaye"], "birth": {"first": "1999-05-04", "last": "1999-05-04"}, "languages": ["ti"], "phones": ["+251911234567"],
    "whereabouts": "At the house by the bridge.", "family": "Two brothers.", "account": "Locked up for a month.",
    "health": "An arm was broken.", "legal": "No paper yet.",
}  # fmt: skip
SENTENCES = ("A safe place is needed.", "Selam needs a place.", "ተስፋይ needs a place.", "Call 0911234567.", "Born 4.5.1999.")

desks = st.builds(
    Desk,
    address=st.sampled_from(("a/1", "b/1")),
    kind=st.sampled_from(("protection", "police", "justice", "statistics")),
    organisation_kind=st.sampled_from(("shelter", "police", "prosecutor", "international", "health")),
    state=st.sampled_from(STATES),
)
states = st.frozensets(st.sampled_from(STATES[:-1]), max_size=3)
categories = st.frozensets(st.sampled_from(sorted({*CATEGORY.values(), "needs", "documents"})))
persons = st.builds(
    Standing,
    recipient=st.sampled_from(("a/1", "a/1", "b/1")),
    purpose=st.sampled_from(("assistance", "investigation")),
    agreed=st.one_of(
        categories, st.just(frozenset({*CATEGORY.values(), "needs"})), st.sampled_from([frozenset({"needs"}), frozenset({"account"})])
    ),
    by_law=st.one_of(st.just(frozenset()), categories),
    states_feared=states,
    fears_asked=st.sampled_from((True, True, False)),
    nationalities=states,
    nationality_settled=st.sampled_from((True, True, False)),
    protection_claim=st.sampled_from(ProtectionClaim),
    age=st.sampled_from((Age.ADULT, Age.ADULT, Age.CHILD, Age.UNKNOWN)),
    best_interests=st.booleans(),
    known=st.just(Known(names=("Selam Tesfaye", "ተስፋይ"), numbers=("+251911234567",), days=((1999, 4),))),
)
referrals = st.builds(
    lambda parts, reason: {**referral, **{name: PARTS[name] for name in parts}, "reason": reason},
    st.sets(st.sampled_from(sorted(PARTS)), max_size=4),
    st.sampled_from(SENTENCES),
)
leads = st.builds(
    lambda what, person: {**lead, "what": what, **({"person": {"names": ["Selam Tesfaye"]}} if person else {})},
    st.sampled_from(SENTENCES),
    st.booleans(),
)


def told(content: dict[str, Any]) -> set[str]:
    """The categories a message carries, read off what was composed."""
    if "what" in content:
        found = {"account"} | ({"identity"} if "person" in content else set())
        free = content["what"]
    else:
        found = {"needs", *(CATEGORY[name] for name in CATEGORY if name in content)}
        free = content["reason"]
    return found if free == SENTENCES[0] else found | {"identity"}


def no_word_may_reach(desk: Desk, person: Standing) -> bool:
    """S2: a state that is feared; abroad, every state before the person was asked, and a possible state of nationality while a claim
    for protection is open, granted, not excluded or not known."""
    if desk.state == "XX":
        return desk.organisation_kind != "international"
    if desk.state in person.states_feared:
        return True
    if desk.state == HOME:
        return False
    possible = desk.state in person.nationalities or not person.nationality_settled
    return not person.fears_asked or (possible and person.protection_claim is not ProtectionClaim.NONE)


@settings(max_examples=1500, deadline=None)
@given(content=st.one_of(referrals, leads), desk=desks, person=persons)
def test_no_message_carries_what_must_not_leave(content: dict[str, Any], desk: Desk, person: Standing) -> None:
    kind = "lead" if "what" in content else "referral"
    verdict = ask(content, person, desk=desk, kind=kind)
    if not verdict:
        return
    carried = told(content)
    assert not no_word_may_reach(desk, person), "S2"
    assert person.recipient == desk.address, "S1: another recipient"
    assert carried <= person.agreed or carried <= person.by_law, "S1: something nobody agreed to"
    assert person.age is Age.ADULT or person.best_interests, "S9"
    if desk.kind in ("police", "justice") or desk.organisation_kind in ("police", "prosecutor"):
        assert kind == "lead", "S3: help became evidence"
        assert carried <= person.agreed, "S3: without consent to inform an investigation"
    assert verdict.identifies or not carried & WHO_SHE_IS, "identifying facts went unseen"


@settings(max_examples=800, deadline=None)
@given(content=referrals, desk=desks, person=persons, files=st.lists(st.sampled_from(FILES), min_size=1, max_size=3, unique=True))
def test_no_document_reaches_a_state_she_fears_or_of_which_nobody_knows(
    content: dict[str, Any], desk: Desk, person: Standing, files: list[Attached]
) -> None:
    message = {**content, "documents": listing(*files)["documents"]}
    verdict = ask(message, person, desk=desk, attachments=files)
    if not verdict:
        return
    assert not no_word_may_reach(desk, person), "S2"
    carried = told(content) | {"documents"} | ({"identity"} if any("Selam" in one.name for one in files) else set())
    assert carried <= person.agreed or carried <= person.by_law, "S1: papers nobody agreed to"
    assert person.age is Age.ADULT or person.best_interests, "S9"
    assert desk.kind == "protection", "S3: papers given for help became evidence"
    assert verdict.identifies


@settings(max_examples=400, deadline=None)
@given(content=referrals, person=persons)
def test_what_she_agreed_to_does_leave(content: dict[str, Any], person: Standing) -> None:
    """The guard is no wall without a door: to a desk at home, where nothing speaks against it, everything agreed to leaves."""
    desk = Desk(address="a/1", state=HOME)
    open_to_her = (
        HOME not in person.states_feared
        and told(content) <= person.agreed
        and (person.age is Age.ADULT or person.best_interests)
        and (person.recipient, person.purpose) == ("a/1", "assistance")
    )
    if open_to_her:
        assert ask(content, person, desk=desk)
