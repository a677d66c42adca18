"""Reading instruments from the reference tables. They are public facts."""

from amana.contexts.law.instruments.terms import BINDING, Of, Relation
from amana.contexts.law.instruments.values import Instrument, Passage, Related
from amana.kernel.errors import NotFound
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.values import Row


def instruments() -> tuple[Instrument, ...]:
    """All instruments, in the order of the table."""
    return tuple(_instrument(row) for row in vocabulary.rows("instruments"))


def instrument(code: str) -> Instrument:
    """One instrument. Raises NotFound."""
    found = next((one for one in instruments() if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def priorities() -> tuple[Row, ...]:
    """The ten priorities of the Rome Declaration."""
    return vocabulary.rows("priorities")


def domains() -> tuple[Row, ...]:
    """The five domains of the Joint Valletta Action Plan."""
    return vocabulary.rows("jvap_domains")


def cairo_fields(one: Instrument) -> tuple[Row, ...]:
    """Fields of the Cairo Action Plan that an instrument touches, where a field has the subject of one of its Valletta domains."""
    return tuple(row for row in vocabulary.rows("cairo_fields") if row["jvap_domain"] and row["jvap_domain"] in one.domains)


def passages(one: Instrument) -> tuple[Passage, ...]:
    """Obligations recorded of an instrument, in the order of its articles; none where nobody has read it article by article."""
    treaties = {row.code for row in vocabulary.rows("treaties") if row["instrument"] == one.code}
    return tuple(_passage(row) for row in vocabulary.rows("obligations") if row["instrument"] in treaties)


def relations(one: Instrument) -> tuple[Related, ...]:
    """How an instrument relates to others, in both directions."""
    by_code = {each.code: each for each in instruments()}
    found = []
    for row in vocabulary.rows("instrument_relations"):
        ends = (row["instrument"], row["other"])
        if one.code in ends:
            forward = ends[0] == one.code
            other = by_code[ends[1] if forward else ends[0]]
            found.append(Related(other=other, relation=Relation(row["kind"]), forward=forward, basis=row.text("basis")))
    return tuple(found)


def _instrument(row: Row) -> Instrument:
    return Instrument(
        code=row.code,
        name=row.text("name"),
        name_of_source=row["name"],
        year=row["year"],
        of=Of(row["side"]),
        of_words=row.text("side_words"),
        kind=row.text("type"),
        binding=row["binding"] == BINDING,
        force=row["binding"],
        status=row.text("status"),
        summary=row.text("summary"),
        priorities=_codes(row["priorities"]),
        domains=_codes(row["jvap_domains"]),
        source=row["source"],
        verified=row.verified,
    )


def _passage(row: Row) -> Passage:
    return Passage(
        code=row.code,
        reference=" ".join(part for part in (row["instrument"], row["article"], row["paragraph"]) if part),
        paraphrase=row.text("paraphrase"),
        strength=row["strength"],
        priorities=_codes(row["priorities"]),
        source=row["source"],
    )


def _codes(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split(";") if word)
