"""Which pairs of a register are compared."""

from collections.abc import Sequence
from datetime import date

from amana.engines.matching import Birth, Record, read_name
from amana.engines.matching.model.candidates import candidates
from amana.engines.matching.model.columns import encode

FATHERS = ("Ahmed", "Ali", "Osman", "Idris", "Hussein", "Ibrahim")


def _record(name: str, year: int | None, nationality: str = "SD", place: str = "") -> Record:
    return Record(
        names=(read_name(name),),
        birth=Birth.unknown() if year is None else Birth.in_year(year),
        sex="Masculine",
        nationalities=(nationality,),
        places=(place,) if place else (),
    )


# Sixty whose first name is one, born from 1950 to 2009: more than share a block.
MANY = [_record(f"Mohamed {FATHERS[at % len(FATHERS)]}", 1950 + at) for at in range(60)]


def _pairs(records: Sequence[Record]) -> set[tuple[int, int]]:
    one, other = candidates(encode(records), cap=18).rows()
    return set(zip(one.tolist(), other.tolist(), strict=True))


def test_a_frequent_first_name_alone_meets_the_full_name_of_the_same_year_and_nationality() -> None:
    assert (0, 1) in _pairs([_record("Mohamed", 1994, "ER"), _record("Mohamed Kahsay Berhe", 1994, "ER"), *MANY])


def test_a_frequent_first_name_alone_meets_the_full_name_of_the_same_place() -> None:
    assert (0, 1) in _pairs([_record("Mohamed", None, place="Senafe"), _record("Mohamed Kahsay Berhe", 1994, place="Senafe"), *MANY])


def test_a_frequent_first_name_with_nothing_else_meets_nobody() -> None:
    assert not [pair for pair in _pairs([_record("Mohamed", None), *MANY]) if 0 in pair]


def test_one_day_of_birth_sex_and_nationality_bring_two_records_together_whose_names_do_not() -> None:
    one, other = (
        Record(names=(read_name(name),), birth=Birth.on(date(1994, 3, 12)), sex="Feminine", nationalities=("ER",))
        for name in ("Tsehaynesh", "Wozenet Kidane")
    )
    assert _pairs([one, other]) == {(0, 1)}


def test_more_records_than_a_block_holds_that_share_a_key_are_not_all_compared() -> None:
    same = [_record("Mohamed Ahmed", None) for _ in range(80)]
    assert not _pairs(same)
