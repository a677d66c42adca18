"""A referral from one service to another, both sides of it: what leaves, who sees it, and what is left when it ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.terms import Assent, Category, Form, GuardianSaid
from amana.contexts.cases.referral import keeping, queries
from amana.contexts.cases.referral.errors import NotThisStep, OpensAFile, SaysNobody, SaysWho
from amana.contexts.cases.referral.models import Referral, ReferralContent
from amana.contexts.cases.referral.receiving import actions as receiving
from amana.contexts.cases.referral.sending import actions as sending
from amana.contexts.cases.referral.terms import Erasure, ReferralState, Side
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange import guard
from amana.contexts.exchange.guard.terms import DeclineReason, ReferralOutcome
from amana.contexts.exchange.models import Part
from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.errors import NotFound, Refused
from amana.kernel.sealed.keystore import get_keystore
from tests.contexts.cases.referral.region import agree, draft

NEEDS, IDENTITY, HEALTH, CONTACT = Category.NEEDS, Category.IDENTITY, Category.HEALTH, Category.CONTACT


def sent(region, carrier, *categories, **changes):
    """A referral that left and arrived; gives the sender's and the receiver's side."""
    agree(region, NEEDS, *categories)
    ours = sending.refer(region.selam, draft(**changes), access=region.shelter)
    carrier.deliver()
    return ours, queries.referrals(side=Side.RECEIVED, access=region.clinic)[0].ref


def named(region, carrier):
    return sent(region, carrier, IDENTITY, facts=frozenset({"names", "birth"}))


def state(region, ref, side=Side.SENT):
    found = queries.referrals(side=side, access=region.shelter if side is Side.SENT else region.clinic)
    return next(line.state for line in found if line.ref == ref)


def erased_key(file) -> bool:
    return bool(get_keystore().destroyed([file]))


# What leaves


def test_without_consent_nothing_leaves_and_nothing_is_written(region, carrier):
    with pytest.raises(Refused) as refused:
        sending.refer(region.selam, draft(), access=region.shelter)
    assert refused.value.reason == "S1.consent_or_basis"
    assert not carrier.waiting
    assert not Referral.objects.exists()
    assert consents.ledger(region.selam, access=region.shelter).disclosures == ()


def test_consent_for_one_desk_opens_no_other(region, carrier):
    agree(region, NEEDS, desk="ly-node/shelter")
    with pytest.raises(Refused):
        sending.refer(region.selam, draft(), access=region.shelter)
    assert not carrier.waiting


def test_only_what_was_ticked_leaves(region, carrier):
    sent(region, carrier, IDENTITY, CONTACT, facts=frozenset({"names"}))
    ((_kind, content),) = carrier.left
    told = guard.read(content)
    assert told["names"] == ["Selam Alem Haile"]
    assert not {"birth", "phones", "nationalities"} & set(told)


def test_the_page_shows_what_will_leave_before_it_does(region, carrier):
    agree(region, NEEDS, IDENTITY)
    shown = sending.preview(region.selam, draft(facts=frozenset({"names"})), access=region.shelter)
    assert shown.verdict
    assert "Selam Alem Haile" in {one.value for one in shown.verdict.told}
    assert not carrier.waiting


def test_a_fact_outside_the_consent_is_refused(region, carrier):
    agree(region, NEEDS)
    with pytest.raises(Refused):
        sending.refer(region.selam, draft(facts=frozenset({"phones"})), access=region.shelter)


def test_a_name_left_in_a_sentence_is_found_before_it_leaves(region, carrier):
    agree(region, NEEDS)
    with pytest.raises(SaysWho) as found:
        sending.refer(region.selam, draft(reason="Selam should see a doctor."), access=region.shelter)
    assert found.value.data["words"] == "Selam"
    assert not carrier.waiting


def test_nothing_goes_to_a_state_she_fears_whatever_she_agreed_to(region, carrier):
    agree(region, *Category, desk="ly-node/shelter")
    with pytest.raises(Refused) as refused:
        sending.refer(region.selam, draft(recipient="ly-node/shelter"), access=region.shelter)
    assert refused.value.reason.startswith("S2.")
    assert not carrier.waiting


def test_a_child_is_referred_only_where_a_determination_of_best_interests_is_named(region, carrier):
    agree(region, NEEDS, person=region.yonas, child=True, assent=Assent.YES, guardian=GuardianSaid.YES, guardian_name="Almaz")
    with pytest.raises(Refused) as refused:
        sending.refer(region.yonas, draft(), access=region.shelter)
    assert refused.value.reason == "S9.best_interests"
    sending.refer(region.yonas, draft(best_interests="Panel of 20 November, file note 3"), access=region.shelter)
    assert len(carrier.waiting) == 1


def test_what_was_told_stands_in_the_ledger(region, carrier):
    sent(region, carrier, HEALTH, texts={"health": "An old wound on the arm."})
    (told,) = consents.ledger(region.selam, access=region.shelter).disclosures
    assert told.told.disclosure.categories == {NEEDS, HEALTH}
    assert told.recipient.id == "desk:et-maji/clinic"


def test_the_consent_goes_along(region, carrier):
    sent(region, carrier)
    receipt = guard.read(carrier.left[0][1])["consent"]
    assert receipt["purpose"] == "health_care"
    assert receipt["categories"] == ["needs"]
    assert receipt["language"] == "ti"


def test_whoever_works_for_another_organisation_sends_nothing_from_this_desk(region, carrier):
    with pytest.raises(NotFound):
        sending.refer(region.selam, draft(), access=region.outsider)


# At the desk that was asked


def test_only_the_desk_that_was_asked_sees_it(region, carrier):
    _ours, theirs = named(region, carrier)
    assert queries.referral(theirs, access=region.clinic).told["names"] == ["Selam Alem Haile"]
    assert queries.referrals(side=Side.RECEIVED, access=region.outsider) == ()
    with pytest.raises((NotFound, Refused)):
        queries.referral(theirs, access=region.outsider)
    with pytest.raises((NotFound, Refused)):
        queries.referral(theirs, access=region.shelter)


def test_it_arrives_under_a_key_of_its_own_and_makes_no_file_of_a_person(region, carrier):
    named(region, carrier)
    with floor(region.clinic):
        content = ReferralContent.objects.select_related("file").get(referral__side=Side.RECEIVED)
    assert content.person is None
    assert content.file.number.startswith("R-")


def test_both_sides_go_through_the_same_states(region, carrier):
    ours, theirs = named(region, carrier)
    seen = [state(region, ours)]
    for act in (receiving.accept, receiving.begin, receiving.complete):
        act(theirs, access=region.clinic)
        carrier.deliver()
        assert state(region, ours) == state(region, theirs, Side.RECEIVED)
        seen.append(state(region, ours))
    assert seen == [ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.IN_SERVICE, ReferralState.COMPLETED]


def test_declining_erases_what_was_told(region, carrier, django_capture_on_commit_callbacks):
    ours, theirs = named(region, carrier)
    with floor(region.clinic):
        file = ReferralContent.objects.select_related("file").get(referral__ref=theirs).file.ref
    with django_capture_on_commit_callbacks(execute=True):
        receiving.decline(theirs, DeclineReason.NO_PLACE, access=region.clinic)
    carrier.deliver()
    assert erased_key(file)
    assert not Part.objects.exists()  # nor can the desk's key open the envelope again
    with pytest.raises(NotFound):
        queries.referral(theirs, access=region.clinic)
    left = queries.trace(theirs, access=region.clinic)
    assert left.told == {}
    assert state(region, ours) is ReferralState.DECLINED
    assert queries.referral(ours, access=region.shelter).line.code == "no_place"


def test_an_accepted_referral_opens_a_file_in_which_each_statement_names_its_source(region, carrier, django_capture_on_commit_callbacks):
    _ours, theirs = named(region, carrier)
    with floor(region.clinic):
        apart = ReferralContent.objects.select_related("file").get(referral__ref=theirs).file.ref
    receiving.accept(theirs, access=region.clinic)
    with django_capture_on_commit_callbacks(execute=True):
        person = receiving.open_file(theirs, access=region.clinic)
    file = persons.person_file(person, access=region.clinic)
    assert file.names[0].text == "Selam Alem Haile"
    assert {one.statement.source for one in file.recorded} == {"third_party"}
    assert all("et-maji/shelter" in one.statement.note for one in file.recorded)
    assert queries.referral(theirs, access=region.clinic).person == person
    assert erased_key(apart)


def test_no_file_is_opened_before_the_referral_is_accepted(region, carrier):
    _ours, theirs = named(region, carrier)
    with pytest.raises(NotThisStep):
        receiving.open_file(theirs, access=region.clinic)


def test_the_node_never_decides_that_somebody_has_a_file_already(region, carrier):
    _ours, theirs = named(region, carrier)
    receiving.accept(theirs, access=region.clinic)
    (one,) = persons.register_batch(
        [
            persons.Registration(
                statements=(
                    persons.Statement(
                        kind=persons.FactKind.NAME, value=persons.name_in_one_box("Selam Alem Haile"), source=persons.Source.TOLD_BY_PERSON
                    ),
                )
            )
        ],
        origin=persons.Origin.IMPORT,
        access=region.clinic,
    )
    with pytest.raises(OpensAFile):
        receiving.put_to_file(theirs, one, access=region.clinic)
    assert receiving.open_file(theirs, access=region.clinic) != one


def test_a_referral_that_names_nobody_is_put_to_the_file_of_who_came(region, carrier):
    _ours, theirs = sent(region, carrier)
    receiving.accept(theirs, access=region.clinic)
    with pytest.raises(SaysNobody):
        receiving.open_file(theirs, access=region.clinic)
    (came,) = persons.register_batch(
        [
            persons.Registration(
                statements=(
                    persons.Statement(
                        kind=persons.FactKind.NAME, value=persons.name_in_one_box("Selam"), source=persons.Source.TOLD_BY_PERSON
                    ),
                )
            )
        ],
        origin=persons.Origin.IMPORT,
        access=region.clinic,
    )
    receiving.put_to_file(theirs, came, access=region.clinic)
    assert queries.referrals_of(came, access=region.clinic)[0].ref == theirs


def test_what_became_of_it_is_told_only_where_she_agreed_to_that(region, carrier):
    _ours, theirs = named(region, carrier)
    receiving.accept(theirs, access=region.clinic)
    with pytest.raises(Refused) as refused:
        receiving.report_outcome(theirs, ReferralOutcome.MET, on=timezone.localdate(), access=region.clinic)
    assert refused.value.reason == "S1.consent_or_basis"


def test_with_her_consent_the_sender_hears_how_it_ended(region, carrier):
    ours, theirs = sent(region, carrier, IDENTITY, facts=frozenset({"names", "birth"}), may_answer=True)
    receiving.accept(theirs, access=region.clinic)
    receiving.open_file(theirs, access=region.clinic)
    receiving.report_outcome(theirs, ReferralOutcome.PARTLY, on=timezone.localdate(), note="A second visit is due.", access=region.clinic)
    carrier.deliver()
    (answer,) = queries.referral(ours, access=region.shelter).answers
    assert (answer["outcome"], answer["note"]) == ("partly", "A second visit is due.")
    assert state(region, ours) is state(region, theirs, Side.RECEIVED) is ReferralState.COMPLETED


def test_what_nobody_answered_expires_and_is_erased(region, carrier, django_capture_on_commit_callbacks):
    ours, theirs = named(region, carrier)
    with floor(region.clinic):
        file = ReferralContent.objects.select_related("file").get(referral__ref=theirs).file.ref
    Referral.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(NotThisStep):
        receiving.accept(theirs, access=region.clinic)
    with django_capture_on_commit_callbacks(execute=True):
        assert receiving.expire_due(access=system_access()) == 2
    assert erased_key(file)
    assert state(region, ours) is state(region, theirs, Side.RECEIVED) is ReferralState.EXPIRED


def test_a_crash_between_the_end_and_the_key_is_made_good(region, carrier):
    _ours, theirs = named(region, carrier)
    with floor(region.clinic):
        file = ReferralContent.objects.select_related("file").get(referral__ref=theirs).file.ref
    receiving.decline(theirs, DeclineReason.NOT_OURS, access=region.clinic)  # the process ends before the commit's last step
    assert not erased_key(file)
    with floor(system_access()):
        assert keeping.finish_all() == 1
    assert erased_key(file)


# The person changes their mind


def withdraw(region):
    (line,) = consents.ledger(region.selam, access=region.shelter).lines
    return consent.withdraw(line.ref, on=timezone.localdate(), form=Form.ORAL, access=region.shelter)


def test_withdrawal_stops_what_has_not_left(region, carrier):
    agree(region, NEEDS)
    ours = sending.refer(region.selam, draft(), access=region.shelter)
    withdraw(region)
    carrier.deliver()
    assert carrier.left == []
    assert state(region, ours) is ReferralState.WITHDRAWN
    assert consents.ledger(region.selam, access=region.shelter).to_tell == ()


def test_withdrawal_travels_to_whoever_was_told_and_the_ledger_then_knows_that_they_were(region, carrier):
    ours, theirs = named(region, carrier)
    withdraw(region)
    assert len(consents.ledger(region.selam, access=region.shelter).to_tell) == 1
    carrier.deliver()
    assert consents.ledger(region.selam, access=region.shelter).to_tell == ()
    assert state(region, ours) is state(region, theirs, Side.RECEIVED) is ReferralState.WITHDRAWN
    with pytest.raises(NotFound):
        queries.referral(theirs, access=region.clinic)


def test_withdrawal_says_nothing_of_her(region, carrier):
    named(region, carrier)
    withdraw(region)
    carrier.deliver()
    kind, content = carrier.left[-1]
    assert kind == "withdrawal"
    assert set(guard.read(content)) == {"about", "on", "categories"}


def test_withdrawal_after_acceptance_asks_those_who_work_with_it_to_stop(region, carrier):
    _ours, theirs = named(region, carrier)
    receiving.accept(theirs, access=region.clinic)
    receiving.open_file(theirs, access=region.clinic)
    withdraw(region)
    carrier.deliver()
    assert queries.referral(theirs, access=region.clinic).line.withdrawn
    with pytest.raises(NotThisStep):
        receiving.complete(theirs, access=region.clinic)
    receiving.stop(theirs, access=region.clinic)
    carrier.deliver()
    assert carrier.receipts[-1] == ("withdrawn", "")


def test_a_withdrawal_counts_although_it_cannot_be_sent(region, carrier):
    named(region, carrier)
    carrier.broken = True
    withdraw(region)
    book = consents.ledger(region.selam, access=region.shelter)
    assert len(book.to_tell) == 1
    assert book.lines[0].withdrawal is not None


# Erasure


def test_a_request_to_erase_is_met_at_once_where_nobody_opened_a_file(region, carrier, django_capture_on_commit_callbacks):
    ours, theirs = named(region, carrier)
    with floor(region.clinic):
        file = ReferralContent.objects.select_related("file").get(referral__ref=theirs).file.ref
    sending.ask_erasure(ours, access=region.shelter)
    with django_capture_on_commit_callbacks(execute=True):
        carrier.deliver()
    assert erased_key(file)
    assert queries.referral(ours, access=region.shelter).line.erasure is Erasure.ERASED


def test_where_a_file_was_opened_somebody_decides_and_the_answer_is_kept(region, carrier):
    ours, theirs = named(region, carrier)
    receiving.accept(theirs, access=region.clinic)
    receiving.open_file(theirs, access=region.clinic)
    sending.ask_erasure(ours, access=region.shelter)
    carrier.deliver()
    assert queries.referral(ours, access=region.shelter).line.erasure is Erasure.ASKED
    with pytest.raises(Exception) as refused:
        receiving.answer_erasure(theirs, Erasure.ERASED, access=region.clinic)
    assert getattr(refused.value, "code", "") == "cases.referral_file_still_there"
    receiving.answer_erasure(theirs, Erasure.KEPT_BY_LAW, access=region.clinic)
    carrier.deliver()
    assert queries.referral(ours, access=region.shelter).line.erasure is Erasure.KEPT_BY_LAW


# What does not fit


def test_a_message_about_a_referral_that_is_not_here_is_refused(region, carrier):
    ours, _theirs = named(region, carrier)
    thread = Referral.objects.get(ref=ours).thread
    exchange.post(
        kind="withdrawal", sender="et-maji/shelter", recipient="et-maji/clinic", purpose="health_care", thread=thread,
        payload={"about": str(ours), "on": "2026-12-01", "categories": ["needs"]}, expires=timezone.now() + timedelta(days=1),
        access=region.shelter,
    )  # fmt: skip
    carrier.deliver()
    assert carrier.receipts[-1] == ("refused", "referral.unknown")
