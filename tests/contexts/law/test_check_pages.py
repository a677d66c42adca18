"""The pages of the law check, as somebody without scripts uses them."""

import io
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from amana.kernel.documents.rendering import FONTS

if TYPE_CHECKING:
    from django.test import Client

    from amana.kernel.access.values import Access
    from tests.contexts.law.check_world import CheckWorld


@pytest.fixture
def world(db: None) -> "CheckWorld":
    from tests.contexts.law.check_world import build

    return build()


def signed_in(access: "Access") -> "Client":
    """A browser in which this person signed in with a second factor and opened their purpose."""
    from allauth.account.internal.userkit import user_id_to_str
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from amana.kernel.access.actions import open_purpose
    from amana.kernel.accounts.models import Membership, User
    from amana.kernel.organisations.models import Organisation

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


def test_an_article_is_assessed_reviewed_by_a_second_person_and_counts(world: "CheckWorld") -> None:
    expert, coordinator = signed_in(world.expert), signed_in(world.coordinator)
    url = "/law/check/states/DJ/obligations/TIP-3-c/assess/"
    assert "no means has to be shown" in expert.get(url).content.decode()
    said = {"answer-child": "yes", "provisions-child": str(world.section), "reasoning": "Section 1.", "submit": "1"}
    assert expert.post(url, {**said, "answer-child": ""}).status_code == 422
    kept = expert.post(url, said)
    assert kept.status_code == 302
    assert 'name="decision"' not in expert.get(kept.url).content.decode()
    waiting = coordinator.get("/law/check/assessments/").content.decode()
    assert kept.url in waiting
    assert 'name="decision"' in coordinator.get(kept.url).content.decode()
    assert coordinator.post(kept.url, {"decision": "confirm"}).status_code == 422
    coordinator.post(kept.url, {"decision": "confirm", "note": "Read against the gazette."})
    page = expert.get("/law/check/states/DJ/obligations/TIP-3-c/").content.decode()
    assert "Reviewed" in page
    assert "Met" in page


def test_a_draft_that_rests_on_nothing_is_kept_and_says_what_it_lacks(world: "CheckWorld") -> None:
    expert = signed_in(world.expert)
    url = "/law/check/states/DJ/obligations/TIP-3-c/assess/"
    kept = expert.post(url, {"answer-child": "yes", "reasoning": "So.", "submit": "1"}, follow=True).content.decode()
    assert "neither a provision nor evidence" in kept
    assert "Draft" in kept


def test_strengths_stand_in_three_tables_and_the_two_axes_in_two_columns(world: "CheckWorld") -> None:
    page = signed_in(world.expert).get("/law/check/states/DJ/").content.decode()
    assert page.count("<table") == 3
    assert page.count("Party to the treaty</th>") == 3
    assert page.count("Has the law</th>") == 3


@pytest.mark.parametrize(
    "path",
    [
        "",
        "states/KE/",
        "obligations/",
        "obligations/TIP-3-a/",
        "needs/",
        "needs/?state=DJ&strength=mandatory&topic=criminalisation",
        "acts/DJ/",
        "acts/SO/",
        "acts/DJ/add/",
        "law/DJ/",
        "assessments/",
    ],
)
def test_a_page_opens(world: "CheckWorld", path: str) -> None:
    assert signed_in(world.expert).get(f"/law/check/{path}").status_code == 200


def test_a_state_that_is_none_is_not_found(world: "CheckWorld") -> None:
    assert signed_in(world.expert).get("/law/check/states/XX/").status_code == 404


def test_an_act_is_recorded_and_corrected(world: "CheckWorld") -> None:
    expert = signed_in(world.expert)
    entered = {"title": "Decree 7 (invented)", "source": "Invented gazette 9", "confidence": "not_verified", "starts_year": "2020"}
    assert expert.post("/law/check/acts/DJ/add/", {**entered, "source": ""}).status_code == 422
    assert expert.post("/law/check/acts/DJ/add/", entered).status_code == 302
    assert "Decree 7 (invented)" in expert.get("/law/check/acts/DJ/").content.decode()
    assert signed_in(world.kenyan).post("/law/check/acts/DJ/add/", entered).status_code == 403


def test_the_law_on_a_day_is_open_to_a_judge_without_an_account_and_can_be_taken_along(world: "CheckWorld") -> None:
    from django.test import Client

    judge = Client()
    page = judge.get("/law/check/law/DJ/?on_day=1&on_month=1&on_year=2020&on_calendar=gregorian").content.decode()
    assert "Law of 2016 against trafficking in persons" in page
    taken = judge.get("/law/check/law/DJ/page/?on=2020-01-01")
    assert taken["Content-Disposition"] == 'attachment; filename="law-DJ-2020-01-01.html"'
    text = taken.content.decode()
    assert "In force on this day" in text
    assert "<script" not in text
    assert "<link" not in text
    assert "src=" not in text


def test_trafficking_and_smuggling_are_told_apart_without_an_account_and_nothing_is_kept(world: "CheckWorld") -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    answers = {"act": "yes", "means": "yes", "purpose": "yes", "child": "unknown", "entry": "unknown"}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = Client().post("/law/check/trafficking-or-smuggling/", answers).content.decode()
    assert "The answers point to trafficking in persons" in page
    assert not [one for one in asked.captured_queries if one["sql"].startswith(("INSERT", "UPDATE"))]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_draft_leaves_as_a_text_document_in_three_languages(world: "CheckWorld", language: str) -> None:
    answer = signed_in(world.expert).get(f"/law/check/states/DJ/draft/?language={language}&form=docx")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        parts = {name: ET.fromstring(packed.read(name)) for name in packed.namelist()}
    text = "".join(parts["word/document.xml"].itertext())
    assert "TIP-3-c" in text
    assert ("bidi" in packed_text(answer.content)) is (language == "ar")


def packed_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("word/document.xml").decode().replace("w:bidi=", "")


@pytest.mark.skipif(not FONTS.is_dir(), reason="run.py has not fetched the fonts")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_draft_leaves_as_a_tagged_pdf_in_three_languages(world: "CheckWorld", language: str) -> None:
    import pikepdf

    answer = signed_in(world.expert).get(f"/law/check/states/DJ/draft/?language={language}&form=pdf")
    assert answer.status_code == 200
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang) == language


def test_the_draft_quotes_what_is_recorded_and_marks_the_gaps(world: "CheckWorld") -> None:
    from tests.contexts.law.check_world import confirmed

    confirmed(world)
    answer = signed_in(world.expert).get("/law/check/states/DJ/draft/?language=en&form=docx")
    text = "".join(ET.fromstring(zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml")).itertext())
    assert "Section 1 names no means for children." in text
    assert "Gap: A cited provision is not verified." in text
    assert "Gap: Nobody has assessed this yet." in text


def test_needs_leave_as_files_with_the_strength_in_every_row(world: "CheckWorld") -> None:
    expert = signed_in(world.expert)
    rows = expert.get("/law/check/needs/csv/?state=DJ").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("State,Strength")
    assert all(",Must," in row or ",Must consider or endeavour," in row or ",May," in row for row in rows[1:])
    assert expert.get("/law/check/needs/xlsx/?state=DJ").content.startswith(b"PK")


def test_a_case_worker_without_the_purpose_of_the_dialogue_reads_no_assessment(world: "CheckWorld") -> None:
    from django.test import Client

    answer = Client().get("/law/check/states/DJ/")
    assert answer.status_code in (302, 403)


@pytest.mark.parametrize(
    ("language", "treaty"), [("fr", "visant à prévenir, réprimer et punir la traite"), ("ar", "بروتوكول منع وقمع ومعاقبة الاتجار")]
)
def test_the_draft_is_offered_in_the_reader_s_language_and_names_the_treaties_in_it(
    world: "CheckWorld", language: str, treaty: str
) -> None:
    expert = signed_in(world.expert)
    expert.cookies["django_language"] = language
    assert f'<option value="{language}" selected>' in expert.get("/law/check/states/DJ/").content.decode()
    draft = packed_text(expert.get(f"/law/check/states/DJ/draft/?language={language}&form=docx").content)
    assert treaty in draft
    assert "Protocol to Prevent" not in draft
