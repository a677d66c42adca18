"""Catalogues of translations: collecting every sentence a reader can meet, and finding what is not translated well.

Sentences come from Python (`gettext` and its kin), from templates, and from the columns of the reference tables that
`reference/tables.toml` names under `translate`. `amana catalogues update` writes them to the `.po` files and keeps what is
translated; `amana catalogues check` lists what is missing.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[2]
PROJECT: Final = PACKAGE.parents[1]
CATALOGUES: Final = PACKAGE / "locale"
REFERENCE: Final = PROJECT / "reference"
TRANSLATED_INTO: Final = ("fr", "ar")

KEYWORDS: Final[Mapping[str, tuple[object, ...] | None]] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NAMED: Final = re.compile(r"%\(\w+\)[a-z]|%[sd]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A message id with the place it was found; `plural` and `context` are "" where there is none."""

    id: str
    plural: str = ""
    context: str = ""
    place: str


def sentences() -> Iterator[Sentence]:
    """Give every sentence of the product, in the order of its files."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _of_python(path.read_bytes(), _place(path))
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        yield from _of_template(path.read_text(encoding="utf-8"), _place(path))
    yield from _of_reference()


def template_catalogue() -> Catalog:
    """Give a catalogue of all sentences without translations."""
    catalogue = Catalog(domain="django", project="Amana", charset="utf-8")
    for found in sentences():
        key = (found.id, found.plural) if found.plural else found.id
        catalogue.add(key, locations=[(found.place, 0)], context=found.context or None)
    return catalogue


def update_catalogues() -> None:
    """Bring the `.po` files up to date: new sentences are added empty, translations are kept, those no longer used go to the end."""
    template = template_catalogue()
    for language in TRANSLATED_INTO:
        catalogue = read_catalogue(language)
        # Guessing a translation from a similar sentence would look finished and be wrong.
        catalogue.update(template, no_fuzzy_matching=True)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = io.BytesIO()
        write_po(text, catalogue, width=120, sort_output=True, include_lineno=False, omit_header=False)
        path.write_bytes(text.getvalue())


def missing() -> list[str]:
    """List what is wrong with the translations: one line each, "fr: nothing for “…”"; an empty list if all is well."""
    template = template_catalogue()
    return [line for language in TRANSLATED_INTO for line in _faults(language, template)]


def catalogue_path(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """Read the catalogue of a language; an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.is_file():
        return Catalog(locale=language, domain="django", project="Amana", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def placeholders(text: str) -> frozenset[str]:
    """Give the placeholders of a sentence, such as "%(name)s"."""
    return frozenset(NAMED.findall(text.replace("%%", "")))


def _faults(language: str, template: Catalog) -> Iterator[str]:
    translated = read_catalogue(language)
    for wanted in template:
        if not wanted.id:
            continue
        named = wanted.id[0] if isinstance(wanted.id, tuple) else wanted.id
        found = translated.get(wanted.id, context=wanted.context)
        if found is None or not _filled(found):
            yield f"{language}: nothing for “{named}” ({', '.join(place for place, _ in wanted.locations)})"
        elif found.fuzzy:
            yield f"{language}: only a guess for “{named}”"
        elif not _same_placeholders(found):
            yield f"{language}: other placeholders in “{named}”"


def _filled(message: Message) -> bool:
    return all(text and text.strip() for text in _forms(message))


def _forms(message: Message) -> tuple[str | None, ...]:
    """Give the translation; one text for each plural form the language has."""
    if message.string is None or isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string)


def _same_placeholders(message: Message) -> bool:
    """Compare placeholders; a form for one or two may say the number in words, so plural forms may leave some out."""
    if isinstance(message.id, tuple):
        wanted = placeholders(message.id[0]) | placeholders(message.id[1])
        forms = [placeholders(text or "") for text in _forms(message)]
        return all(form <= wanted for form in forms) and frozenset().union(*forms) == wanted
    return placeholders(str(message.id)) == placeholders(str(message.string))


def _of_python(source: bytes, place: str) -> Iterator[Sentence]:
    # a mapping may hold None, says its documentation
    for _line, found, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):  # type: ignore[arg-type]
        yield _sentence(found, context, place)


def _of_template(source: str, place: str) -> Iterator[Sentence]:
    code = templatize(source, origin=place)
    # What is left of the markup is blanked out, but its indentation would still be read as Python's.
    flat = "\n".join(line.lstrip() for line in code.splitlines())
    yield from _of_python(flat.encode(), place)


def _of_reference() -> Iterator[Sentence]:
    tables = REFERENCE / "tables.toml"
    if not tables.is_file():
        return
    for name, table in tomllib.loads(tables.read_text(encoding="utf-8")).items():
        columns = table.get("translate", [])
        path = REFERENCE / f"{name}.csv"
        if not columns or not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    if text := (row.get(column) or "").strip():
                        yield Sentence(id=text, place=f"reference/{name}.csv")


def _sentence(found: str | tuple[str, ...], context: str | None, place: str) -> Sentence:
    if isinstance(found, tuple):
        return Sentence(id=found[0], plural=found[1], context=context or "", place=place)
    return Sentence(id=found, context=context or "", place=place)


def _place(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()
