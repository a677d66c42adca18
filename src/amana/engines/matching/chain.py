"""Lines up two chains of names (given, father, grandfather) and says what agrees, what conflicts and what is missing.

The order is free: parts are matched wherever they stand. But where they stand is evidence: a chain moved by one link is a
parent or a child, and a father and grandfather in common with another given name make a sibling.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

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


class _Match(NamedTuple):
    here: int
    there: int
    level: Level
    bits: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Two chains side by side.

    name_bits    what the agreement of links is worth, by rarity
    conflicts    places (0 given, 1 father, 2 grandfather, 3 further) where both give a link and it differs
    other_order  the agreeing links stand in another order
    shifted      every agreeing link is moved by one place and the rest conflicts
    sibling      father and grandfather agree in place, the given names differ
    nickname     a nickname of one side that agrees with a name of the other
    bits         everything above summed
    """

    here: tuple[Unit, ...]
    there: tuple[Unit, ...]
    matches: tuple[_Match, ...]
    open_here: tuple[int, ...]
    open_there: tuple[int, ...]
    name_bits: float
    conflicts: tuple[int, ...]
    other_order: bool
    shifted: bool
    sibling: bool
    nickname: PartEvidence | None
    bits: float

    @property
    def agreeing(self) -> int:
        """How many links agree."""
        return len(self.matches)

    def parts(self) -> tuple[PartEvidence, ...]:
        """The links side by side: those that agree, those that differ, those that one side lacks. Made only when asked for,
        because most candidates of a search are never shown.
        """
        here, there, differing = self.here, self.there, len(self.conflicts)
        found = [_agreeing(here, there, match) for match in sorted(self.matches, key=lambda match: match.there)]
        pairs = zip(self.open_here, self.open_there, self.conflicts, strict=False)
        found += [_differing(here[one], there[other], place) for one, other, place in pairs]
        found += [_missing(here[place], query_side=True) for place in self.open_here[differing:]]
        found += [_missing(there[place], query_side=False) for place in self.open_there[differing:]]
        return (*found, self.nickname) if self.nickname is not None else tuple(found)


NOTHING = Chain(
    here=(), there=(), matches=(), open_here=(), open_there=(), name_bits=0.0, conflicts=(), other_order=False, shifted=False,
    sibling=False, nickname=None, bits=0.0,
)  # fmt: skip


def line_up(query: tuple[Unit, ...], candidate: tuple[Unit, ...], rarity: Rarity) -> Chain:
    """The best alignment of two names, trying split compounds joined as well."""
    best = _line_up(query, candidate, rarity)
    if not _may_be_split(query) and not _may_be_split(candidate):
        return best
    for these in (query, *map(tuple, joined_across(query))):
        for those in (candidate, *map(tuple, joined_across(candidate))):
            if these is not query or those is not candidate:
                best = max(best, _line_up(these, those, rarity), key=lambda chain: chain.bits)
    return best


def _may_be_split(chain: tuple[Unit, ...]) -> bool:
    """Whether a unit could be half of a compound whose other half stands apart."""
    for unit in chain:  # noqa: SIM110 - asked for every pair of names of a search; a generator costs twice as much
        if unit.seconds:
            return True
    return False


def _line_up(query: tuple[Unit, ...], candidate: tuple[Unit, ...], rarity: Rarity) -> Chain:
    here, there = _without_nicknames(query), _without_nicknames(candidate)
    matches = _matches(here, there, rarity)
    answered_here = [match.here for match in matches]
    answered_there = [match.there for match in matches]
    open_here = [place for place in range(len(here)) if place not in answered_here]
    open_there = [place for place in range(len(there)) if place not in answered_there]
    nickname = None
    if here is not query or there is not candidate:
        nickname = _nickname(query, candidate, [here[place] for place in open_here], [there[place] for place in open_there], rarity)
    if nickname is not None:
        # A nickname stands for the given name: the link it answers is neither in conflict nor missing.
        open_here = [place for place in open_here if here[place].text != nickname.query]
        open_there = [place for place in open_there if there[place].text != nickname.candidate]
    shifted = sibling = False
    conflicts: tuple[int, ...] = ()
    if open_here and open_there:
        pairs = list(zip(open_here, open_there, strict=False))
        conflicts = tuple([_earlier(here[one], one, there[other], other) for one, other in pairs])
        shifted = _is_shifted(here, there, matches)
        sibling = not shifted and _is_sibling(here, there, matches, pairs)
    other_order = len(matches) > 1 and _is_other_order(matches)
    name_bits = sum([match.bits for match in matches])
    against = sum([CONFLICT_BITS[place] for place in conflicts])
    apart = SHIFTED_BITS * shifted + SIBLING_BITS * sibling + OTHER_ORDER_BITS * other_order
    return Chain(
        here=here,
        there=there,
        matches=tuple(matches),
        open_here=tuple(open_here),
        open_there=tuple(open_there),
        name_bits=name_bits,
        conflicts=conflicts,
        other_order=other_order,
        shifted=shifted,
        sibling=sibling,
        nickname=nickname,
        bits=name_bits + against + apart + (nickname.bits if nickname is not None else 0.0),
    )


def _without_nicknames(chain: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The same tuple where there is none, as in most names."""
    for unit in chain:
        if unit.role is Role.NICKNAME:
            return tuple([each for each in chain if each.role is not Role.NICKNAME])
    return chain


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
    if len(possible) < 2:
        return [match for _, _, match in possible]
    possible.sort(key=_best_and_nearest)
    taken: list[_Match] = []
    mine_taken: set[int] = set()
    theirs_taken: set[int] = set()
    for _, _, match in possible:
        if match.here not in mine_taken and match.there not in theirs_taken:
            mine_taken.add(match.here)
            theirs_taken.add(match.there)
            taken.append(match)
    return taken


_best_and_nearest = itemgetter(0, 1)


def _place(unit: Unit, order: int) -> int:
    return _PLACE.get(unit.role, min(order, 3))


def _earlier(mine: Unit, order: int, theirs: Unit, their_order: int) -> int:
    return min(_place(mine, order), _place(theirs, their_order))


def _is_other_order(matches: list[_Match]) -> bool:
    order = [match.there for match in sorted(matches)]
    return order != sorted(order)


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
            if level in (Level.SAME, Level.SOUNDS_SAME, Level.SOUNDS_ALIKE, Level.SHORT_FORM):
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
