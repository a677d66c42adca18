"""May this message leave? Asked of its final bytes, answered with the rule that says no.

Nothing here can be overridden: there is no argument that opens what a rule closes, and what nobody looked up counts against the message.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from amana.contexts.exchange.guard import shapes
from amana.contexts.exchange.guard.reading import read
from amana.contexts.exchange.guard.recognising import Known, is_named, recognised
from amana.contexts.exchange.guard.schemas import SCHEMAS
from amana.contexts.exchange.guard.shapes import Malformed, Told
from amana.contexts.exchange.guard.terms import DOCUMENT_ENDINGS, IDENTIFYING, INVESTIGATION, MOST_DOCUMENTS_BYTES, Category, MessageKind
from amana.kernel.access.terms import Age, ProtectionClaim
from amana.kernel.organisations.terms import OrganisationKind

COVERED = "guard.covered"
ABOUT_NOBODY = "guard.about_nobody"
UNKNOWN_KIND, WRONG_DESK, NO_STANDING = "guard.unknown_kind", "guard.wrong_desk", "guard.no_standing"
OTHER_QUESTION = "guard.other_question"
ATTACHMENTS_DIFFER = "guard.attachments_differ"

# A desk of which kind may get what. Referrals stay among those who protect; a lead goes to those who investigate, and nothing else does.
_DESKS: Mapping[MessageKind, frozenset[str]] = {
    MessageKind.REFERRAL: frozenset({"protection"}),
    MessageKind.ANSWER: frozenset({"protection"}),
    MessageKind.LEAD: frozenset({"police", "justice"}),
    MessageKind.WITHDRAWAL: frozenset({"protection", "police", "justice"}),
    MessageKind.ERASURE_REQUEST: frozenset({"protection", "police", "justice"}),
    MessageKind.ERASURE_CONFIRMED: frozenset({"protection", "police", "justice"}),
}
_ENFORCEMENT_DESKS = frozenset({"police", "justice"})
_ENFORCEMENT = frozenset({OrganisationKind.POLICE.value, OrganisationKind.PROSECUTOR.value})
_NO_STATE = frozenset({"", "XX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes along, as it will be sealed: its name, media type, length in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: bytes


class Addressee(Protocol):
    """What the rules ask about a recipient; a desk of the directory has it. `state` is XX or "" where there is none."""

    @property
    def address(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def organisation_kind(self) -> str: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a person stands to one disclosure: to this desk, for this purpose, today. Every field starts at the answer that opens least.

    agreed          the categories the person agreed to, for exactly this desk and purpose
    by_law          the categories a named provision covers in place of consent, which a second person named
    best_interests  a determination covers it (children, and whoever may be one)
    known           by what the person could be recognised
    """

    recipient: str
    purpose: str
    agreed: frozenset[str] = frozenset()
    by_law: frozenset[str] = frozenset()
    states_feared: frozenset[str] = frozenset()
    fears_asked: bool = False
    nationalities: frozenset[str] = frozenset()
    nationality_settled: bool = False
    protection_claim: ProtectionClaim = ProtectionClaim.UNKNOWN
    age: Age = Age.UNKNOWN
    best_interests: bool = False
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer with the rule that gave it, and what was found in the message.

    field   where the shape is wrong; "" otherwise
    words   words by which the message says who the person is in a place where it should not
    """

    allowed: bool
    code: str
    told: tuple[Told, ...] = ()
    categories: frozenset[Category] = frozenset()
    identifies: bool = False
    field: str = ""
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


def check(
    payload: bytes,
    *,
    kind: str,
    purpose: str,
    recipient: Addressee,
    standing: Standing | None,
    home_state: str,
    attachments: Sequence[Attached] = (),
) -> Verdict:
    """Decide whether one message may leave, by its final bytes. Whoever sends asks this and nothing else; False means nothing is sent.

    standing     of the person the message is about; a message that tells anything of a person is refused without it
    home_state   where this node is: what stays inside the state crosses no border
    attachments  the files that go along. The message lists each of them, in the same words, or nothing leaves: a kind that has no place for
                 such a list takes no files. Copies of papers show who somebody is, whatever they are called
    """
    try:
        message = MessageKind(kind)
        content = read(payload)
        told = shapes.told(SCHEMAS[message], content)
        _same_files(content, attachments)
    except Malformed as wrong:
        return Verdict(allowed=False, code=wrong.code, field=wrong.path)
    except ValueError:
        return Verdict(allowed=False, code=UNKNOWN_KIND)
    words = _recognised(told, standing.known) if standing is not None else ()
    categories = frozenset(one.category for one in told if one.category is not None)
    if words:
        categories |= {Category.IDENTITY}
    code = _decide(message, purpose, recipient, standing, categories, home_state)
    return Verdict(
        allowed=code in (COVERED, ABOUT_NOBODY),
        code=code,
        told=told,
        categories=categories,
        identifies=bool(categories & IDENTIFYING),
        words=words,
    )


def _same_files(content: Mapping[str, object], attachments: Sequence[Attached]) -> None:
    """That the list in a message and the files that go along are one, and each name fits its kind. Raises Malformed."""
    listed = content.get("documents", [])
    files = [(one.name, one.media_type, one.size, one.sha256.hex()) for one in attachments]
    said = [(one["name"], one["media_type"], one["size"], one["sha256"]) for one in listed] if isinstance(listed, list) else []
    if said != files or len({name for name, *_rest in files}) < len(files) or sum(one.size for one in attachments) > MOST_DOCUMENTS_BYTES:
        raise Malformed(ATTACHMENTS_DIFFER, "documents")
    for number, one in enumerate(attachments):
        if not one.name.lower().endswith(DOCUMENT_ENDINGS.get(one.media_type, ())):
            raise Malformed(shapes.WRONG_SHAPE, f"documents[{number}].name")


def _decide(
    message: MessageKind, purpose: str, to: Addressee, standing: Standing | None, categories: frozenset[Category], home_state: str
) -> str:
    if str(to.kind) not in _DESKS[message]:
        return WRONG_DESK
    if message is MessageKind.REFERRAL and str(to.organisation_kind) in _ENFORCEMENT:
        return WRONG_DESK
    if not categories:
        return ABOUT_NOBODY
    if standing is None:
        return NO_STANDING
    if standing.recipient != to.address or standing.purpose != purpose:
        return OTHER_QUESTION
    rules = (_non_refoulement(to, standing, home_state), _enforcement(to, purpose, standing, categories), _agreed(standing, categories))
    if refused := next((code for code in rules if code), ""):
        return refused
    if standing.age is not Age.ADULT and not standing.best_interests:
        return "S9.best_interests"
    return COVERED


def _non_refoulement(to: Addressee, standing: Standing, home_state: str) -> str:
    """S2 (Refugee Convention art. 33(1); CAT art. 3). Neither consent nor a provision of law is asked here, so neither can open it."""
    state = str(to.state)
    if state in _NO_STATE:
        return "" if str(to.organisation_kind) == OrganisationKind.INTERNATIONAL else "S1.recipient_state_named"
    if state in standing.states_feared:
        return "S2.feared_state"
    if state == home_state:
        return ""
    if not standing.fears_asked:
        return "S2.fears_asked"
    if standing.protection_claim is ProtectionClaim.NONE:
        return ""
    return "" if standing.nationality_settled and state not in standing.nationalities else "S2.nationality_state"


def _enforcement(to: Addressee, purpose: str, standing: Standing, categories: frozenset[Category]) -> str:
    """S3 (CoE Convention 197 arts. 11, 12(6)). What a person tells in need reaches those who prosecute only if the person wants that."""
    if str(to.kind) not in _ENFORCEMENT_DESKS and str(to.organisation_kind) not in _ENFORCEMENT:
        return ""
    if purpose != INVESTIGATION or not categories - IDENTIFYING <= standing.agreed:
        return "S3.enforcement_needs_consent"
    return "" if categories & IDENTIFYING <= standing.agreed else "S3.enforcement_learns_no_name"


def _agreed(standing: Standing, categories: frozenset[Category]) -> str:
    """S1. A provision that replaces consent covers all of it or nothing: half agreed and half by law is neither."""
    return "" if categories <= standing.agreed or categories <= standing.by_law else "S1.consent_or_basis"


def _recognised(told: Iterable[Told], known: Known) -> tuple[str, ...]:
    """Words in fields that are not for it by which the person can be recognised."""
    said = tuple(told)
    names_of_others = [one.value for one in said if _is_a_name(one) and not is_named(one.value, known)]
    found: list[str] = []
    for one in said:
        named = one.path.startswith("documents[")  # who may see her papers may not always know her name
        if (one.identifies and not named) or not one.free:
            continue
        if _is_a_name(one):
            found += [one.value] if is_named(one.value, known) else []
        else:
            found += recognised(one.value, known, others=names_of_others)
    return tuple(dict.fromkeys(found))


def _is_a_name(one: Told) -> bool:
    return one.path.startswith("offenders[") and ".names[" in one.path
