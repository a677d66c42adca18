"""What can go wrong with cases."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class AgeSaysOtherwise(AmanaError):
    """Somebody wants to screen as an adult whom the file does not show to be one. Doubt favours the child (S9)."""

    code = "cases.age_says_otherwise"
    sentence = _("The file does not show that this person was 18 or older.")
    remedy = _("Choose “under 18” or “not certain”; both lists are then read. Or record first how old the person is, and who said so.")


class NoSuchQuestion(AmanaError):
    """An answer to a question that the list of this screening does not ask."""

    code = "cases.no_such_question"
    sentence = _("This list does not ask that question.")
    remedy = _("Open the screening again. Nothing was changed.")


class ReasonMissing(AmanaError):
    """A decision about a person without a reason."""

    code = "cases.reason_missing"
    sentence = _("Write down why, so that the person can be told and somebody else can check it.")
    remedy = _("A sentence or two is enough. Nothing was changed.")


class InTheFuture(AmanaError):
    """Something is said to have happened on a day that has not come."""

    code = "cases.in_the_future"
    sentence = _("This day has not come yet.")
    remedy = _("Give the day on which it happened. Nothing was changed.")


class NothingAsked(AmanaError):
    """A talk about consent without a single answer."""

    code = "cases.nothing_asked"
    sentence = _("Name at least one recipient, one purpose and what would be shared, and what the person said.")
    remedy = _("Silence is no: what the person was not asked need not be entered.")


class EndsBeforeItBegins(AmanaError):
    """A consent, basis or period whose last day lies before its first."""

    code = "cases.ends_before_it_begins"
    sentence = _("The last day lies before the first.")
    remedy = _("Correct one of the two. Nothing was changed.")


class NotInForce(AmanaError):
    """Something is to be withdrawn that has no effect any more."""

    code = "cases.consent_not_in_force"
    sentence = _("This entry was withdrawn already, or was a no.")
    remedy = _("Look at the ledger: the last answer counts.")


class NotCovered(AmanaError):
    """Something was to be told that the person did not agree to, and no provision of law was named. `reason` is the code of the rule."""

    code = "cases.consent_does_not_cover"
    sentence = _("This cannot be told: %(because)s")
    remedy = _("Ask the person, or tell less. Nothing was recorded.")


class AlreadyTold(AmanaError):
    """A past recipient heard of the withdrawal already, or was never told anything under it."""

    code = "cases.not_to_be_told"
    sentence = _("This recipient does not have to be told of this any more.")
    remedy = _("Look at the list of past recipients.")


class NotWaiting(AmanaError):
    """An act of identification does not wait for this step."""

    code = "cases.act_does_not_wait"
    sentence = _("This decision does not wait for that.")
    remedy = _("Open the identification again and look at where the decision stands.")


class NoGroundsToExtend(AmanaError):
    """A recovery period that does not exist, or has a later extension."""

    code = "cases.no_period_to_extend"
    sentence = _("There is no recovery period that could be made longer.")
    remedy = _("A recovery period begins with a decision on reasonable grounds.")
