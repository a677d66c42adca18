"""What went wrong is said in plain words, with what was kept and what to do, and without a word about anybody."""

import html
import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _

from amana import kernel
from amana.kernel.errors import AmanaError, BadInput, Conflict, NoAccess, NotFound, Refused
from amana.kernel.ui.errors import TROUBLES, error_page, trouble_page
from amana.kernel.ui.rules import RuleWords, explain, words_of

SAFEGUARDS = Path(kernel.__file__).parent / "access" / "safeguards.cedar"


@pytest.fixture
def client_of_pages(settings, client):
    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"
    client.raise_request_exception = False
    return client


def asked():
    request = RequestFactory().get("/persons/?name=Selamawit")
    request.reference = "ABCD1234"
    return request


def words(answer) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


class CaseClosed(AmanaError):
    code = "cases.closed"
    sentence = _("The case was closed on %(day)s.")
    remedy = _("Open it again first.")


@pytest.mark.parametrize("status", sorted(TROUBLES))
def test_every_page_says_what_happened_what_was_kept_and_what_to_do(status):
    answer = trouble_page(asked(), status)
    trouble = TROUBLES[status]
    assert answer.status_code == status
    for sentence in (trouble.title, trouble.happened, trouble.kept, trouble.remedy):
        assert str(sentence) in words(answer)
    assert "ABCD1234" in words(answer)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (NotFound(), 404, "There is no such record, or it is not yours to see."),
        (NoAccess(), 403, "No purpose is open"),
        (Conflict(), 409, "Nothing was overwritten."),
        (BadInput(field="Birth"), 422, "The value in “Birth” cannot be used."),
        (CaseClosed(day="3 May"), 409, "The case was closed on 3 May."),
    ],
)
def test_an_error_of_the_work_is_told_in_its_own_words(error, status, said):
    answer = error_page(asked(), error)
    assert answer.status_code == status
    assert said in words(answer)
    assert error.code in words(answer)


def test_a_refusal_names_the_rule_in_plain_words_and_what_can_be_done():
    answer = error_page(asked(), Refused(reason="S3.enforcement_needs_consent"))
    assert answer.status_code == 403
    assert "The person has not agreed that the police or a prosecutor be told." in words(answer)
    assert "Ask the person again" in words(answer)
    assert "S3.enforcement_needs_consent" in words(answer)


def test_a_rule_without_words_is_shown_by_its_id():
    assert "some.rule" in words(error_page(asked(), Refused(reason="some.rule")))


def test_a_context_adds_words_for_its_own_rules():
    explain({"test.kept_apart": RuleWords(rule="These two people are kept apart.", instead="Ask the shelter.")})
    assert words_of("test.kept_apart").instead == "Ask the shelter."
    assert "These two people are kept apart." in words(error_page(asked(), Refused(reason="test.kept_apart")))


def forbidding(policies: str) -> list[str]:
    return re.findall(r'@id\("([^"]+)"\)(?:(?!@id\().)*?\nforbid\b', policies, re.DOTALL)


def test_every_safeguard_that_forbids_has_plain_words():
    rules = forbidding(SAFEGUARDS.read_text(encoding="utf-8"))
    assert len(rules) >= 30
    assert [rule for rule in rules if words_of(rule) is None] == []


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:No directory at")
@pytest.mark.parametrize(("path", "status"), [("/refused", 403), ("/absent", 404), ("/nowhere", 404), ("/broken", 500)])
def test_error_pages_show_neither_stack_nor_address_nor_words_of_the_failure(client_of_pages, path, status):
    answer = client_of_pages.get(path, {"name": "Selamawit"})
    assert answer.status_code == status
    for secret in ("Selamawit", "0912", "Traceback", "RuntimeError", path):
        assert secret not in answer.content.decode().replace('href="/"', "")
    assert answer["X-Reference"] in words(answer)


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:No directory at")
def test_a_form_that_is_too_old_is_explained(settings):
    from django.test import Client

    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"
    answer = Client(enforce_csrf_checks=True).post("/saving")
    assert answer.status_code == 403
    assert "This form is too old to be sent" in words(answer)
