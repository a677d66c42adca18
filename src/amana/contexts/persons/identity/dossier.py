"""The identity dossier: what was compared, what speaks for and against, how rare the names are, and who decided what and when.

It leaves the service and is about two people's files, so it stands under every safeguard of a disclosure, asked for both of them, and
takes two people. It is refused for a pair about which nobody has decided: a number from a program is no finding (S5).
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from amana.contexts.persons import queries as persons
from amana.contexts.persons.identity import joining, queries
from amana.contexts.persons.identity.errors import NothingDecided
from amana.contexts.persons.identity.paper import parts, title
from amana.contexts.persons.identity.steps import add_step
from amana.contexts.persons.identity.terms import StepKind
from amana.contexts.persons.identity.values import PairView
from amana.contexts.persons.rules.protection import Protection, both
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.documents.parts import pdf
from amana.kernel.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """To whom a dossier goes and on what ground. `kind` and `state` are those of the body that receives it."""

    recipient: str
    kind: str
    state: str
    basis: str
    best_interests: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One paper. Its name holds file numbers, never a name of a person."""

    name: str
    content: bytes


def _leaving(proposal: UUID, to: Handed, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    """What the safeguards ask about handing both files' facts to somebody: of the two people, what protects more counts."""
    row = queries.find(proposal)
    view = queries.view_of(row, access=access)
    protection = _protection(view)
    agreed = [step.user for step in view.steps if step.kind in _DECIDED and step.user not in (None, access.user)]
    return {
        **protection.record(),
        "files": 2,
        "second_person": UserId(agreed[-1]) if agreed and agreed[-1] else None,
        "recipient_kind": to.kind,
        "recipient_state": to.state,
        "legal_basis": to.basis.strip(),
        "best_interests": bool(to.best_interests.strip()),
    }


_DECIDED = (StepKind.JUDGED, StepKind.CONFIRMED, StepKind.DISSENTED)


@action("persons.identity_dossier_beside", resource=queries.other_file, context=_leaving, kind=Kind.EXPORT)
def dossier_beside(proposal: UUID, to: Handed, *, access: Access) -> None:
    """The second file of a dossier: decided for it as well."""


@action("persons.identity_dossier", resource=queries.first_file, context=_leaving, kind=Kind.EXPORT)
def dossier(proposal: UUID, to: Handed, *, language: str, access: Access) -> Dossier:
    """Make the dossier of a pair for a recipient, and write down that they got it: they are told if it is corrected.

    Raises Refused, NothingDecided, PaperNotWritable; then nothing is handed out and nothing written.
    """
    dossier_beside(proposal, to, access=access)
    row = queries.find(proposal)
    view = queries.view_of(row, access=access)
    if not any(step.kind in _DECIDED for step in view.steps):
        raise NothingDecided
    add_step(row, StepKind.DOSSIER, {"recipient": to.recipient, "basis": to.basis}, by=joining.worker(access))
    with translation.override(language):
        content = pdf(
            parts(view, recipient=to.recipient, basis=to.basis, on=timezone.localdate()),
            language=language,
            title=title(view),
            node=settings.NODE.name,
            organisation=row.file.organisation.name,
        )
    record(proposal=str(proposal), recipient=to.recipient, basis=to.basis, language=language)
    return Dossier(name=f"identity-{view.one.number}-{view.other.number}-{language}.pdf", content=content)


def _protection(view: PairView) -> Protection:
    today = timezone.localdate()
    return both(persons.protected_facts(view.one.person, on=today), persons.protected_facts(view.other.person, on=today))
