"""The pages of referrals and leads, as somebody without scripts uses them: choose, compose, look at what would leave, send, answer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.cases.consent.terms import Category, Purpose
from amana.contexts.cases.referral import queries
from amana.contexts.cases.referral.models import Referral
from amana.contexts.cases.referral.terms import ReferralState, Side
from tests.contexts.cases.referral.region import CLINIC, POLICE, SHELTER, agree
from tests.contexts.cases.test_a_pages import day, signed_in

WHERE = {"sender": SHELTER, "to": CLINIC, "purpose": "health_care"}
ENTERED = {**WHERE, "service": "medical", "urgency": "urgent", "reason": "Somebody should see a doctor.", "facts": ["names"]}


@pytest.fixture
def shelter(region, carrier):
    return signed_in(region.shelter)


@pytest.fixture
def clinic(region):
    return signed_in(region.clinic)


def body(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(region, shelter, carrier):
    agree(region, Category.NEEDS, Category.IDENTITY)
    answer = shelter.post(reverse("cases:referral_compose", args=[region.selam]), {**ENTERED, "send": "1"})
    assert answer.status_code == 302
    carrier.deliver()
    return answer.url


def test_only_what_the_person_agreed_to_is_offered(region, shelter):
    choose = reverse("cases:referral_choose", args=[region.selam])
    assert "Compose</a>" not in body(shelter.get(choose))
    agree(region, Category.NEEDS)
    assert "Clinic of the Three Wells" in body(shelter.get(choose))
    form = body(shelter.get(reverse("cases:referral_compose", args=[region.selam]), WHERE))
    assert 'name="reason"' in form
    assert 'name="health"' not in form
    assert 'value="names"' not in form


def test_another_desk_or_purpose_than_agreed_cannot_be_asked_for_by_address(region, shelter):
    agree(region, Category.NEEDS)
    compose = reverse("cases:referral_compose", args=[region.selam])
    assert shelter.get(compose, {**WHERE, "purpose": "assistance"}).status_code == 302
    assert shelter.post(compose, {**ENTERED, "to": "ly-node/shelter", "send": "1"}).status_code == 302
    assert not Referral.objects.exists()


def test_what_would_leave_is_shown_and_nothing_leaves_before_send(region, shelter, carrier):
    agree(region, Category.NEEDS, Category.IDENTITY)
    shown = body(shelter.post(reverse("cases:referral_compose", args=[region.selam]), ENTERED))
    assert "Selam Alem Haile" in shown
    assert 'name="send"' in shown
    assert not Referral.objects.exists()
    assert not carrier.waiting


def test_a_name_in_a_sentence_is_named_on_the_page_and_cannot_be_sent(region, shelter):
    agree(region, Category.NEEDS)
    told = {**ENTERED, "reason": "Selam should see a doctor.", "facts": []}
    shown = body(shelter.post(reverse("cases:referral_compose", args=[region.selam]), told))
    assert "<bdi>Selam</bdi>" in shown
    assert 'name="send"' not in shown


def test_both_sides_follow_it_to_its_end(region, shelter, clinic, carrier):
    ours = sent(region, shelter, carrier)
    assert "Received" in body(shelter.get(ours))
    assert "House of the Acacia" in body(clinic.get(reverse("cases:referrals")))
    (line,) = queries.referrals(side=Side.RECEIVED, access=region.clinic)
    page = reverse("cases:referral", args=[line.ref])
    assert "Selam Alem Haile" in body(clinic.get(page))
    for act in ("accept", "open_file", "begin", "complete"):
        assert clinic.post(reverse("cases:referral_do", args=[line.ref, act])).status_code == 302
    carrier.deliver()
    assert "Completed" in body(shelter.get(ours))
    assert "Referral" in body(clinic.get(page))


def test_declining_leaves_nothing_on_the_page(region, shelter, clinic, carrier):
    sent(region, shelter, carrier)
    (line,) = queries.referrals(side=Side.RECEIVED, access=region.clinic)
    assert "Why do you decline?" in body(clinic.get(reverse("cases:referral_decline", args=[line.ref])))
    assert clinic.post(reverse("cases:referral_decline", args=[line.ref]), {"reason": "no_place"}).status_code == 302
    left = body(clinic.get(reverse("cases:referral", args=[line.ref])))
    assert "Selam" not in left
    assert "No place is free" in left


def test_the_page_of_the_outcome_is_refused_without_consent_to_it(region, shelter, clinic, carrier):
    sent(region, shelter, carrier)
    (line,) = queries.referrals(side=Side.RECEIVED, access=region.clinic)
    clinic.post(reverse("cases:referral_do", args=[line.ref, "accept"]))
    told = {"outcome": "met", "note": "", "best_interests": "", **day("on", timezone.localdate())}
    answer = clinic.post(reverse("cases:referral_outcome", args=[line.ref]), told)
    assert answer.status_code == 403
    assert Referral.objects.get(ref=line.ref).state == ReferralState.ACCEPTED


def test_how_it_ended_can_be_told_once_there_is_a_file_that_knows_what_the_person_agreed_to(region, shelter, clinic, carrier):
    sent(region, shelter, carrier)
    (line,) = queries.referrals(side=Side.RECEIVED, access=region.clinic)
    page = reverse("cases:referral", args=[line.ref])
    clinic.post(reverse("cases:referral_do", args=[line.ref, "accept"]))
    assert "Tell how it ended" not in body(clinic.get(page))
    clinic.post(reverse("cases:referral_do", args=[line.ref, "open_file"]))
    assert "Tell how it ended" in body(clinic.get(page))


def test_whoever_is_not_at_the_desk_finds_no_referral(region, shelter, carrier):
    sent(region, shelter, carrier)
    (line,) = queries.referrals(side=Side.RECEIVED, access=region.clinic)
    assert shelter.get(reverse("cases:referral", args=[line.ref])).status_code in (403, 404)


def test_without_consent_the_page_of_leads_offers_nothing(region, shelter):
    shown = body(shelter.get(reverse("cases:leads", args=[region.selam])))
    assert "Compose</a>" not in shown
    assert "Help never depends on it" in shown


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_stand_in_every_language(region, shelter, carrier, language):
    ours = sent(region, shelter, carrier)
    shelter.cookies["django_language"] = language
    for page in (ours, reverse("cases:referrals"), reverse("cases:referrals_sent"), reverse("cases:referral_choose", args=[region.selam])):
        shown = body(shelter.get(page))
        assert f'lang="{language}"' in shown


LEAD = {
    "sender": SHELTER, "to": POLICE, "offences": ["trafficking"], "what": "People were locked up on a farm.", "willing": "not_asked",
    "source_grade": "B", "information_grade": "2", "handling": ["H1"], "places0-place": "A farm", "places0-role": "held",
    "offenders0-names": "Haile Abebe", "offenders0-role": "holder", "route0-start": "A", "route0-end": "B", "money0-amount": "1500",
    "money0-currency": "USD", "money0-method": "hawala",
}  # fmt: skip


def test_a_lead_is_shown_before_it_leaves_and_says_nothing_of_her(region, shelter, carrier):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    compose = reverse("cases:lead_compose", args=[region.selam])
    form = body(shelter.get(compose, {"sender": SHELTER, "to": POLICE}))
    assert "names_person" not in form
    shown = body(shelter.post(compose, LEAD))
    assert "Haile Abebe" in shown
    assert "Selam" not in shown
    assert not carrier.posted
    answer = shelter.post(compose, {**LEAD, "send": "1"})
    assert answer.status_code == 302
    assert [kind for _message, kind, _content in carrier.posted] == ["lead"]
    assert "Haile Abebe" in body(shelter.get(answer.url))


def test_a_lead_that_names_her_is_stopped_on_the_page(region, shelter, carrier):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    shown = body(shelter.post(reverse("cases:lead_compose", args=[region.selam]), {**LEAD, "what": "They beat Selam."}))
    assert "<bdi>Selam</bdi>" in shown
    assert 'name="send"' not in shown


def test_a_lead_with_nothing_in_it_says_what_is_missing(region, shelter):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    answer = shelter.post(reverse("cases:lead_compose", args=[region.selam]), {"sender": SHELTER, "to": POLICE})
    assert answer.status_code == 422


def of_a_state(number=0, **changes):
    """What somebody says of a state, entered whole."""
    today = timezone.localdate()
    entered = {"state": "SD", "what": "Guards at the border sold people on.", "source": "Told by several", "confidence": "3"}
    entered |= {"on_day": str(today.day), "on_month": str(today.month), "on_year": str(today.year), "on_calendar": "gregorian"}
    return {f"states{number}-{name}": value for name, value in {**entered, **changes}.items()}


MISSING = {
    "state": "Choose the state that this is about.",
    "what": "Write what is said about it.",
    "source": "Nothing is said about a state without a source.",
    "on": "Nothing is said about a state without a day.",
    "confidence": "Choose how sure it is.",
}
WITHOUT = {name: {name: ""} for name in MISSING} | {"on": {"on_day": "", "on_month": "", "on_year": ""}}


def test_what_is_said_about_a_state_is_shown_whole_before_it_leaves(region, shelter, carrier):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    compose = reverse("cases:lead_compose", args=[region.selam])
    assert 'name="states0-source"' in body(shelter.get(compose, {"sender": SHELTER, "to": POLICE}))
    shown = body(shelter.post(compose, {**LEAD, **of_a_state()}))
    for words in ("Said about officials of a state", "Sudan", "Guards at the border sold people on.", "Source: Told by several",
                  "Grade of the information: 3"):  # fmt: skip
        assert words in shown, words
    answer = shelter.post(compose, {**LEAD, **of_a_state(), "send": "1"})
    assert answer.status_code == 302
    ((_message, _kind, content),) = carrier.posted
    assert b"Told by several" in content
    assert "Source: Told by several" in body(shelter.get(answer.url))


@pytest.mark.parametrize("missing", MISSING)
def test_nothing_about_a_state_leaves_through_the_form_without_source_day_or_confidence(region, shelter, carrier, missing):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    compose = reverse("cases:lead_compose", args=[region.selam])
    entered = {**LEAD, **of_a_state(0), **of_a_state(1, **WITHOUT[missing]), "send": "1"}
    answer = shelter.post(compose, entered)
    assert answer.status_code == 422
    assert not carrier.posted
    text = answer.content.decode()
    assert MISSING[missing] in text
    whole, lacking, empty = answer.context["entry"].rows["states"]
    assert (dict(whole.errors), set(lacking.errors), dict(empty.errors)) == ({}, {missing}, {})


def test_a_blank_source_or_a_day_to_come_is_none(region, shelter, carrier):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    compose = reverse("cases:lead_compose", args=[region.selam])
    for changes in ({"source": "   "}, {"on_year": str(timezone.localdate().year + 1)}, {"confidence": "9"}, {"state": "XX"}):
        answer = shelter.post(compose, {**LEAD, **of_a_state(0, **changes), "send": "1"})
        assert answer.status_code == 422, changes
    assert not carrier.posted


@pytest.mark.parametrize(("language", "sentence"), [("fr", "sans source"), ("ar", "دون مصدر")])
def test_each_row_says_what_it_lacks_in_the_readers_language(region, shelter, language, sentence):
    agree(region, Category.ACCOUNT, desk=POLICE, purpose=Purpose.INVESTIGATION)
    shelter.cookies["django_language"] = language
    answer = shelter.post(reverse("cases:lead_compose", args=[region.selam]), {**LEAD, **of_a_state(2, source="")})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
