"""Every code that the exchange gives, in a sentence, with what to do about it: refusals and reasons to wait.

A code has one meaning wherever it shows. What to do is said to whoever sent the message; whoever refused it has nothing to do. A test
looks through the code for every code there is (tests/contexts/exchange/test_codes.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.exchange.guard.terms import (
    DECLINED,
    TIME_OVER,
    DeclineReason,
    ErasureAnswer,
    LeadDeclineReason,
    LeadMissing,
    ReferralOutcome,
    ReferralProgress,
)
from amana.kernel.errors import Sentence
from amana.kernel.ui.rules import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a code says, and what to do about it; `remedy` is empty where nothing is to be done."""

    sentence: Sentence
    remedy: Sentence = ""


_AGAIN = gettext_lazy("Send it again. If it is refused again, tell your administrator the code.")
_BY_ITSELF = gettext_lazy("Nothing needs to be done: the node tries again by itself.")
_VERSIONS = gettext_lazy("Tell your administrator the code: the two nodes may run versions that do not understand each other.")
_KEYS = gettext_lazy("Tell your administrator the code: the directory of one of the two nodes may be out of date.")
_CLOCKS = gettext_lazy("Tell your administrator: the clock of one of the two nodes is wrong.")
_BROKEN = gettext_lazy("Send it again. If it happens twice, tell your administrator the code: something changes bytes on the way.")
_GOVERNANCE = gettext_lazy("Tell your administrator, who asks the governance of the directory.")
_IMPORT = gettext_lazy("Your administrator brings in a newer directory with “amana directory import”.")
_ALONE = gettext_lazy("Nothing of it reached the desk. Tell your administrator the code if it happens again.")


def _w(sentence: Sentence, remedy: Sentence = "") -> Words:
    return Words(sentence=sentence, remedy=remedy)


# why something waits
_WAITING = {
    "waiting.first_try": _w(gettext_lazy("It is about to be sent."), _BY_ITSELF),
    "waiting.no_answer": _w(
        gettext_lazy("The other node does not answer."),
        gettext_lazy("The node tries again by itself. If it cannot wait, call the other desk, or have it carried as a file."),
    ),
    "waiting.fetch": _w(
        gettext_lazy("The other node fetches its messages itself and has not come for this one yet."),
        gettext_lazy("If it cannot wait, call the other desk, or have it carried as a file."),
    ),
    "waiting.carrier": _w(
        gettext_lazy("The other node has no line: somebody has to carry the message as a file."),
        gettext_lazy("Ask your administrator or supervisor to put what waits into a file, under Partners."),
    ),
    "waiting.receipt": _w(
        gettext_lazy("It has left this node. The receipt of the other node has not come yet."),
        gettext_lazy("It comes with the next connection, or with the file that is carried back."),
    ),
    "waiting.desk": _w(gettext_lazy("The desk has not opened it yet."), _BY_ITSELF),
    "waiting.unlisted": _w(gettext_lazy("The directory no longer lists the node it goes to."), _GOVERNANCE),
    "exchange.waits_for_earlier": _w(
        gettext_lazy("An earlier message of the conversation has not come yet. After a day it is opened without it."),
        gettext_lazy("If it cannot wait, ask the other desk whether it sent the earlier message."),
    ),
    "exchange.busy": _w(gettext_lazy("The other node is receiving as much as it can."), _BY_ITSELF),
    "exchange.too_fast": _w(gettext_lazy("Too many messages were sent at once."), _BY_ITSELF),
    "exchange.too_slow": _w(
        gettext_lazy("The line to the other node was so slow that it stopped waiting."),
        gettext_lazy("The node tries again by itself. If it cannot wait, call the other desk, or have it carried as a file."),
    ),
    "exchange.disk_full": _w(
        gettext_lazy("The other node has no room left on its disk."),
        gettext_lazy("The node tries again by itself. Tell the other side."),
    ),
    "exchange.not_now": _w(gettext_lazy("The other node could not keep it just now."), _BY_ITSELF),
    "exchange.budget_used": _w(
        gettext_lazy("As many messages as were agreed for one day have been sent to this desk."),
        gettext_lazy("It can go tomorrow. If somebody is in danger, call the other desk."),
    ),
}

# why a try failed; the names behind "line." are those of the errors of the network
_LINE = {
    "exchange.unsigned_answer": _w(
        gettext_lazy("Something answered at the address of the other node, but not with its signature."),
        gettext_lazy("Tell your administrator: the address may lead to somebody else."),
    ),
    "exchange.damaged_on_its_way": _w(gettext_lazy("It was damaged on its way."), _BY_ITSELF),
    "exchange.address_refused": _w(
        gettext_lazy("The address of the other node in the directory is none that is used: it must begin with https."), _GOVERNANCE
    ),
    "exchange.answer_too_long": _w(gettext_lazy("What answered at the address of the other node is no Amana node."), _GOVERNANCE),
    "answer.to_something_else": _w(gettext_lazy("The other node answered another question than the one asked."), _BY_ITSELF),
    "answer.no_bundle": _w(gettext_lazy("The other node gave something else than what waits for this one."), _VERSIONS),
    "answer.broken_off": _w(gettext_lazy("The line broke off while messages came."), _BY_ITSELF),
    "line.NameResolutionError": _w(
        gettext_lazy("The address of the other node cannot be found: this node is offline, or the address is wrong."), _BY_ITSELF
    ),
    "line.NewConnectionError": _w(gettext_lazy("The other node is switched off, or the line to it is down."), _BY_ITSELF),
    "line.ConnectTimeoutError": _w(gettext_lazy("The line to the other node is down, or very slow."), _BY_ITSELF),
    "line.ReadTimeoutError": _w(gettext_lazy("The other node took too long to answer."), _BY_ITSELF),
    "line.SSLError": _w(
        gettext_lazy("The certificate of the other node is not accepted here."),
        gettext_lazy("Tell your administrator: it may have expired, or belong to somebody else."),
    ),
}

# why something is not sent, or not taken in
_EXCHANGE = {
    "exchange.no_directory": _w(gettext_lazy("This node has no directory yet, so it knows no partner."), _IMPORT),
    "exchange.not_our_desk": _w(gettext_lazy("The desk it is addressed to is not a desk of that node."), _KEYS),
    "exchange.not_from_here": _w(gettext_lazy("It came by a way on which messages of this desk do not come."), _ALONE),
    "exchange.expiry": _w(
        gettext_lazy("The day on which it would expire lies in the past, or more than a year ahead."),
        gettext_lazy("Choose another day and send it again."),
    ),
    "exchange.not_writable": _w(gettext_lazy("Something in it cannot be written into a message."), _AGAIN),
    "exchange.thread_of_others": _w(
        gettext_lazy("The conversation is one between two other desks."), gettext_lazy("Begin a new conversation.")
    ),
    "exchange.follows_nothing": _w(
        gettext_lazy("It would continue a conversation that never began here."), gettext_lazy("Begin a new conversation.")
    ),
    "exchange.same_id_other_bytes": _w(gettext_lazy("A message of the same number, but with other content, came before."), _AGAIN),
    "exchange.sequence_reused": _w(gettext_lazy("Another message already has this place in the conversation."), _AGAIN),
    "exchange.wrong_previous": _w(gettext_lazy("It does not follow the message before it."), _AGAIN),
    "exchange.unknown_kind": _w(gettext_lazy("Nobody on that node receives messages of this kind."), _VERSIONS),
    "exchange.no_message": _w(gettext_lazy("What was in it is no message."), _VERSIONS),
    "exchange.not_sent": _w(gettext_lazy("It was not sent. Nothing has left this node."), _AGAIN),
    "exchange.length_missing": _w(gettext_lazy("It came without saying how long it is."), _VERSIONS),
    "exchange.receipt_refused": _w(
        gettext_lazy("A receipt was not believed, so nothing was changed."), gettext_lazy("Tell your administrator the code.")
    ),
    "exchange.rejected": _w(gettext_lazy("The desk did not take it."), _AGAIN),
    "exchange.no_answer_possible": _w(
        gettext_lazy("This message cannot be answered: it is not here, or it has not been opened."),
        gettext_lazy("Look at the inbox of your desk again."),
    ),
    "receipt.of_no_message": _w(gettext_lazy("A receipt came for a message that was not sent from here."), _ALONE),
    "receipt.of_another_envelope": _w(gettext_lazy("A receipt came that was given for other bytes."), _ALONE),
    "receipt.by_a_stranger": _w(gettext_lazy("A receipt came from a desk that was not asked."), _ALONE),
    "receipt.not_for_a_node_to_give": _w(gettext_lazy("A node answered in place of its desk."), _ALONE),
    "receipt.not_for_a_desk_to_give": _w(gettext_lazy("A desk answered in place of its node."), _ALONE),
}

_DIRECTORY = {
    "directory.missing": _w(gettext_lazy("The node has no directory yet, so it knows no partner."), _IMPORT),
    "directory.expired": _w(gettext_lazy("The directory is past its date, so nothing is sent or taken in."), _IMPORT),
    "directory.own_node_unlisted": _w(
        gettext_lazy("The directory does not list the node, so it can neither send nor receive."), _GOVERNANCE
    ),
    "directory.desk_key_missing": _w(
        gettext_lazy("The node holds no key of this desk that fits the directory."),
        gettext_lazy("Your administrator brings the keys back from the exported bundle, or makes new ones with “amana desk rotate”."),
    ),
    "directory.unknown_node": _w(gettext_lazy("The directory lists no such node."), _GOVERNANCE),
    "directory.unknown_desk": _w(gettext_lazy("The directory lists no such desk."), _GOVERNANCE),
    "directory.same_desk": _w(gettext_lazy("A desk does not write to itself."), gettext_lazy("Choose another desk.")),
    "directory.node_revoked": _w(
        gettext_lazy("The node was struck off the directory. Nothing goes there or comes from there."), _GOVERNANCE
    ),
    "directory.desk_revoked": _w(
        gettext_lazy("The desk was struck off the directory. Nothing goes there or comes from there."), _GOVERNANCE
    ),
    "directory.no_key": _w(gettext_lazy("The directory lists no key of the desk that counts today."), _GOVERNANCE),
    "directory.no_agreement": _w(gettext_lazy("The two desks have no agreement about messages."), _GOVERNANCE),
    "directory.unknown_kind": _w(gettext_lazy("No desk may begin a conversation with a message of this kind."), _VERSIONS),
    "directory.desk_of_other_kind": _w(
        gettext_lazy("A message of this kind never goes to a desk of that kind."), gettext_lazy("Choose another desk.")
    ),
    "directory.other_kind": _w(gettext_lazy("The agreement of the two desks does not include messages of this kind."), _GOVERNANCE),
    "directory.other_purpose": _w(
        gettext_lazy("The agreement of the two desks does not include this purpose."),
        gettext_lazy("Choose a purpose that was agreed, or another desk."),
    ),
    "directory.agreement_to_come": _w(
        gettext_lazy("The agreement of the two desks has not begun yet."), gettext_lazy("Wait until it begins, or choose another desk.")
    ),
    "directory.agreement_ended": _w(gettext_lazy("The agreement of the two desks has ended."), _GOVERNANCE),
    "directory.agreed": _w(gettext_lazy("The two desks have agreed on it.")),
    "directory.follows": _w(gettext_lazy("It follows in a conversation that was agreed on.")),
}
_DIRECTORY |= dict.fromkeys(
    (
        "directory.entry_refused", "directory.not_a_directory", "directory.field_unknown", "directory.field_missing",
        "directory.field_malformed", "directory.key_malformed", "directory.name_taken", "directory.dangling",
        "directory.profiles_refused", "directory.desk_kind_refused", "directory.desk_organisation_refused", "directory.window_refused",
        "directory.unreadable", "directory.refused",
    ),
    _w(gettext_lazy("The directory of this node is not in order and cannot be read."), _IMPORT),
)  # fmt: skip
_DIRECTORY |= dict.fromkeys(
    ("directory.unsigned", "directory.tampered", "directory.root_unknown", "directory.root_other"),
    _w(gettext_lazy("The directory is not signed by those who govern it, so it is not believed."), _GOVERNANCE),
)
_DIRECTORY |= dict.fromkeys(
    ("directory.rolled_back", "directory.stale"),
    _w(gettext_lazy("The directory is older than the one this node had before, so it is not believed."), _IMPORT),
)

# what the guard says of a message before it is sealed; the safeguards S1 to S12 have their words in `kernel.ui.rules`
_GUARD = {
    "guard.covered": _w(gettext_lazy("The person agreed to all of it.")),
    "guard.about_nobody": _w(gettext_lazy("It tells nothing of a person.")),
    "guard.unknown_kind": _w(gettext_lazy("Messages of this kind are not sent."), _VERSIONS),
    "guard.wrong_desk": _w(gettext_lazy("A message of this kind never goes to a desk of that kind."), gettext_lazy("Choose another desk.")),
    "guard.no_standing": _w(
        gettext_lazy("It is about a person, and nothing says what this person agreed to."),
        gettext_lazy("Write it from the person’s file."),
    ),
    "guard.other_question": _w(
        gettext_lazy("What the person agreed to was about another desk or purpose."),
        gettext_lazy("Begin again with the desk and purpose the person agreed to."),
    ),
    "guard.unknown_field": _w(gettext_lazy("It holds something that messages of this kind do not have."), _VERSIONS),
    "guard.missing_field": _w(
        gettext_lazy("Something is missing that messages of this kind have."), gettext_lazy("Fill it in and send it again.")
    ),
    "guard.wrong_shape": _w(gettext_lazy("Something in it does not have the right form."), gettext_lazy("Correct it and send it again.")),
    "S12.fact_about_state": _w(
        gettext_lazy("It says something about a state without its source, its date or how sure it is."),
        gettext_lazy("Add the source, the date and how sure it is, or leave the statement out."),
    ),
    "guard.attachments_differ": _w(
        gettext_lazy("The documents that go along are not those that the message lists, or together too large."),
        gettext_lazy("Choose the documents again and send it once more."),
    ),
    "guard.unreadable": _w(gettext_lazy("It cannot be read, so nobody can say what would leave."), _AGAIN),
}

# what the bytes of an envelope, a receipt or a request are refused for
_ENVELOPE = {
    **dict.fromkeys(
        ("format.unknown", "header.profile", "field.missing", "field.unknown", "field.type", "field.address", "field.code"),
        _w(gettext_lazy("It is not written as the other node expects it."), _VERSIONS),
    ),
    **dict.fromkeys(
        (
            "cbor.malformed", "cbor.type", "cbor.not_canonical", "cbor.duplicate_key", "cbor.too_deep", "header.sequence", "header.dates",
            "header.size_class", "wraps.form", "wraps.duplicate",
        ),
        _w(gettext_lazy("It is not written in the one way that is allowed."), _VERSIONS),
    ),
    "format.truncated": _w(gettext_lazy("It was cut off on the way."), _BROKEN),
    "format.trailing": _w(gettext_lazy("Something was added to it on the way."), _BROKEN),
    "format.too_large": _w(gettext_lazy("It is larger than a message may be."), gettext_lazy("Send fewer or smaller attachments.")),
    "wraps.stranger": _w(gettext_lazy("It is sealed with a key that the directory there does not list for either desk."), _KEYS),
    "sender.unknown": _w(gettext_lazy("The directory there does not list the desk that sent it."), _KEYS),
    "signer.unknown": _w(gettext_lazy("It is signed with a key that does not count for the desk, or no longer."), _KEYS),
    "signature.bad": _w(gettext_lazy("The signature does not fit: it was changed on the way, or somebody else wrote it."), _BROKEN),
    "time.expired": _w(gettext_lazy("It had expired when it came."), gettext_lazy("Send it again with a later day.")),
    "time.future": _w(gettext_lazy("It was written in the future, by the clock there."), _CLOCKS),
    "open.no_wrap": _w(gettext_lazy("It was not sealed for this desk."), _KEYS),
    **dict.fromkeys(
        ("open.wrap", "open.chunk", "open.manifest", "open.commitment", "open.attachment", "open.padding", "open.other_digest"),
        _w(gettext_lazy("It does not open to what was signed: it was changed, or its sender made it wrongly."), _AGAIN),
    ),
    "request.other_node": _w(gettext_lazy("The request was meant for another node."), _KEYS),
    "request.unknown": _w(gettext_lazy("The other node does not know what it was asked."), _VERSIONS),
    "request.arguments": _w(gettext_lazy("The other node could not read what it was asked."), _VERSIONS),
    "request.replayed": _w(gettext_lazy("The other node was asked the same before, and answers once."), _BY_ITSELF),
    "content.too_large": _w(gettext_lazy("It is larger than a message may be."), gettext_lazy("Send fewer or smaller attachments.")),
    "content.recipients": _w(gettext_lazy("There is no desk, or one too many, to seal it for."), _KEYS),
    "content.attachment": _w(
        gettext_lazy("An attachment has a name, a type or a size that cannot travel."), gettext_lazy("Rename the file or leave it out.")
    ),
}  # fmt: skip

# what desks answer; none of it says anything about a person
_ANSWERS = {
    str(choice.value): _w(choice.label)
    for choices in (DeclineReason, LeadDeclineReason, LeadMissing, ReferralOutcome, ReferralProgress, ErasureAnswer)
    for choice in choices
}

# what a receipt says that nobody asked for
_BY_ITSELF_THERE = {TIME_OVER: _w(gettext_lazy("They erased it, because the time for which it is kept there was over."))}

CODES: Mapping[str, Words] = MappingProxyType(
    {**_ANSWERS, **_BY_ITSELF_THERE, **_WAITING, **_LINE, **_EXCHANGE, **_DIRECTORY, **_GUARD, **_ENVELOPE}
)

FAULT = "exchange.fault."  # followed by the name of a fault of the program
LINE, ANSWER = "line.", "answer."  # followed by the name of an error of the network; by why an answer was not believed


def explained(code: str) -> Words:
    """The sentence of a code and what to do. A code that nobody wrote words for says so, so that nothing is hidden behind it."""
    if (plain := code.removeprefix(DECLINED)) in CODES:
        return CODES[plain]
    if rule := words_of(code):
        return Words(sentence=rule.rule, remedy=rule.instead)
    if code.startswith(FAULT):
        return Words(
            sentence=_("A fault of the program keeps it from being opened. It is kept, and tried again."),
            remedy=_("Tell your administrator; the place of the fault stands in the log."),
        )
    if code.startswith(LINE):
        return Words(sentence=_("The line to the other node broke off."), remedy=_BY_ITSELF)
    if code.startswith(ANSWER):
        return Words(sentence=_("The answer of the other node could not be believed."), remedy=_KEYS)
    return Words(
        sentence=_("The reason has a code for which this node has no sentence."),
        remedy=_("Tell your administrator the code: the other node may run a newer version."),
    )


def trouble_of(code: str) -> dict[str, object]:
    """What a page says of what is wrong with this node's directory; `never_joined` where there never was one, which is no fault."""
    return {"trouble": explained(code) if code else None, "never_joined": code == "directory.missing"}
