"""Pages of the exchange. What a message says is shown nowhere here."""

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
from django.views.decorators.http import require_GET, require_POST

from amana.contexts.exchange.shown import actions, presenting, queries, reads, standing, tables
from amana.contexts.exchange.shown.codes import explained
from amana.contexts.exchange.shown.forms import AskList
from amana.contexts.exchange.shown.partners import Partners
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.terms import CameShow, SentShow
from amana.contexts.exchange.shown.values import Page, PartnerLine
from amana.contexts.exchange.shown.words import desk_words, reach_tag
from amana.contexts.exchange.terms import MessageId, ThreadId
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound, Sentence
from amana.kernel.requests import Request, access_of


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


@require_GET
@login_required
def partners(request: Request) -> HttpResponse:
    """How things stand with other nodes, and how long the directory holds."""
    found = reads.partners(access=access_of(request))
    context = {"directory": found.directory, "table": tables.nodes(found), "desks": tables.own_desks(found.directory)}
    return render(request, "exchange/partners.html", {**context, **_directory(found)})


@require_GET
@login_required
def partner(request: Request, node: str) -> HttpResponse:
    """How things stand with one other node, and what can be done about it."""
    found = reads.partners(access=access_of(request))
    line = _line(found, node)
    context = {
        "line": line,
        "reach": reach_tag(line.reach),
        "carriage": tables.carriage_words(line.carriage),
        "waits": tables.waiting_words(line),
        "why": explained(line.code) if line.code else None,
        "waiting_url": f"{reverse('exchange:waiting')}?partner={line.node}",
        "calls": request.may("exchange.call"),
    }
    return render(request, "exchange/partner.html", {**context, **_directory(found)})


@require_POST
@login_required
def call(request: Request, node: str) -> HttpResponse:
    """Try all that waits for a node again now."""
    access = access_of(request)
    _line(reads.partners(access=access), node)
    actions.call(node, access=access)
    messages.success(request, _("All that waits for this node is tried again now. Look again in a moment."))
    return redirect("exchange:partner", node)


def _form(request: Request, found: Standing, access: Access, shows: Sequence[tuple[str, Sentence]]) -> AskList:
    mine = sorted({own.desk.address for own in found.desks if own.organisation == access.organisation})
    return AskList(request.GET or None, shows=shows, desks=[(address, desk_words(address, found)) for address in mine])


def _frame(found: Standing, access: Access) -> dict[str, object]:
    """What every page of an organisation's messages says besides: whether it has a desk at all, and whether the directory can be used."""
    mine = [own for own in found.desks if own.organisation == access.organisation]
    return {"has_desk": bool(mine), "trouble": explained(found.code) if found.code else None}


def _directory(found: Partners) -> dict[str, object]:
    code = found.directory.code
    return {"trouble": explained(code) if code else None, "age": tables.age_tag(found.directory.age)}


def _line(found: Partners, node: str) -> PartnerLine:
    line = next((line for line in found.lines if line.node == node), None)
    if line is None:
        raise NotFound
    return line


def _in_thread(thread: ThreadId, message: UUID) -> str:
    return f"{reverse('exchange:conversation', args=[thread])}#m-{message}"
