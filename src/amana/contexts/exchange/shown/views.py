"""Pages of lists and conversations. What a message says is shown nowhere here."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amana.contexts.exchange.outbox.actions import recall as recall_message
from amana.contexts.exchange.shown import actions, presenting, queries, standing, tables
from amana.contexts.exchange.shown.codes import trouble_of
from amana.contexts.exchange.shown.forms import AskList
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.terms import CameShow, SentShow
from amana.contexts.exchange.shown.values import Page
from amana.contexts.exchange.shown.words import desk_words
from amana.contexts.exchange.terms import MessageId, ThreadId
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound, Sentence
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Confirmation


@require_GET
@login_required
def inbox(request: Request) -> HttpResponse:
    """Messages that came to the desks of the organisation."""
    access, found = access_of(request), standing.now()
    form = _form(request, found, access, CameShow.choices)
    asked = form.asked()
    table = tables.messages(
        queries.came(asked, access=access),
        asked,
        found,
        at="exchange:inbox",
        caption=_("Messages that came, newest first"),
        other=_("From"),
        when=_("Sent"),
        empty=_("No message came, or none of this kind. Referrals and leads that other desks send to yours appear here."),
    )
    return render(request, "exchange/list.html", {"title": _("Messages that came"), "form": form, "table": table, **_frame(found, access)})


@require_GET
@login_required
def outbox(request: Request) -> HttpResponse:
    """Messages that the desks of the organisation sent."""
    access, found = access_of(request), standing.now()
    form = _form(request, found, access, SentShow.choices)
    asked = form.asked()
    table = tables.messages(
        queries.sent(asked, access=access),
        asked,
        found,
        at="exchange:outbox",
        caption=_("Messages that were sent, newest first"),
        other=_("To"),
        when=_("Posted"),
        empty=_("No message was sent, or none of this kind. A referral that you make from a file appears here as soon as it is posted."),
    )
    return render(request, "exchange/list.html", {"title": _("Messages sent"), "form": form, "table": table, **_frame(found, access)})


@require_GET
@login_required
def waiting(request: Request) -> HttpResponse:
    """What waits, and why."""
    access, found = access_of(request), standing.now()
    form = _form(request, found, access, ())
    asked = form.asked()
    waits = queries.waiting(asked, access=access)
    sent = tables.messages(
        waits.sent,
        asked,
        found,
        at="exchange:waiting",
        caption=_("Sent from here, and not arrived yet"),
        other=_("To"),
        when=_("Posted"),
        empty=_("All that was sent from here has arrived."),
    )
    came = tables.messages(
        Page(lines=waits.came),
        asked,
        found,
        at="exchange:waiting",
        caption=_("Came here, and not opened or not whole"),
        other=_("From"),
        when=_("Sent"),
        empty=_("All that came was opened, and nothing is missing."),
    )
    context = {"form": form, "reasons": tables.reasons(waits.reasons), "sent": sent, "came": came}
    return render(request, "exchange/waiting.html", {**context, **_frame(found, access)})


@require_GET
@login_required
def conversation(request: Request, thread: UUID) -> HttpResponse:
    """A conversation of two desks: each message with its way."""
    access, found = access_of(request), standing.now()
    until = parse_datetime(request.GET.get("until", ""))
    talk = queries.conversation(ThreadId(thread), until=until if until and is_aware(until) else None, access=access)
    if not talk.messages:
        raise NotFound
    context = {
        "other": desk_words(talk.messages[0].line.other, found),
        "shown": [presenting.shown(one, found) for one in talk.messages],
        "missing": [presenting.shown_missing(one, found) for one in talk.missing],
        "earlier": talk.earlier.isoformat() if talk.earlier else "",
        "thread": str(thread),
    }
    return render(request, "exchange/conversation.html", {**context, **_frame(found, access)})


@require_POST
@login_required
def retry(request: Request, message: UUID) -> HttpResponse:
    """Try a message again now."""
    thread = actions.retry(MessageId(message), access=access_of(request))
    messages.success(request, _("It is tried again now. Look again in a moment."))
    return redirect(_in_thread(thread, message))


@require_http_methods(["GET", "POST"])
@login_required
def recall(request: Request, message: UUID) -> HttpResponse:
    """Stop a message that has not left, after saying what that means."""
    access = access_of(request)
    line = queries.sent_message(MessageId(message), access=access).line
    back = _in_thread(ThreadId(line.thread), message)
    if request.method == "GET":
        found = standing.now()
        confirmation = Confirmation(
            title=_("Withdraw this message before it leaves?"),
            action=_("Withdraw it"),
            recipient=desk_words(line.other, found),
            consequences=[
                _("Nothing of it leaves. The other desk does not hear that it existed."),
                _("It stays in this list as withdrawn. To send it after all, write it again."),
            ],
            irreversible=True,
            cancel_url=back,
        )
        return render(request, "ui/confirm.html", {"confirmation": confirmation})
    if recall_message(MessageId(message), access=access):
        messages.success(request, _("It was withdrawn. Nothing of it has left."))
    else:
        messages.warning(
            request, _("It may have left already, so it was not stopped. Withdraw it where it was written: the other desk is told then.")
        )
    return redirect(back)


def _form(request: Request, found: Standing, access: Access, shows: Sequence[tuple[str, Sentence]]) -> AskList:
    mine = sorted({own.desk.address for own in found.desks if own.organisation == access.organisation})
    return AskList(request.GET or None, shows=shows, desks=[(address, desk_words(address, found)) for address in mine])


def _frame(found: Standing, access: Access) -> dict[str, object]:
    """What every page of an organisation's messages says besides: whether it has a desk at all, and whether the directory can be used."""
    mine = [own for own in found.desks if own.organisation == access.organisation]
    return {"has_desk": bool(mine), **trouble_of(found.code)}


def _in_thread(thread: ThreadId, message: UUID) -> str:
    return f"{reverse('exchange:conversation', args=[thread])}#m-{message}"
