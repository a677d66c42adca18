"""What can go wrong with meetings, commitments and plans."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class StepNotAllowed(AmanaError):
    """A status cannot follow the one before it. `reason` is the code of the rule."""

    code = "dialogue.step_not_allowed"
    sentence = _("This step cannot follow: %(because)s")
    remedy = _("Look at where the commitment stands now. Nothing was changed.")


class ReasonMissing(AmanaError):
    """A step without a reason."""

    code = "dialogue.reason_missing"
    sentence = _("Write down why, so that the next chair can understand it.")
    remedy = _("A sentence or two is enough. Nothing was changed.")


class SourceMissing(AmanaError):
    """A fact about a state without its source (S12)."""

    code = "dialogue.source_missing"
    sentence = _("A fact about a state needs its source.")
    remedy = _("Name the paper, page or office it comes from. Nothing was changed.")


class NotOneOfOurs(AmanaError):
    """A code that the reference tables of this node do not know."""

    code = "dialogue.unknown_code"
    sentence = _("The register does not know “%(given)s”.")
    remedy = _("Choose one of the list. Nothing was changed.")


class AlreadyTaken(AmanaError):
    """A recommendation became a commitment before."""

    code = "dialogue.already_a_commitment"
    sentence = _("This recommendation is a commitment already.")
    remedy = _("Open the meeting again: the commitment is linked there.")


class CorrectedMeanwhile(AmanaError):
    """Somebody else corrected the same entry first."""

    code = "dialogue.corrected_meanwhile"
    sentence = _("Somebody else corrected this entry after you opened it. Nothing was overwritten.")
    remedy = _("Look at what stands there now and correct that.")
