"""Two services of one node with a desk each, a directory that joins them, and the person they work with. All invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent.terms import Capacity, Category, Form, Purpose, Said
from amana.contexts.cases.consent.values import Question, Recipient, Talk
from amana.contexts.cases.referral import desks
from amana.contexts.cases.referral.compose import Draft
from amana.contexts.exchange.directory.making import NewAgreement, NewDesk, NewNode, make_directory
from amana.contexts.exchange.guard.terms import ReferralUrgency
from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.access.terms import ProtectionClaim
from amana.kernel.access.terms import Purpose as OpenFor
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import PersonId
from amana.kernel.organisations.models import Organisation
from amana.kernel.organisations.terms import OrganisationKind
from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.vocabulary.loading import load_all
from tests.contexts.cases.a_world import access_of, person

SHELTER, CLINIC, POLICE = "et-maji/shelter", "et-maji/clinic", "ke-polisi/unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Who works where, and Selam, a woman of 30 from Eritrea who fears Libya and whose claim for protection is open."""

    shelter: Access
    clinic: Access
    outsider: Access
    selam: PersonId
    yonas: PersonId


def build() -> Region:
    """Make the two services, their desks and the directory that says they may refer people to each other."""
    load_all()
    keystore = get_keystore()
    shelter = Organisation.objects.create(name="House of the Acacia", kind=OrganisationKind.SHELTER, country="ET")
    clinic = Organisation.objects.create(name="Clinic of the Three Wells", kind=OrganisationKind.HEALTH, country="ET")
    other = Organisation.objects.create(name="House of the River", kind=OrganisationKind.SHELTER, country="ET")
    node = NewNode(
        id="et-maji",
        state="ET",
        signing=keystore.public_key(),
        desks=(
            NewDesk("shelter", organisation=shelter.name, organisation_kind="shelter", secrets=(_secret("shelter", shelter),)),
            NewDesk("clinic", organisation=clinic.name, organisation_kind="health", secrets=(_secret("clinic", clinic),)),
        ),
    )
    abroad = NewNode(id="ly-node", state="LY", desks=(NewDesk("shelter", organisation="House abroad", organisation_kind="shelter"),))
    agreements = (
        NewAgreement(SHELTER, CLINIC, kinds=("referral",), purposes=("health_care", "assistance")),
        NewAgreement(SHELTER, POLICE, kinds=("lead",), purposes=("investigation",)),
        NewAgreement(SHELTER, "ly-node/shelter", kinds=("referral",), purposes=("health_care", "assistance")),
    )
    unit = NewDesk("unit", kind="police", organisation="Unit of the North", organisation_kind="police")
    investigators = NewNode(id="ke-polisi", state="KE", profiles=("justice",), desks=(unit,))
    make_directory([node, abroad, investigators], agreements).install()
    worker = access_of("abeba", shelter, OpenFor.ASSISTANCE, Role.CASEWORKER)
    selam = person("Selam Alem Haile", worker, birth=persons.on(date(1996, 5, 4)))
    for kind, value in (
        (persons.FactKind.NATIONALITY_CLAIMED, persons.State(state="ER")),
        (persons.FactKind.STATE_FEARED, persons.State(state="LY")),
        (persons.FactKind.PROTECTION_CLAIM, persons.Chosen(code=ProtectionClaim.OPEN.value)),
        (persons.FactKind.PHONE, persons.Phone(number="+251911234567")),
    ):
        with floor(worker):
            persons.add_fact(selam, persons.Statement(kind=kind, value=value, source=persons.Source.TOLD_BY_PERSON), access=worker)
    return Region(
        shelter=worker,
        clinic=access_of("tesfa", clinic, OpenFor.ASSISTANCE, Role.CASEWORKER),
        outsider=access_of("dawit", other, OpenFor.ASSISTANCE, Role.CASEWORKER),
        selam=selam,
        yonas=person("Yonas Bekele", worker, birth=persons.on(date(2011, 2, 1))),
    )


def _secret(name: str, organisation: Organisation) -> Any:
    held = get_keystore().desk_secrets(name)
    return get_keystore().make_desk_secret(name, organisation.ref) if not held or held[0].organisation != organisation.ref else held[0]


def agree(
    region: Region,
    *categories: Category,
    desk: str = CLINIC,
    purpose: Purpose = Purpose.HEALTH_CARE,
    person: PersonId | None = None,
    **how: Any,
) -> None:
    """She agrees that this desk be told about these categories, so that she is treated."""
    today = timezone.localdate()
    said = {"said_on": today, "form": Form.ORAL, "language": "ti", "capacity": Capacity.ABLE, "child": False, "read_aloud": True}
    question = Question(
        purpose=purpose,
        recipient=Recipient.desk(desks.find(desk)),
        categories=frozenset(categories),
        said=Said.GIVEN,
        valid_until=today + timedelta(days=60),
    )
    consent.record_consent(person or region.selam, Talk(**{**said, **how}), [question], access=region.shelter)


def draft(**changes: Any) -> Draft:
    """A doctor is wanted for her; nothing goes along."""
    given: dict[str, Any] = {
        "sender": SHELTER,
        "recipient": CLINIC,
        "purpose": Purpose.HEALTH_CARE,
        "service": "medical",
        "urgency": ReferralUrgency.URGENT,
        "reason": "Somebody who arrived yesterday should see a doctor.",
    }
    return Draft(**{**given, **changes})
