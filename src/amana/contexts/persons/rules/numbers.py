"""Phone and document numbers as they are compared: the same number, however it was written."""

import unicodedata

import phonenumbers

FEWEST_DIGITS = 7  # fewer say too little to find anybody by


def phone_digits(number: str, country: str) -> str:
    """A phone number in E.164 without the plus, "" if it has too few digits to be compared.

    number   as given, in any digits ("٠٩١" too), national or international
    country  ISO 3166-1 alpha-2 of the node, for numbers given without a country code

    A number that fits no numbering plan keeps its digits: a mistyped number still finds itself.
    """
    plain = ascii_digits(number)
    digits = "".join(filter(str.isdigit, plain))
    if len(digits) < FEWEST_DIGITS:
        return ""
    if plain.lstrip().startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    try:
        parsed = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return digits
    return f"{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"


def ascii_digits(text: str) -> str:
    """The text with the digits of any script (Arabic-Indic, Ge'ez has none of place value) as 0 to 9."""
    return "".join(str(unicodedata.digit(c)) if not c.isascii() and c.isdecimal() else c for c in text)


def looks_like_number(text: str) -> bool:
    """Whether what somebody typed into the one search box is a phone or document number rather than a name."""
    plain = ascii_digits(text)
    digits = sum(c.isdigit() for c in plain)
    letters = sum(c.isalpha() for c in plain)
    return digits >= FEWEST_DIGITS - 2 and digits > letters
