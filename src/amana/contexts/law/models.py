"""All models of the context, gathered from its features for Django."""

from amana.contexts.law.check.models import Assessment, AssessmentStep, NationalAct, Provision
from amana.contexts.law.treaties.models import ClaimDecision, ClaimEnd, ClaimVersion, TreatyClaim

__all__ = ["Assessment", "AssessmentStep", "ClaimDecision", "ClaimEnd", "ClaimVersion", "NationalAct", "Provision", "TreatyClaim"]
