"""How well values fit a field: the witness when two headings of one column disagree."""

import re
from collections.abc import Sequence

from amana.kernel.imports.fields import Field
from amana.kernel.imports.normalise import countries, dates, numbers, phones
from amana.kernel.imports.normalise.choices import ChoiceReader
from amana.kernel.imports.terms import FieldKind, Shape

_POSTAL = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 \-]{1,9}$")
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|block|house|flat|box|kebele|woreda|zone|km|rue|av|bd|boulevard|route|quartier|piazza|via)\b"
    r"|شارع|طريق|حي|مربع|منزل|መንገድ|ቀበሌ|ወረዳ|ጎዳና",
    re.IGNORECASE,
)


def fit(values: Sequence[str], field: Field) -> float:
    """From -1 (nothing fits) to 1 (everything fits); 0 where the field takes any text or there are no values."""
    reader = ChoiceReader(field) if field.codes else None
    found = [_fits(value, field, reader) for value in values if value.strip()]
    return sum(found) / len(found) if found else 0.0


def _fits(value: str, field: Field, reader: ChoiceReader | None) -> float:
    if field.kind in (FieldKind.COUNTRY, FieldKind.COUNTRIES):
        return 1.0 if countries.read(value) else -1.0
    if reader:
        return 1.0 if reader.codes_in(value) else -1.0
    if field.kind in (FieldKind.DATE, FieldKind.BIRTH):
        return 1.0 if dates.looks_like_date(value) else -1.0
    if field.kind in (FieldKind.WHOLE_NUMBER, FieldKind.AGE, FieldKind.LATITUDE, FieldKind.LONGITUDE):
        return 1.0 if numbers.looks_like_number(value) else -1.0
    if field.kind is FieldKind.EMAIL:
        return 1.0 if "@" in value else -1.0
    if field.kind is FieldKind.PHONE:
        return 1.0 if phones.looks_like_phone(value) else -1.0
    return _shape(value.strip(), field.shape)


def _shape(value: str, shape: Shape) -> float:
    has_digits = any(sign.isdigit() for sign in value)
    if shape is Shape.POSTAL_CODE:
        return 1.0 if _POSTAL.match(value) else -1.0
    if shape is Shape.STREET:
        if _STREET.search(value) or (has_digits and any(sign.isalpha() for sign in value) and " " in value):
            return 1.0
        return -0.5 if _POSTAL.match(value) or countries.read(value) else 0.0
    if shape is Shape.PLACE:
        if has_digits or _STREET.search(value):
            return -0.8
        return -0.3 if countries.read(value) else 0.5
    return 0.0
