"""The pages of screening, identification and consent, as somebody without scripts uses them."""

import io
from datetime import timedelta

import pikepdf
import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amana.contexts.cases.consent import actions as consent_actions
from amana.contexts.cases.consent import panels as consent_panels
from amana.contexts.cases.consent import queries as consent_queries
from amana.contexts.cases.identification import panels as identification_panels
from amana.contexts.cases.identification import queries as identification_queries
from amana.contexts.cases.identification.terms import Status
from amana.contexts.cases.screening import panels as screening_panels
from amana.contexts.cases.screening import queries as screening_queries
from amana.kernel.access.actions import open_purpose
from amana.kernel.access.floor import floor
from amana.kernel.accounts.models import Membership, User
from amana.kernel.documents.rendering import FONTS
from amana.kernel.organisations.models import Organisation
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.test_a_consent import agreed, tell


def signed_in(access):
    """A browser in which this person signed in with a second factor and opened their purpose."""
    user = User.objects.get(ref=access.user)
    (role,) = access.roles
    Membership.objects.create(
        user=user,
        organisation=Organisation.objects.get(ref=access.organisation),
        role=role,
        since=timezone.localdate() - timedelta(days=1),
        confirmed_by=user,
        confirmed_at=timezone.now(),
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not used here"})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session["access"] = str(open_purpose(access=access))
    session.save()
    return client


def day(name, value):
    return {
        f"{name}_day": str(value.day),
        f"{name}_month": str(value.month),
        f"{name}_year": str(value.year),
        f"{name}_calendar": "gregorian",
    }


def begun(client, person):
    answer = client.post(reverse("cases:screenings", args=[person]), {"profile": "labour", "age": "adult"})
    assert answer.status_code == 302
    return answer.url


def test_a_screening_is_begun_gone_through_and_concluded_without_scripts(world):
    client = signed_in(world.worker)
    url = begun(client, world.selam)
    page = client.get(url).content.decode()
    assert "Misled about what the work is" in page
    assert "was read in" not in page
    said = {f"sign-{sign}": "yes" for sign in ("1-job_nature", "1-pay", "4-hours", "4-low_pay", "5-violence", "5-debt_bondage")}
    answer = client.post(url, {**said, "source": "told", "conclude": "1"})
    assert answer.url == f"{url}conclude/"
    page = client.get(answer.url).content.decode()
    assert "Signs of trafficking for forced labour" in page
    assert "not in the original" in page
    wrong = client.post(answer.url, {"conclusion": "presumed_victim"})
    assert wrong.status_code == 422
    kept = client.post(answer.url, {"conclusion": "presumed_victim", "reason": "Debt and beatings."}, follow=True)
    assert "I treat this person as a presumed victim" in kept.content.decode()


def test_what_is_entered_is_saved_while_it_is_being_entered(world):
    client = signed_in(world.worker)
    url = begun(client, world.selam)
    assert client.post(f"{url}save/", {"source": "told", "sign-1-pay": "would_not_say"}).status_code == 204
    assert client.post(f"{url}save/", {"source": "", "sign-1-pay": "yes"}).status_code == 422
    assert client.post(f"{url}save/", {"source": "told", "sign-1-pay": "perhaps"}).status_code == 422
    assert client.post(f"{url}save/", {"source": "told", "sign-HOA-01": "yes"}).status_code == 422
    (line,) = screening_queries.screenings_of(world.selam, access=world.worker)
    assert {s: r.given.answer.value for s, r in screening_queries.screening(line.ref, access=world.worker).answers.items()} == {
        "1-pay": "would_not_say"
    }


def test_saving_the_whole_page_again_leaves_earlier_sources_alone(world):
    client = signed_in(world.worker)
    url = begun(client, world.selam)
    client.post(f"{url}question/1-pay/", {"answer": "yes", "source": "document", "note": "contract"})
    client.post(f"{url}save/", {"source": "told", "sign-1-pay": "yes", "sign-4-hours": "yes"})
    (line,) = screening_queries.screenings_of(world.selam, access=world.worker)
    answers = screening_queries.screening(line.ref, access=world.worker).answers
    assert (answers["1-pay"].given.source, answers["1-pay"].given.note) == ("document", "contract")


def test_one_question_leads_to_the_next_that_nobody_answered(world):
    client = signed_in(world.worker)
    url = begun(client, world.selam)
    page = client.get(f"{url}question/1-job_nature/").content.decode()
    for answer in ("Yes", "No", "Not asked", "Would not say"):
        assert f">{answer}</label>" in page
    onward = client.post(f"{url}question/1-job_nature/", {"answer": "no", "source": "told"})
    assert onward.url == f"{url}question/1-pay/"
    assert client.get(f"{url}question/no-such-sign/").status_code == 404


def test_the_list_without_weights_says_so_and_shows_no_reading(world):
    client = signed_in(world.worker)
    url = client.post(reverse("cases:screenings", args=[world.selam]), {"profile": "sexual", "age": "adult"}).url
    page = client.get(f"{url}conclude/").content.decode()
    assert "has no verified weights" in page
    assert "What the rule reads" not in page


def test_identification_is_decided_confirmed_and_told_on_pages(world):
    first, second = signed_in(world.authority_first), signed_in(world.authority_second)
    url = reverse("cases:identification", args=[world.selam])
    assert "Decide a step" in first.get(url).content.decode()
    form = {
        "step": "reasonable_grounds",
        "outcome": "negative",
        "reasons": "Nothing heard so far.",
        "weight": "not_enough",
        "instance": "first",
        **day("decided_on", timezone.localdate()),
    }
    assert first.post(f"{url}decide/", {**form, "reasons": ""}).status_code == 422
    assert first.post(f"{url}decide/", form).status_code == 302
    page = second.get(url).content.decode()
    assert "Not in force" in page
    (act,) = identification_queries.identification(world.selam, access=world.authority_first).acts
    assert first.post(reverse("cases:identify_confirm", args=[act.ref]), {"note": "again me"}).status_code == 403
    assert second.post(reverse("cases:identify_confirm", args=[act.ref]), {"note": "I read the file"}).status_code == 302
    told = {"how": "In person", "review_explained": "on", **day("on", timezone.localdate())}
    assert second.post(reverse("cases:identify_tell", args=[act.ref]), told).status_code == 302
    view = identification_queries.identification(world.selam, access=world.authority_first)
    assert view.status is Status.NO_GROUNDS_FOUND
    review = {"note": "Nobody interpreted.", **day("on", timezone.localdate())}
    assert second.post(reverse("cases:identify_ask_review", args=[act.ref]), review).status_code == 302
    assert "A review is open" in second.get(url).content.decode()


def test_a_caseworker_sees_where_a_person_stands_and_no_way_to_decide(world):
    client = signed_in(world.worker)
    url = reverse("cases:identification", args=[world.selam])
    assert "Decide a step" not in client.get(url).content.decode()
    assert client.get(reverse("cases:identification", args=[world.selam])).status_code == 200


def consent_form(**changes):
    last = timezone.localdate() + timedelta(days=60)
    form = {
        **day("said_on", timezone.localdate()),
        "form": "oral",
        "language": "am",
        "capacity": "able",
        "read_aloud": "on",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-name": "Clinic of the Three Wells",
        "form-0-kind": "health",
        "form-0-state": "ET",
        "form-0-purpose": "health_care",
        "form-0-categories": ["health"],
        "form-0-said": "given",
        **day("form-0-valid_until", last),
    }
    return {**form, **changes}


def test_consent_is_recorded_told_and_taken_back_on_pages(world):
    client = signed_in(world.worker)
    url = reverse("cases:consent", args=[world.selam])
    assert "Silence is no" in client.get(url).content.decode()
    answer = client.post(f"{url}record/", consent_form())
    assert answer.status_code == 302, answer.content.decode()[:5000]
    page = client.get(url).content.decode()
    assert "Clinic of the Three Wells" in page
    telling = {"name": "Clinic of the Three Wells", "kind": "health", "state": "ET", "purpose": "health_care", "how": "By telephone"}
    assert client.post(f"{url}tell/", {**telling, "categories": ["health", "identity"]}).status_code == 403
    assert client.post(f"{url}tell/", {**telling, "categories": ["health"]}).status_code == 302
    (line,) = consent_queries.ledger(world.selam, access=world.worker).lines
    withdrawn = client.post(
        reverse("cases:consent_withdraw", args=[line.ref]), {"form": "oral", **day("on", timezone.localdate())}, follow=True
    )
    page = withdrawn.content.decode()
    assert "Still to be told of a withdrawal" in page
    (still,) = consent_queries.ledger(world.selam, access=world.worker).to_tell
    heard = client.post(
        reverse("cases:consent_tell_withdrawal", args=[still.withdrawal, still.disclosure.ref]),
        {"how": "By letter", **day("on", timezone.localdate())},
    )
    assert heard.status_code == 302
    assert "Still to be told of a withdrawal" not in client.get(url).content.decode()


def test_a_consent_without_an_end_or_without_a_recipient_is_not_recorded(world):
    client = signed_in(world.worker)
    url = reverse("cases:consent_record", args=[world.selam])
    assert client.post(url, consent_form(**{"form-0-valid_until_year": ""})).status_code == 422
    assert client.post(url, consent_form(**{"form-0-name": ""})).status_code == 422
    assert client.post(url, consent_form(**{"form-0-state": ""})).status_code == 422
    assert consent_queries.ledger(world.selam, access=world.worker).lines == ()


def test_another_line_keeps_what_was_entered(world):
    client = signed_in(world.worker)
    page = client.post(reverse("cases:consent_record", args=[world.selam]), consent_form(another="1")).content.decode()
    assert "Line 2" in page
    assert 'value="Clinic of the Three Wells"' in page
    assert consent_queries.ledger(world.selam, access=world.worker).lines == ()


def test_a_supervisor_names_a_provision_and_a_caseworker_is_not_offered_to(world):
    url = reverse("cases:consent", args=[world.selam])
    assert "Name what replaces consent" not in signed_in(world.worker).get(url).content.decode()
    client = signed_in(world.supervisor)
    assert "Name what replaces consent" in client.get(url).content.decode()
    form = {"name": "Clinic of the Three Wells", "kind": "health", "state": "ET", "purpose": "health_care", "categories": ["health"]}
    named = {**form, "basis": "vital_interests", "provision": "Health Proclamation, section 3 (invented)"}
    assert client.post(f"{url}basis/", {**named, **day("valid_until", timezone.localdate())}).status_code == 302
    assert "Health Proclamation" in client.get(url).content.decode()


@pytest.mark.skipif(not FONTS.is_dir(), reason="run.py has not fetched the fonts")
@pytest.mark.parametrize("language", ["en", "fr", "ar", "am", "ti", "so"])
def test_a_receipt_is_printed_in_the_persons_language_and_names_nobody_in_its_file_name(world, language):
    talk = agreed(world, interpreter="Liya")
    tell(world)
    client = signed_in(world.worker)
    answer = client.get(reverse("cases:consent_receipt", args=[talk, language]))
    assert answer["Content-Type"] == "application/pdf"
    assert "Selam" not in answer["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert str(paper.Root.Lang) == language
        assert len(paper.pages) >= 1


def test_a_receipt_in_a_language_without_texts_is_refused(world):
    talk = agreed(world)
    client = signed_in(world.worker)
    assert client.get(reverse("cases:consent_receipt", args=[talk, "xx"])).status_code == 422


def test_another_service_gets_nothing(world):
    talk = agreed(world)
    (line,) = consent_queries.ledger(world.selam, access=world.worker).lines
    client = signed_in(world.outsider)
    for url in (
        reverse("cases:consent", args=[world.selam]),
        reverse("cases:identification", args=[world.selam]),
        reverse("cases:screenings", args=[world.selam]),
        reverse("cases:consent_withdraw", args=[line.ref]),
        reverse("cases:consent_receipt", args=[talk, "en"]),
    ):
        assert client.get(url).status_code == 404, url


def test_the_page_of_a_person_can_show_all_three(world):
    agreed(world)
    tell(world)
    client = signed_in(world.worker)
    begun(client, world.selam)
    with floor(world.worker):
        screenings = screening_queries.screenings_of(world.selam, access=world.worker)
        identification = identification_queries.identification(world.selam, access=world.worker)
        ledger = consent_queries.ledger(world.selam, access=world.worker)
        panels = [
            screening_panels.panel_of(world.selam, screenings),
            identification_panels.panel_of(identification),
            consent_panels.panel_of(ledger),
        ]
        moments = [
            *screening_panels.moments_of(screenings),
            *identification_panels.moments_of(identification),
            *consent_panels.moments_of(ledger),
        ]
    assert [panel.template for panel in panels] == [f"cases/{name}/panel.html" for name in ("screening", "identification", "consent")]
    assert len(moments) == 3
    assert consent_actions.NOTICE == "receipt_texts"
