"""`amana exchange`: how things stand with other nodes, carrying by hand or by file, and comparing both logs."""

import argparse
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.commands.starting import open_node

if TYPE_CHECKING:
    from amana.contexts.exchange.carriage.files import Carried

_DAYS = 30


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    exchange = parsers.add_parser("exchange", help="envelopes to and from other nodes")
    what = exchange.add_subparsers(dest="what", metavar="WHAT", required=True)

    status = what.add_parser("status", help="what waits for which node, and why")
    status.set_defaults(run=_status)

    deliver = what.add_parser("deliver", help="carry and open now all that is due, as the worker does by itself")
    deliver.add_argument("--seconds", type=float, default=60.0, help="end after so long in any case")
    deliver.set_defaults(run=_deliver)

    out = what.add_parser("export", help="write all that waits for a node into one file, to be carried there")
    out.add_argument("partner", help="the id of the node in the directory")
    out.add_argument("file", type=Path)
    out.set_defaults(run=_export)

    bring = what.add_parser("import", help="take in a file that was carried here; a second time changes nothing")
    bring.add_argument("file", type=Path)
    bring.set_defaults(run=_import)

    compare = what.add_parser("reconcile", help="compare both logs: what one names as delivered, the other must name as received")
    compare.add_argument("partner", help="the id of the node in the directory")
    compare.add_argument("--days", type=int, default=_DAYS, help=f"how far back (by default {_DAYS} days)")
    compare.set_defaults(run=_reconcile)


def _status(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.carriage.partners import statuses

    for one in statuses():
        said = f"{one.node}: {one.waiting} envelopes and {one.receipts_waiting} receipts wait"
        if one.oldest is not None:
            said += f", the oldest since {_moment(one.oldest)}"
        said += f"; last heard {_moment(one.last_heard) if one.last_heard else 'never'}"
        if one.failures:
            said += f"; {one.failures} failures in a row ({one.code}), next try {_moment(one.next_try)}"
        print(f"{said}.")
    return 0


def _deliver(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.carriage.turns import carry_all

    print(f"{carry_all(seconds=arguments.seconds)} envelopes and receipts were carried or opened.")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange import directory
    from amana.contexts.exchange.carriage.files import export

    node = directory.current().node(arguments.partner)
    carried = export(node.id, arguments.file)
    print(f"{carried.envelopes} envelopes and {carried.receipts} receipts for {node.name} written to {arguments.file}.")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.carriage.files import bring_in

    carried = bring_in(arguments.file)
    print(f"{carried.envelopes} envelopes taken in, {carried.receipts} receipts read, {carried.new_receipts} of them new.")
    return _said_of(carried)


def _said_of(carried: "Carried") -> int:
    for code, times in sorted(carried.refused.items()):
        print(f"- {times} refused: {code}")
    if not carried.whole:
        print("The file breaks off; what was whole was taken in. Ask for it again.", file=sys.stderr)
    return 0 if carried.whole and not carried.refused else 1


def _reconcile(arguments: argparse.Namespace) -> int:
    open_node()
    from django.utils import timezone

    from amana.contexts.exchange import directory
    from amana.contexts.exchange.carriage.asking import RequestRefused
    from amana.contexts.exchange.carriage.lines import LineBroken
    from amana.contexts.exchange.reconciling import reconcile

    node = directory.current().node(arguments.partner)
    try:
        found = reconcile(node, since=timezone.now() - timedelta(days=arguments.days))
    except (LineBroken, RequestRefused) as failure:
        print(f"{node.name} did not answer ({failure.code}).", file=sys.stderr)
        return 1
    print(f"{found.both} envelopes stand in both logs.")
    for remark, missing in (
        ("sent by us, in our log only", found.sent_missing_there),
        ("sent by us, in their log only", found.sent_missing_here),
        ("received by us, in our log only", found.received_missing_there),
        ("received by us, in their log only", found.received_missing_here),
    ):
        for digest in sorted(missing):
            print(f"- {digest.hex()}: {remark}")
    print("Both logs agree." if found.agrees else "The logs differ.")
    return 0 if found.agrees else 1


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at else "now"
