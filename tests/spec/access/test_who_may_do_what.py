"""Who may do what with a person's file: the safeguards, told as stories. Each is decided by Cedar with the safeguards as they are.

The acts are of the plainest kind ("open a file", "disclose it") and permitted to everybody; whatever is refused here, a safeguard refused.
"""

from dataclasses import dataclass, field

import pytest

from amana.kernel.access.book import Book
from amana.kernel.access.decide import judge
from amana.kernel.access.terms import PURPOSES_OF_ROLE, Age, ProtectionClaim, Purpose
from amana.kernel.access.values import Access, Circumstances, Resource
from amana.kernel.accounts.terms import Role
from amana.kernel.catalogue import Kind
from tests.kernel.access.worlds import access, file, open_book, record

ALLOWED = "try.everything"

case_worker = access()
supervisor = access(Purpose.SUPERVISION, Role.SUPERVISOR)
guardian = access(Purpose.OVERSIGHT, Role.GUARDIAN)
auditor = access(Purpose.OVERSIGHT, Role.AUDITOR)
administrator = access(Purpose.ADMINISTRATION, Role.ADMINISTRATOR)
authority = access(Purpose.IDENTIFICATION, Role.IDENTIFICATION_AUTHORITY)
intake = access(Purpose.SCREENING, Role.INTAKE)
the_node = access(Purpose.MAINTENANCE, None, user=None, organisation=None, second_factor=False)

ours = file()
restricted = file(level="restricted")
restricted_with_me = file(level="restricted", team={case_worker.user})
of_others = file(organisation="00000000-0000-0000-0000-000000000200")
of_others_with_me = file(organisation="00000000-0000-0000-0000-000000000200", team={case_worker.user})
erased = file(state="erased")
held = file(legal_hold=True)


@pytest.fixture(scope="module")
def book() -> Book:
    return open_book()


def given(**facts: object) -> Circumstances:
    """A disclosure to a shelter in the same country, agreed to by an adult who was asked everything; but for what the story says."""
    agreed: dict[str, object] = {
        "recipient_kind": "shelter",
        "recipient_state": "ET",
        "consent_covers": True,
        "fears_asked": True,
        "nationalities": frozenset({"ER"}),
        "nationality_settled": True,
        "protection_claim": ProtectionClaim.OPEN,
        "age": Age.ADULT,
    }
    return Circumstances(**{**agreed, **facts})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Story:
    told: str
    who: Access
    kind: Kind
    what: Resource
    reason: str
    facts: Circumstances = field(default_factory=Circumstances)


IN_THE_HOUSE = [
    Story("a case worker opens a file of her shelter", case_worker, Kind.OPEN, ours, ALLOWED),
    Story("a closed file is still read", case_worker, Kind.OPEN, file(state="closed"), ALLOWED),
    Story("an identification authority opens a file to decide", authority, Kind.OPEN, ours, ALLOWED),
    Story("somebody at intake writes down an answer", intake, Kind.WRITE, ours, ALLOWED),
    Story("a password alone opens nothing", access(second_factor=False), Kind.OPEN, ours, "access.second_factor"),
    Story("on leave nothing opens", access(in_service=False), Kind.OPEN, ours, "access.in_service"),
    Story("a purpose has run out", access(expires_at=access().opened_at), Kind.OPEN, ours, "access.open"),
    Story("help is not open to somebody at intake", access(role=Role.INTAKE), Kind.OPEN, ours, "access.purpose_of_role"),
    Story("an administrator opens a file", administrator, Kind.OPEN, ours, "access.administration_only_administers"),
    Story(
        "an administrator who is also a case worker opens a file",
        access(roles=frozenset({Role.ADMINISTRATOR, Role.CASEWORKER})), Kind.OPEN, ours, "access.administrator_never",
    ),
    Story("an administrator changes an account", administrator, Kind.ADMINISTER, record(), ALLOWED),
    Story("a case worker changes an account", case_worker, Kind.ADMINISTER, record(), "access.only_administration_administers"),
    Story("an auditor reads the log", auditor, Kind.OVERSEE, record(), ALLOWED),
    Story("an auditor opens a file", auditor, Kind.OPEN, ours, "access.auditor_changes_nothing"),
    Story("an auditor asks who used a file", auditor, Kind.OVERSEE, ours, "access.auditor_never"),
    Story("an auditor changes a record", auditor, Kind.WRITE, record(), "access.auditor_changes_nothing"),
    Story("the data protection officer asks who used a file", guardian, Kind.OVERSEE, restricted, ALLOWED),
    Story("the data protection officer opens a file", guardian, Kind.OPEN, ours, "access.guardian_sees_use_not_content"),
    Story("a police officer with the role of a case worker", access(organisation_kind="police"), Kind.OPEN, ours, "S3.enforcement_never"),
    Story("a file of another shelter", case_worker, Kind.OPEN, of_others, "access.holder_or_team"),
    Story("a file of another shelter, on whose team she is", case_worker, Kind.OPEN, of_others_with_me, ALLOWED),
    Story("a restricted file", case_worker, Kind.OPEN, restricted, "access.restricted_to_team"),
    Story("a restricted file, as its supervisor but not of its team", supervisor, Kind.OPEN, restricted, "access.restricted_to_team"),
    Story("a restricted file, on whose team she is", case_worker, Kind.WRITE, restricted_with_me, ALLOWED),
    Story("a restricted file through a broken glass", access(break_glass_file=restricted.file), Kind.OPEN, restricted, ALLOWED),
    Story(
        "writing through a broken glass",
        access(break_glass_file=restricted.file), Kind.WRITE, restricted, "access.break_glass_reads_only",
    ),
    Story("another file through that glass", access(break_glass_file=restricted.file), Kind.OPEN, ours, "access.break_glass_one_file"),
    Story("an erased file", case_worker, Kind.OPEN, erased, "S11.erased"),
    Story("that a file was erased", guardian, Kind.OVERSEE, erased, ALLOWED),
    Story(
        "a record of another organisation",
        case_worker, Kind.WRITE, record(organisation="00000000-0000-0000-0000-000000000200"), "access.record_of_own_organisation",
    ),
    Story("the node rebuilds an index", the_node, Kind.WRITE, restricted, ALLOWED),
]  # fmt: skip

WHAT_LEAVES = [
    Story("agreed, to a shelter in the country", case_worker, Kind.DISCLOSE, ours, ALLOWED, given()),
    Story("silence is no", case_worker, Kind.DISCLOSE, ours, "S1.consent_or_basis", given(consent_covers=False)),
    Story("her own copy needs nobody's leave", case_worker, Kind.EXPORT, ours, ALLOWED, Circumstances(recipient_kind="the_person")),
    Story("nobody in particular", case_worker, Kind.EXPORT, ours, "S1.recipient_named", given(recipient_kind="")),
    Story("a recipient of no known state", case_worker, Kind.DISCLOSE, ours, "S1.recipient_state_named", given(recipient_state="")),
    Story(
        "an international organisation",
        case_worker, Kind.DISCLOSE, ours, ALLOWED, given(recipient_kind="international", recipient_state=""),
    ),
    Story(
        "law instead of consent, alone",
        case_worker, Kind.DISCLOSE, ours, "access.two_people_without_consent", given(consent_covers=False, legal_basis="Act 5, s. 3"),
    ),
    Story(
        "law instead of consent, with a colleague",
        case_worker, Kind.DISCLOSE, ours, ALLOWED,
        given(consent_covers=False, legal_basis="Act 5, s. 3", second_person=file().file),
    ),
    Story("a state she fears", case_worker, Kind.DISCLOSE, ours, "S2.feared_state", given(recipient_state="SD", states_feared={"SD"})),
    Story(
        "a state she fears, with consent, law and a colleague",
        supervisor, Kind.DISCLOSE, ours, "S2.feared_state",
        given(recipient_state="SD", states_feared={"SD"}, legal_basis="Act 5, s. 3", second_person=file().file),
    ),
    Story(
        "printing for a state she fears",
        case_worker, Kind.PRINT, ours, "S2.feared_state", given(recipient_state="SD", states_feared={"SD"}),
    ),
    Story("across a border before she was asked", case_worker, Kind.DISCLOSE, ours, "S2.fears_asked",
          given(recipient_state="IT", fears_asked=False)),
    Story("across a border after she was asked", case_worker, Kind.DISCLOSE, ours, ALLOWED, given(recipient_state="IT")),
    Story("her embassy while she seeks asylum", case_worker, Kind.DISCLOSE, ours, "S2.nationality_state", given(recipient_state="ER")),
    Story(
        "her embassy although she was recognised",
        case_worker, Kind.DISCLOSE, ours, "S2.nationality_state",
        given(recipient_state="ER", protection_claim=ProtectionClaim.GRANTED),
    ),
    Story(
        "her embassy after she declined asylum on record",
        case_worker, Kind.DISCLOSE, ours, ALLOWED, given(recipient_state="ER", protection_claim=ProtectionClaim.NONE),
    ),
    Story(
        "a state that may be hers, for nobody settled her nationality",
        case_worker, Kind.DISCLOSE, ours, "S2.nationality_state", given(recipient_state="IT", nationality_settled=False),
    ),
    Story("a shelter at home for a national at home", case_worker, Kind.DISCLOSE, ours, ALLOWED, given(nationalities={"ET"})),
    Story(
        "the police, although she agreed to help",
        case_worker, Kind.DISCLOSE, ours, "S3.enforcement_learns_no_name", given(recipient_kind="police"),
    ),
    Story(
        "the police, with facts about the offence only",
        case_worker, Kind.DISCLOSE, ours, "S3.enforcement_needs_consent", given(recipient_kind="police", identifies_person=False),
    ),
    Story(
        "the police, with facts about the offence, as she agreed",
        case_worker, Kind.DISCLOSE, ours, ALLOWED,
        given(recipient_kind="police", identifies_person=False, consent_to_investigation=True),
    ),
    Story(
        "the police, with her name, which she did not agree to",
        case_worker, Kind.DISCLOSE, ours, "S3.enforcement_learns_no_name", given(recipient_kind="police", consent_to_investigation=True),
    ),
    Story("a child, without a best interests determination", case_worker, Kind.DISCLOSE, ours, "S9.best_interests", given(age=Age.CHILD)),
    Story("in doubt about age", case_worker, Kind.EXPORT, ours, "S9.best_interests", given(age=Age.UNKNOWN)),
    Story("a child, in the child's best interests", case_worker, Kind.DISCLOSE, ours, ALLOWED, given(age=Age.CHILD, best_interests=True)),
    Story("a job of the node sends a file", the_node, Kind.DISCLOSE, ours, "access.maintenance_sends_nothing", given()),
]  # fmt: skip

TWO_PEOPLE = [
    Story("erasing alone", guardian, Kind.ERASE, ours, "access.two_people_erase"),
    Story("erasing with oneself", guardian, Kind.ERASE, ours, "access.two_people_erase", Circumstances(second_person=guardian.user)),
    Story("erasing with a colleague", guardian, Kind.ERASE, ours, ALLOWED, Circumstances(second_person=file().file)),
    Story("the node erases what is due", the_node, Kind.ERASE, ours, ALLOWED),
    Story("a file under legal hold", guardian, Kind.ERASE, held, "S11.legal_hold", Circumstances(second_person=file().file)),
    Story("the node erases a file under legal hold", the_node, Kind.ERASE, held, "S11.legal_hold"),
    Story("merging two files alone", case_worker, Kind.WRITE, ours, "access.two_people_many", Circumstances(files=2)),
    Story("merging two files with a colleague", case_worker, Kind.WRITE, ours, ALLOWED,
          Circumstances(files=2, second_person=file().file)),
    Story("exporting a list alone", case_worker, Kind.EXPORT, ours, "access.two_people_many", given(files=400)),
    Story("reviewing what one did oneself", supervisor, Kind.OVERSEE, record(), "access.nobody_reviews_themselves",
          Circumstances(author=supervisor.user)),
]  # fmt: skip


@pytest.mark.parametrize("story", [*IN_THE_HOUSE, *WHAT_LEAVES, *TWO_PEOPLE], ids=lambda story: story.told)
def test_the_safeguards(story: Story, book: Book) -> None:
    assert judge(book, story.who, f"try.{story.what.kind}.{story.kind}", story.what, story.facts).reason == story.reason


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_purposes_of_each_role_are_the_same_in_the_policy_and_in_the_program(role: Role, purpose: Purpose, book: Book) -> None:
    said = judge(book, access(purpose, role), "try.Record.oversee", record(), Circumstances())
    assert ("access.purpose_of_role" in said.policies) is (purpose not in PURPOSES_OF_ROLE[role])


def test_an_act_nobody_declared_is_refused(book: Book) -> None:
    assert judge(book, case_worker, "try.unheard_of", ours, Circumstances()).reason == "access.unknown_act"


def test_an_act_on_files_is_refused_on_a_record(book: Book) -> None:
    assert judge(book, case_worker, "try.File.open", record(), Circumstances()).reason == "access.wrong_resource"
