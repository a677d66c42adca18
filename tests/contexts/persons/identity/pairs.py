"""Pairs of files for the tests of the identity desk, and assessments made by hand, so that no test hangs on the engine's numbers."""

from dataclasses import replace
from uuid import UUID

from amana.contexts.persons.identity import actions, proposing, queries
from amana.contexts.persons.identity.actions import Judgement, token
from amana.contexts.persons.identity.models import LinkProposal
from amana.contexts.persons.identity.terms import Made, Opinion
from amana.contexts.persons.identity.values import PairView
from amana.contexts.persons.models import Person
from amana.engines.matching import Assessment, Band, Basis, Evidence, Level, Limit, PartEvidence, Role
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.values import Access
from amana.kernel.ids import PersonId

ALIKE = Assessment(
    probability=0.97,
    bits=6.0,
    prior_bits=-12.0,
    band=Band.POSSIBLE,
    limits=(Limit.UNSURE,),
    parts=(
        PartEvidence(Role.GIVEN, "Medhanie", "መድሃኔ", Level.SOUNDS_SAME, 6.0),
        PartEvidence(Role.FATHER, "Yehdego", "ይሕደጎ", Level.SOUNDS_SAME, 9.0),
    ),
    evidence=(
        Evidence(code="name.sounds_same", bits=9.0, data={"role": "father", "query": "Yehdego", "candidate": "ይሕደጎ"}),
        Evidence(code="name.sounds_same", bits=6.0, data={"role": "given", "query": "Medhanie", "candidate": "መድሃኔ"}),
        Evidence(code="birth.same_year", bits=3.0),
    ),
    families=frozenset({Basis.NAMES, Basis.BIRTH}),
    namesakes=0.4,
    register_size=4000,
    model="by hand",
)
OTHER_FATHER = Evidence(code="name.differs", bits=-7.0, data={"role": "father", "query": "Yehdego", "candidate": "Tesfamariam"})
OTHER_YEAR = Evidence(code="birth.year_differs", bits=-4.0, data={"by": 6})
# What happened in 2016: given name, nationality, a phone contact and a place are shared, the father's name and the age are not.
MEDHANIE = replace(
    ALIKE,
    probability=0.02,
    bits=-5.6,
    limits=(Limit.CONTRARY, Limit.UNSURE),
    parts=(
        PartEvidence(Role.GIVEN, "Medhanie", "Medhanie", Level.SAME, 6.0),
        PartEvidence(Role.FATHER, "Yehdego", "Tesfamariam", Level.DIFFERS, -7.0),
    ),
    evidence=(
        OTHER_FATHER,
        OTHER_YEAR,
        Evidence(code="phone.same", bits=8.0, data={"phone": "4711"}),
        Evidence(code="name.same", bits=6.0, data={"role": "given", "query": "Medhanie", "candidate": "Medhanie"}),
    ),
    families=frozenset({Basis.NAMES, Basis.PHONE}),
)
NAMES_ONLY = replace(ALIKE, evidence=ALIKE.evidence[:2], families=frozenset({Basis.NAMES}), limits=(Limit.ONE_FAMILY,))
NOT_ALIKE = replace(ALIKE, band=Band.NOT_PROPOSED, limits=(Limit.NO_FATHER_OR_IDENTIFIER,), bits=-9.0, probability=0.001)


def said(monkeypatch, assessment: Assessment) -> None:
    """Let the engine say this about every pair."""
    monkeypatch.setattr(proposing, "weigh_many", lambda one, others, *, register: [assessment] * len(others))


def proposed(one: PersonId, other: PersonId, access: Access) -> UUID:
    return actions.propose(one, other, access=access)


def looked_at(proposal: UUID, access: Access) -> PairView:
    return queries.pair(proposal, access=access)


def decided(proposal: UUID, opinion: Opinion, access: Access, *, answers=None, reason="I asked them both", coercive=False):
    seen = token(looked_at(proposal, access))
    return actions.judge(
        proposal, Judgement(opinion=opinion, reason=reason, seen=seen, answers=answers or {}, coercive=coercive), access=access
    )


def confirmed(proposal: UUID, access: Access, *, agrees: bool = True, reason: str = "I read the answers"):
    return actions.confirm(proposal, agrees=agrees, reason=reason, seen=token(looked_at(proposal, access)), access=access)


def undone(proposal: UUID, access: Access, because: str = "It was somebody else") -> None:
    actions.undo(proposal, because, seen=token(looked_at(proposal, access)), access=access)


def compared(*persons: PersonId, made: Made = Made.CHANGED) -> int:
    """Have the node compare these persons, as its job does."""
    with floor(system_access()):
        rows = list(Person.objects.filter(ref__in=persons).values_list("pk", flat=True))
    return proposing.compare(rows, made=made, access=system_access())


def proposals() -> list[LinkProposal]:
    with floor(system_access()):
        return list(LinkProposal.objects.select_related("file", "person", "other").order_by("pk"))
