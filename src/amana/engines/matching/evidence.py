"""The reasons a comparison can give. The code is stable; `data` names are in brackets; the caller writes the sentence.

`role` in the data of a name code is given, father, grandfather, family, nickname or unknown.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Every code `compare` can put into `Evidence.code`."""

    NAME_SAME = "name.same"  # written alike [role, query, candidate]
    NAME_SOUNDS_SAME = "name.sounds_same"  # another spelling or script, same sound [role, query, candidate]
    NAME_SOUNDS_ALIKE = "name.sounds_alike"  # same consonants, other vowels [role, query, candidate]
    NAME_SHORT_FORM = "name.short_form"  # one is a known short form of the other [role, query, candidate]
    NAME_NEAR = "name.near"  # one consonant off [role, query, candidate]
    NAME_DIFFERS = "name.differs"  # [role, query, candidate]
    NAME_MISSING = "name.missing"  # one side has no such part: ask for it [role, query, candidate; one is ""]
    NAME_OTHER_ORDER = "name.other_order"  # the parts agree in another order []
    NAME_LINK_SKIPPED = "name.link_skipped"  # the parts agree in order, but one side left a link out []
    NAME_SHIFTED = "name.shifted"  # the chain is moved by one: a parent or child, not the person []
    NAME_SIBLING = "name.sibling"  # father and grandfather agree, given name differs: a brother or sister []
    NAME_FIRST_ONLY = "name.first_only"  # nothing but one name part agrees: says very little []
    NAME_COMMON = "name.common"  # the agreeing names are frequent [namesakes: about how many in 1,000,000]
    BIRTH_SAME_DAY = "birth.same_day"  # []
    BIRTH_DAY_MONTH_SWAPPED = "birth.day_month_swapped"  # []
    BIRTH_SAME_YEAR = "birth.same_year"  # []
    BIRTH_COMPATIBLE = "birth.compatible"  # a range on either side allows the other []
    BIRTH_YEAR_DIFFERS = "birth.year_differs"  # [by: years]
    BIRTH_CALENDAR_SLIP = "birth.calendar_slip"  # seven or eight years off: Ethiopian year read as Gregorian? [by]
    BIRTH_OTHER_DAY = "birth.other_day"  # one year, another day []
    BIRTH_ONE_PART_OFF = "birth.one_part_off"  # day, month or year differs, the other two agree []
    BIRTH_FIRST_OF_JANUARY = "birth.first_of_january"  # one year; a first of January stands for a day nobody knew []
    PHONE_SAME = "phone.same"  # [phone: the query's last four digits]
    PHONE_TAIL_SAME = "phone.tail_same"  # last seven digits agree [phone: the query's last four digits]
    PHONE_SHARED = "phone.shared"  # a number in common that many persons give: a household's, a shop's, a smuggler's []
    PHONE_OF_RELATIVE = "phone.of_relative"  # a number in common, but the given names differ: a household's []
    PHONE_OTHERS = "phone.others"  # both give numbers and none agrees: people change them []
    DOCUMENT_SAME = "document.same"  # []
    DOCUMENT_NEAR = "document.near"  # one sign of a long number differs: misread? []
    DOCUMENT_OTHERS = "document.others"  # both give numbers and none agrees: people hold several []
    NATIONALITY_SAME = "nationality.same"  # []
    NATIONALITY_DIFFERS = "nationality.differs"  # []
    PLACE_SAME = "place.same"  # []
    PLACE_DIFFERS = "place.differs"  # []
    SEEN_ELSEWHERE = "seen.elsewhere"  # met on one day in two states []
    SEX_SAME = "sex.same"  # []
    SEX_DIFFERS = "sex.differs"  # []
