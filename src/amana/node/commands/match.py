"""`amana match`: lists of people in files are linked, and the calibration is done again from decided pairs. Needs no node."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.commands.progress import ProgressLine
from amana.node.commands.starting import start_django

if TYPE_CHECKING:
    from amana.kernel.errors import AmanaError
    from amana.node.linking.fields import Fault
    from amana.node.linking.lists import Lists
    from amana.node.linking.progress import Linked, Step
    from amana.node.linking.settings import Settings

LANGUAGES = ("en", "fr", "ar")
MOST_FAULTS = 20  # told one by one before the rest is only counted


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    match = parsers.add_parser("match", help="link lists of people: who may be the same person, and why; it joins nothing")
    what = match.add_subparsers(dest="what", metavar="WHAT", required=True)
    link = what.add_parser("link", help="find records that may be one person's, in one list or across several")
    link.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, a workbook (XLSX, XLS, ODS) or Parquet")
    link.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the result, empty or of an earlier result")
    link.add_argument("--map", action="append", default=[], metavar="FIELD=HEADING", help='which column is which: --map given="First name"')
    link.add_argument("--mapping", type=Path, metavar="FILE.toml", help="the same in a file")
    link.add_argument("--region", default="", metavar="XX", help="state by whose habit phone numbers without a country are read")
    link.add_argument("--dates", choices=("day-first", "month-first"), help="how 03/04/2001 is meant where the column does not tell")
    link.add_argument("--skip-bad", action="store_true", help="cells that cannot be read count as empty and are listed in problems.csv")
    link.add_argument("--across-only", action="store_true", help="compare no records of one list with each other")
    link.add_argument("--all", action="store_true", help="write pairs that are not proposed too")
    link.add_argument(
        "--previous", type=Path, metavar="FILE", help="an earlier clusters.csv whose numbers are kept; by default the one in DIR"
    )
    link.add_argument("--engine", choices=("local", "spark"), default="local", help="who weighs the pairs; the result is the same")
    link.add_argument("--spark-master", default="local[*]", metavar="MASTER", help="where Spark works; on this machine by default")
    link.add_argument("--workers", type=int, default=1, metavar="N", help="processes that weigh pairs; 1 by default")
    link.add_argument("--language", choices=LANGUAGES, default=_spoken(), help="of the report and the reasons")
    link.set_defaults(run=_link)
    calibrate = what.add_parser("calibrate", help="probabilities again, from pairs that people decided; writes a file for review")
    calibrate.add_argument(
        "--reviewed", type=Path, required=True, metavar="FILE.csv", help="pairs.csv with a column decision: same or different"
    )
    calibrate.add_argument("--out", type=Path, required=True, metavar="FILE.json", help="where the new parameters go")
    calibrate.add_argument("--language", choices=LANGUAGES, default=_spoken(), help="of what is said")
    calibrate.set_defaults(run=_calibrate)


def _spoken() -> str:
    """The language of the terminal, if it is one of ours."""
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "en")
    return said[:2] if said[:2] in LANGUAGES else "en"


def _link(arguments: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone, translation

    from amana.kernel.errors import AmanaError
    from amana.node.linking.linking import link

    with translation.override(arguments.language):
        try:
            settings = _settings(arguments)
            done = link(settings, today=timezone.localdate(), progress=_Told())
        except AmanaError as failure:
            return _said(failure)
        _ended(done, settings)
    return 0


def _said(failure: "AmanaError") -> int:
    """An error of the work in the language that was asked for."""
    print(f"{failure.message()}\n{failure.advice()} [{failure.code}]", file=sys.stderr)
    return 1


def _settings(arguments: argparse.Namespace) -> "Settings":
    from amana.kernel.imports.terms import DayOrder
    from amana.node.linking.headings import from_file, from_words
    from amana.node.linking.settings import Settings

    columns = from_file(arguments.mapping) if arguments.mapping else {}
    orders = {"day-first": DayOrder.DAY_FIRST, "month-first": DayOrder.MONTH_FIRST}
    return Settings(
        files=tuple(arguments.files),
        out=arguments.out,
        columns={**columns, **from_words(arguments.map)},
        previous=arguments.previous,
        region=arguments.region.upper(),
        dates=orders.get(arguments.dates, DayOrder.UNDECIDED),
        skip_bad=arguments.skip_bad,
        across_only=arguments.across_only,
        every_pair=arguments.all,
        language=arguments.language,
        engine=arguments.engine,
        workers=max(1, arguments.workers),
        spark_master=arguments.spark_master,
    )


class _Told:
    """Tells on standard error what was read and how far it is."""

    def read(self, lists: "Lists") -> None:
        from django.utils.translation import gettext as _

        from amana.kernel.locale.formats import number
        from amana.node.linking.labels import FIELDS

        for each in lists.lists:
            how = ", ".join(filter(None, (each.kind, each.encoding, each.sheet)))
            self._say(_("%(file)s (%(how)s): %(count)s records") % {"file": each.name, "how": how, "count": number(each.records)})
            for field, heading in each.mapped.items():
                self._say(f"  {FIELDS[field]}: {heading}")
            if each.left_aside:
                self._say("  " + _("Left aside:") + " " + ", ".join(each.left_aside))
            for remark in each.remarks:
                self._say(f"  {remark}")

    def faults(self, faults: "Sequence[Fault]") -> None:
        from django.utils.translation import gettext as _

        for each in faults[:MOST_FAULTS]:
            place = _("%(file)s, row %(row)d:") % {"file": each.file, "row": each.row}
            self._say(f"{place} {each.message()} {each.advice()}")
        if len(faults) > MOST_FAULTS:
            self._say(_("and %(count)d more") % {"count": len(faults) - MOST_FAULTS})

    def begins(self, stage: str) -> "Step":
        from django.utils.translation import gettext as _

        stages = {
            "names": _("Reading names"),
            "candidates": _("Looking for pairs to compare"),
            "weighing": _("Weighing pairs, in parts"),
            "groups": _("Making groups"),
            "telling": _("Writing reasons, in parts"),
            "report": _("Writing the report"),
        }
        self._say(stages[stage])
        return ProgressLine(sys.stderr)

    def _say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


def _ended(done: "Linked", settings: "Settings") -> None:
    from django.utils.translation import gettext as _

    from amana.kernel.locale.formats import number

    if done.stood:
        print(_("Nothing has changed since this result was made; it was left as it is."))
    told = {
        "records": done.records,
        "candidates": done.candidates,
        "probable": done.probable,
        "possible": done.possible,
        "groups": done.groups,
    }
    print(
        _(
            "%(records)s records, %(candidates)s pairs compared: %(probable)s probable, %(possible)s possible. "
            "%(groups)s groups, single records among them."
        )
        % {name: number(count) for name, count in told.items()}
    )
    print(_("Written to %(folder)s: %(files)s") % {"folder": settings.out, "files": ", ".join(done.files)})
    print(_("These files hold personal data. Only you can open them; destroy them when the work is done."))


def _calibrate(arguments: argparse.Namespace) -> int:
    start_django()
    from django.utils import translation

    from amana.kernel.errors import AmanaError
    from amana.node.linking.recalibrating import recalibrate

    with translation.override(arguments.language):
        try:
            for line in recalibrate(arguments.reviewed, arguments.out):
                print(line)
        except AmanaError as failure:
            return _said(failure)
    return 0
