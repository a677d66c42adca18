"""All models of the context, gathered from its features for Django."""

from amana.contexts.law.treaties.models import ClaimDecision, ClaimEnd, ClaimVersion, TreatyClaim

__all__ = ["ClaimDecision", "ClaimEnd", "ClaimVersion", "TreatyClaim"]
