"""Words of access: what a person can be here for, and the answers a disclosure depends on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from amana.kernel.accounts.terms import Role


class Purpose(TextChoices):
    """What an access is open for. Each is chosen by the person, shown on every page and written beside every entry of the log."""

    ASSISTANCE = "assistance", _("Help and case work")
    SCREENING = "screening", _("First contact and screening")
    IDENTIFICATION = "identification", _("Formal identification")
    REFERRAL = "referral", _("Referral to another service")
    SUPERVISION = "supervision", _("Supervision of case work")
    INVESTIGATION = "investigation", _("Investigation of offences")
    DIALOGUE = "dialogue", _("Work of the dialogue")
    OVERSIGHT = "oversight", _("Oversight of how data are used")
    ADMINISTRATION = "administration", _("Administration of this node")
    MAINTENANCE = "maintenance", _("Maintenance by the node itself")


# Purposes under which what hangs on a file can be seen at all. An investigation reaches no person's file
# (S3.investigation_reaches_no_file); on a node for justice, what hangs on files is reports.
WORKING_PURPOSES = frozenset(
    {Purpose.ASSISTANCE, Purpose.SCREENING, Purpose.IDENTIFICATION, Purpose.REFERRAL, Purpose.SUPERVISION, Purpose.INVESTIGATION}
)

# Which role may be here for what; `safeguards.cedar` states the same (access.purpose_of_role) and a test holds them together.
PURPOSES_OF_ROLE: dict[Role, frozenset[Purpose]] = {
    Role.INTAKE: frozenset({Purpose.SCREENING}),
    Role.CASEWORKER: frozenset({Purpose.ASSISTANCE, Purpose.SCREENING, Purpose.REFERRAL}),
    Role.SUPERVISOR: frozenset({Purpose.ASSISTANCE, Purpose.SCREENING, Purpose.REFERRAL, Purpose.SUPERVISION}),
    Role.IDENTIFICATION_AUTHORITY: frozenset({Purpose.IDENTIFICATION}),
    Role.INVESTIGATOR: frozenset({Purpose.INVESTIGATION}),
    Role.FOCAL_POINT: frozenset({Purpose.DIALOGUE}),
    Role.LEGAL_EXPERT: frozenset({Purpose.DIALOGUE}),
    Role.COORDINATOR: frozenset({Purpose.DIALOGUE}),
    Role.SECRETARIAT: frozenset({Purpose.DIALOGUE}),
    Role.GUARDIAN: frozenset({Purpose.OVERSIGHT}),
    Role.AUDITOR: frozenset({Purpose.OVERSIGHT}),
    Role.ADMINISTRATOR: frozenset({Purpose.ADMINISTRATION}),
}


class ProtectionClaim(TextChoices):
    """Where a person stands with international protection. Only NONE lets anything go to their state of nationality (S2)."""

    UNKNOWN = "unknown", _("Not known")
    NOT_EXCLUDED = "not_excluded", _("Not asked for, and not excluded")
    OPEN = "open", _("Asked for, not decided")
    GRANTED = "granted", _("Granted")
    NONE = "none", _("Excluded: told about asylum and declined on record, or refused in a final decision")


class Age(TextChoices):
    """Doubt about age favours the child (S9), so UNKNOWN is treated like CHILD."""

    ADULT = "adult", _("Adult")
    CHILD = "child", _("Child")
    UNKNOWN = "unknown", _("In doubt")


# Recipients that are not an organisation; all others are an `OrganisationKind`.
NOBODY = ""
THE_PERSON = "the_person"  # the person the file is about, or who speaks for them: their own copy
