"""Entries in the reader's language. An act is named by the sentence its own code says first: its docstring is for developers, so the
sentence here comes from one table, and an act without one shows its name."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.kernel.audit.reading import AuditRecord
from amana.kernel.ui.parts import Tag, Tone

ACTS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "persons.search": gettext_lazy("Searched for a person"),
        "persons.register": gettext_lazy("Registered a person"),
        "persons.open": gettext_lazy("Opened a person's file"),
        "persons.erase": gettext_lazy("Erased a file"),
        "persons.tell_before_erasure": gettext_lazy("Announced that a file will be erased by the retention plan"),
        "persons.erase_due": gettext_lazy("Erased a file by the retention plan"),
        "persons.hold": gettext_lazy("Put a file under legal hold"),
        "persons.lift_hold": gettext_lazy("Lifted a legal hold"),
        "persons.confirm_plan": gettext_lazy("Confirmed the retention periods"),
        "persons.end_plan": gettext_lazy("Took the confirmation of the retention periods back"),
        "persons.due_erasures": gettext_lazy("Looked at the files that are due by the retention plan"),
        "persons.propose_erasure": gettext_lazy("Proposed to erase a file"),
        "cases.record_consent": gettext_lazy("Recorded a consent"),
        "cases.withdraw_consent": gettext_lazy("Recorded that a consent was withdrawn"),
        "cases.consent_receipt": gettext_lazy("Made a consent receipt"),
        "cases.export_htcds": gettext_lazy("Took a case away as HTCDS"),
        "access.open": gettext_lazy("Opened a purpose"),
        "access.close": gettext_lazy("Ended a purpose"),
        "access.break_glass": gettext_lazy("Opened a file in an emergency"),
        "access.acknowledge": gettext_lazy("Saw the notice of an emergency opening"),
        "access.notices": gettext_lazy("Read the notices of emergency openings"),
        "access.review": gettext_lazy("Reviewed an emergency opening"),
        "guardian.read_log": gettext_lazy("Read the log"),
        "guardian.check_log": gettext_lazy("Checked the log"),
        "accounts.add_user": gettext_lazy("Made an account"),
        "accounts.confirm_role": gettext_lazy("Confirmed a role"),
        "accounts.recover": gettext_lazy("Recovered an account"),
        "imports.commit": gettext_lazy("Imported rows"),
        "imports.undo": gettext_lazy("Undid an import"),
    }
)


def act_words(record: AuditRecord) -> str:
    """What happened, in words where there are some, with the rule that decided."""
    return str(ACTS.get(record.name, record.name))


def kind_tag(record: AuditRecord) -> Tag:
    """A refusal, with the rule or code that refused."""
    return Tag(text=_("Refused: %(rule)s") % {"rule": record.policy or record.outcome}, tone=Tone.OVERDUE)


def detail_words(record: AuditRecord) -> str:
    """The sealed detail as short text: what was searched for, how many rows; erased texts say so."""
    if record.erased:
        return _("Erased with the file it spoke of")
    return "; ".join(f"{name}: {value}" for name, value in record.detail.items() if value not in (None, "", [], {}))
