"""All models of the context, gathered from its features for Django."""

from amana.contexts.cases.consent.models import (
    ConsentLine,
    ConsentTalk,
    ConsentWithdrawal,
    DisclosureMade,
    NamedBasis,
    RecipientTold,
)
from amana.contexts.cases.identification.models import IdentificationAct, IdentificationStep, RecoveryPeriod
from amana.contexts.cases.leads.models import Lead, LeadContent
from amana.contexts.cases.record.models import Attachment, AttachmentPiece, Case, CaseEntry, CaseStatusChange
from amana.contexts.cases.referral.models import MessageOfDisclosure, NoticeSent, Referral, ReferralContent, ReferralStep
from amana.contexts.cases.screening.models import Screening, ScreeningAnswer, ScreeningConclusion

__all__ = [
    "Attachment",
    "AttachmentPiece",
    "Case",
    "CaseEntry",
    "CaseStatusChange",
    "ConsentLine",
    "ConsentTalk",
    "ConsentWithdrawal",
    "DisclosureMade",
    "IdentificationAct",
    "IdentificationStep",
    "Lead",
    "LeadContent",
    "MessageOfDisclosure",
    "NamedBasis",
    "NoticeSent",
    "RecipientTold",
    "RecoveryPeriod",
    "Referral",
    "ReferralContent",
    "ReferralStep",
    "Screening",
    "ScreeningAnswer",
    "ScreeningConclusion",
]
