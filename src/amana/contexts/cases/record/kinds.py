"""What each kind of entry may say: fields of HTCDS 2.0 under their own names, fields of the namespace `amana:`, and our own.

Every one of the 84 fields has a home: here, in the person's file, or derived (`HOMES`; tests/spec/cases/test_homes.py).
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.htcds import extension
from amana.contexts.cases.htcds.fields import by_name
from amana.contexts.cases.record.terms import EntryKind, NeedKind, Outcome, Urgency
from amana.kernel.imports.fields import Code, Field
from amana.kernel.imports.terms import FieldKind


def _codes(choices: type[NeedKind] | type[Urgency] | type[Outcome]) -> tuple[Code, ...]:
    return tuple(Code(code=value, label=label) for value, label in choices.choices)


# Fields of our own that neither HTCDS nor its namespace needs: they are about the work, not about the case as data.
OWN: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            Field(name="from_place", title=_("From where"), kind=FieldKind.TEXT, group="leg"),
            Field(name="to_place", title=_("To where"), kind=FieldKind.TEXT, group="leg"),
            Field(name="to_country", title=_("Country"), kind=FieldKind.COUNTRY, group="leg"),
            Field(name="left", title=_("Left"), kind=FieldKind.ANYTHING, group="leg"),
            Field(name="arrived", title=_("Arrived"), kind=FieldKind.ANYTHING, group="leg"),
            Field(name="mode", title=_("By what means"), kind=FieldKind.TEXT, group="leg"),
            Field(name="moved_by", title=_("Who moved the person"), kind=FieldKind.TEXT, group="leg"),
            Field(name="paid", title=_("What was paid, by whom"), kind=FieldKind.TEXT, group="leg"),
            Field(name="held", title=_("The person was held on the way"), kind=FieldKind.BOOLEAN, group="leg"),
            Field(name="from_when", title=_("From when"), kind=FieldKind.ANYTHING, group="exploitation"),
            Field(name="until_when", title=_("Until when"), kind=FieldKind.ANYTHING, group="exploitation"),
            Field(name="country", title=_("Country"), kind=FieldKind.COUNTRY, group="exploitation"),
            Field(name="conditions", title=_("Hours, pay, conditions"), kind=FieldKind.LONG_TEXT, group="exploitation"),
            Field(name="need", title=_("Kind of help"), kind=FieldKind.CHOICE, group="need", codes=_codes(NeedKind)),
            Field(name="urgency", title=_("How soon"), kind=FieldKind.CHOICE, group="need", codes=_codes(Urgency)),
            Field(name="text", title=_("In words"), kind=FieldKind.LONG_TEXT, group="work"),
            Field(name="provider", title=_("Who gives it"), kind=FieldKind.TEXT, group="work"),
            Field(name="outcome", title=_("How it ended"), kind=FieldKind.CHOICE, group="work", codes=_codes(Outcome)),
        )
    }
)

# Days that may lack day or month, as {"calendar", "year", "month", "day"} (`kernel.locale.calendars.CalendarDay`).
PARTIAL_DAYS = frozenset({"left", "arrived", "from_when", "until_when"})

_AMANA = extension.PREFIX

KINDS: Mapping[EntryKind, tuple[str, ...]] = MappingProxyType(
    {
        EntryKind.ACT: (f"{_AMANA}act", "text"),
        EntryKind.MEANS: ("vic_MethodsOfControl", f"{_AMANA}torture", f"{_AMANA}ransom", "text"),
        EntryKind.PURPOSE: ("vic_TypeOfExploitation", f"{_AMANA}criminal_exploitation", f"{_AMANA}state_conscription", "text"),
        EntryKind.RECRUITMENT: (
            "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_RecruitmentWebsitesAndApps", "vic_RelationshipToTrafficker",
        ),
        EntryKind.EXPLOITATION: (
            "vic_LocationOfExploitation", "country", "from_when", "until_when", "conditions", "vic_AgeWhenTrafficked",
            "vic_TypeOfSexExploitation", "vic_ForcedLabourIndustry", "vic_ExploitationWebsitesAndApps",
        ),
        EntryKind.EVENT: (
            "hte_Type", "hte_Date", "hte_Description", "hte_Street", "hte_City", "hte_State", "hte_PostalCode", "hte_Country",
            "hte_Latitude", "hte_Longitude",
        ),
        EntryKind.LEG: ("from_place", "to_place", "to_country", "left", "arrived", "mode", "moved_by", "paid", "held"),
        EntryKind.OFFENDER: ("per_RoleInProcess", "per_RoleDetails", "per_Organisation"),
        EntryKind.VULNERABILITY: ("vic_Vulnerabilities", "vic_DetailsOfVulnerabilities"),
        EntryKind.REFERRAL_IN: (
            "cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral",
            "cas_IncomingReferralDetails",
        ),
        EntryKind.REFERRAL_OUT: (
            "cas_ReferredOrganisation", "cas_OutgoingReferralDate", "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral",
            "cas_OutgoingReferralDetails",
        ),
        EntryKind.NEED: ("need", "urgency", "text", "outcome"),
        EntryKind.PLAN: ("spl_Type", "spl_Objectives", "spl_ActionPlan", "spl_PlannedEndDate", "spl_ActualEndDate"),
        EntryKind.SERVICE: ("need", "provider", "text", "outcome"),
        EntryKind.TASK: ("text", "outcome"),
        EntryKind.NOTE: ("cco_CaseComment",),
        EntryKind.CHILD_PROCEDURE: (f"{_AMANA}child_procedure", "text"),
        EntryKind.BODY: (
            "org_Name", "org_Type", "org_Phone", "org_ShippingStreet", "org_ShippingCity", "org_ShippingState", "org_ShippingPostalCode",
            "org_ShippingCountry", "org_ShippingLatitude", "org_ShippingLongitude",
        ),
        # What a sheet says of consent and status is kept as its word. It is neither a consent nor a decision of an authority here.
        EntryKind.SHEET: (
            "cas_CaseOwner", "con_Consent", "vic_AgreementToManagePersonalData", "vic_TraffickingStatus",
            "vic_TraffickingStatusDecisionMakingOrg", f"{_AMANA}reasonable_grounds_on", f"{_AMANA}identified_on",
        ),
    }
)  # fmt: skip

# What must be there for an entry of a kind to say anything.
REQUIRED: Mapping[EntryKind, tuple[str, ...]] = MappingProxyType(
    {
        EntryKind.ACT: (f"{_AMANA}act",),
        EntryKind.NEED: ("need", "urgency"),
        EntryKind.SERVICE: ("need",),
        EntryKind.TASK: ("text",),
        EntryKind.NOTE: ("cco_CaseComment",),
    }
)

# Kept on the case, and changed by acts of their own.
OF_THE_CASE = ("cas_Status", "cas_ReasonForCaseClosure")


@lru_cache(maxsize=1)
def homes() -> Mapping[str, EntryKind]:
    """Which kind of entry holds a field of HTCDS or of the namespace."""
    return MappingProxyType({name: kind for kind, names in KINDS.items() for name in names if name not in OWN})


def field(name: str) -> Field:
    """The declaration of a field of an entry. Raises KeyError."""
    return OWN[name] if name in OWN else by_name()[name]


def fields_of(kind: EntryKind) -> tuple[Field, ...]:
    """What an entry of a kind may say, in the order of its form."""
    return tuple(field(name) for name in KINDS[kind])
