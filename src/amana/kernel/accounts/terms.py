"""The roles a person can hold in an organisation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    INTAKE = "intake", _("Intake and screening")
    CASEWORKER = "caseworker", _("Case worker")
    SUPERVISOR = "supervisor", _("Supervisor")
    IDENTIFICATION_AUTHORITY = "identification_authority", _("Identification authority")
    INVESTIGATOR = "investigator", _("Investigator")
    FOCAL_POINT = "focal_point", _("Focal point of a state")
    LEGAL_EXPERT = "legal_expert", _("Governmental expert (law)")
    COORDINATOR = "coordinator", _("National coordinator")
    SECRETARIAT = "secretariat", _("Secretariat of the dialogue")
    GUARDIAN = "guardian", _("Data protection officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Roles whose work is to open people's files.
READER_ROLES = frozenset({Role.INTAKE, Role.CASEWORKER, Role.SUPERVISOR, Role.IDENTIFICATION_AUTHORITY})
# Roles whose work is about states, never about a person: instruments, commitments, law, plans.
DIALOGUE_ROLES = frozenset({Role.FOCAL_POINT, Role.LEGAL_EXPERT, Role.COORDINATOR, Role.SECRETARIAT})
# Roles that may meet personal data at all, so that a second factor is compulsory: the guardian sees whose file was opened by whom.
PERSONAL_DATA_ROLES = READER_ROLES | {Role.GUARDIAN, Role.AUDITOR, Role.INVESTIGATOR}
