"""The first day of a new case worker, from the one-time password to a protected file, and what the data protection officer sees of it."""

import json
import os
import re
from pathlib import Path

import pytest
from django.utils import timezone

from tests.journeys.nodes import digits, plain
from tests.world.sheets.official import filled_sheet, kobo_json
from tests.world.sheets.people import PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

NEW_PASSWORD = "green lamp over the quiet river 7"
ENTERED = "ሰላማዊት ተስፋዬ"
ASKED = "سلاماويت تسفاي"
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
MOST_BYTES = 200_000
LANGUAGES = {"en": "ltr", "fr": "ltr", "ar": "rtl"}


@pytest.fixture(scope="session")
def story():
    """What one step leaves for the next: the address of the person's file."""
    return {}


def begin_work(walker, password):
    """First sign-in: an own password, then an own second factor."""
    walker.give_password("zeynab", password)
    page = walker.page
    assert "/account/password/change/" in page.url
    page.fill("[name=oldpassword]", password)
    page.fill("[name=password1]", NEW_PASSWORD)
    page.fill("[name=password2]", NEW_PASSWORD)
    walker.send()
    walker.give_password("zeynab", NEW_PASSWORD)
    page.goto("/account/2fa/totp/activate/")
    if "/account/reauthenticate/" in page.url:
        page.fill("[name=password]", NEW_PASSWORD)
        walker.send()
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", digits(secret))
    walker.send()
    assert "/totp/activate/" not in page.url, walker.words()
    walker.sign_out()
    walker.sign_in(NEW_PASSWORD, lambda name: digits(secret))


def confirm_role(walker):
    """The supervisor says that this colleague may open files."""
    walker.work_for("supervision")
    walker.page.goto("/people/")
    with walker.page.expect_navigation():
        walker.page.locator("tr", has_text="zeynab").get_by_role("link").first.click()
    with walker.page.expect_navigation():
        walker.page.locator("main button[name=confirm]").click()
    assert walker.page.locator("tr", has_text="zeynab").get_by_text("In force").count() == 1


def bring_in(walker, name, content):
    """Hand in a file, see what would be created, and say so."""
    page = walker.page
    page.goto("/imports/")
    page.set_input_files("[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    walker.press("Hand in and check")
    walker.press("Import the rows that are ready")


def find(walker, text):
    """Search, and give the link to the person under the name as it was entered."""
    walker.page.goto("/persons/")
    walker.page.fill("[name=text]", text)
    walker.send()
    return walker.page.locator("article h3 a", has_text=ENTERED)


def screen(walker, person):
    """All questions of the list, each with one of four answers, and a conclusion by a person."""
    page = walker.page
    page.goto(f"/cases/screening/of/{person}/")
    page.check("[name=profile][value=labour]")
    page.check("[name=age][value=child]")
    walker.send()
    page.locator("select[name=source]").select_option("told")
    signs = page.locator("form[data-autosave] [name^='sign-']").evaluate_all("all => [...new Set(all.map((one) => one.name))]")
    assert len(signs) > 30
    answers = ("yes", "no", "not_asked", "would_not_say")
    for number, sign in enumerate(signs[:8]):
        page.locator(f"[name='{sign}'][value={answers[number % 4]}]").check()
    page.check("[name=sign-act][value=yes]")
    walker.press("Save and see what the signs say")
    page.check("[name=conclusion][value=presumed_victim]")
    page.fill("[name=reason]", "She was a child when she was taken to the farm.")
    walker.press("Keep my conclusion")
    assert walker.shows("I treat this person as a presumed victim of trafficking.")
    assert walker.shows("She was a child when she was taken to the farm.")
    return page.url


def record_consent(walker, person):
    """What the child and the guardian said, about one recipient and purpose; then the receipt."""
    page = walker.page
    page.goto(f"/cases/consent/of/{person}/record/")
    today = timezone.localdate()
    fill_day(page, "said_on", today)
    page.check("[name=form][value=oral]")
    page.select_option("main select[name=language]", "am")
    page.check("[name=capacity][value=able]")
    page.check("[name=child]")
    page.check("[name=assent][value=yes]")
    page.check("[name=guardian][value=yes]")
    page.fill("main [name=guardian_name]", "Almaz Kebede")
    page.fill("[name=form-0-name]", "Harbour Clinic")
    page.select_option("[name=form-0-kind]", "health")
    page.select_option("[name=form-0-state]", "ET")
    page.select_option("[name=form-0-purpose]", "health_care")
    page.check("[name=form-0-categories][value=identity]")
    page.check("[name=form-0-categories][value=health]")
    page.check("[name=form-0-said][value=given]")
    fill_day(page, "form-0-valid_until", today.replace(year=today.year + 1, day=1))
    walker.press("Record")
    assert walker.shows("Harbour Clinic")
    assert walker.shows("In force")
    return receipt(walker)


def receipt(walker):
    """The paper in Amharic."""
    walker.page.locator("main details > summary", has_text="Print a receipt").first.click()
    address = walker.page.locator("main a[lang=am]").first.get_attribute("href")
    answer = walker.page.request.get(address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def fill_day(page, name, day):
    page.fill(f"[name={name}_day]", str(day.day))
    month = page.locator(f"[name={name}_month]")
    if month.evaluate("field => field.tagName") == "SELECT":
        month.select_option(str(day.month))
    else:
        month.fill(str(day.month))
    page.fill(f"[name={name}_year]", str(day.year))


def export(walker, person):
    """The person's own copy of the case, as JSON."""
    page = walker.page
    page.goto(f"/desk/file/{person}/")
    walker.follow("All entries, status, closing, handing out")
    case = re.search(r"/cases/record/([0-9a-f-]{36})/", page.url)[1]
    page.goto(f"/cases/record/{case}/export/")
    page.select_option("[name=form]", "json")
    with page.expect_download() as taken:
        page.locator("main form button").first.click()
    return json.loads(taken.value.path().read_text(encoding="utf-8"))


def test_from_a_new_account_to_a_protected_file(node, walker, signed_in, story):
    password = node.hire("zeynab", "Zeynab Ali", "caseworker")
    hers = walker()
    begin_work(hers, password)
    confirm_role(walker("abebe"))
    hers.work_for("assistance")
    signed_in["zeynab"] = hers.page.context.storage_state()

    bring_in(hers, "cases.xlsx", filled_sheet())
    assert hers.shows(str(len(PEOPLE)))
    imported = hers.page.url
    bring_in(hers, "answers.json", kobo_json())

    link = find(hers, ASKED)
    assert link.count() > 0, "an Arabic spelling finds a name that was entered in Amharic"
    person = re.search(r"/persons/([0-9a-f-]{36})/", link.first.get_attribute("href"))[1]
    story["person"] = person
    story["import"] = imported
    link.first.click()
    hers.page.goto(f"/desk/file/{person}/")
    assert ENTERED in plain(hers.page.locator("main h1").inner_text())

    hers.work_for("screening")
    story["screening"] = screen(hers, person)
    hers.work_for("assistance")
    assert record_consent(hers, person).startswith(b"%PDF-")
    taken = json.dumps(export(hers, person), ensure_ascii=False)
    assert "ተስፋዬ" in taken
    assert "ChildLabour" in taken


def test_the_data_protection_officer_sees_all_of_it_and_that_the_log_is_whole(walker, story):
    if "person" not in story:
        pytest.skip("sees what the first day left, and that test ran in another process or not at all")
    hers = walker("lensa")
    hers.work_for("oversight")
    seen = ""
    for subject in ("changes", "searches", "reads", "consents", "exports"):
        hers.page.goto(f"/guardian/log/?subject={subject}")
        found = hers.page.locator("main tbody tr", has_text="Zeynab Ali")
        assert found.count() > 0, subject
        seen += "\n".join(found.all_inner_texts())
    assert ASKED in seen, "the officer may read what was searched for"
    for done in ("Imported rows", "Recorded a consent", "Took a case away as HTCDS"):
        assert done in seen
    hers.page.goto("/guardian/state/")
    hers.press("Check the whole log now")
    assert hers.main.get_by_text("Whole and unchanged").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_her_pages_can_be_used_in_every_language_on_a_phone_and_by_keyboard(walker, story, language):
    # Run alone, this looks at the file of somebody whom the demonstration brings along.
    worker = "zeynab" if "person" in story else "hana"
    person = story.get("person") or a_person_of(walker(worker))
    faults = {}
    for size in ((1280, 900), (360, 740)):
        hers = walker(worker, size=size)
        hers.work_for("assistance")
        hers.page.goto("/desk/")
        hers.speak(language)
        for address in ("/desk/", "/persons/", f"/desk/file/{person}/", "/imports/", f"/cases/consent/of/{person}/"):
            hers.page.goto(address)
            assert hers.page.locator("html").get_attribute("dir") == LANGUAGES[language]
            if found := hers.faults():
                faults[f"{address} at {size[0]}"] = found
        assert reaches_main(hers.page), "the first key leads past the frame"
    assert faults == {}


def a_person_of(hers):
    """Somebody whose file stands on this worker's Today."""
    hers.work_for("assistance")
    hers.page.goto("/desk/")
    address = hers.main.locator("a[href*='/desk/file/']").first.get_attribute("href")
    return address.rstrip("/").rpartition("/")[2]


def reaches_main(page):
    """Whether the first stop of the Tab key leads into the main part of the page."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return page.evaluate("document.activeElement.id") == "main"


@pytest.mark.skipif(os.environ.get("AMANA_SCREENSHOTS") != "1", reason="pictures for the documentation are taken on request")
def test_the_pictures_of_the_documentation_are_taken(walker, story):
    file, screening = f"/desk/file/{story['person']}/", story["screening"]
    wanted = (
        ("today-en", "en", "/desk/", 1280), ("today-ar", "ar", "/desk/", 1280), ("search-ar", "ar", "", 1280),
        ("file-en", "en", file, 1280),
        ("screening-en", "en", screening, 1280), ("import-en", "en", story["import"], 1280),
        ("today-ar-phone", "ar", "/desk/", 360), ("file-en-phone", "en", file, 360),
    )  # fmt: skip
    PICTURES.mkdir(exist_ok=True)
    for name, language, address, width in wanted:
        hers = walker("hana" if address == "/desk/" else "zeynab", size=(width, 900 if width > 600 else 740))
        hers.work_for("screening" if address == screening else "assistance")
        hers.page.goto("/preferences")
        hers.speak(language)
        if address:
            hers.page.goto(address)
        else:
            find(hers, ASKED)
        hers.page.evaluate("document.fonts.ready")
        picture = PICTURES / f"{name}.png"
        hers.page.screenshot(path=picture)
        assert picture.stat().st_size < MOST_BYTES, name
