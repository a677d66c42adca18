"""What can go wrong with access itself."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class ReasonNeeded(AmanaError):
    """Break-glass without a reason that a reviewer could judge."""

    code = "access.reason_needed"
    sentence = _("Write in a full sentence why this file must be opened now.")
    remedy = _("At least %(characters)s characters. A colleague reads it and reviews the opening.")


class NobodyToTell(AmanaError):
    """Break-glass in an organisation where nobody else could be told."""

    code = "access.nobody_to_tell"
    sentence = _("Nobody in your organisation could be told about this opening, so it cannot be done.")
    remedy = _("Ask your administrator to appoint a supervisor or a data protection officer.")


class AlreadyReviewed(AmanaError):
    """A break-glass opening is reviewed once."""

    code = "access.already_reviewed"
    sentence = _("This opening was reviewed already.")
    remedy = _("Read the review that is there.")


class ResidualNotSupported(ValueError):
    """A policy leaves a condition that cannot be put into a database filter; lists refuse rather than guess."""

    code = "access.residual_not_supported"


class PoliciesNotValid(RuntimeError):
    """The policies do not hold together; a node with such policies does not start."""

    code = "access.policies_not_valid"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
