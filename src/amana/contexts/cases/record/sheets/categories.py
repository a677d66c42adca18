"""Which category of the consent ledger each field belongs to. A field without one goes to nobody but the person."""

from amana.contexts.cases.consent.terms import Category
from amana.contexts.cases.htcds import extension
from amana.contexts.cases.record.kinds import homes
from amana.contexts.cases.record.terms import EntryKind

_KINDS = {
    EntryKind.ACT: Category.ACCOUNT,
    EntryKind.MEANS: Category.ACCOUNT,
    EntryKind.PURPOSE: Category.ACCOUNT,
    EntryKind.RECRUITMENT: Category.ACCOUNT,
    EntryKind.EXPLOITATION: Category.ACCOUNT,
    EntryKind.EVENT: Category.ACCOUNT,
    EntryKind.LEG: Category.ACCOUNT,
    EntryKind.OFFENDER: Category.ACCOUNT,
    EntryKind.VULNERABILITY: Category.HEALTH,
    EntryKind.REFERRAL_IN: Category.NEEDS,
    EntryKind.REFERRAL_OUT: Category.NEEDS,
    EntryKind.NEED: Category.NEEDS,
    EntryKind.PLAN: Category.NEEDS,
    EntryKind.SERVICE: Category.NEEDS,
    EntryKind.BODY: Category.NEEDS,
    EntryKind.CHILD_PROCEDURE: Category.LEGAL,
}
_CONTACT = frozenset({"prs_HomePhone", "prs_MobilePhone", "prs_Email", "amana:other_phones"})
_FAMILY = frozenset({"prs_NumberOfChildren", "prs_MaritalStatus", "amana:mother_name"})
_LEGAL = frozenset(
    {
        "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg", "amana:reasonable_grounds_on", "amana:identified_on",
        "con_Consent", "vic_AgreementToManagePersonalData",
    }
)  # fmt: skip
_WORK = frozenset({"cas_Status", "cas_ReasonForCaseClosure", "cas_CaseOwner"})
_BESIDE = {"amana:events": Category.ACCOUNT, "amana:outgoing_referrals": Category.NEEDS, "amana:plans": Category.NEEDS}


def category_of(name: str) -> Category | None:
    """The category of a field of the standard or of the namespace; None for one that goes to the person alone."""
    if name in _CONTACT:
        return Category.CONTACT
    if name.startswith("prs_Mailing"):
        return Category.WHEREABOUTS
    if name in _FAMILY:
        return Category.FAMILY
    if name in _LEGAL:
        return Category.LEGAL
    if name in _WORK:
        return Category.NEEDS
    if name in _BESIDE:
        return _BESIDE[name]
    if name.startswith("prs_") or _of_person(name):
        return Category.IDENTITY
    kind = homes().get(name)
    return None if kind is None else category_of_kind(kind)


def category_of_kind(kind: EntryKind) -> Category | None:
    """The category of an entry; None for notes, tasks and the remainder of a sheet, which go to the person alone."""
    return _KINDS.get(kind)


def _of_person(name: str) -> bool:
    declared = extension.FIELDS.get(name.removeprefix(extension.PREFIX)) if name.startswith(extension.PREFIX) else None
    return declared is not None and declared.group == "prs"
