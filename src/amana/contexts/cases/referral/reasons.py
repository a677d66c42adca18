"""What the guard's and the directory's codes mean, said to the worker who wants to send something."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "guard.covered": _("The person agreed to all of this."),
        "guard.about_nobody": _("This says nothing about a person."),
        "guard.wrong_desk": _("A desk of this kind does not get messages of this kind."),
        "guard.no_standing": _("It could not be looked up what the person agreed to."),
        "guard.other_question": _("What was looked up belongs to another desk or purpose."),
        "guard.missing_field": _("Something that must be there is missing."),
        "guard.unknown_field": _("It holds something that no message of this kind may hold."),
        "guard.wrong_shape": _("One of the texts is empty, too long, or holds signs that cannot be sent."),
        "guard.attachments_differ": _("The documents are not those that the message lists, or together too large."),
        "guard.unreadable": _("The message could not be read again."),
        "guard.unknown_kind": _("There is no such kind of message."),
        "S1.consent_or_basis": _("The person has not agreed that this desk be told all of this, for this purpose."),
        "S1.recipient_state_named": _("Nobody knows for which state this desk acts."),
        "S2.feared_state": _("The person fears the state for which this desk acts. Nothing about them goes there."),
        "S2.fears_asked": _("Before anything crosses a border, ask the person which states they fear."),
        "S2.nationality_state": _(
            "This may be the person's own state, and a claim for protection is open, granted, not excluded or not known."
        ),
        "S3.enforcement_needs_consent": _("The person has not agreed to inform an investigation."),
        "S3.enforcement_learns_no_name": _("The person has not agreed that investigators learn who they are."),
        "S9.best_interests": _("For a child, or somebody who may be one, name the determination of best interests that covers this."),
        "S12.fact_about_state": _("What is said about a state needs its source, its day and how sure it is."),
    }
)


def because(code: str) -> str | Promise:
    """The sentence of a code; the code itself for one that has none here."""
    return REASONS.get(code, code)
