"""What no policy of any context can ever permit, each as a sentence and as a formula over an arbitrary request.

`never(r)` describes requests; the property holds if every such request is forbidden, whatever else is true of it. The formulas are
written from the safeguards of product.md, not from the Cedar rules. A context adds its own in `tests/contexts/<name>/access_properties.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import z3

from tests.kernel.access.proofs.translation import Request, Text

Formula = Callable[[Request], z3.BoolRef]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One thing that never happens. `rule` is the forbid that it would be expected to miss most."""

    sentence: str
    rule: str
    never: Formula


def holds(r: Request, role: str) -> z3.BoolRef:
    return z3.Select(r.principal("roles"), r.text(role))


def purpose(r: Request, *names: str) -> z3.BoolRef:
    return z3.Or([r.principal("purpose") == r.text(name) for name in names])


def recipient(r: Request, *kinds: str) -> z3.BoolRef:
    return z3.Or([r.context("recipient_kind") == r.text(kind) for kind in kinds])


def on_team(r: Request) -> z3.BoolRef:
    return z3.Select(r.resource("team"), r.principal("user"))


def alone(r: Request) -> z3.BoolRef:
    second = r.context("second_person")
    return z3.Or(second == r.text(""), second == r.principal("user"))


def leaves(r: Request) -> z3.BoolRef:
    return z3.And(r.is_file, r.kind("disclose", "export"))


def goes_to(r: Request, states: str) -> z3.BoolRef:
    """The recipient's state is known, and is among these states of the person."""
    return z3.And(r.is_file, r.context("recipient_state") != r.text(""), z3.Select(r.context(states), r.context("recipient_state")))


def abroad(r: Request) -> z3.BoolRef:
    return z3.And(r.is_file, r.context("recipient_state") != r.text(""), r.context("recipient_state") != r.principal("state"))


def without_role(r: Request, name: str, *roles: str) -> z3.BoolRef:
    return z3.And(purpose(r, name), z3.Not(z3.Or([holds(r, role) for role in roles])))


PROPERTIES = [
    Property(
        sentence="Without a purpose that is open now, nothing happens.",
        rule="access.open",
        never=lambda r: z3.Not(r.principal("open")),
    ),
    Property(
        sentence="Nobody has a purpose open that none of their roles serves.",
        rule="access.purpose_of_role",
        never=lambda r: z3.Or(
            without_role(r, "screening", "intake", "caseworker", "supervisor"),
            without_role(r, "assistance", "caseworker", "supervisor"),
            without_role(r, "referral", "caseworker", "supervisor"),
            without_role(r, "supervision", "supervisor"),
            without_role(r, "identification", "identification_authority"),
            without_role(r, "investigation", "investigator"),
            without_role(r, "dialogue", "focal_point", "legal_expert", "coordinator", "secretariat"),
            without_role(r, "oversight", "guardian", "auditor"),
            without_role(r, "administration", "administrator"),
        ),
    ),
    Property(
        sentence="Nobody who signed in, and nobody with a role, works as the node itself.",
        rule="access.purpose_of_role",
        never=lambda r: z3.And(
            purpose(r, "maintenance"),
            z3.Or(r.principal("user") != r.text(""), r.principal("roles") != z3.EmptySet(Text)),
        ),
    ),
    Property(
        sentence="Whoever has left, or is on leave, does nothing.",
        rule="access.in_service",
        never=lambda r: z3.Not(r.principal("in_service")),
    ),
    Property(
        sentence="A password alone opens nothing.",
        rule="access.second_factor",
        never=lambda r: z3.And(z3.Not(r.principal("second_factor")), z3.Not(purpose(r, "maintenance"))),
    ),
    Property(
        sentence="Whoever administers the node reaches no file, whatever other role they hold and whatever purpose they open.",
        rule="access.administrator_never",
        never=lambda r: z3.And(r.is_file, z3.Or(holds(r, "administrator"), purpose(r, "administration"))),
    ),
    Property(
        sentence="An auditor reaches no file, whatever other role they hold.",
        rule="access.auditor_never",
        never=lambda r: z3.And(r.is_file, holds(r, "auditor")),
    ),
    Property(
        sentence="An auditor changes nothing, not even a record about nobody.",
        rule="access.auditor_changes_nothing",
        never=lambda r: z3.And(holds(r, "auditor"), r.kind("open", "list", "write", "print", "export", "disclose", "erase", "administer")),
    ),
    Property(
        sentence="A data protection officer never sees, changes or sends what a file says.",
        rule="access.guardian_sees_use_not_content",
        never=lambda r: z3.And(
            r.is_file, holds(r, "guardian"), r.kind("open", "list", "write", "print", "export", "disclose", "administer", "enter")
        ),
    ),
    Property(
        sentence="Under the purpose of oversight nobody sees what a file says.",
        rule="access.guardian_sees_use_not_content",
        never=lambda r: z3.And(r.is_file, purpose(r, "oversight"), r.kind("open", "list", "write", "print", "export", "disclose")),
    ),
    Property(
        sentence="Nobody of a police force or a prosecutor's office reaches a file, under any role or purpose.",
        rule="S3.enforcement_never",
        never=lambda r: z3.And(r.is_file, z3.Or([r.principal("organisation_kind") == r.text(kind) for kind in ("police", "prosecutor")])),
    ),
    Property(
        sentence="An investigator reaches no person's file, and nobody does so under the purpose of an investigation.",
        rule="S3.investigation_reaches_no_file",
        never=lambda r: z3.And(r.is_file, z3.Or(purpose(r, "investigation"), holds(r, "investigator"))),
    ),
    Property(
        sentence="The work of the dialogue reaches no person's file, whatever other role somebody holds.",
        rule="access.dialogue_reaches_no_file",
        never=lambda r: z3.And(r.is_file, purpose(r, "dialogue")),
    ),
    Property(
        sentence="Under the purpose of administration one does nothing but administer.",
        rule="access.administration_only_administers",
        never=lambda r: z3.And(purpose(r, "administration"), z3.Not(r.kind("administer", "enter"))),
    ),
    Property(
        sentence="Nobody administers while working with people's files.",
        rule="access.only_administration_administers",
        never=lambda r: z3.And(r.kind("administer"), purpose(r, "assistance", "screening", "referral", "identification")),
    ),
    Property(
        sentence="No job of the node lets anything out.",
        rule="access.maintenance_sends_nothing",
        never=lambda r: z3.And(purpose(r, "maintenance"), r.kind("print", "export", "disclose")),
    ),
    Property(
        sentence="A file of another organisation stays closed to whoever is not on its team, with or without a broken glass.",
        rule="access.holder_or_team",
        never=lambda r: z3.And(
            r.is_file,
            r.resource("organisation") != r.principal("organisation"),
            z3.Not(on_team(r)),
            z3.Not(purpose(r, "maintenance")),
        ),
    ),
    Property(
        sentence="A broken glass opens no file of another organisation, not even to somebody on its team.",
        rule="access.holder_or_team",
        never=lambda r: z3.And(
            r.is_file,
            r.principal("break_glass"),
            r.resource("organisation") != r.principal("organisation"),
            z3.Not(purpose(r, "maintenance")),
        ),
    ),
    Property(
        sentence="Oversight ends at the organisation that is overseen.",
        rule="access.holder_or_team",
        never=lambda r: z3.And(r.is_file, r.resource("organisation") != r.principal("organisation"), purpose(r, "oversight")),
    ),
    Property(
        sentence="A restricted file opens only to its team, or through a glass broken for this very file.",
        rule="access.restricted_to_team",
        never=lambda r: z3.And(
            r.is_file,
            r.resource("level") == r.text("restricted"),
            z3.Not(on_team(r)),
            z3.Or(z3.Not(r.principal("break_glass")), r.principal("break_glass_file") != r.resource("ref")),
            r.kind("open", "list", "write", "print", "export", "disclose"),
            z3.Not(purpose(r, "maintenance")),
        ),
    ),
    Property(
        sentence="A broken glass opens no second file, not even one that would be open without it.",
        rule="access.break_glass_one_file",
        never=lambda r: z3.And(r.is_file, r.principal("break_glass"), r.principal("break_glass_file") != r.resource("ref")),
    ),
    Property(
        sentence="Through a broken glass nothing is changed, printed, exported, disclosed, erased or administered.",
        rule="access.break_glass_reads_only",
        never=lambda r: z3.And(
            r.principal("break_glass"), r.kind("write", "print", "export", "disclose", "erase", "administer", "oversee")
        ),
    ),
    Property(
        sentence="An erased file opens to nobody, the node itself included.",
        rule="S11.erased",
        never=lambda r: z3.And(r.is_file, r.resource("state") == r.text("erased"), z3.Not(r.kind("oversee"))),
    ),
    Property(
        sentence="Who works with files touches no record of another organisation.",
        rule="access.record_of_own_organisation",
        never=lambda r: z3.And(
            z3.Not(r.is_file),
            r.resource("organisation") != r.text(""),
            r.resource("organisation") != r.principal("organisation"),
            purpose(r, "assistance", "screening", "referral", "identification", "supervision"),
        ),
    ),
    Property(
        sentence="Silence is no: nothing leaves without the person's consent or a named provision, except to the person.",
        rule="S1.consent_or_basis",
        never=lambda r: z3.And(
            leaves(r), z3.Not(r.context("consent_covers")), r.context("legal_basis") == r.text(""), z3.Not(recipient(r, "the_person"))
        ),
    ),
    Property(
        sentence="Nothing leaves for nobody in particular.",
        rule="S1.recipient_named",
        never=lambda r: z3.And(leaves(r), recipient(r, "")),
    ),
    Property(
        sentence="Nothing leaves for an authority or service of an unknown state.",
        rule="S1.recipient_state_named",
        never=lambda r: z3.And(
            leaves(r),
            r.context("recipient_state") == r.text(""),
            recipient(r, "ngo", "shelter", "ministry", "refugee_authority", "police", "prosecutor", "health"),
        ),
    ),
    Property(
        sentence="Nothing about a person goes to a state they fear: no consent, law, second person, role or emergency changes that.",
        rule="S2.feared_state",
        never=lambda r: goes_to(r, "states_feared"),
    ),
    Property(
        sentence="Nothing crosses a border before the person was asked what they fear.",
        rule="S2.fears_asked",
        never=lambda r: z3.And(abroad(r), z3.Not(r.context("fears_asked"))),
    ),
    Property(
        sentence="Nothing goes abroad to the state of nationality while protection is asked for, granted, not excluded or not known.",
        rule="S2.nationality_state",
        never=lambda r: z3.And(abroad(r), goes_to(r, "nationalities"), r.context("protection_claim") != r.text("none")),
    ),
    Property(
        sentence="A nationality that is not settled counts as that of the recipient's state.",
        rule="S2.nationality_state",
        never=lambda r: z3.And(abroad(r), z3.Not(r.context("nationality_settled")), r.context("protection_claim") == r.text("unknown")),
    ),
    Property(
        sentence="Police and prosecutors get nothing, on no provision of law, unless the person agreed to inform an investigation.",
        rule="S3.enforcement_needs_consent",
        never=lambda r: z3.And(r.is_file, recipient(r, "police", "prosecutor"), z3.Not(r.context("consent_to_investigation"))),
    ),
    Property(
        sentence="Police and prosecutors do not learn who the person is unless the person agreed to that too.",
        rule="S3.enforcement_learns_no_name",
        never=lambda r: z3.And(
            r.is_file,
            recipient(r, "police", "prosecutor"),
            r.context("identifies_person"),
            z3.Not(r.context("consent_to_identity")),
        ),
    ),
    Property(
        sentence="A child's information, and that of anybody whose age is in doubt, leaves only in their best interests.",
        rule="S9.best_interests",
        never=lambda r: z3.And(
            leaves(r),
            z3.Or(r.context("age") == r.text("child"), r.context("age") == r.text("unknown")),
            z3.Not(r.context("best_interests")),
            z3.Not(recipient(r, "the_person")),
        ),
    ),
    Property(
        sentence="Nobody erases a file alone.",
        rule="access.two_people_erase",
        never=lambda r: z3.And(r.is_file, r.kind("erase"), alone(r), z3.Not(purpose(r, "maintenance"))),
    ),
    Property(
        sentence="Nobody changes, prints, exports or discloses the files of several people alone.",
        rule="access.two_people_many",
        never=lambda r: z3.And(
            r.is_file,
            r.context("files") > 1,
            alone(r),
            r.kind("write", "print", "export", "disclose"),
            z3.Not(purpose(r, "maintenance")),
        ),
    ),
    Property(
        sentence="Nobody discloses alone what the person did not agree to.",
        rule="access.two_people_without_consent",
        never=lambda r: z3.And(
            r.is_file, r.kind("disclose"), z3.Not(r.context("consent_covers")), alone(r), z3.Not(recipient(r, "the_person"))
        ),
    ),
    Property(
        sentence="Nobody reviews what they did themselves.",
        rule="access.nobody_reviews_themselves",
        never=lambda r: z3.And(r.context("author") == r.principal("user"), r.context("author") != r.text("")),
    ),
    Property(
        sentence="A file under legal hold is not erased, by two people, by retention or by the node.",
        rule="S11.legal_hold",
        never=lambda r: z3.And(r.is_file, r.kind("erase"), r.resource("legal_hold")),
    ),
]
