"""What the page of one person shows of formal identification."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.cases.identification.values import Followed, IdentificationView
from amana.contexts.cases.panel import Panel
from amana.kernel.ui.parts import Moment, Tag, Tone

FOLLOWED = {
    Followed.CONFIRMED: gettext_lazy("A second person confirmed the decision"),
    Followed.TOLD: gettext_lazy("The person was told of the decision"),
    Followed.REVIEW_ASKED: gettext_lazy("Review was asked for"),
    Followed.REVIEW_ENDED: gettext_lazy("The review ended"),
}


def panel_of(view: IdentificationView) -> Panel:
    """Where a person stands, what waits, and the recovery period."""
    today = timezone.localdate()
    running = [period for period in view.periods if period.period.starts_on <= today <= period.period.last_day]
    return Panel(
        title=gettext_lazy("Identification"),
        template="cases/identification/panel.html",
        context={"view": view, "running": running},
    )


def moments_of(view: IdentificationView) -> list[Moment]:
    """Decisions and what followed them."""
    url = reverse("cases:identification", args=[view.person])
    told = []
    for act in view.acts:
        tag = Tag(text=_("Not in force"), tone=Tone.DUE) if act.lacks else None
        title = _("%(step)s: %(outcome)s") % {"step": act.act.step.label, "outcome": act.act.outcome.label}
        told.append(Moment(on=act.act.decided_on, title=title, text=act.authority, tag=tag, by=act.decided_by, url=url))
        told += [Moment(on=step.on, title=FOLLOWED[step.kind], by=step.by, url=url) for step in act.steps]
    for period in view.periods:
        told.append(Moment(on=period.period.starts_on, title=_("The recovery and reflection period began"), url=url))
    return told
