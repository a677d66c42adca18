"""Lines up two chains of names (given, father, grandfather) and says what agrees, what conflicts and what is missing.

The order is free: parts are matched wherever they stand. But where they stand is evidence: a chain moved by one link is a
parent or a child, and a father and grandfather in common with another given name make a sibling.
"""

from __future__ import annotations

from dataclasses import dataclass

from .agreement import WORTH, agreement
from .parts import Unit, joined_across
from .rarity import Rarity
from .values import Level, PartEvidence, Role

_PLACE = {Role.GIVEN: 0, Role.FATHER: 1, Role.GRANDFATHER: 2, Role.FAMILY: 3}
# Against one person, in bits, where both sides give this link and it differs.
CONFLICT_BITS = (-8.0, -7.0, -4.0, -2.0)
SHIFTED_BITS = -12.0
SIBLING_BITS = -3.0
OTHER_ORDER_BITS = -1.0
NICKNAME_WORTH = 0.7


@dataclass(frozen=True, slots=True)
class Chain:
    """Two chains side by side.

    agreeing     how many links agree
    name_bits    what their agreement is worth, by rarity
    conflicts    places (0 given, 1 father, 2 grandfather, 3 further) where both give a link and it differs
    other_order  the agreeing links stand in another order
    shifted      every agreeing link is moved by one place and the rest conflicts
    sibling      father and grandfather agree in place, the given names differ
    bits         everything above summed
    """

    parts: tuple[PartEvidence, ...]
    agreeing: int
    name_bits: float
    conflicts: tuple[int, ...]
    other_order: bool
    shifted: bool
    sibling: bool
    nickname: bool
    bits: float


NOTHING = Chain(
    parts=(), agreeing=0, name_bits=0.0, conflicts=(), other_order=False, shifted=False, sibling=False, nickname=False, bits=0.0
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Match:
    here: int
    there: int
    level: Level
    bits: float


def line_up(query: tuple[Unit, ...], candidate: tuple[Unit, ...], rarity: Rarity) -> Chain:
    """The best alignment of two names, trying split compounds joined as well."""
    best = _line_up(query, candidate, rarity)
    if not any(unit.seconds for unit in query) and not any(unit.seconds for unit in candidate):
        return best
    for these in (query, *map(tuple, joined_across(query))):
        for those in (candidate, *map(tuple, joined_across(candidate))):
            if these is not query or those is not candidate:
                best = max(best, _line_up(these, those, rarity), key=lambda chain: chain.bits)
    return best


def _line_up(query: tuple[Unit, ...], candidate: tuple[Unit, ...], rarity: Rarity) -> Chain:
    here = tuple([unit for unit in query if unit.role is not Role.NICKNAME])
    there = tuple([unit for unit in candidate if unit.role is not Role.NICKNAME])
    matches = _matches(here, there, rarity)
    answered_here = {match.here for match in matches}
    answered_there = {match.there for match in matches}
    open_here = [place for place in range(len(here)) if place not in answered_here]
    open_there = [place for place in range(len(there)) if place not in answered_there]
    nickname = None
    if len(here) < len(query) or len(there) < len(candidate):
        nickname = _nickname(query, candidate, [here[place] for place in open_here], [there[place] for place in open_there], rarity)
    if nickname is not None:
        # A nickname stands for the given name: the link it answers is neither in conflict nor missing.
        open_here = [place for place in open_here if here[place].text != nickname.query]
        open_there = [place for place in open_there if there[place].text != nickname.candidate]
    conflicts = list(zip(open_here, open_there, strict=False))
    places = tuple([_earlier(here[one], one, there[other], other) for one, other in conflicts])
    parts = [_agreeing(here, there, match) for match in sorted(matches, key=lambda match: match.there)]
    parts += [_differing(here[one], there[other], place) for (one, other), place in zip(conflicts, places, strict=True)]
    parts += [_missing(here[place], query_side=True) for place in open_here[len(conflicts) :]]
    parts += [_missing(there[place], query_side=False) for place in open_there[len(conflicts) :]]
    if nickname is not None:
        parts.append(nickname)
    shifted = bool(conflicts) and _is_shifted(here, there, matches)
    sibling = bool(conflicts) and not shifted and _is_sibling(here, there, matches, conflicts)
    order = [match.there for match in sorted(matches, key=lambda match: match.here)]
    other_order = order != sorted(order)
    bits = sum([part.bits for part in parts])
    return Chain(
        parts=tuple(parts),
        agreeing=len(matches),
        name_bits=sum([match.bits for match in matches]),
        conflicts=places,
        other_order=other_order,
        shifted=shifted,
        sibling=sibling,
        nickname=nickname is not None,
        bits=bits + SHIFTED_BITS * shifted + SIBLING_BITS * sibling + OTHER_ORDER_BITS * other_order,
    )


def _matches(here: tuple[Unit, ...], there: tuple[Unit, ...], rarity: Rarity) -> list[_Match]:
    """Each unit with at most one of the other side: the best agreement first, the same place before another."""
    possible: list[tuple[float, int, _Match]] = []
    for one, mine in enumerate(here):
        for other, theirs in enumerate(there):
            level, skeleton = agreement(mine.core, theirs.core)
            if level is not Level.DIFFERS:
                worth = WORTH[level]
                apart = abs(_place(mine, one) - _place(theirs, other))
                possible.append((-worth, apart, _Match(one, other, level, worth * rarity.bits(skeleton))))
    if len(possible) > 1:
        possible.sort(key=lambda each: each[:2])
    taken: list[_Match] = []
    mine_taken: set[int] = set()
    theirs_taken: set[int] = set()
    for _, _, match in possible:
        if match.here not in mine_taken and match.there not in theirs_taken:
            mine_taken.add(match.here)
            theirs_taken.add(match.there)
            taken.append(match)
    return taken


def _place(unit: Unit, order: int) -> int:
    return _PLACE.get(unit.role, min(order, 3))


def _earlier(mine: Unit, order: int, theirs: Unit, their_order: int) -> int:
    return min(_place(mine, order), _place(theirs, their_order))


def _is_shifted(here: tuple[Unit, ...], there: tuple[Unit, ...], matches: list[_Match]) -> bool:
    steps = {_place(here[match.here], match.here) - _place(there[match.there], match.there) for match in matches}
    return len(matches) > 0 and steps in ({1}, {-1})


def _is_sibling(here: tuple[Unit, ...], there: tuple[Unit, ...], matches: list[_Match], conflicts: list[tuple[int, int]]) -> bool:
    given_differs = any(_place(here[one], one) == 0 == _place(there[other], other) for one, other in conflicts)
    in_place = sum(_place(here[match.here], match.here) == _place(there[match.there], match.there) > 0 for match in matches)
    return given_differs and in_place >= 2


def _nickname(
    query: tuple[Unit, ...], candidate: tuple[Unit, ...], open_here: list[Unit], open_there: list[Unit], rarity: Rarity
) -> PartEvidence | None:
    """A nickname of either side against the other side's nicknames and unanswered links."""
    mine = [*(unit for unit in query if unit.role is Role.NICKNAME), *open_here]
    theirs = [*(unit for unit in candidate if unit.role is Role.NICKNAME), *open_there]
    for one in mine:
        for other in theirs:
            if Role.NICKNAME not in (one.role, other.role):
                continue
            level, skeleton = agreement(one.core, other.core)
            if level in (Level.SAME, Level.SOUNDS_SAME, Level.SOUNDS_ALIKE):
                bits = NICKNAME_WORTH * WORTH[level] * rarity.bits(skeleton)
                return PartEvidence(role=Role.NICKNAME, query=one.text, candidate=other.text, level=level, bits=bits)
    return None


def _agreeing(here: tuple[Unit, ...], there: tuple[Unit, ...], match: _Match) -> PartEvidence:
    mine, theirs = here[match.here], there[match.there]
    role = theirs.role if theirs.role is not Role.UNKNOWN else mine.role
    return PartEvidence(role=role, query=mine.text, candidate=theirs.text, level=match.level, bits=match.bits)


def _differing(mine: Unit, theirs: Unit, place: int) -> PartEvidence:
    role = theirs.role if theirs.role is not Role.UNKNOWN else mine.role
    return PartEvidence(role=role, query=mine.text, candidate=theirs.text, level=Level.DIFFERS, bits=CONFLICT_BITS[place])


def _missing(unit: Unit, *, query_side: bool) -> PartEvidence:
    return PartEvidence(
        role=unit.role, query=unit.text if query_side else "", candidate="" if query_side else unit.text, level=None, bits=0.0
    )
