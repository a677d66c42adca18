"""The whole piece of work, from files to files."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.utils import translation
from numpy.typing import NDArray

from amana.engines.matching import Record
from amana.engines.matching.model.bands import NOT_PROPOSED, POSSIBLE, PROBABLE
from amana.engines.matching.model.batch import Weighed, with_third_records
from amana.engines.matching.model.candidates import Candidates, candidates
from amana.engines.matching.model.columns import counted, encode
from amana.engines.matching.model.lexicon import Ints
from amana.kernel.vocabulary.weights import weights

from . import grouping, results
from .errors import FaultyCells
from .fields import Fault
from .lists import Lists, read_lists
from .progress import Linked, Progress, Silent
from .report import Findings, report_text
from .settings import Settings
from .telling import Teller
from .weighing import PART, Arrays, Register, no_counts, slices, spread, weigh_part
from .work import Work, begun, key_of

TOLD_AT_ONCE = 2_000  # pairs whose lines are kept together


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """All pairs that were compared, in the order of the records."""

    one: Ints
    other: Ints
    bits: NDArray[np.float64]
    band: NDArray[np.int8]
    held: NDArray[np.int8]
    counts: NDArray[np.int64]
    added: dict[str, int]
    left_out: int


def link(settings: Settings, *, today: date, progress: Progress | None = None) -> Linked:
    """Read, compare, group and write. Raises the errors of `read_lists` and `begun`, FaultyCells, PreviousNotReadable, NoSpark."""
    progress = progress or Silent()
    with translation.override(settings.language):
        lists, faults = read_lists(settings, today=today)
        progress.read(lists)
        if faults:
            progress.faults(faults)
            if not settings.skip_bad:
                raise FaultyCells(count=len(faults))
        previous = _previous(settings)
        text = grouping.text_of(previous)
        # What lies in the folder of the result is replaced by this very work, so that it cannot be part of its key.
        with begun(settings.out, key_of(lists, settings, text if settings.previous else "")) as work:
            if told := work.ended():
                return Linked(**{**told, "files": tuple(told["files"]), "stood": True})
            kept = work.text("previous")
            if kept is None:
                kept = text
                work.keep_text("previous", text)
            before = grouping.before(kept, "clusters.csv")
            return _Linking(lists=lists, faults=faults, settings=settings, before=before, work=work, progress=progress).all()


def _previous(settings: Settings) -> Path | None:
    """The earlier groups: those named, else those in the folder of the result."""
    there = settings.out / "clusters.csv"
    return settings.previous or (there if there.is_file() else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linking:
    lists: Lists
    faults: Sequence[Fault]
    settings: Settings
    before: dict[str, str]
    work: Work
    progress: Progress

    def all(self) -> Linked:
        register = self._register()
        pairs = self._weighed(register)
        named = self._grouped(register, pairs)
        told = self._told(pairs)
        self._pairs_told(register, pairs, told)
        self.work.keep_text("clusters.csv", results.clusters_text(self.lists, named))
        if self.faults:
            self.work.keep_text("problems.csv", results.problems_text(self.faults))
        self._report(register, pairs, named, told)
        files = ("pairs.csv", "pairs.parquet", "clusters.csv", "report.html", *(["problems.csv"] if self.faults else []))
        done = Linked(
            records=len(self.lists),
            candidates=len(pairs.one),
            possible=int((pairs.band == POSSIBLE).sum()),
            probable=int((pairs.band == PROBABLE).sum()),
            groups=len(set(named)),
            files=files,
        )
        self.work.finish(asdict(done))
        return done

    def _register(self) -> Register:
        """The records as numbers. Not kept between two starts: it would lay names down once more, and takes seconds."""
        step = self.progress.begins("names")
        total = len(self.lists)

        def counting() -> Iterator[Record]:
            for done, record in enumerate(self.lists.records(), start=1):
                step(done, total)
                yield record

        columns = encode(counting())
        return Register(columns=columns, frequencies=counted(columns), parameters=weights())

    def _weighed(self, register: Register) -> _Pairs:
        step = self.progress.begins("candidates")
        found = self.work.made("candidates", lambda: _of_candidates(candidates(register.columns)))
        kinds = dict(zip(found["kinds"].tolist(), found["added"].tolist(), strict=True))
        every = Candidates(pairs=found["pairs"].astype(np.int64, copy=False), added=kinds)
        one, other = every.rows()
        step(len(one), len(one))
        across = self.lists.list_of[one] != self.lists.list_of[other] if self.settings.across_only else np.ones(len(one), bool)
        one, other = one[across], other[across]
        parts = self._parts(register, one, other)
        return _Pairs(
            one=one,
            other=other,
            bits=np.concatenate([np.empty(0), *(part["bits"] for part in parts)]),
            band=np.concatenate([np.empty(0, np.int8), *(part["band"] for part in parts)]),
            held=np.concatenate([np.empty(0, np.int8), *(part["held"] for part in parts)]),
            counts=np.sum([part["counts"] for part in parts], axis=0) if parts else no_counts(),
            added=kinds,
            left_out=int((~across).sum()),
        )

    def _parts(self, register: Register, one: Ints, other: Ints) -> list[Arrays]:
        """Every part, those that are missing weighed now by the engine that was asked for."""
        places = slices(len(one), PART)
        kept = {number: part for number in range(len(places)) if (part := self.work.arrays(f"weighed-{number:05d}")) is not None}
        missing = [number for number in range(len(places)) if number not in kept]
        step = self.progress.begins("weighing")
        step(len(kept), len(places))
        for number, part in self._weigh(register, one, other, [(number, places[number]) for number in missing]):
            self.work.keep(f"weighed-{number:05d}", part)
            kept[number] = part
            step(len(kept), len(places))
        return [kept[number] for number in range(len(places))]

    def _weigh(self, register: Register, one: Ints, other: Ints, parts: Sequence[tuple[int, slice]]) -> Iterator[tuple[int, Arrays]]:
        if self.settings.engine == "spark" and parts:
            from .spark import weigh_on_spark

            given = [(number, one[place], other[place]) for number, place in parts]
            yield from weigh_on_spark(register, given, master=self.settings.spark_master, folder=self.work.path("spark"))
            return
        found = spread(lambda part: weigh_part(register, one[part[1]], other[part[1]]), parts, self.settings.workers)
        yield from zip((number for number, _place in parts), found, strict=True)

    def _grouped(self, register: Register, pairs: _Pairs) -> list[str]:
        step = self.progress.begins("groups")
        found = self.work.made("groups", lambda: {"group": self._groups(register, pairs)})
        group = found["group"].astype(np.int32, copy=False)
        step(len(group), len(group))
        return grouping.named(group, self.lists.names, self.before)

    def _groups(self, register: Register, pairs: _Pairs) -> Ints:
        """The group of every record. Here third records and whole groups count too: two records that both agree with others."""
        _probability, lower = register.parameters.calibration(pairs.bits)
        direct = Weighed(one=pairs.one, other=pairs.other, bits=pairs.bits, probability=lower, band=pairs.band, held=pairs.held)
        every = with_third_records(register.columns, direct, register.frequencies, register.parameters, self.lists.digests)
        if self.settings.across_only:
            every = every.chosen(self.lists.list_of[every.one] != self.lists.list_of[every.other])
        return grouping.groups(len(self.lists), every, self.lists.digests, register.parameters)

    def _told(self, pairs: _Pairs) -> NDArray[np.int64]:
        """The pairs that are written, the strongest first."""
        chosen = np.flatnonzero((pairs.band > NOT_PROPOSED) | self.settings.every_pair)
        order = np.lexsort((pairs.other[chosen], pairs.one[chosen], -pairs.bits[chosen], -pairs.band[chosen]))
        return chosen[order]

    def _pairs_told(self, register: Register, pairs: _Pairs, told: NDArray[np.int64]) -> None:
        teller = Teller(register=register, lists=self.lists, language=self.settings.language)
        places = slices(len(told), TOLD_AT_ONCE)
        step = self.progress.begins("telling")
        names = [f"told-{number:05d}" for number in range(len(places))]
        missing = [number for number, name in enumerate(names) if self.work.text(name) is None]
        done = len(places) - len(missing)
        step(done, len(places))

        def lines(number: int) -> str:
            some = told[places[number]]
            return teller.rows(pairs.one[some], pairs.other[some])

        for number, text in zip(missing, spread(lines, missing, self.settings.workers), strict=True):
            self.work.keep_text(names[number], text)
            done += 1
            step(done, len(places))
        results.write_pairs(self.work.path("pairs.csv"), (self.work.text(name) or "" for name in names))
        results.write_parquet(self.work.path("pairs.parquet"), self.work.path("pairs.csv"))

    def _report(self, register: Register, pairs: _Pairs, named: Sequence[str], told: NDArray[np.int64]) -> None:
        step = self.progress.begins("report")
        findings = Findings(
            settings=self.settings,
            lists=self.lists,
            register=register,
            teller=Teller(register=register, lists=self.lists, language=self.settings.language),
            one=pairs.one,
            other=pairs.other,
            bits=pairs.bits,
            band=pairs.band,
            counts=pairs.counts,
            added=pairs.added,
            left_out=pairs.left_out,
            told=told[pairs.band[told] > NOT_PROPOSED],
            named=named,
            kept_names=sum(name in self.before and self.before[name] == group for name, group in zip(self.lists.names, named, strict=True)),
            had_before=len(self.before),
            faults=len(self.faults),
        )
        self.work.keep_text("report.html", report_text(findings))
        step(1, 1)


def _of_candidates(found: Candidates) -> Arrays:
    return {
        "pairs": found.pairs,
        "kinds": np.array(list(found.added), np.str_),
        "added": np.array(list(found.added.values()), np.int64),
    }
