"""Two states, their experts and a secretariat, with the acts of the reference table. All people invented."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from amana.contexts.law.check import actions, queries
from amana.contexts.law.check.actions import GivenAssessment, GivenFinding, GivenProvision
from amana.contexts.law.check.terms import Answer, AssessmentId, Confidence, ProvisionId
from amana.contexts.law.days import PartialDay
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.organisations.terms import OrganisationKind
from amana.kernel.vocabulary.loading import load_all

DUTY = "TIP-3-c"  # one element: for a child, act and purpose suffice
THREE = "TIP-5-1"  # four elements


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWorld:
    """Who works where. Djibouti's ministry has two experts and a coordinator; Kenya has one expert."""

    expert: Access
    colleague: Access
    coordinator: Access
    focal_point: Access
    kenyan: Access
    secretariat: Access
    section: ProvisionId  # of the Djibouti act of 2016


def build() -> CheckWorld:
    load_all()
    actions.load_acts(access=system_access())
    djibouti = Organisation.objects.create(name="Ministry of Justice of Djibouti (invented)", kind=OrganisationKind.MINISTRY, country="DJ")
    kenya = Organisation.objects.create(name="Office of Legal Affairs (invented)", kind=OrganisationKind.MINISTRY, country="KE")
    secretariat = Organisation.objects.create(name="Secretariat (invented)", kind=OrganisationKind.INTERNATIONAL, country="ET")
    expert = access_of("fatouma", djibouti, Role.LEGAL_EXPERT)
    ((act, _sections),) = queries.acts_of("DJ", access=expert)
    section = actions.record_provision(
        GivenProvision(
            act=act.ref, section="1", source="Invented gazette 1", confidence=Confidence.NOT_VERIFIED, starts=PartialDay.read("2016-03-24")
        ),
        access=expert,
    )
    return CheckWorld(
        expert=expert,
        colleague=access_of("hodan", djibouti, Role.LEGAL_EXPERT),
        coordinator=access_of("omar", djibouti, Role.COORDINATOR),
        focal_point=access_of("idriss", djibouti, Role.FOCAL_POINT),
        kenyan=access_of("wanjiru", kenya, Role.LEGAL_EXPERT),
        secretariat=access_of("amina", secretariat, Role.SECRETARIAT),
        section=section,
    )


def access_of(username: str, organisation: Organisation, role: Role) -> Access:
    """Somebody at work for the dialogue, signed in with a second factor."""
    user = User.objects.create_user(username, display_name=username.title())
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=UserId(user.ref),
        organisation=OrganisationId(organisation.ref),
        organisation_kind=organisation.kind,
        state=organisation.country,
        purpose=Purpose.DIALOGUE,
        roles=frozenset({role}),
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        second_factor=True,
    )


def assessed(world: CheckWorld, *, answer: Answer = Answer.YES, state: str = "DJ", by: Access | None = None) -> AssessmentId:
    """A draft about one obligation with one element, resting on a provision."""
    given = GivenAssessment(
        state=state,
        obligation=DUTY,
        findings={"child": GivenFinding(answer=answer, provisions=(world.section,) if state == "DJ" else ())},
        reasoning="Section 1 names no means for children.",
        evidence="" if state == "DJ" else "Invented decision of a court",
    )
    return actions.assess(given, access=by or world.expert)


def confirmed(world: CheckWorld, *, answer: Answer = Answer.YES, by: Access | None = None, reviewer: Access | None = None) -> AssessmentId:
    """The same, sent to review and confirmed by a second person."""
    ref = assessed(world, answer=answer, by=by)
    actions.submit(ref, access=by or world.expert)
    actions.review(ref, confirms=True, note="Read against the text.", access=reviewer or world.coordinator)
    return ref
