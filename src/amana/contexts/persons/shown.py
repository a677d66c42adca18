"""What a file says, as a reader sees it: each value as one text in their language, each kind as a line with its sources."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from amana.contexts.persons.queries import PersonFileView, Recorded, Summary
from amana.contexts.persons.rules.names import script_of, shown_first
from amana.contexts.persons.terms import ONE_OF_A_KIND, BirthForm, FactKind, NoValue, Script, Source
from amana.contexts.persons.values import (
    CODES,
    Address,
    Birth,
    Chosen,
    Deceased,
    Document,
    Email,
    Language,
    Name,
    Number,
    Phone,
    Place,
    Relation,
    SafeContact,
    State,
    Title,
    Value,
)
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.formats import format_day, language_now
from amana.kernel.locale.names import country_name, language_name
from amana.kernel.ui.parts import Code, Fact, Statement, Text, Words

LANGUAGE_OF_SCRIPT = {Script.ARABIC: "ar", Script.ETHIOPIC: "am", Script.LATIN: "en"}

# Kinds every file shows, recorded or not, so that what is missing is seen and asked for.
ALWAYS = (
    FactKind.GENDER,
    FactKind.BIRTH,
    FactKind.NATIONALITY_CLAIMED,
    FactKind.LANGUAGE,
    FactKind.PHONE,
    FactKind.STATE_FEARED,
    FactKind.PROTECTION_CLAIM,
)


def name_text(name: Name) -> Words:
    """A name in its own direction and letters."""
    return Words(text=name.text, language=LANGUAGE_OF_SCRIPT.get(name.script, ""))


def called(person: Summary | PersonFileView) -> Text:
    """What a reader calls a person: the name in their letters, else the first, else the file number."""
    first = shown_first(person.names, language_now())
    return name_text(first) if first else Code(text=person.number)


def birth_text(birth: Birth) -> str:
    """A birth as it was said, in the calendar it was said in."""
    calendar = Calendar(birth.calendar)
    if birth.form is BirthForm.EXACT:
        return format_day(CalendarDay.of(birth.first, calendar))
    if birth.form is BirthForm.YEAR:
        year = CalendarDay.of(birth.first, calendar).year
        return pgettext("birth", "in %(year)s (%(calendar)s calendar)") % {"year": year, "calendar": calendar.label}
    if birth.form is BirthForm.AGE and birth.asked_on is not None:
        on = format_day(birth.asked_on)
        if birth.least == birth.most:
            return pgettext("birth", "%(age)s years old on %(day)s") % {"age": birth.least, "day": on}
        return pgettext("birth", "%(least)s to %(most)s years old on %(day)s") % {"least": birth.least, "most": birth.most, "day": on}
    return pgettext("birth", "between %(first)s and %(last)s") % {"first": format_day(birth.first), "last": format_day(birth.last)}


def value_text(kind: FactKind, value: Value) -> Text:  # noqa: C901, PLR0912  one case for each kind of value
    """One value as one text."""
    match value:
        case NoValue():
            return value.label
        case Name():
            return name_text(value)
        case Birth():
            return birth_text(value)
        case Chosen():
            return str(CODES[kind](value.code).label)
        case State():
            country = country_name(value.state)
            return pgettext("state", "%(state)s: %(why)s") % {"state": country, "why": value.why} if value.why else country
        case Place():
            return Words(text=value.name, language=LANGUAGE_OF_SCRIPT.get(script_of(value.name), ""))
        case Language():
            named = language_name(value.code)
            return pgettext("language", "%(language)s (%(rank)s)") % {"language": named, "rank": value.rank.label}
        case Document():
            shown = {"kind": value.kind.label, "number": value.number, "state": country_name(value.state) if value.state else ""}
            return (pgettext("document", "%(kind)s %(number)s, %(state)s") if value.state else "%(kind)s %(number)s") % shown
        case Phone():
            return Code(text=value.number)
        case Email():
            return Code(text=value.address)
        case Address():
            return Words(text=", ".join(filter(None, _address_lines(value))))
        case SafeContact():
            return Words(text=value.how)
        case Number():
            return str(value.count)
        case Title():
            return Words(text=" ".join(filter(None, (value.salutation, value.title))))
        case Deceased():
            return _deceased(value)
        case Relation():
            return pgettext("relation", "%(relation)s %(who)s") % {"relation": value.kind.label, "who": value.name or "…"}


def statement(recorded: Recorded) -> Statement:
    """A recorded statement for the facts panel."""
    said = recorded.statement
    return Statement(
        text=value_text(said.kind, said.value),
        source=Source(said.source).label,
        on=said.stated_on or recorded.at,
        recorded_by=recorded.by,
        note=said.note,
    )


def facts(view: PersonFileView, *, add_url: str = "", skip: Iterable[FactKind] = ()) -> list[Fact]:
    """One line for each kind that has statements or is always shown; accounts that differ stand side by side.

    add_url  address of the page that adds a statement, with KIND in the place of the kind; "" where nothing can be added
    """
    without = {FactKind.SAFE_CONTACT, FactKind.RELATION, *skip}
    lines = []
    for kind in FactKind:
        stand = view.standing(kind)
        if kind in without or not (stand or kind in ALWAYS):
            continue
        lines.append(
            Fact(
                label=kind.label,
                statements=[statement(r) for r in stand],
                contradictory=differ(kind, stand),
                url=add_url.replace("KIND", kind.value),
                url_text=_("Add"),
            )
        )
    return lines


def differ(kind: FactKind, stand: Iterable[Recorded]) -> bool:
    """Whether accounts of something a person has one of differ. Silence contradicts nobody."""
    if kind not in ONE_OF_A_KIND:
        return False
    return len({r.statement.value for r in stand if not isinstance(r.statement.value, NoValue)}) > 1


def _address_lines(address: Address) -> tuple[str, ...]:
    country = country_name(address.country) if address.country else ""
    return (address.street, address.postal_code, address.city, address.region, country)


def _deceased(value: Deceased) -> str:
    if not value.died:
        return pgettext("deceased", "No")
    return pgettext("deceased", "Yes, on %(day)s") % {"day": format_day(value.on)} if value.on else pgettext("deceased", "Yes")


def day_of(when: date | datetime | None) -> datetime:
    """A moment to sort by; a day counts from its start in the zone of the node."""
    if isinstance(when, datetime):
        return when
    return timezone.make_aware(datetime.combine(when or date.min.replace(year=1900), time.min))
