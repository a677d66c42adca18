"""Who may send what to whom, as the directory answers."""

from dataclasses import replace

import pytest

from amana.contexts.exchange.directory.errors import UnknownDesk, UnknownNode
from amana.contexts.exchange.directory.making import NewAgreement, NewDesk, make_secret
from amana.contexts.exchange.directory.terms import FOLLOWING
from tests.contexts.exchange.directory.region import AGREEMENTS, DAY, IMARA, MAJI, NODES, NOW, UNIT, region

PROTECTION, CLINIC, OVER_THERE, POLICE = "et-maji/protection", "et-maji/clinic", "ke-imara/protection", "sd-unit/police"


@pytest.fixture(scope="module")
def directory():
    return region(at=NOW).directory


@pytest.mark.parametrize(
    ("story", "sender", "recipient", "kind", "purpose", "code"),
    [
        ("a referral for help, as agreed", PROTECTION, OVER_THERE, "referral", "assistance", "directory.agreed"),
        ("and the other way", OVER_THERE, PROTECTION, "referral", "assistance", "directory.agreed"),
        ("the agreement of a node holds for all its desks", CLINIC, OVER_THERE, "referral", "assistance", "directory.agreed"),
        ("a purpose nobody agreed to", PROTECTION, OVER_THERE, "referral", "investigation", "directory.other_purpose"),
        ("two desks of one node that agreed nothing", PROTECTION, CLINIC, "referral", "assistance", "directory.no_agreement"),
        ("a lead to the police, as agreed", PROTECTION, POLICE, "lead", "investigation", "directory.agreed"),
        ("the desk beside it agreed nothing", CLINIC, POLICE, "lead", "investigation", "directory.no_agreement"),
        ("no referral to the police whatever is agreed", PROTECTION, POLICE, "referral", "investigation", "directory.desk_of_other_kind"),
        ("the police send no lead to a shelter", POLICE, PROTECTION, "lead", "investigation", "directory.desk_of_other_kind"),
        ("the police answer a lead", POLICE, PROTECTION, "answer", "", "directory.follows"),
        ("a withdrawal follows", PROTECTION, OVER_THERE, "withdrawal", "", "directory.follows"),
        ("nothing follows where nothing was agreed", CLINIC, POLICE, "withdrawal", "", "directory.no_agreement"),
        ("a kind that nobody knows", PROTECTION, OVER_THERE, "gossip", "assistance", "directory.unknown_kind"),
        ("a desk that nobody knows", PROTECTION, "ke-imara/police", "referral", "assistance", "directory.unknown_desk"),
        ("to itself", PROTECTION, PROTECTION, "referral", "assistance", "directory.same_desk"),
    ],
)
def test_who_may_send(directory, story, sender, recipient, kind, purpose, code):
    answer = directory.may_send(sender, recipient, kind, purpose, NOW)
    assert answer.code == code
    assert bool(answer) == (code in {"directory.agreed", "directory.follows"})


def test_an_agreement_between_the_desks_of_one_node_lets_them_refer_to_each_other():
    within = region(agreements=(NewAgreement("et-maji", "et-maji"),), at=NOW).directory
    assert within.may_send(PROTECTION, CLINIC, "referral", "assistance", NOW)
    assert not within.may_send(PROTECTION, OVER_THERE, "referral", "assistance", NOW)


def test_an_agreement_counts_from_its_first_moment_and_not_at_its_last():
    agreed = region(agreements=(NewAgreement("et-maji", "ke-imara", from_=NOW, until=NOW + 10 * DAY),), at=NOW).directory
    asked = {
        at: agreed.may_send(PROTECTION, OVER_THERE, "referral", "assistance", at).code
        for at in (NOW - DAY / 24, NOW, NOW + 9 * DAY, NOW + 10 * DAY)
    }
    assert list(asked.values()) == ["directory.agreement_to_come", "directory.agreed", "directory.agreed", "directory.agreement_ended"]


@pytest.mark.parametrize("kind", sorted(FOLLOWING))
def test_an_agreement_that_ended_does_not_keep_a_withdrawal_from_arriving(kind):
    ended = region(agreements=(NewAgreement("et-maji", "ke-imara", until=NOW),), at=NOW).directory
    assert not ended.may_send(PROTECTION, OVER_THERE, "referral", "assistance", NOW)
    assert ended.may_send(PROTECTION, OVER_THERE, kind, "", NOW)


def test_of_several_agreements_the_most_generous_counts():
    few, many, free = (NewAgreement("et-maji", "ke-imara", budget_per_day=budget) for budget in (1, 50, None))
    for agreements, budget in (((few, many), 50), ((many, free, few), None), ((few,), 1)):
        answer = region(agreements=agreements, at=NOW).directory.may_send(PROTECTION, OVER_THERE, "referral", "assistance", NOW)
        assert answer.agreement.budget_per_day == budget


def test_partners_are_those_to_whom_something_may_be_sent(directory):
    assert [desk.address for desk in directory.partners(PROTECTION, "referral", NOW)] == [OVER_THERE]
    assert [desk.address for desk in directory.partners(PROTECTION, "lead", NOW)] == [POLICE]
    assert directory.partners(CLINIC, "lead", NOW) == ()
    with pytest.raises(UnknownDesk):
        directory.partners("et-maji/nobody", "lead", NOW)


def revoked(what, at):
    """The region in which the desk, the node or the key of Imara was revoked at this moment."""
    if what == "node":
        other = replace(IMARA, revoked_at=at)
    elif what == "desk":
        other = replace(IMARA, desks=(replace(IMARA.desks[0], revoked_at=at),))
    else:
        other = IMARA
    directory = region((MAJI, other, UNIT), at=NOW - DAY).directory
    if what == "key":
        desk = directory.desk(OVER_THERE)
        gone = replace(desk, keys=tuple(replace(key, revoked_at=at) for key in desk.keys))
        directory = replace(directory, desks=tuple(gone if one == desk else one for one in directory.desks))
    return directory


@pytest.mark.parametrize(
    ("what", "code"), [("node", "directory.node_revoked"), ("desk", "directory.desk_revoked"), ("key", "directory.no_key")]
)
def test_from_its_revocation_on_nothing_goes_to_a_desk_and_nothing_it_signed_is_believed(what, code):
    directory = revoked(what, NOW)
    before = NOW - DAY / 24
    assert directory.may_send(PROTECTION, OVER_THERE, "referral", "assistance", before)
    assert directory.signing_keys(OVER_THERE, before)
    for kind in ("referral", "withdrawal"):
        assert directory.may_send(PROTECTION, OVER_THERE, kind, "assistance", NOW).code == code
        assert directory.may_send(OVER_THERE, PROTECTION, kind, "assistance", NOW).code == code
    assert directory.signing_keys(OVER_THERE, NOW) == ()
    assert directory.good_keys(OVER_THERE, NOW) == ()
    assert directory.partners(PROTECTION, "referral", NOW) == ()
    assert directory.node_signing_keys("ke-imara", NOW) == (() if what == "node" else (directory.node("ke-imara").signing,))


def test_keys_that_overlap_all_count_and_the_newest_comes_first():
    old, new = make_secret("protection"), make_secret("protection")
    directory = region((MAJI, replace(IMARA, desks=(NewDesk("protection", secrets=(new, old)),)), UNIT), at=NOW).directory
    desk = directory.desk(OVER_THERE)
    later = replace(desk, keys=(replace(desk.keys[1], until=NOW + 60 * DAY), replace(desk.keys[0], from_=NOW)))
    directory = replace(directory, desks=tuple(later if one == desk else one for one in directory.desks))
    assert [key.key_id for key in directory.good_keys(OVER_THERE, NOW)] == [desk.keys[0].key_id, desk.keys[1].key_id]
    assert [key.key_id for key in directory.good_keys(OVER_THERE, NOW + 60 * DAY)] == [desk.keys[0].key_id]
    assert [key.key_id for key in directory.good_keys(OVER_THERE, NOW - DAY / 24)] == [desk.keys[1].key_id]


def test_what_nobody_lists_has_no_keys(directory):
    assert directory.signing_keys("et-maji/nobody", NOW) == ()
    assert directory.node_signing_keys("nobody", NOW) == ()
    for ask, error in ((directory.desk, UnknownDesk), (directory.node, UnknownNode), (directory.node_of, UnknownDesk)):
        with pytest.raises(error):
            ask("nobody")


def test_a_node_is_known_by_its_key(directory):
    made = region(at=NOW)
    for node in made.directory.nodes:
        assert made.directory.node_signed_by(node.signing) == node
    assert directory.node_signed_by(b"\0" * 32) is None


def test_the_region_says_what_the_other_tests_take_from_it(directory):
    assert [node.id for node in directory.nodes] == [node.id for node in NODES]
    assert len(directory.agreements) == len(AGREEMENTS)
