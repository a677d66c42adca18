"""All that other packages use of cases: acts, reads, values. Foreign keys go to `models.Case`."""

from amana.contexts.cases.dossier.panels import Panels, panels
from amana.contexts.cases.dossier.queries import Dossier, dossier
from amana.contexts.cases.events import CaseClosed, CaseOpened, ConsentWithdrawn, IdentificationDecided, ScreeningConcluded
from amana.contexts.cases.forgetting import delete_rest, erased_with_rows
from amana.contexts.cases.identification.queries import last_decided
from amana.contexts.cases.lists.queries import PAGE, DueEntry, Load, MyFile, Today, WaitingDecision, decisions, due, load, my_files, today
from amana.contexts.cases.papers.actions import attach, download
from amana.contexts.cases.record.actions import (
    add_entry,
    change_status,
    close_case,
    correct_entry,
    open_case,
    reopen_case,
    settle,
    take_over,
    withdraw_entry,
)
from amana.contexts.cases.record.queries import case_view, cases_of
from amana.contexts.cases.record.sheets.actions import Handed, export_htcds, open_cases_many
from amana.contexts.cases.record.sheets.export import Format, Paper
from amana.contexts.cases.record.terms import CaseStatus, EntryKind, NeedKind, Outcome, Urgency
from amana.contexts.cases.record.values import CaseView, Entry, EntryId, Recorded
from amana.contexts.cases.referral.ending import end_referrals

__all__ = [
    "PAGE",
    "CaseClosed",
    "CaseOpened",
    "CaseStatus",
    "CaseView",
    "ConsentWithdrawn",
    "Dossier",
    "DueEntry",
    "Entry",
    "EntryId",
    "EntryKind",
    "Format",
    "Handed",
    "IdentificationDecided",
    "Load",
    "MyFile",
    "NeedKind",
    "Outcome",
    "Panels",
    "Paper",
    "Recorded",
    "ScreeningConcluded",
    "Today",
    "Urgency",
    "WaitingDecision",
    "add_entry",
    "attach",
    "case_view",
    "cases_of",
    "change_status",
    "close_case",
    "correct_entry",
    "decisions",
    "delete_rest",
    "dossier",
    "download",
    "due",
    "end_referrals",
    "erased_with_rows",
    "export_htcds",
    "last_decided",
    "load",
    "my_files",
    "open_case",
    "open_cases_many",
    "panels",
    "reopen_case",
    "settle",
    "take_over",
    "today",
    "withdraw_entry",
]
