"""What came in as HTCDS goes out as HTCDS: nothing of a record is lost, and nothing of what was added since."""

import json
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.contexts.cases import facade as cases
from amana.contexts.cases import whose
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Category, Purpose
from amana.contexts.cases.consent.values import Recipient
from amana.contexts.cases.errors import NotCovered
from amana.contexts.cases.facade import Entry, EntryKind, Format, Handed
from amana.contexts.cases.htcds import extension
from amana.contexts.cases.htcds.fields import by_name, standard_fields
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.htcds.statements import statements_of
from amana.contexts.cases.identification import queries as identification
from amana.contexts.cases.record.kinds import OF_THE_CASE, homes
from amana.contexts.cases.record.sheets.categories import category_of
from amana.contexts.cases.record.sheets.compose import record_of_case
from amana.contexts.cases.record.sheets.entries import entries_of, of_the_person
from amana.contexts.persons import facade as persons
from amana.contexts.persons.facade import Source
from amana.kernel.access.floor import floor
from amana.kernel.errors import Refused
from amana.kernel.imports.terms import FieldKind, Missing
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.test_a_consent import agreed, question

TODAY = timezone.localdate()
ASCII = st.text(alphabet="abcdefghijklmnop ሰላም محمد", min_size=1, max_size=12).filter(lambda text: text.strip() == text)


def value_of(field):
    """A value that the field can hold."""
    codes = [code.code for code in field.codes]
    many = {
        FieldKind.CHOICES: st.lists(st.sampled_from(codes or ["x"]), min_size=1, max_size=3, unique=True).map(tuple),
        FieldKind.COUNTRIES: st.lists(st.sampled_from(["ET", "ER", "SD"]), min_size=1, max_size=2, unique=True).map(tuple),
        FieldKind.CHOICE: st.sampled_from(codes or ["x"]),
        FieldKind.DATE: st.dates(date(2015, 1, 1), TODAY),
        FieldKind.BIRTH: st.dates(date(1970, 1, 1), date(2015, 1, 1)),
        FieldKind.COUNTRY: st.sampled_from(["ET", "SD", "LY"]),
        FieldKind.LANGUAGE: st.sampled_from(["am", "ti", "ar"]),
        FieldKind.BOOLEAN: st.booleans(),
        FieldKind.WHOLE_NUMBER: st.integers(0, 40),
        FieldKind.LATITUDE: st.floats(-90, 90, allow_nan=False),
        FieldKind.LONGITUDE: st.floats(-180, 180, allow_nan=False),
    }
    return many.get(field.kind, ASCII)


FILLED = st.fixed_dictionaries({}, optional={field.name: value_of(field) for field in standard_fields()})
BEYOND = st.fixed_dictionaries(
    {},
    optional={
        "father_name": ASCII,
        "grandfather_name": ASCII,
        "nickname": ASCII,
        "name_native": ASCII,
        "mother_name": ASCII,
        "place_of_origin": ASCII,
        "other_phones": st.lists(st.sampled_from(["0911000001", "0911000002"]), min_size=1, unique=True),
        "nationality_documented": st.just(["ET"]),
        "act": st.lists(st.sampled_from(extension.ACTS), min_size=1, unique=True),
        "torture": st.booleans(),
        "ransom": st.booleans(),
        "identified_on": st.just("2026-02-01"),
        "stated_on": st.just("2026-01-05"),
        "own_number": ASCII,
        "columns": st.dictionaries(ASCII, ASCII, min_size=1, max_size=2),
        "events": st.just([{"hte_Type": "Transit", "hte_City": "Metema"}]),
        "comments": st.lists(ASCII, min_size=1),
        "child_procedure": st.just({"guardian": "named"}),
        "birth": st.just({"form": "year", "first": "1999-01-01", "last": "1999-12-31", "as_given": "1999"}),
    },
)
SILENT = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from(Missing) for name in ("vic_MethodsOfControl", "prs_Gender", "prs_MailingCity", "cas_Status", "hte_Date")
    },
)


@st.composite
def records(draw):
    """A record of anybody, with anything said, unsaid, or said why not."""
    values = {**draw(FILLED), "prs_FirstName": draw(ASCII)}
    missing = {name: reason for name, reason in draw(SILENT).items() if name not in values}
    return HtcdsRecord(values=values, missing=missing, extension=draw(BEYOND))


def taken_in(record, access):
    with floor(access):
        (person,) = persons.register_batch(
            [persons.Registration(statements=statements_of(record))], origin=persons.Origin.IMPORT, access=access
        )
        (case,) = cases.open_cases_many([(person, record)], access=access)
    return person, case


def taken_out(person, case, access):
    with floor(access):
        return record_of_case(
            persons.person_file(person, access=access),
            cases.case_view(case, access=access),
            consents.ledger_of(whose.find(person), on=TODAY),
            identification.view_of(whose.find(person)),
        )


def lost(before, after):
    """What a record said that another does not say in the same words."""
    gone = [name for name, value in before.values.items() if after.values.get(name) != value]
    gone += [name for name, value in before.extension.items() if after.extension.get(name) != value]
    return gone + [name for name, reason in before.missing.items() if after.missing.get(name) != reason]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(record=records())
def test_nothing_of_a_record_is_lost_between_import_and_export(world, record):
    person, case = taken_in(record, world.worker)
    assert lost(record, taken_out(person, case, world.worker)) in ([], ["cas_Status"])


def test_an_export_taken_in_elsewhere_gives_the_same_case(world):
    record = HtcdsRecord(values={"prs_FirstName": "Almaz", "vic_TypeOfExploitation": ("ForcedLabour",)})
    person, case = taken_in(record, world.worker)
    told = {"source": Source.TOLD_BY_PERSON, "stated_on": date(2026, 3, 4)}
    added = (
        Entry(kind=EntryKind.LEG, values={"from_place": "Metema", "left": {"calendar": "ethiopian", "year": 2016}}, **told),
        Entry(kind=EntryKind.LEG, values={"to_place": "Kassala", "held": True}, note="She was not sure.", **told),
        Entry(kind=EntryKind.PURPOSE, values={"vic_TypeOfExploitation": ("Servitude",)}, **told),
    )
    for entry in added:
        cases.add_entry(case, entry, access=world.worker)
    out = taken_out(person, case, world.worker)
    assert out.codes("vic_TypeOfExploitation") == ("ForcedLabour", "Servitude")
    again, second = taken_in(HtcdsRecord.read(out.written()), world.worker)
    kept = [one.entry for one in cases.case_view(second, access=world.worker).entries]
    assert all(entry in kept for entry in added)
    assert lost(out, taken_out(again, second, world.worker)) == []


def test_a_person_corrected_since_is_not_written_as_the_sheet_said(world):
    person, case = taken_in(HtcdsRecord(values={"prs_FirstName": "Almaz", "prs_Gender": "Masculine"}), world.worker)
    with floor(world.worker):
        view = persons.person_file(person, access=world.worker)
        wrong = next(one for one in view.standing() if one.statement.kind is persons.FactKind.GENDER)
        right = persons.Statement(kind=persons.FactKind.GENDER, value=persons.Chosen(code="Feminine"), source=Source.TOLD_BY_PERSON)
        persons.correct(person, wrong.ref, right, "A slip", version=view.version, access=world.worker)
    out = taken_out(person, case, world.worker)
    assert (out.text("prs_Gender"), out.text("prs_FirstName")) == ("Feminine", "Almaz")


def test_all_84_fields_of_the_standard_have_a_home():
    names = {field.name for field in standard_fields()}
    assert len(names) == 84
    assert names == {name for name in names if name in homes() or of_the_person(name) or name in OF_THE_CASE}


@pytest.mark.parametrize("name", sorted(name for name in by_name() if of_the_person(name) and not name.startswith("amana:")))
def test_every_field_about_the_person_reaches_the_persons_file_or_stays_with_the_sheet(name):
    field = by_name()[name]
    example = {"prs_Birthdate": date(1999, 1, 1), "prs_Citizenship": ("ET",), "prs_Deceased": True, "prs_NumberOfChildren": 2}
    value = example.get(
        name, 1.5 if field.kind in (FieldKind.LATITUDE, FieldKind.LONGITUDE) else field.codes[0].code if field.codes else "am"
    )
    record = HtcdsRecord(values={name: value})
    assert statements_of(record)
    assert len(entries_of(record)) == 1


def the_case(world):
    case = cases.open_case(world.selam, access=world.worker)
    cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "For us alone."}), access=world.worker)
    cases.add_entry(case, Entry(kind=EntryKind.NEED, values={"need": "legal", "urgency": "now"}, source=Source.SEEN), access=world.worker)
    cases.add_entry(case, Entry(kind=EntryKind.MEANS, values={"amana:torture": True}, source=Source.TOLD_BY_PERSON), access=world.worker)
    return case


def test_the_persons_own_copy_holds_everything_and_asks_for_no_consent(world):
    case = the_case(world)
    copy = json.loads(cases.export_htcds(case, Format.JSON, access=world.worker).content)["cases"][0]
    assert copy["cco_CaseComment"] == "For us alone."
    assert copy["amana:torture"] is True
    for form in (Format.XLSX, Format.CSV):
        assert cases.export_htcds(case, form, access=world.worker).content


def handed(world, *categories):
    to = Recipient.organisation(world.authority.ref, name=world.authority.name, kind=world.authority.kind, state="ET")
    disclosure = Disclosure(purpose=Purpose.LEGAL_HELP, recipient=to.id, categories=frozenset(categories))
    return Handed(disclosure=disclosure, recipient=to, how="By hand")


def test_nothing_leaves_for_anybody_else_without_consent_and_the_ledger_says_nothing_left(world):
    case = the_case(world)
    with pytest.raises((Refused, NotCovered)):
        cases.export_htcds(case, Format.JSON, to=handed(world, Category.NEEDS), access=world.worker)
    assert consents.ledger(world.selam, access=world.worker).disclosures == ()


def test_another_body_gets_what_the_person_agreed_to_and_nothing_else_and_the_ledger_knows(world):
    case = the_case(world)
    to = handed(world, Category.NEEDS)
    agreed(world, question(purpose=Purpose.LEGAL_HELP, recipient=to.recipient, categories=frozenset({Category.NEEDS})))
    out = json.loads(cases.export_htcds(case, Format.JSON, to=to, access=world.worker).content)["cases"][0]
    assert [entry["kind"] for entry in out["amana:entries"]] == ["need"]
    assert not {name for name in out if name.startswith("prs_")}
    assert "cco_CaseComment" not in out
    assert "amana:torture" not in out
    (told,) = consents.ledger(world.selam, access=world.worker).disclosures
    assert (told.recipient.id, told.how) == (to.recipient.id, "By hand")


def test_every_category_of_the_ledger_is_the_category_of_a_field():
    known = {category_of(name) for name in by_name()}
    assert known >= {
        Category.IDENTITY,
        Category.CONTACT,
        Category.WHEREABOUTS,
        Category.FAMILY,
        Category.ACCOUNT,
        Category.HEALTH,
        Category.NEEDS,
        Category.LEGAL,
    }
    assert category_of("cco_CaseComment") is None
    assert category_of("amana:columns") is None
