"""What can go wrong with the law check."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class ActMissing(AmanaError):
    """A provision without a section."""

    code = "law.section_missing"
    sentence = _("Name the section or article of the act.")
    remedy = _("Write it as the act does, for example “art. 5(2)”. Nothing was changed.")


class WrongState(AmanaError):
    """A correction, or a provision cited, of another state."""

    code = "law.wrong_state"
    sentence = _("This belongs to the law of another state.")
    remedy = _("Choose an act or a provision of the state that is assessed. Nothing was changed.")


class NothingAssessed(AmanaError):
    """An assessment that leaves every element open."""

    code = "law.nothing_assessed"
    sentence = _("Every element is still open, so there is nothing to review.")
    remedy = _("Answer at least one element first. Your draft is kept.")


class RestsOnNothing(AmanaError):
    """Elements said to be there without provision or evidence."""

    code = "law.rests_on_nothing"
    sentence = _("%(count)s elements are said to be there, but neither a provision nor evidence is named for them.")
    remedy = _("Choose the provision each rests on, or write down the evidence. Your draft is kept.")


class StepNotPossible(AmanaError):
    """A step that the status of an assessment does not allow."""

    code = "law.step_not_possible"
    sentence = _("The assessment does not stand where this could be done.")
    remedy = _("Open it again to see where it stands. Nothing was changed.")
