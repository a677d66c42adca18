"""Which version of each section was the law on a day."""

from collections.abc import Iterable
from datetime import date

from amana.engines.norms.values import LawOnDay, Provision, Span, Validity, Verdict


def in_force(provisions: Iterable[Provision], on: date) -> LawOnDay:
    """Judge every version of every section for one day.

    A version is the law from its first day until its repeal or until a later version of the same section begins, whichever comes first.
    Where the recorded dates do not settle it (a first day that is not known, a year instead of a day, two versions that begin on the
    same day) the answer is "not certain": a judge is told, not reassured. At most one version of a section is in force on a day.

    Order of the answer: by act, section, first day.
    """
    sections: dict[tuple[str, str], list[Provision]] = {}
    for provision in provisions:
        sections.setdefault((provision.act, provision.section), []).append(provision)
    verdicts: list[Verdict] = []
    gaps = []
    for name in sorted(sections):
        versions = sorted(sections[name], key=_order)
        judged = [_judge(version, versions, on) for version in versions]
        verdicts += judged
        found = {verdict.validity for verdict in judged}
        if found == {Validity.REPEALED, Validity.NOT_YET}:
            gaps.append(name)
    return LawOnDay(on=on, verdicts=tuple(verdicts), gaps=tuple(gaps))


def _judge(version: Provision, versions: list[Provision], on: date) -> Verdict:
    starts = version.starts
    if starts is not None and on < starts.earliest:
        return Verdict(provision=version, validity=Validity.NOT_YET, reason="norms.begins_later")
    later = [other for other in versions if _begins_after(other.starts, starts) and _surely(other.starts, on)]
    if later:
        return Verdict(
            provision=version, validity=Validity.SUPERSEDED, reason="norms.later_version", replaced_by=max(later, key=_order).key
        )
    if version.ends is not None and on >= version.ends.latest:
        return Verdict(provision=version, validity=Validity.REPEALED, reason="norms.repealed")
    if starts is None:
        return Verdict(provision=version, validity=Validity.UNCERTAIN, reason="norms.first_day_not_known")
    if on < starts.latest or (version.ends is not None and on >= version.ends.earliest):
        return Verdict(provision=version, validity=Validity.UNCERTAIN, reason="norms.day_lies_in_the_span")
    if any(other is not version and _could_hold(other, on) and not _begins_after(starts, other.starts) for other in versions):
        return Verdict(provision=version, validity=Validity.UNCERTAIN, reason="norms.versions_contradict")
    return Verdict(provision=version, validity=Validity.IN_FORCE, reason="norms.in_force")


def _surely(starts: Span | None, on: date) -> bool:
    return starts is not None and on >= starts.latest


def _begins_after(one: Span | None, other: Span | None) -> bool:
    """Whether one first day surely lies after another; a day that is not known lies surely nowhere."""
    return one is not None and other is not None and one.earliest > other.latest


def _could_hold(version: Provision, on: date) -> bool:
    """Whether a version may be the law on a day, as far as its own dates say."""
    begun = version.starts is None or on >= version.starts.earliest
    ended = version.ends is not None and on >= version.ends.latest
    return begun and not ended


def _order(version: Provision) -> tuple[date, date, str]:
    starts = version.starts
    return (starts.earliest, starts.latest, version.key) if starts is not None else (date.min, date.min, version.key)
