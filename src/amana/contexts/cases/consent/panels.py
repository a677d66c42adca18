"""What the page of one person shows of the consent ledger."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.cases.consent import presenting
from amana.contexts.cases.consent.terms import State
from amana.contexts.cases.consent.values import Ledger
from amana.contexts.cases.panel import Panel
from amana.kernel.ui.parts import Moment, Words


def panel_of(book: Ledger) -> Panel:
    """Who may get what today, and who still has to hear of a withdrawal."""
    in_force = [entry for entry in presenting.entries(book) if entry.line.state is State.IN_FORCE]
    return Panel(title=gettext_lazy("Consent"), template="cases/consent/panel.html", context={"book": book, "in_force": in_force})


def moments_of(book: Ledger) -> list[Moment]:
    """What was agreed to, refused, taken back, and told."""
    url = reverse("cases:consent", args=[book.person])
    told = []
    for line in book.lines:
        about = _("%(purpose)s: %(recipient)s") % {"purpose": line.consent.purpose.label, "recipient": line.recipient.name}
        told.append(Moment(on=line.consent.said_on, title=line.consent.said.label, text=about, by=line.by, url=url))
        if line.withdrawal is not None:
            told.append(
                Moment(
                    on=line.withdrawal.withdrawn_on, title=_("The person changed their mind"), text=about, by=line.withdrawal.by, url=url
                )
            )
    return told + [
        Moment(on=view.told.told_on, title=_("Somebody was told something"), text=Words(text=view.recipient.name), by=view.by, url=url)
        for view in book.disclosures
    ]
