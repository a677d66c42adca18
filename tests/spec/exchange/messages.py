"""A person, desks and messages for the specifications of what may leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from amana.contexts.exchange.guard import Attached, Standing, Verdict, check, written
from amana.contexts.exchange.guard.recognising import Known
from amana.kernel.access.terms import Age, ProtectionClaim

HOME = "ET"
THREAD = str(UUID(int=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    address: str
    kind: str = "protection"
    organisation_kind: str = "shelter"
    state: str = "KE"


shelter_abroad = Desk(address="ke-tuma/shelter")
shelter_at_home = Desk(address="et-maji/shelter", state="ET")
iom = Desk(address="int/assistance", organisation_kind="international", state="XX")
police = Desk(address="ke-polisi/unit", kind="police", organisation_kind="police")
prosecutor = Desk(address="ke-sheria/unit", kind="justice", organisation_kind="prosecutor")

SELAM = Known(names=("Selam Tesfaye Kidane", "ሰላም ተስፋይ"), numbers=("+251 911 234567", "EP7654321"), days=((1999, 4),))

receipt = {"purpose": "assistance", "categories": ["needs"], "valid_until": "2027-01-01"}
referral: Mapping[str, Any] = {
    "service": "accommodation",
    "urgency": "urgent",
    "answer_by": "2026-12-02T09:00Z",
    "reason": "Somebody needs a safe place from tomorrow.",
    "consent": receipt,
}
lead: Mapping[str, Any] = {
    "offences": ["trafficking", "extortion"],
    "what": "A man offered work in another town. On the way people were locked up until their families paid.",
    "places": [{"place": "A farm behind the market", "role": "held", "state": "SD"}],
    "offenders": [{"names": ["Haile Abebe"], "role": "holder", "phones": ["+249 1 22 33 44"]}],
    "willing": "not_asked",
    "source_grade": "B",
    "information_grade": "2",
    "handling": ["H1"],
    "consent": {**receipt, "purpose": "investigation", "categories": ["account"]},
}


def standing(desk: Desk = shelter_abroad, *, purpose: str = "assistance", **changes: object) -> Standing:
    """Selam, grown up, Eritrean, who was asked and fears Libya; no claim is open. She agreed to needs and to nothing else."""
    hers = Standing(
        recipient=desk.address,
        purpose=purpose,
        agreed=frozenset({"needs"}),
        states_feared=frozenset({"LY"}),
        fears_asked=True,
        nationalities=frozenset({"ER"}),
        nationality_settled=True,
        protection_claim=ProtectionClaim.OPEN,
        age=Age.ADULT,
        known=SELAM,
    )
    return replace(hers, **changes)  # type: ignore[arg-type]


def ask(
    content: Mapping[str, Any],
    hers: Standing | None,
    *,
    desk: Desk = shelter_abroad,
    kind: str = "referral",
    attachments: Sequence[Attached] = (),
) -> Verdict:
    purpose = "investigation" if kind == "lead" else "assistance"
    return check(written(content), kind=kind, purpose=purpose, recipient=desk, standing=hers, home_state=HOME, attachments=attachments)


PASSPORT = Attached(name="Passport.pdf", media_type="application/pdf", size=1000, sha256=bytes(range(32)))


def listing(*files: Attached) -> dict[str, Any]:
    """A referral that lists files."""
    lines = [
        {"name": one.name, "media_type": one.media_type, "size": one.size, "sha256": one.sha256.hex(), "cleaned": True} for one in files
    ]
    return {**referral, "documents": lines}
