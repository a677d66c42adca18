"""Rows that resemble somebody wait for a human. Likeness is shown with its reasons; it never makes two people one, or one person two."""

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.audit.models import AuditEntry
from amana.kernel.imports import actions, queries, running
from amana.kernel.imports.files import import_file
from amana.kernel.imports.terms import RowState
from tests.kernel.imports.test_pages import browser, hand_in
from tests.kernel.imports.test_pipeline import bring_in, people, states

if TYPE_CHECKING:
    from django.test import Client

    from tests.contexts.persons.people import Shelter

__all__ = ["browser"]

ON_FILE = """First name,Father's name,Grandfather's name,Sex,Date of birth,Mobile phone
ሰላማዊት,ተስፋዬ,ገብረማርያም,ሴት,2001-05-23,
Mohamed,Ahmed,Ali,M,1990,
"""
NEW = """First name,Father's name,Grandfather's name,Sex,Date of birth,Mobile phone
Selamawit,Tesfaye,Gebremariam,F,2001,
Mohamed,Ahmed,Hassan,M,1971,
Hana,Abraha,Kidane,F,1999-01-02,+291 7 123456
Hanna,Abreha,Kidane,F,1999-01-02,
"""


def alike(run: object, access: object) -> dict[int, list[str]]:
    """Whom each waiting row resembles: file numbers, and rows as "row N"."""
    from amana.contexts.cases.htcds.target import resembling

    with floor(access):
        rows = queries.rows_of(run, states=[RowState.ALIKE], access=access)
        asked = queries.questions(run, rows, access=access)
        whom = resembling([question for _row, question in asked], access=access)
    return {row.number: [one.number or f"row {one.row}" for one in found] for (row, _), found in zip(asked, whom, strict=True)}


def test_a_row_like_somebody_on_file_in_another_script_waits_and_so_does_one_like_an_earlier_row(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    run = bring_in(shelter.worker, NEW)
    assert states(run, shelter.worker) == {RowState.OK: 2, RowState.ALIKE: 2}
    found = alike(run, shelter.worker)
    assert found[5] == ["row 4"]
    assert len(found[2]) == 1
    assert found[2][0].startswith("C-")


def test_a_namesake_of_another_age_does_not_wait(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    assert 3 not in alike(bring_in(shelter.worker, NEW), shelter.worker)


def test_nothing_that_waits_is_imported_before_somebody_decides(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    run = bring_in(shelter.worker, NEW)
    running.commit(run, access=shelter.worker)
    assert people(shelter.worker)[2:] == ["Mohamed Ahmed Hassan", "Hana Abraha Kidane"]
    assert actions.decide_alike(run, register=True, number=2, access=shelter.worker) == 1
    assert actions.decide_alike(run, register=False, access=shelter.worker) == 1
    running.commit(run, access=shelter.worker)
    assert people(shelter.worker)[4:] == ["Selamawit Tesfaye Gebremariam"]
    assert states(run, shelter.worker) == {RowState.COMMITTED: 3, RowState.LEFT_OUT: 1}
    assert actions.decide_alike(run, register=True, access=shelter.worker) == 0


def test_another_service_learns_nothing_of_whom_its_rows_resemble(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    assert alike(bring_in(shelter.elsewhere, NEW), shelter.elsewhere) == {5: ["row 4"]}


def test_whoever_was_erased_since_is_not_shown(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    run = bring_in(shelter.worker, NEW)
    with floor(shelter.worker):
        from amana.contexts.persons.models import Person

        person = Person.objects.order_by("id").first()
        persons.propose_erasure(person.ref, persons.ErasureGround.UNLAWFUL, version=person.file.version, access=shelter.worker)
        persons.erase(person.ref, access=shelter.supervisor)
    assert alike(run, shelter.worker)[2] == []


def test_rows_imported_before_are_not_asked_about(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    run = bring_in(shelter.worker, ON_FILE + NEW.partition("\n")[2])
    assert states(run, shelter.worker) == {RowState.SKIPPED_DUPLICATE: 2, RowState.OK: 2, RowState.ALIKE: 2}


def test_a_corrected_row_that_resembles_somebody_waits_too(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    run = bring_in(shelter.worker, NEW.replace("F,2001,", "F,2001-13-45,"))
    assert actions.correct_row(run, 2, {4: "2001-05-23"}, access=shelter.worker) == ()
    assert states(run, shelter.worker)[RowState.ALIKE] == 2
    assert len(people(shelter.worker)) == 2


def test_the_command_line_tells_and_registers_because_nobody_is_there_to_decide(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    dry = import_file(NEW.encode(), dry_run=True, access=shelter.worker).as_json()
    real = import_file(NEW.encode(), access=shelter.worker)
    assert dry == real.as_json()
    assert (dry["rows"], dry["ok"], dry["errors"], real.created) == (4, 4, [], 4)
    (first, second) = dry["alike"]
    assert (first["row"], first["rows"], second) == (2, [], {"row": 5, "files": [], "rows": [4]})
    (file,) = first["files"]
    assert file["number"].startswith("C-")
    assert any(reason.startswith("The given name sounds the same") for reason in file["reasons"])


def test_who_cannot_be_there_to_decide_can_leave_the_rows_to_the_pages(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    assert import_file(NEW.encode(), hold_alike=True, access=shelter.worker).created == 2


def test_the_log_says_who_was_shown_and_seals_it(shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    alike(bring_in(shelter.worker, NEW), shelter.worker)
    names = set(AuditEntry.objects.filter(kind="search").values_list("name", flat=True))
    assert {"persons.look_for_doubles", "persons.show_doubles"} <= names


def test_on_the_page_each_row_stands_beside_whom_it_resembles_and_is_decided(browser: "Client", shelter: "Shelter") -> None:
    import_file(ON_FILE.encode(), access=shelter.worker)
    page = hand_in(browser, NEW.encode())
    seen = browser.get(page).content.decode()
    assert "May be on file already" in seen
    assert "ሰላማዊት ተስፋዬ ገብረማርያም" in seen
    assert "Row 4 of this sheet" in seen
    run = page.strip("/").split("/")[-1]
    answer = browser.post(reverse("imports:decide_alike", args=[run, 2]), {"decision": "leave_out"})
    assert answer["Location"] == f"{page}#alike"
    asked = browser.get(reverse("imports:decide_all_alike", args=[run]) + "?decision=register").content.decode()
    assert "It concerns 1 row." in asked
    browser.post(reverse("imports:decide_all_alike", args=[run]) + "?decision=register", {"confirm": "yes"})
    browser.post(f"{page}commit/")
    assert people(shelter.worker)[2:] == ["Mohamed Ahmed Hassan", "Hana Abraha Kidane", "Hanna Abreha Kidane"]
    assert "Left out by decision" in browser.get(page).content.decode()


@pytest.mark.parametrize("given", ["", "x", "9999"])
def test_a_page_of_waiting_rows_that_is_not_there_is_empty(browser: "Client", given: str) -> None:
    page = hand_in(browser, NEW.encode())
    assert browser.get(f"{page}?alike_after={given}").status_code == 200
