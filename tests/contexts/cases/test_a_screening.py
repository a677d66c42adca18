"""Screening as it is stored: who may ask, what is kept, what stays readable."""

import pytest
from django.db import connection

from amana.contexts.cases.errors import AgeSaysOtherwise, NoSuchQuestion, ReasonMissing
from amana.contexts.cases.screening import actions, queries
from amana.contexts.cases.screening.models import Screening, ScreeningAnswer
from amana.contexts.cases.screening.terms import ACT, AgeGroup, Answer, Conclusion, Finding, Profile, Source
from amana.contexts.cases.screening.values import Given
from amana.kernel.access.floor import floor
from amana.kernel.access.terms import Purpose
from amana.kernel.errors import NotFound, Refused
from amana.kernel.vocabulary.loading import load_all
from tests.contexts.cases.a_fixtures import world as world


def yes(*signs: str, note: str = "") -> list[Given]:
    return [Given(sign=sign, answer=Answer.YES, source=Source.TOLD, note=note) for sign in signs]


def begun(world, person=None, profile=Profile.LABOUR, age=AgeGroup.ADULT):
    return actions.start(person or world.selam, profile=profile, age=age, access=world.worker)


def test_an_answer_that_changes_is_a_new_row_and_the_last_one_counts(world):
    screening = begun(world)
    assert actions.answer(screening, yes("1-pay"), access=world.worker) == 1
    no = [Given(sign="1-pay", answer=Answer.NO, source=Source.DOCUMENT, note="contract seen")]
    assert actions.answer(screening, no, access=world.worker) == 1
    view = queries.screening(screening, access=world.worker)
    assert view.answer("1-pay") is Answer.NO
    assert view.answers["1-pay"].replaced == 1
    assert view.answers["1-pay"].by == "Abeba"
    with floor(world.worker):
        assert ScreeningAnswer.objects.count() == 2


def test_saving_the_same_twice_adds_nothing(world):
    screening = begun(world)
    actions.answer(screening, yes("1-pay", "4-hours"), access=world.worker)
    assert actions.answer(screening, yes("1-pay", "4-hours"), access=world.worker) == 0
    with floor(world.worker):
        assert ScreeningAnswer.objects.count() == 2


def test_a_question_that_the_list_does_not_ask_keeps_nothing(world):
    screening = begun(world)
    with pytest.raises(NoSuchQuestion):
        actions.answer(screening, yes("1-pay", "HOA-01"), access=world.worker)
    with floor(world.worker):
        assert not ScreeningAnswer.objects.exists()


def test_a_person_concludes_and_the_reading_is_kept_beside_it(world):
    screening = begun(world)
    signs = ["1-job_nature", "1-pay", "4-hours", "4-low_pay", "5-violence", "5-debt_bondage"]
    actions.answer(screening, yes(*signs), access=world.worker)
    with pytest.raises(ReasonMissing):
        actions.conclude(screening, conclusion=Conclusion.PRESUMED_VICTIM, reason=" ", access=world.worker)
    actions.conclude(screening, conclusion=Conclusion.LOOK_FURTHER, reason="She was tired; I ask again tomorrow.", access=world.worker)
    view = queries.screening(screening, access=world.worker)
    assert view.readings[AgeGroup.ADULT].finding is Finding.TRAFFICKED
    assert view.conclusions[0].conclusion is Conclusion.LOOK_FURTHER
    assert view.conclusions[0].findings == {"adult": "trafficked"}
    assert view.state == "concluded"
    actions.answer(screening, yes("2-violence"), access=world.worker)
    assert queries.screening(screening, access=world.worker).state == "open"


def test_in_doubt_about_age_both_lists_are_read_and_the_childs_comes_first(world):
    screening = begun(world, world.nobody_knows, age=AgeGroup.IN_DOUBT)
    actions.answer(screening, yes(ACT, "4-hours", "4-low_pay", "4-hazard"), access=world.worker)
    readings = queries.screening(screening, access=world.worker).readings
    assert list(readings) == [AgeGroup.CHILD, AgeGroup.ADULT]
    assert readings[AgeGroup.CHILD].finding is Finding.TRAFFICKED
    assert readings[AgeGroup.ADULT].finding is Finding.NOT_CONCLUDED


@pytest.mark.parametrize("whose", ["yonas", "nobody_knows"])
def test_nobody_who_is_or_may_be_a_child_is_screened_as_an_adult(world, whose):
    with pytest.raises(AgeSaysOtherwise):
        begun(world, getattr(world, whose), age=AgeGroup.ADULT)


def test_lists_without_weights_are_never_read(world):
    for profile in (Profile.SEXUAL, Profile.PROMPTS):
        screening = begun(world, profile=profile)
        view = queries.screening(screening, access=world.worker)
        actions.answer(screening, yes(*(question.sign for question in view.questions)), access=world.worker)
        assert queries.screening(screening, access=world.worker).readings == {}


def test_answers_stay_with_the_version_of_the_list_they_were_given_to(world, tmp_path):
    screening = begun(world)
    actions.answer(screening, yes("4-hours", "4-low_pay"), access=world.worker)
    before = queries.screening(screening, access=world.worker)
    from amana.kernel.vocabulary.files import REFERENCE

    for name in REFERENCE.glob("*.*"):
        text = name.read_text(encoding="utf-8")
        if name.name == "screening_indicators.csv":
            text = "\n".join(line for line in text.splitlines() if not line.startswith(("DEL-AL-4-hours", "DEL-CL-4-hours"))) + "\n"
        (tmp_path / name.name).write_text(text, encoding="utf-8")
    assert any(loaded.changed for loaded in load_all(tmp_path))
    after = queries.screening(screening, access=world.worker)
    assert after.readings == before.readings
    assert after.reference.version == before.reference.version
    assert queries.screening(begun(world), access=world.worker).reference.version == before.reference.version + 1


def test_the_competent_authority_reads_a_screening_and_cannot_answer_in_it(world):
    screening = begun(world)
    assert queries.screening(screening, access=world.authority_first).scored
    with pytest.raises(Refused):
        actions.answer(screening, yes("1-pay"), access=world.authority_first)


def test_another_service_does_not_find_the_screening(world):
    screening = begun(world)
    with pytest.raises(NotFound):
        queries.screening(screening, access=world.outsider)


def test_nothing_that_was_said_stands_in_the_table_in_the_clear(world):
    screening = begun(world, profile=Profile.LABOUR)
    actions.answer(screening, yes("5-violence", note="Beaten at the farm near Kassala"), access=world.worker)
    actions.conclude(screening, conclusion=Conclusion.PRESUMED_VICTIM, reason="Kassala farm", access=world.worker)
    with floor(world.worker), connection.cursor() as cursor:
        for table in ("cases_screening", "cases_screeninganswer", "cases_screeningconclusion"):
            cursor.execute(f"SELECT * FROM {table}")
            raw = b"".join(
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in cursor for value in row
            )
            assert raw
            for word in (b"Kassala", b"violence", b"labour", b"adult", b"presumed"):
                assert word not in raw


def test_a_purpose_that_is_not_care_opens_no_screening(world):
    screening = begun(world)
    with pytest.raises((Refused, NotFound)):
        queries.screening(screening, access=world.under(Purpose.ADMINISTRATION, world.worker))


def test_screenings_of_a_person_are_listed_newest_first(world):
    first, second = begun(world), begun(world, profile=Profile.PROMPTS)
    assert [line.ref for line in queries.screenings_of(world.selam, access=world.worker)] == [second, first]
    with floor(world.worker):
        assert Screening.objects.count() == 2
