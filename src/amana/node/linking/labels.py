"""What the model's terms, outcomes and keys are called in a report."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amana.engines.matching import Band
from amana.kernel.errors import Sentence

BANDS: dict[Band, Sentence] = {
    Band.PROBABLE: _("Probable"),
    Band.POSSIBLE: _("Possible"),
    Band.NOT_PROPOSED: _("Not proposed"),
}
FIELDS: dict[str, Sentence] = {
    "id": _("Number of the record"),
    "name": _("Whole name"),
    "given": _("Given name"),
    "father": _("Father's name"),
    "grandfather": _("Grandfather's name"),
    "family": _("Family name"),
    "nickname": _("Nickname"),
    "sex": _("Sex or gender"),
    "birth": _("Birth"),
    "nationality": _("Nationality"),
    "place": _("Place of origin"),
    "phones": _("Phone"),
    "documents": _("Document"),
    "country": _("Country of the report"),
    "reported": _("Day of the report"),
}
TERMS: dict[str, Sentence] = {
    **{name: FIELDS[name] for name in ("given", "father", "grandfather", "nickname", "sex", "birth", "nationality", "place")},
    "further": _("Further name"),
    "agreeing": _("How many names agree"),
    "shape": _("How the names stand to each other"),
    "phone": FIELDS["phones"],
    "document": FIELDS["documents"],
    "seen": _("Where and when they were met"),
    "rarity": _("How rare the agreeing names are"),
}
# Outcomes mean the same under every term, but for those that name theirs.
OUTCOMES: dict[str, Sentence] = {
    "near": _("One sound differs"),
    "sounds_alike": _("Sounds alike"),
    "sounds_same": _("Sounds the same"),
    "same": pgettext_lazy("evidence", "The same"),
    "differs": pgettext_lazy("evidence", "Another"),
    "one": _("One"),
    "two": _("Two"),
    "three": _("Three"),
    "four": _("Four"),
    "other_order": _("In another order"),
    "order_in_part": _("In another order, the given name in its place"),
    "order_and_differs": _("In another order, and a name without an answer"),
    "link_skipped": _("In order, with a link left out"),
    "skipped_loosely": _("In order, with gaps that do not fit"),
    "shifted": _("Shifted by one, as of a parent or child"),
    "moved": _("All moved by one link, and nothing else differs"),
    "sibling": _("As of a brother or sister"),
    "agrees": _("Agrees"),
    "same_day": _("The same day"),
    "day_month_swapped": _("Day and month exchanged"),
    "one_part_off": _("Day, month or year differs"),
    "first_of_january": _("The same year, one a first of January"),
    "same_year": _("The same year"),
    "other_day": _("The same year, another day"),
    "range_narrow": _("Years that allow it, closely"),
    "range_wide": _("Years that allow it, widely"),
    "one_year_off": _("One year apart"),
    "two_years_off": _("Two years apart"),
    "four_years_off": _("Three or four years apart"),
    "calendar_slip": _("Seven or eight years apart, as between calendars"),
    "ten_years_off": _("Five to ten years apart"),
    "further_off": _("More than ten years apart"),
    "shared_by_many": _("The same, given by many"),
    "shared_by_some": _("The same, given by some"),
    "tail": _("The same last digits"),
    "of_few": _("The same, given by few"),
    "same_but_given_differs": _("The same, with another given name"),
    "others": pgettext_lazy("evidence", "Others"),
    "same_common": _("The same, a place of many"),
    "same_rare": _("The same, a place of few"),
    "elsewhere_that_day": _("In two states on one day"),
}
DOCUMENT_NEAR = _("One sign differs")
KEYS: dict[str, Sentence] = {
    "document": _("A document number"),
    "phone": _("A phone number"),
    "phone end": _("The last digits of a phone number"),
    "phone and name": _("Last digits of a phone number that many have, with a name"),
    "two names": _("Two names by their sound"),
    "two names and year": _("Two frequent names, with the year of birth"),
    "two names and place": _("Two frequent names, with the place"),
    "two names and sex, nationality": _("Two frequent names, with sex or nationality"),
    "birth day, sex and nationality": _("Day of birth, sex and nationality"),
    "three names": _("Three names by their sound"),
    "a rare given name": _("One rare first name"),
    "given name, year and sex, nationality": _("First name and year of birth, with sex or nationality"),
    "given name and place": _("First name and place"),
    "given name and nationality": _("First name and nationality"),
    "a rare name": _("One rare name"),
    "name, year and place": _("One name, year of birth and place"),
    "name and birth day": _("One name and the day of birth"),
    "name, year, sex and nationality": _("One name, year of birth, sex and nationality"),
    "two names, coarsely": _("Two names, with letters taken together that clerks confuse"),
    "two names coarsely, and more": _("Two names with such letters, with year, place, or sex and nationality"),
    "two names, one misspelt": _("Two names, one of which lost a letter"),
    "one misspelt, and year": _("One lost letter, with the year of birth"),
}


def outcome(term: str, name: str) -> str:
    """What an outcome is called; its code where the model has one that is new here."""
    if (term, name) == ("document", "near"):
        return str(DOCUMENT_NEAR)
    return str(OUTCOMES.get(name, name))
