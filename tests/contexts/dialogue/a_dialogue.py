"""A secretariat, two states and the people who work for them. All invented; the tables are the real ones."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.dialogue.terms import CommitmentId, LineKind, MeetingKind, Partial, Precision, Source
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.organisations.terms import OrganisationKind
from amana.kernel.vocabulary.loading import load_all
from amana.kernel.vocabulary.terms import Confidence

PAPER = Source(words="Conclusions of the meeting, paragraph 4 (invented)", on=date(2024, 11, 5), confidence=Confidence.READ)
END_OF_MARCH = Partial(last=date(2025, 3, 31), precision=Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who works for whom. `djibouti_police` is of the same state as `djibouti`, but of another organisation."""

    secretariat: Access
    djibouti: Access
    djibouti_colleague: Access
    djibouti_police: Access
    kenya: Access
    expert: Access


def build() -> World:
    """Make the world, with reference data loaded."""
    load_all()
    office = Organisation.objects.create(name="Secretariat (invented)", kind=OrganisationKind.INTERNATIONAL, country="BE")
    justice = Organisation.objects.create(name="Ministry of Justice (invented)", kind=OrganisationKind.MINISTRY, country="DJ")
    interior = Organisation.objects.create(name="Ministry of the Interior (invented)", kind=OrganisationKind.MINISTRY, country="DJ")
    labour = Organisation.objects.create(name="State Department for Labour (invented)", kind=OrganisationKind.MINISTRY, country="KE")
    return World(
        secretariat=access_of("lena", office, Role.SECRETARIAT),
        djibouti=access_of("ayan", justice, Role.FOCAL_POINT),
        djibouti_colleague=access_of("idris", justice, Role.COORDINATOR),
        djibouti_police=access_of("warsame", interior, Role.COORDINATOR),
        kenya=access_of("wanjiru", labour, Role.FOCAL_POINT),
        expert=access_of("otieno", labour, Role.LEGAL_EXPERT),
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
        opened_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=1),
        second_factor=True,
    )


def promise(**given: object) -> dialogue.Promise:
    """What Djibouti promised, but for what a story says."""
    usual = dialogue.Promise(
        action="Print the law of 2016 for every court",
        reference="Recommendation 4",
        owner_state="DJ",
        owner_body="Ministry of Justice",
        deadline=END_OF_MARCH,
        priority="P6",
        source=PAPER,
    )
    return replace(usual, **given)  # type: ignore[arg-type]


def promised(world: World, **given: object) -> CommitmentId:
    """A commitment that the secretariat entered."""
    return dialogue.record_commitment(promise(**given), access=world.secretariat)


def meeting_with_recommendation(world: World) -> tuple[object, object]:
    """A meeting and one recommendation of it."""
    details = dialogue.Details(
        title="Meeting on courts (invented)",
        kind=MeetingKind.THEMATIC,
        ends=Partial(last=date(2024, 11, 5), precision=Precision.DAY),
        place="Djibouti",
        country="DJ",
        source=PAPER,
    )
    meeting = dialogue.record_meeting(details, access=world.secretariat)
    line = dialogue.Line(
        kind=LineKind.RECOMMENDATION,
        text="Every court has the law of 2016 in print",
        number="4",
        state="DJ",
        reference="Conclusions, paragraph 4",
        source=PAPER,
    )
    return meeting, dialogue.add_line(meeting, line, access=world.secretariat)
