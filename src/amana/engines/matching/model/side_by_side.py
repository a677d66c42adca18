"""The name parts of one pair side by side, with the bits that each is worth in the sum."""

from __future__ import annotations

import numpy as np

from amana.engines.matching.agreement import agreement
from amana.engines.matching.values import Level, PartEvidence, Role

from .chains import GIVEN, WORTH
from .columns import LINKS, Columns, Frequencies
from .comparing import Compared
from .lexicon import CODES, LEVEL_OF, Lexicon
from .parameters import Parameters
from .terms import BY_NAME, KNOTS, TERMS

_LINKS = ("given", "father", "grandfather", "further")
_ROLES = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER, Role.UNKNOWN)


def parts_of(
    compared: Compared, pair: int, one: Columns, other: Columns, frequencies: Frequencies, parameters: Parameters
) -> tuple[PartEvidence, ...]:
    """Those that agree, those that differ, those that one side lacks, and a nickname; their bits sum to what the names say but for the
    shape.

    What rarity and the number of agreeing names are worth is shared among the agreeing parts by how rare each is.
    """
    lexicon = one.vocabulary.names
    chain, other_chain = int(compared.chain[pair]), int(compared.other_chain[pair])
    mine, my_link = one.units[chain].tolist(), one.link[chain].tolist()
    theirs, their_link = other.units[other_chain].tolist(), other.link[other_chain].tolist()
    match = compared.alignment.match[pair].tolist()
    links = _worth_of_links(compared, pair, parameters)
    agreeing = [(here, there) for here, there in enumerate(match) if there >= 0 and mine[here] >= 0]
    open_mine = [here for here in range(LINKS) if mine[here] >= 0 and match[here] < 0]
    open_theirs = [there for there in range(LINKS) if theirs[there] >= 0 and there not in match]
    differing = list(zip(open_mine, open_theirs, strict=False))
    levels = [_level(lexicon, mine[here], theirs[there]) for here, there in agreeing]
    rare = [
        float(WORTH[CODES[level]] * min(frequencies.names[mine[here]], frequencies.names[theirs[there]]))
        for level, (here, there) in zip(levels, agreeing, strict=True)
    ]
    shared = _worth_of_all(compared, pair, parameters)
    found = []
    for level, bits, (here, there) in zip(levels, rare, agreeing, strict=True):
        link = min(my_link[here], their_link[there])
        worth = shared * bits / (sum(rare) or 1.0) + (links.pop(link, 0.0) if links.get(link, 0.0) >= 0 else 0.0)
        role = _role(link) if my_link[here] == their_link[there] else Role.UNKNOWN
        found.append(_part(lexicon, mine[here], theirs[there], role, level, worth))
    for here, there in differing:
        both = (min(my_link[here], their_link[there]), max(my_link[here], their_link[there]))
        at = next((link for link in both if links.get(link, 0.0) < 0), None)
        found.append(_part(lexicon, mine[here], theirs[there], _role(both[0]), Level.DIFFERS, 0.0 if at is None else links.pop(at)))
    found = _with_rest(found, links)
    found += [_part(lexicon, mine[here], -1, _role(my_link[here]), None, 0.0) for here in open_mine[len(differing) :]]
    found += [_part(lexicon, -1, theirs[there], _role(their_link[there]), None, 0.0) for there in open_theirs[len(differing) :]]
    if compared.outcomes.of("nickname")[pair]:
        found.append(_nickname(compared, pair, one, other, parameters))
    return tuple(found)


def _worth_of_links(compared: Compared, pair: int, parameters: Parameters) -> dict[int, float]:
    """Bits of each link that says something."""
    told = {}
    for link, name in enumerate(_LINKS):
        code = compared.outcomes.of(name)[pair]
        if code:
            told[link] = float(parameters.weights[BY_NAME[name]][code])
    return told


def _worth_of_all(compared: Compared, pair: int, parameters: Parameters) -> float:
    outcomes = compared.outcomes
    rarity = float(np.interp(outcomes.rarity[pair], KNOTS, parameters.rarity))
    return rarity + float(parameters.weights[BY_NAME["agreeing"]][outcomes.of("agreeing")[pair]])


def _with_rest(found: list[PartEvidence], rest: dict[int, float]) -> list[PartEvidence]:
    """What no part has told yet (two parts may stand at one link) goes to a part that says the same way."""
    for bits in rest.values():
        wanted = [at for at, part in enumerate(found) if (part.level is Level.DIFFERS) == (bits < 0)]
        if wanted and bits:
            part = found[wanted[-1]]
            found[wanted[-1]] = part._replace(bits=part.bits + bits)
    return found


def _level(lexicon: Lexicon, mine: int, theirs: int) -> Level:
    (code,) = lexicon.levels(np.array([mine], np.int32), np.array([theirs], np.int32))
    level = LEVEL_OF[int(code)]
    # Only `agreement` tells a short form from what is near.
    return agreement(lexicon.cores[mine], lexicon.cores[theirs])[0] if level is Level.NEAR else level


def _role(link: int) -> Role:
    return _ROLES[max(0, min(link, LINKS - 1))]


def _part(lexicon: Lexicon, mine: int, theirs: int, role: Role, level: Level | None, bits: float) -> PartEvidence:
    return PartEvidence(
        role=role,
        query=lexicon.units[mine].text if mine >= 0 else "",
        candidate=lexicon.units[theirs].text if theirs >= 0 else "",
        level=level,
        bits=bits,
    )


def _nickname(compared: Compared, pair: int, one: Columns, other: Columns, parameters: Parameters) -> PartEvidence:
    """The nickname that agrees, beside the other side's nickname or given name."""
    lexicon = one.vocabulary.names
    mine, theirs = int(one.nickname[compared.row[pair]]), int(other.nickname[compared.other_row[pair]])
    given, their_given = int(one.units[compared.chain[pair], GIVEN]), int(other.units[compared.other_chain[pair], GIVEN])
    sides = [(a, b) for a, b in ((mine, theirs), (mine, their_given), (given, theirs)) if a >= 0 and b >= 0]
    best = max(sides, key=lambda side: CODES[_level(lexicon, *side)])
    level = _level(lexicon, *best)
    bits = float(parameters.weights[BY_NAME["nickname"]][TERMS[BY_NAME["nickname"]].outcomes.index("agrees")])
    return PartEvidence(
        role=Role.NICKNAME, query=lexicon.units[best[0]].text, candidate=lexicon.units[best[1]].text, level=level, bits=bits
    )
