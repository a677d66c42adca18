"""What cells say, in the ways people write it; and what cannot be read is named, never guessed."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.kernel.imports.columns.keys import key, readings
from amana.kernel.imports.fields import Code, Field
from amana.kernel.imports.normalise import answers, births, countries, dates, languages, numbers, phones, texts
from amana.kernel.imports.normalise.choices import ChoiceReader
from amana.kernel.imports.normalise.values import Unreadable
from amana.kernel.imports.safe_text import neutralised, plain, shown
from amana.kernel.imports.terms import DayOrder, FieldKind, Missing

TODAY = date(2026, 11, 23)
BORN = date(2001, 5, 23)


def a_date(cell: object, order: DayOrder = DayOrder.UNDECIDED) -> date:
    return dates.read_date(cell, order=order, today=TODAY)


@pytest.mark.parametrize(
    "written",
    [
        BORN, datetime(2001, 5, 23, 10, 30), 37034, 37034.0, 37034.4375, "37034", 20010523, "20010523",  # noqa: DTZ001
        "2001-05-23", "2001/05/23", "2001.5.23", "2001-05-23T10:00:00.000+03:00", "2001-05-23 10:00", "23/05/2001", "23-05-2001",
        "23.5.2001",
        "05/23/2001", "23/05/01", "23 May 2001", "May 23, 2001", "23rd of May 2001", "23-May-01", "23-May-2001", "23 mai 2001",
        "23 مايو 2001",
        "٢٣/٠٥/٢٠٠١", "٢٣ مايو ٢٠٠١", " 23/05/2001 ", "23/05/2001 00:00:00", "15/09/1993 E.C.", "15 ግንቦት 1993",
        "29/02/1422 H", "29 صفر 1422 هـ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: object) -> None:
    assert a_date(written) == BORN


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("03/04/2001", "date.two_orders"),
        ("32/05/2001", "date.no_such_day"),
        ("2001-13-45", "date.no_such_day"),
        ("29/02/2001", "date.no_such_day"),
        ("yesterday", "date.unknown"),
        ("17", "date.unknown"),
        ("2001", "date.not_exact"),
        ("May 2001", "date.not_exact"),
        (time(10, 30), "date.unknown"),
        (True, "date.unknown"),
        (3.5, "date.unknown"),
    ],
)
def test_what_is_no_day_is_said_to_be_none(written: object, why: str) -> None:
    with pytest.raises(Unreadable) as unread:
        a_date(written)
    assert unread.value.code == why


@pytest.mark.parametrize(
    ("column", "read_as"),
    [
        (["03/04/2001", "23/05/1999"], date(2001, 4, 3)),
        (["03/04/2001", "05/23/1999"], date(2001, 3, 4)),
        (["03/04/2001", "13/01/1999", "05/05/2002"], date(2001, 4, 3)),
    ],
)
def test_the_whole_column_decides_between_day_and_month(column: list[str], read_as: date) -> None:
    witness = dates.OrderWitness()
    for cell in column:
        witness.hear(cell)
    assert a_date(column[0], witness.order) == read_as


def test_a_column_that_contradicts_itself_decides_nothing() -> None:
    witness = dates.OrderWitness()
    for cell in ("23/05/1999", "05/23/1999", "03/04/2001"):
        witness.hear(cell)
    assert witness.order is DayOrder.UNDECIDED


def test_dates_that_a_program_may_have_turned_round_are_noticed() -> None:
    witness = dates.OrderWitness()
    for cell in ("23/05/1999", "25/12/1998", date(2001, 4, 3), date(2002, 1, 12), date(2003, 7, 7)):
        witness.hear(cell)
    assert witness.may_be_swapped


@given(st.dates(min_value=date(1905, 1, 1), max_value=TODAY))
def test_every_day_is_read_back_from_what_sheets_make_of_it(day: date) -> None:
    serial = (day - dates.SERIAL_ZERO).days
    written = [day, day.isoformat(), day.strftime("%Y%m%d"), day.strftime("%d %B %Y")]
    assert {a_date(form) for form in written + ([serial] if serial >= dates.FIRST_SERIAL else [])} == {day}
    assert a_date(day.strftime("%d/%m/%Y"), DayOrder.DAY_FIRST) == day
    assert a_date(day.strftime("%m/%d/%Y"), DayOrder.MONTH_FIRST) == day


@pytest.mark.parametrize(
    ("written", "form", "first", "last"),
    [
        ("23/05/2001", "exact", BORN, BORN),
        ("1998", "year", date(1998, 1, 1), date(1998, 12, 31)),
        (1998.0, "year", date(1998, 1, 1), date(1998, 12, 31)),
        ("May 1998", "range", date(1998, 5, 1), date(1998, 5, 31)),
        ("about 1998", "range", date(1997, 1, 1), date(1999, 12, 31)),
        ("vers 1998", "range", date(1997, 1, 1), date(1999, 12, 31)),
        ("1998-2000", "range", date(1998, 1, 1), date(2000, 12, 31)),
        ("1990s", "range", date(1990, 1, 1), date(1999, 12, 31)),
        ("1990 E.C.", "year", date(1997, 9, 11), date(1998, 9, 10)),
        ("17", "age", date(2008, 3, 2), date(2009, 3, 1)),
        (17.0, "age", date(2008, 3, 2), date(2009, 3, 1)),
        ("17 ans", "age", date(2008, 3, 2), date(2009, 3, 1)),
        ("١٧ سنة", "age", date(2008, 3, 2), date(2009, 3, 1)),
        ("about 17", "age", date(2007, 3, 2), date(2010, 3, 1)),
        ("~17", "age", date(2007, 3, 2), date(2010, 3, 1)),
        ("17?", "age", date(2007, 3, 2), date(2010, 3, 1)),
        ("16-18", "age", date(2007, 3, 2), date(2010, 3, 1)),
        ("16 to 18 years", "age", date(2007, 3, 2), date(2010, 3, 1)),
        ("entre 16 et 18", "age", date(2007, 3, 2), date(2010, 3, 1)),
        ("under 18", "age", date(2008, 3, 2), date(2026, 3, 1)),
        ("قاصر", "age", date(2008, 3, 2), date(2026, 3, 1)),
        ("8 months", "age", date(2025, 3, 2), date(2026, 3, 1)),
    ],
)
def test_a_birth_is_kept_as_exactly_as_it_was_said(written: object, form: str, first: date, last: date) -> None:
    birth = births.read_birth(written, order=DayOrder.UNDECIDED, today=TODAY, asked_on=date(2026, 3, 1))
    assert (birth.form, birth.first, birth.last) == (form, first, last)
    assert births.Birth.read(birth.written()) == birth


@pytest.mark.parametrize(
    ("written", "why"), [("2031", "birth.in_future"), ("1850-01-01", "birth.too_long_ago"), ("130", "birth.no_such_age")]
)
def test_an_impossible_birth_is_refused(written: str, why: str) -> None:
    with pytest.raises(Unreadable) as unread:
        births.read_birth(written, order=DayOrder.UNDECIDED, today=TODAY, asked_on=TODAY)
    assert unread.value.code == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("N/A", Missing.NOT_ASKED), ("n.a.", Missing.NOT_ASKED), ("Not asked", Missing.NOT_ASKED), ("non renseigné", Missing.NOT_ASKED),
        ("لم يسأل", Missing.NOT_ASKED), ("unknown", Missing.UNKNOWN), ("DON'T KNOW", Missing.UNKNOWN), ("inconnue", Missing.UNKNOWN),
        ("لا يعرف", Missing.UNKNOWN), ("غير معروف", Missing.UNKNOWN), ("አይታወቅም", Missing.UNKNOWN), ("??", Missing.UNKNOWN),
        ("Refused", Missing.WOULD_NOT_SAY), ("prefer not to say", Missing.WOULD_NOT_SAY), ("refus de répondre", Missing.WOULD_NOT_SAY),
        ("رفضت الإجابة", Missing.WOULD_NOT_SAY), ("aucun", Missing.NONE), ("لا يوجد", Missing.NONE), ("Selamawit", None), ("no", None),
    ],
)  # fmt: skip
def test_the_reasons_for_no_answer_are_told_apart(text: str, why: Missing | None) -> None:
    assert answers.missing(text) is why


@pytest.mark.parametrize("text", ["-", "--", "—", ".", "/"])
def test_a_dash_says_nothing(text: str) -> None:
    assert answers.says_nothing(text)
    assert answers.missing(text) is None


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        *((text, True) for text in ("yes", "TRUE", "1", "Oui", "نعم", "አዎ", "x", "✓", "haa")),
        *((text, False) for text in ("No", "FALSE", "0", "non", "لا", "አይ", "☐", "hapana")),
    ],
)
def test_yes_and_no_are_read_in_the_languages_of_the_region(text: str, truth: bool) -> None:
    assert answers.yes_or_no(text) is truth


def test_maybe_is_neither_yes_nor_no() -> None:
    with pytest.raises(Unreadable):
        answers.yes_or_no("maybe")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ER", ("ER",)), ("eri", ("ER",)), ("Eritrea", ("ER",)), ("Érythréenne", ("ER",)), ("إريتريا", ("ER",)), ("ኤርትራ", ("ER",)),
        ("Eritrean", ("ER",)), ("سوداني", ("SD",)), ("Côte d'Ivoire", ("CI",)), ("Congo, Democratic Republic of the", ("CD",)),
        ("United Kingdom of Great Britain and Northern Ireland", ("GB",)), ("ER;ET", ("ER", "ET")), ("Eritrean / Ethiopian", ("ER", "ET")),
        ("ER ET", ("ER", "ET")), ("Sudan and South Sudan", ("SD", "SS")), ("Bosnia and Herzegovina", ("BA",)), ("Somalie", ("SO",)),
        ("NA", ("NA",)), ("Erytrea", ("ER",)),
    ],
)  # fmt: skip
def test_countries_are_known_by_code_name_and_nationality(text: str, codes: tuple[str, ...]) -> None:
    assert countries.read_countries(text, several=True).value == codes


@pytest.mark.parametrize("text", ["Atlantis", "ER;Atlantis", "Asmara"])
def test_a_country_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        countries.read_countries(text, several=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ti", "tir"),
        ("tir", "tir"),
        ("Tigrinya", "tir"),
        ("ትግርኛ", "tir"),
        ("Amharique", "amh"),
        ("العربية", "ara"),
        ("Af Soomaali", "som"),
        ("fre", "fra"),
    ],
)
def test_languages_are_known_by_code_and_name(text: str, code: str) -> None:
    assert languages.read_language(text).value == code


@pytest.mark.parametrize(
    ("cell", "country", "number", "kept"),
    [
        ("+249 91 234 5678", "", "+249912345678", {}),
        ("00249912345678", "", "+249912345678", {}),
        ("0912345678", "SD", "+249912345678", {}),
        (249912345678.0, "SD", "+249912345678", {}),
        (912345678, "SD", "+249912345678", {}),
        ("٠٩١٢٣٤٥٦٧٨", "SD", "+249912345678", {}),
        ("'+249912345678", "", "+249912345678", {}),
        ("0912345678 / +251911234567", "SD", "+249912345678", {"others": ["+251911234567"]}),
        ("12345", "", "12345", {}),
    ],
)
def test_telephones_are_written_the_international_way_where_they_are_whole(
    cell: object, country: str, number: str, kept: dict[str, object]
) -> None:
    reading = phones.read_phone(cell, country=country)
    assert (reading.value, reading.beside) == (number, kept)


def test_a_number_that_is_not_whole_is_kept_and_remarked_on() -> None:
    assert [noted.code for noted in phones.read_phone("091234", country="SD").noted] == ["phone.as_written"]


@pytest.mark.parametrize(("cell", "number"), [(3, 3), (3.0, 3), ("3", 3), ("٣", 3), ("3 children", 3), ("0", 0)])
def test_counts_are_read(cell: object, number: int) -> None:
    assert numbers.read_whole(cell) == number


@pytest.mark.parametrize("cell", ["two", "-1", "3 or 4", 2.5, True])
def test_what_is_no_count_is_refused(cell: object) -> None:
    with pytest.raises(Unreadable):
        numbers.read_whole(cell)


@pytest.mark.parametrize(("cell", "degrees"), [(15.3381, 15.3381), ("15,3381", 15.3381), ("15.3381° N", 15.3381), ("15.5 S", -15.5)])
def test_degrees_are_read(cell: object, degrees: float) -> None:
    assert numbers.read_degrees(cell, most=90) == degrees


CONTROL = ChoiceReader(
    Field(
        name="m", title="m", kind=FieldKind.CHOICES, group="vic",
        codes=(
            Code(code="DebtBondage", label="Debt bondage "), Code(code="ThreatensChildrenFamily", label="Threatens children/family"),
            Code(code="E_Water", label="Water supply; sewerage, waste management"), Code(code="PhysicalAbuse", label="Physical abuse"),
            Code(code="Other", label="Other"),
        ),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DebtBondage", ("DebtBondage",)),
        ("debt bondage", ("DebtBondage",)),
        ("DebtBondage PhysicalAbuse", ("DebtBondage", "PhysicalAbuse")),
        ("Debt bondage, Physical abuse", ("DebtBondage", "PhysicalAbuse")),
        ("Debt bondage\nPhysical abuse", ("DebtBondage", "PhysicalAbuse")),
        ("DebtBondage|Other", ("DebtBondage", "Other")),
        ("Threatens children/family; Other", ("ThreatensChildrenFamily", "Other")),
        ("Water supply; sewerage, waste management, Debt bondage", ("E_Water", "DebtBondage")),
        ("DebtBondage;DebtBondage", ("DebtBondage",)),
        ("Debt bondge", ("DebtBondage",)),
    ],
)
def test_several_choices_are_found_in_one_cell(text: str, codes: tuple[str, ...]) -> None:
    assert CONTROL.read(text).value == codes


def test_a_choice_outside_the_list_is_refused_with_what_the_list_offers() -> None:
    with pytest.raises(Unreadable) as unread:
        CONTROL.read("Debt bondage; Hypnosis")
    assert "Debt bondage" in str(unread.value.data["offered"])


def test_a_near_spelling_is_said_to_be_one() -> None:
    assert [noted.data for noted in CONTROL.read("Physcal abuse").noted] == [{"read_as": "Physical abuse"}]


@given(st.text())
def test_what_is_neutralised_is_never_a_formula_and_comes_back_whole(text: str) -> None:
    safe = neutralised(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert plain(safe) == text


@given(st.text())
def test_what_is_shown_of_a_foreign_value_is_short_one_line_and_harmless(text: str) -> None:
    seen = shown(text)
    assert len(seen) <= 61
    assert not seen.startswith(("=", "+", "-", "@"))
    assert "\n" not in seen
    assert not any(sign in seen for sign in "\u202e\u200b\u2066\x00\x1b")


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert texts.clean(texts.clean(text)) == texts.clean(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("prs_FirstName", "PRS first-name"),
        ("Prénom", "PRENOM"),
        ("الإسم الأوّل", "الاسم الاول"),
        ("Father’s name", "fathers name"),
        ("Nom du père", "nom_du_pere"),
    ],
)
def test_headings_are_the_same_whatever_their_dress(left: str, right: str) -> None:
    assert key(left) == key(right)


@pytest.mark.parametrize(
    "text",
    [
        "12. First name *",
        "First name (as in passport)",
        "Q3: First name",
        "First name::English (en)",
        "Prénom / First name",
        "[required] First name",
    ],
)
def test_a_heading_is_found_under_numbers_hints_and_other_languages(text: str) -> None:
    assert key("First name") in readings(text)
