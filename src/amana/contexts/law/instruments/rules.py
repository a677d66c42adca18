"""Where instruments overlap and where there are none. Plain functions of plain values."""

from collections.abc import Iterable, Sequence

from amana.contexts.law.instruments.terms import Of
from amana.contexts.law.instruments.values import Coverage, Gap, Instrument


def coverage(instruments: Iterable[Instrument], priorities: Sequence[str]) -> tuple[Coverage, ...]:
    """For each priority, the instruments of each maker that touch it."""
    everything = tuple(instruments)
    return tuple(
        Coverage(
            priority=priority,
            by_maker=[(of, [one for one in everything if one.of is of and priority in one.priorities]) for of in Of],
        )
        for priority in priorities
    )


def gaps(instruments: Iterable[Instrument], priorities: Sequence[str]) -> tuple[Gap, ...]:
    """Priorities without any instrument of a maker; and, where there are some, those of which none binds."""
    found = []
    for covered in coverage(instruments, priorities):
        for of, several in covered.by_maker:
            if not several:
                found.append(Gap(of=of, priority=covered.priority, binding=False))
            elif not any(one.binds_in_part for one in several):
                found.append(Gap(of=of, priority=covered.priority, binding=True))
    return tuple(found)


def most_covered(instruments: Iterable[Instrument], priorities: Sequence[str]) -> tuple[str, ...]:
    """The priorities that most instruments touch; several where they share the first place."""
    everything = tuple(instruments)
    counts = {priority: sum(1 for one in everything if priority in one.priorities) for priority in priorities}
    top = max(counts.values(), default=0)
    return tuple(priority for priority, count in counts.items() if count == top and top)
