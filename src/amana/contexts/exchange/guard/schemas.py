"""Every field of every kind of message: its shape, its category of consent, and whether it must be there."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from amana.contexts.exchange.guard import terms
from amana.contexts.exchange.guard.shapes import Code, Day, Field, FileName, Flag, Group, Many, Matching, OfState, Reference, Text, Whole
from amana.contexts.exchange.guard.terms import Category, MessageKind

_LANGUAGE = Matching(re.compile(r"[a-z]{2,3}"))
_PLACE, _NAME, _NUMBER, _SHORT, _LONG = Text(200), Text(200), Text(60), Text(500), Text(4000)
_AGREED = Code.of(Category)

# What the person was asked and said, as far as the recipient must know it. It says nothing of who they are.
RECEIPT = Group(
    {
        "purpose": Field(Matching(re.compile(r"[a-z_]{2,30}")), required=True),
        "categories": Field(Many(_AGREED, len(Category)), required=True),
        "said_on": Field(Day()),
        "valid_until": Field(Day(), required=True),
        "form": Field(Code.of(terms.ConsentForm)),
        "language": Field(_LANGUAGE),
        "read_aloud": Field(Flag()),
        "notice_version": Field(Whole(1, 1_000_000)),
        "child": Field(Flag()),
        "assent": Field(Code.of(terms.ChildSaid)),
        "guardian": Field(Code.of(terms.GuardianSaid)),
        "may_answer": Field(Flag()),  # the person agreed that the recipient tells the sender what became of it
        "provision": Field(Matching(re.compile(r"[a-z_]{2,30}"))),  # what replaced consent, by its code
    }
)

_BIRTH = Group({"first": Field(Day(), required=True), "last": Field(Day(), required=True)})
_NEED = Group(
    {
        "kind": Field(Code(terms.SERVICES), required=True),
        "urgency": Field(Code(frozenset({"now", "soon", "later"}))),
        "note": Field(_SHORT),
    }
)

# Each file that travels along, as it is sealed: the guard compares this list with the files themselves.
_DOCUMENT = Group(
    {
        "name": Field(FileName(), required=True),
        "media_type": Field(Code(frozenset(terms.DOCUMENT_ENDINGS)), required=True),
        "size": Field(Whole(1, terms.MOST_DOCUMENTS_BYTES), required=True),
        "sha256": Field(Matching(re.compile(r"[0-9a-f]{64}")), required=True),
        "cleaned": Field(Flag(), required=True),  # whether what its maker or camera hid in it was taken out
    }
)

REFERRAL = Group(
    {
        "service": Field(Code(terms.SERVICES), Category.NEEDS, required=True),
        "urgency": Field(Code.of(terms.ReferralUrgency), required=True),
        "answer_by": Field(Matching(re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")), required=True),
        "reason": Field(Text(2000), Category.NEEDS, required=True),
        "needs": Field(Many(_NEED, 20), Category.NEEDS),
        "names": Field(Many(_NAME, 10), Category.IDENTITY),
        "birth": Field(_BIRTH, Category.IDENTITY),
        "gender": Field(Matching(re.compile(r"[A-Za-z]{2,40}")), Category.IDENTITY),
        "languages": Field(Many(_LANGUAGE, 10), Category.IDENTITY),
        "nationalities": Field(Many(OfState(), 5), Category.IDENTITY),
        "phones": Field(Many(_NUMBER, 5), Category.CONTACT),
        "emails": Field(Many(_PLACE, 5), Category.CONTACT),
        "safe_contact": Field(_SHORT, Category.CONTACT),
        "whereabouts": Field(_SHORT, Category.WHEREABOUTS),
        "family": Field(Text(2000), Category.FAMILY),
        "account": Field(_LONG, Category.ACCOUNT),
        "health": Field(Text(2000), Category.HEALTH),
        "legal": Field(Text(2000), Category.LEGAL),
        "documents": Field(Many(_DOCUMENT, terms.MOST_DOCUMENTS), Category.DOCUMENTS),
        "consent": Field(RECEIPT, required=True),
    }
)

ANSWER = Group(
    {
        "about": Field(Reference(), required=True),
        "progress": Field(Code.of(terms.ReferralProgress), Category.NEEDS, required=True),
        "outcome": Field(Code.of(terms.ReferralOutcome), Category.NEEDS),
        "on": Field(Day(), Category.NEEDS, required=True),
        "note": Field(_SHORT, Category.NEEDS),
    }
)

_SPOT = Group(
    {
        "place": Field(_PLACE, required=True),
        "state": Field(OfState()),
        "role": Field(Code.of(terms.PlaceRole), required=True),
        "first": Field(Day()),
        "last": Field(Day()),
    }
)
_OFFENDER = Group(
    {
        "names": Field(Many(_NAME, 10)),
        "role": Field(Code.of(terms.OffenderRole), required=True),
        "phones": Field(Many(_NUMBER, 10)),
        "accounts": Field(Many(_PLACE, 10)),
        "description": Field(Text(1000)),
    }
)
_LEG = Group(
    {
        "from": Field(_PLACE, required=True),
        "to": Field(_PLACE, required=True),
        "on": Field(Day()),
        "transport": Field(Code.of(terms.Transport), required=True),
        "vehicle": Field(_PLACE),
    }
)
_PAYMENT = Group(
    {
        "amount": Field(Matching(re.compile(r"\d{1,12}(\.\d{1,2})?"))),
        "currency": Field(Matching(re.compile(r"[A-Z]{3}"))),
        "method": Field(Code.of(terms.Payment), required=True),
        "to": Field(_PLACE),
        "on": Field(Day()),
        "note": Field(_SHORT),
    }
)
# What is said about the officials or the conduct of a state. Never without source, day and confidence (S12).
_OF_A_STATE = Group(
    {
        "state": Field(OfState(), required=True),
        "what": Field(Text(1000), required=True),
        "source": Field(_PLACE, required=True),
        "on": Field(Day(), required=True),
        "confidence": Field(Code(terms.INFORMATION_GRADES), required=True),
    },
    of_a_state=True,
)
_PERSON = Group(
    {
        "names": Field(Many(_NAME, 10), Category.IDENTITY, required=True),
        "birth": Field(_BIRTH, Category.IDENTITY),
        "nationalities": Field(Many(OfState(), 5), Category.IDENTITY),
        "phones": Field(Many(_NUMBER, 5), Category.CONTACT),
    }
)

LEAD = Group(
    {
        "offences": Field(Many(Code.of(terms.Offence), 12), Category.ACCOUNT, required=True),
        "acts": Field(Many(Code.of(terms.Act), 5), Category.ACCOUNT),
        "means": Field(Many(Code.of(terms.Means), 8), Category.ACCOUNT),
        "exploitation": Field(Many(Code.of(terms.Exploitation), 7), Category.ACCOUNT),
        "what": Field(Text(6000), Category.ACCOUNT, required=True),
        "places": Field(Many(_SPOT, 30), Category.ACCOUNT),
        "offenders": Field(Many(_OFFENDER, 30), Category.ACCOUNT),
        "route": Field(Many(_LEG, 30), Category.ACCOUNT),
        "money": Field(Many(_PAYMENT, 30), Category.ACCOUNT),
        "states": Field(Many(_OF_A_STATE, 10), Category.ACCOUNT),
        "person": Field(_PERSON),
        "willing": Field(Code.of(terms.Willing), required=True),
        "source_grade": Field(Code(terms.SOURCE_GRADES), required=True),
        "information_grade": Field(Code(terms.INFORMATION_GRADES), required=True),
        "handling": Field(Many(Code(terms.HANDLING), 4), required=True),
        "handling_note": Field(_SHORT),
        "consent": Field(RECEIPT, required=True),
    }
)

# These three say nothing about the person: they point at what was sent, and ask that it be left alone, or destroyed.
WITHDRAWAL = Group(
    {
        "about": Field(Reference(), required=True),
        "on": Field(Day(), required=True),
        "categories": Field(Many(_AGREED, len(Category)), required=True),
    }
)
ERASURE_REQUEST = Group({"about": Field(Reference(), required=True), "on": Field(Day(), required=True)})
ERASURE_CONFIRMED = Group(
    {
        "about": Field(Reference(), required=True),
        "answer": Field(Code.of(terms.ErasureAnswer), required=True),
        "on": Field(Day(), required=True),
        "ground": Field(Code.of(terms.KeepGround)),  # with `kept_by_law`: which, by its code
    }
)

SCHEMAS: Mapping[MessageKind, Group] = MappingProxyType(
    {
        MessageKind.REFERRAL: REFERRAL,
        MessageKind.ANSWER: ANSWER,
        MessageKind.LEAD: LEAD,
        MessageKind.WITHDRAWAL: WITHDRAWAL,
        MessageKind.ERASURE_REQUEST: ERASURE_REQUEST,
        MessageKind.ERASURE_CONFIRMED: ERASURE_CONFIRMED,
    }
)
