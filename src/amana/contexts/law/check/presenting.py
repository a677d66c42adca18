"""Lines, assessments and laws as the pages draw them."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from amana.contexts.law.check import telling_apart
from amana.contexts.law.check.terms import REASONS, Answer, Force, Lack, Result, Status, Strength
from amana.contexts.law.check.values import Assessment, LawView, Line
from amana.contexts.law.treaties.terms import Status as TreatyStatus
from amana.engines import norms
from amana.kernel.accounts.terms import Role
from amana.kernel.locale.names import country_name
from amana.kernel.ui.parts import Code, Column, Evidence, Export, Row, Table, Tag, Tone, Weighing

RESULT_TONES: Mapping[Result, Tone] = {
    Result.MET: Tone.DONE,
    Result.PARTLY: Tone.DUE,
    Result.NOT_MET: Tone.OVERDUE,
    Result.DISPUTED: Tone.INFO,
    Result.NOT_ASSESSED: Tone.UNKNOWN,
    Result.NOT_SHARED: Tone.UNKNOWN,
}
TREATY_TONES: Mapping[TreatyStatus, Tone] = {
    TreatyStatus.PARTY: Tone.DONE,
    TreatyStatus.CONTESTED: Tone.INFO,
    TreatyStatus.UNKNOWN: Tone.UNKNOWN,
}
VALIDITY_TONES: Mapping[norms.Validity, Tone] = {
    norms.Validity.IN_FORCE: Tone.DONE,
    norms.Validity.UNCERTAIN: Tone.DUE,
    norms.Validity.NOT_YET: Tone.PLAIN,
    norms.Validity.SUPERSEDED: Tone.UNKNOWN,
    norms.Validity.REPEALED: Tone.UNKNOWN,
}


def result_tag(result: Result) -> Tag:
    return Tag(text=result.label, tone=RESULT_TONES[result])


def treaty_tag(line: Line) -> Tag:
    status = TreatyStatus(line.treaty.status)
    words = _("%(status)s; sources differ about the date") % {"status": status.label} if line.treaty.dates_differ else status.label
    return Tag(text=words, tone=TREATY_TONES.get(status, Tone.PLAIN))


def state_tables(state: str, lines: Sequence[Line]) -> list[Table]:
    """Three tables, one for each strength: what is owed, what has to be weighed, what is free. There is no table of all."""
    grouped = norms.ByStrength.of(lines, lambda line: norms.Strength(line.obligation.strength.value))
    captions = {
        norms.Strength.MANDATORY: _("What the treaties oblige to"),
        norms.Strength.CONSIDER: _("What the treaties oblige to consider or to endeavour"),
        norms.Strength.OPTIONAL: _("What the treaties allow"),
    }
    columns = [
        Column(heading=_("Obligation")),
        Column(heading=_("What it asks")),
        Column(heading=_("Party to the treaty")),
        Column(heading=_("Has the law")),
    ]
    return [
        Table(
            caption=captions[strength],
            columns=columns,
            rows=[
                Row(
                    cells=[Code(text=line.obligation.code), asks(line), treaty_tag(line), law_cell(line)],
                    url=reverse("law:check_obligation", args=[state, line.obligation.code]),
                )
                for line in group
            ],
            empty=_("Nothing in this group."),
        )
        for strength, group in grouped.groups()
    ]


def asks(line: Line) -> str:
    """The obligation in one sentence, with its qualifier, because "shall, where appropriate" is not "shall"."""
    qualifier = line.obligation.qualifier
    return (
        _("%(text)s (qualified: %(qualifier)s)") % {"text": line.obligation.text, "qualifier": qualifier}
        if qualifier
        else line.obligation.text
    )


def law_cell(line: Line) -> Tag:
    """Has the law; while an assessment waits, that too."""
    waiting = [one for one in line.open if one.status is Status.AWAITING_REVIEW]
    if line.result is Result.NOT_ASSESSED and waiting:
        return Tag(text=_("Not assessed; one waits for review"), tone=Tone.UNKNOWN)
    return result_tag(line.result)


def compare_table(lines: Sequence[Line]) -> Table:
    """One obligation for many states."""
    rows = [
        Row(
            cells=[country_name(line.state), treaty_tag(line), str(Force(line.binding.force.value).label), law_cell(line)],
            url=reverse("law:check_obligation", args=[line.state, line.obligation.code]),
        )
        for line in sorted(lines, key=lambda line: country_name(line.state))
    ]
    columns = [
        Column(heading=_("State")),
        Column(heading=_("Party to the treaty")),
        Column(heading=_("What the obligation does")),
        Column(heading=_("Has the law")),
    ]
    return Table(caption=_("States on this obligation"), columns=columns, rows=rows, empty=_("No state is in the list."))


def needs_tables(found: norms.ByStrength[tuple[Line, norms.Need]], query: str) -> list[Table]:
    """The needs, one table for each strength."""
    columns = [
        Column(heading=_("State")),
        Column(heading=_("Obligation")),
        Column(heading=_("What it asks")),
        Column(heading=_("Lacking")),
        Column(heading=_("Bound by it")),
    ]
    exports = [
        Export(text=name, url=f"{reverse('law:check_needs_export', args=[form])}{query}")
        for form, name in (("csv", "CSV"), ("xlsx", "XLSX"))
    ]
    return [
        Table(
            caption=Strength(strength.value).label,
            columns=columns,
            rows=[
                Row(
                    cells=[
                        country_name(line.state),
                        Code(text=line.obligation.code),
                        asks(line),
                        Lack(need.lack.value).label,
                        str(REASONS[line.binding.reason]),
                    ],
                    url=reverse("law:check_obligation", args=[line.state, line.obligation.code]),
                )
                for line, need in group[:SHOWN]
            ],
            empty=_("Nothing in this group."),
            count=_("The first %(shown)s of %(all)s; the file has all.") % {"shown": SHOWN, "all": len(group)}
            if len(group) > SHOWN
            else "",
            exports=exports,
        )
        for strength, group in found.groups()
    ]


SHOWN = 200  # lines of one table on a page


def element_rows(line: Line) -> Table:
    """Every element with what is known of it."""
    told = line.assessed
    answers = {
        **dict.fromkeys(told.met, Answer.YES.label),
        **dict.fromkeys(told.partly, Answer.PARTLY.label),
        **dict.fromkeys(told.missing, Answer.NO.label),
        **dict.fromkeys(told.open, Answer.NOT_ASSESSED.label),
        **dict.fromkeys(told.disputed, Result.DISPUTED.label),
    }
    rows = [Row(cells=[one.text, Code(text=one.article), answers[one.code]]) for one in line.obligation.elements]
    columns = [Column(heading=_("Element")), Column(heading=_("Article")), Column(heading=_("In the law"))]
    return Table(caption=_("Elements"), columns=columns, rows=rows, empty="")


def weighing(one: Assessment) -> Weighing:
    """What speaks for the obligation being met, what against, and what is open, before the second person decides."""
    sides: dict[Answer, list[Evidence]] = {answer: [] for answer in Answer}
    for found in one.findings:
        cited = "; ".join(f"{provision.act.title}, {provision.section}" for provision in found.provisions)
        text = f"{found.element.text} ({found.element.article})"
        sides[found.answer].append(Evidence(text=text, source=cited or _("rests on no provision"), strength=found.answer.label))
    return Weighing(
        question=one.obligation.text,
        for_title=_("There, as the assessor says"),
        against_title=_("Missing, as the assessor says"),
        evidence_for=sides[Answer.YES] + sides[Answer.PARTLY],
        evidence_against=sides[Answer.NO],
        unknown=[str(item.text) for item in sides[Answer.NOT_ASSESSED]],
        note=one.obligation.qualifier,
    )


def office_words(role: str, organisation: str) -> str:
    return f"{organisation} ({Role(role).label})" if role else organisation


def law_groups(law: LawView) -> list[tuple[object, Tag, str, list[tuple[object, Tag, str]]]]:
    """Acts with their sections: what is in force first, the rest below it, each with the reason."""
    order = [norms.Validity.IN_FORCE, norms.Validity.UNCERTAIN, norms.Validity.NOT_YET, norms.Validity.SUPERSEDED, norms.Validity.REPEALED]
    acts = sorted(law.acts, key=lambda pair: order.index(pair[1].validity))
    return [
        (
            act,
            _verdict_tag(verdict),
            str(REASONS[verdict.reason]),
            [
                (one, _verdict_tag(judged), str(REASONS[judged.reason]))
                for one, judged in sorted(law.sections[act.ref], key=lambda pair: (order.index(pair[1].validity), pair[0].section))
            ],
        )
        for act, verdict in acts
    ]


def _verdict_tag(verdict: norms.Verdict) -> Tag:
    words = {
        norms.Validity.IN_FORCE: _("In force on this day"),
        norms.Validity.UNCERTAIN: _("Not certain for this day"),
        norms.Validity.NOT_YET: _("Not yet in force"),
        norms.Validity.SUPERSEDED: _("Superseded"),
        norms.Validity.REPEALED: _("Repealed"),
    }
    return Tag(text=words[verdict.validity], tone=VALIDITY_TONES[verdict.validity])


def told_apart(reading: telling_apart.Reading) -> Mapping[str, object]:
    """What the decision aid found, in words."""

    def words(asked: Iterable[telling_apart.Ask]) -> list[tuple[str, str]]:
        return [(str(ask.label), telling_apart.ARTICLES[ask]) for ask in asked]

    return {
        "points": reading.points.label,
        "trafficking": reading.trafficking.label,
        "smuggling": reading.smuggling.label,
        "present": words(reading.present),
        "absent": words(reading.absent),
        "open": words(reading.open),
        "concluded": reading.points is not telling_apart.Points.NOT_CONCLUDED,
    }
