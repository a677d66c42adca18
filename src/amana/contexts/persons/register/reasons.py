"""Why a person was found, in the reader's language: a sentence for each piece of evidence, for and against."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from amana.contexts.persons.terms import NameRole
from amana.engines.matching import Evidence, Limit
from amana.engines.matching.evidence import Code

Sentence = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence. `favours` is above zero if it speaks for the two being one person, below zero if against, zero for a remark."""

    code: str
    text: str
    favours: int


# Why a pair is not held to be nearer. Each is true of a pair in which nothing agrees as well.
LIMITS: dict[Limit, Sentence] = {
    Limit.NO_FATHER_OR_IDENTIFIER: _("Neither the father's name nor an identifier agrees. Such a pair is never proposed."),
    Limit.ONE_FAMILY: _("Fewer than two kinds of evidence agree. It takes two that do not depend on each other."),
    Limit.CONTRARY: _("Something speaks against it."),
    Limit.RELATIVE: _("The names are those of a parent, a child, a brother or a sister."),
    Limit.UNSURE: _("What agrees is not enough to be sure."),
}
NO_NAME_AGREES = _("No name agrees, so there are no namesakes to count.")

# Texts inserted into a sentence keep their own direction (Unicode's first-strong isolate).
ISOLATE, END = "\u2068", "\u2069"

OF_A_NAME: dict[tuple[str, str], Sentence] = {
    (Code.NAME_SAME, NameRole.GIVEN): _("The given name is written alike (%(candidate)s)."),
    (Code.NAME_SAME, NameRole.FATHER): _("The father's name is written alike (%(candidate)s)."),
    (Code.NAME_SAME, NameRole.GRANDFATHER): _("The grandfather's name is written alike (%(candidate)s)."),
    (Code.NAME_SAME, NameRole.FAMILY): _("The family name is written alike (%(candidate)s)."),
    (Code.NAME_SAME, NameRole.NICKNAME): _("The nickname is written alike (%(candidate)s)."),
    (Code.NAME_SAME, NameRole.UNKNOWN): _("A part of the name is written alike (%(candidate)s)."),
    (Code.NAME_SOUNDS_SAME, NameRole.GIVEN): _("The given name sounds the same (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_SAME, NameRole.FATHER): _("The father's name sounds the same (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_SAME, NameRole.GRANDFATHER): _("The grandfather's name sounds the same (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_SAME, NameRole.FAMILY): _("The family name sounds the same (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_SAME, NameRole.NICKNAME): _("The nickname sounds the same (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_SAME, NameRole.UNKNOWN): _("A part of the name sounds the same (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_ALIKE, NameRole.GIVEN): _("The given name sounds alike (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_ALIKE, NameRole.FATHER): _("The father's name sounds alike (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_ALIKE, NameRole.GRANDFATHER): _("The grandfather's name sounds alike (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_ALIKE, NameRole.FAMILY): _("The family name sounds alike (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_ALIKE, NameRole.NICKNAME): _("The nickname sounds alike (%(query)s, %(candidate)s)."),
    (Code.NAME_SOUNDS_ALIKE, NameRole.UNKNOWN): _("A part of the name sounds alike (%(query)s, %(candidate)s)."),
    (Code.NAME_SHORT_FORM, NameRole.GIVEN): _("The given name is on one side a known short form (%(query)s, %(candidate)s)."),
    (Code.NAME_SHORT_FORM, NameRole.FATHER): _("The father's name is on one side a known short form (%(query)s, %(candidate)s)."),
    (Code.NAME_SHORT_FORM, NameRole.GRANDFATHER): _("The grandfather's name is on one side a known short form (%(query)s, %(candidate)s)."),
    (Code.NAME_SHORT_FORM, NameRole.FAMILY): _("The family name is on one side a known short form (%(query)s, %(candidate)s)."),
    (Code.NAME_SHORT_FORM, NameRole.NICKNAME): _("The nickname is on one side a known short form (%(query)s, %(candidate)s)."),
    (Code.NAME_SHORT_FORM, NameRole.UNKNOWN): _("A part of the name is on one side a known short form (%(query)s, %(candidate)s)."),
    (Code.NAME_NEAR, NameRole.GIVEN): _("The given name differs by one sound (%(query)s, %(candidate)s)."),
    (Code.NAME_NEAR, NameRole.FATHER): _("The father's name differs by one sound (%(query)s, %(candidate)s)."),
    (Code.NAME_NEAR, NameRole.GRANDFATHER): _("The grandfather's name differs by one sound (%(query)s, %(candidate)s)."),
    (Code.NAME_NEAR, NameRole.FAMILY): _("The family name differs by one sound (%(query)s, %(candidate)s)."),
    (Code.NAME_NEAR, NameRole.NICKNAME): _("The nickname differs by one sound (%(query)s, %(candidate)s)."),
    (Code.NAME_NEAR, NameRole.UNKNOWN): _("A part of the name differs by one sound (%(query)s, %(candidate)s)."),
    (Code.NAME_DIFFERS, NameRole.GIVEN): _("The given name is another one (%(query)s, %(candidate)s)."),
    (Code.NAME_DIFFERS, NameRole.FATHER): _("The father's name is another one (%(query)s, %(candidate)s)."),
    (Code.NAME_DIFFERS, NameRole.GRANDFATHER): _("The grandfather's name is another one (%(query)s, %(candidate)s)."),
    (Code.NAME_DIFFERS, NameRole.FAMILY): _("The family name is another one (%(query)s, %(candidate)s)."),
    (Code.NAME_DIFFERS, NameRole.NICKNAME): _("The nickname is another one (%(query)s, %(candidate)s)."),
    (Code.NAME_DIFFERS, NameRole.UNKNOWN): _("A part of the name is another one (%(query)s, %(candidate)s)."),
    (Code.NAME_MISSING, NameRole.GIVEN): _("Only one side has a given name. Ask for it."),
    (Code.NAME_MISSING, NameRole.FATHER): _("Only one side has a father's name. Ask for it."),
    (Code.NAME_MISSING, NameRole.GRANDFATHER): _("Only one side has a grandfather's name. Ask for it."),
    (Code.NAME_MISSING, NameRole.FAMILY): _("Only one side has a family name. Ask for it."),
    (Code.NAME_MISSING, NameRole.NICKNAME): _("Only one side has a nickname. Ask for it."),
    (Code.NAME_MISSING, NameRole.UNKNOWN): _("One side has a further part of the name. Ask for it."),
}

OTHERS: dict[str, Sentence] = {
    Code.NAME_OTHER_ORDER: _("The parts of the name agree in another order."),
    Code.NAME_LINK_SKIPPED: _("The parts of the name agree in order, but one side leaves a link of the chain out."),
    Code.NAME_SHIFTED: _("The names are shifted by one: this may be a parent or a child of the person."),
    Code.NAME_SIBLING: _("Names of the father's side agree, the given name does not: this may be a brother or sister."),
    Code.NAME_FIRST_ONLY: _("Nothing but one part of the name agrees, which says very little."),
    Code.BIRTH_SAME_DAY: _("Both were born on the same day."),
    Code.BIRTH_DAY_MONTH_SWAPPED: _("The days of birth agree if day and month were swapped."),
    Code.BIRTH_SAME_YEAR: _("Both were born in the same year."),
    Code.BIRTH_COMPATIBLE: _("The years of birth allow that it is one person."),
    Code.PHONE_SAME: _("The phone number is the same (ends in %(phone)s)."),
    Code.PHONE_TAIL_SAME: _("The last digits of the phone number are the same (%(phone)s)."),
    Code.DOCUMENT_SAME: _("The document number is the same."),
    Code.BIRTH_OTHER_DAY: _("Both were born in the same year, on different days."),
    Code.BIRTH_ONE_PART_OFF: _("Of day, month and year of birth two agree and one does not."),
    Code.BIRTH_FIRST_OF_JANUARY: _("The years of birth agree; a first of January stands where nobody knew the day."),
    Code.PHONE_SHARED: _("They share a phone number that many people give: a household's, a shop's or a smuggler's."),
    Code.PHONE_OF_RELATIVE: _("They share a phone number, but the given names differ: it may be a household's."),
    Code.PHONE_OTHERS: _("They give different phone numbers. People change them."),
    Code.DOCUMENT_NEAR: _("The document numbers differ in one sign: one may be misread."),
    Code.DOCUMENT_OTHERS: _("They give different document numbers. People hold several."),
    Code.NATIONALITY_SAME: _("The nationality is the same."),
    Code.NATIONALITY_DIFFERS: _("The nationality is recorded otherwise."),
    Code.PLACE_SAME: _("They come from the same place."),
    Code.PLACE_DIFFERS: _("They come from different places."),
    Code.SEEN_ELSEWHERE: _("Both were met on one day, in two states."),
    Code.SEX_SAME: _("The sex or gender is the same."),
    Code.SEX_DIFFERS: _("The sex or gender is recorded otherwise."),
}

# What is said where the engine gives no number with a code.
UNCOUNTED: dict[str, Sentence] = {
    Code.BIRTH_YEAR_DIFFERS: _("The year of birth differs."),
    Code.BIRTH_CALENDAR_SLIP: _("The years of birth are apart as if an Ethiopian year had been read as a Gregorian one."),
    Code.PHONE_SAME: _("The phone number is the same."),
    Code.PHONE_TAIL_SAME: _("The last digits of the phone number are the same."),
}

COUNTED: dict[str, tuple[str, Sentence]] = {
    Code.NAME_COMMON: (
        "namesakes",
        ngettext_lazy(
            "The names that agree are frequent: about %(namesakes)d person in a million carries them.",
            "The names that agree are frequent: about %(namesakes)d people in a million carry them.",
            "namesakes",
        ),
    ),
    Code.BIRTH_YEAR_DIFFERS: (
        "by",
        ngettext_lazy("The year of birth differs by %(by)d year.", "The year of birth differs by %(by)d years.", "by"),
    ),
    Code.BIRTH_CALENDAR_SLIP: (
        "by",
        ngettext_lazy(
            "The years of birth are %(by)d year apart, as if an Ethiopian year had been read as a Gregorian one.",
            "The years of birth are %(by)d years apart, as if an Ethiopian year had been read as a Gregorian one.",
            "by",
        ),
    ),
}


def reasons(evidence: tuple[Evidence, ...]) -> tuple[Reason, ...]:
    """The sentences, in the order given. Raises KeyError for evidence that has no sentence: a reason is never left out."""
    return tuple(Reason(code=one.code, text=_text(one), favours=(one.bits > 0) - (one.bits < 0)) for one in evidence)


def _text(one: Evidence) -> str:
    if one.code in UNCOUNTED and not one.data:
        return str(UNCOUNTED[one.code])
    if one.code in COUNTED:
        number, sentence = COUNTED[one.code]
        return str(sentence % {number: round(float(one.data[number]))})
    sentence = OTHERS[one.code] if one.code in OTHERS else OF_A_NAME[one.code, str(one.data["role"])]
    shown = {name: f"{ISOLATE}{value}{END}" if isinstance(value, str) else value for name, value in one.data.items()}
    return str(sentence) % shown
