"""Whether an obligation binds a state on a day."""

from datetime import date

from amana.engines.norms.values import Binding, Force, Obligation, Party, Standing, Strength

FORCE_OF = {Strength.MANDATORY: Force.BINDS, Strength.CONSIDER: Force.TO_BE_WEIGHED, Strength.OPTIONAL: Force.ALLOWS}


def binding_on(obligation: Obligation, standing: Standing, *, on: date) -> Binding:
    """Decide what an obligation does to a state on a day.

    A party is bound from the day recorded; without a day it is bound, and the reason says that the day is not known. A signature
    alone binds nobody to the obligation: it forbids to defeat the treaty's object and purpose (Vienna Convention on the Law of Treaties,
    art. 18). Contradicting claims and silence give "uncertain", never "not bound".
    """
    if standing.party is Party.DISPUTED:
        return Binding(force=Force.UNCERTAIN, reason="norms.claims_contradict")
    if standing.party is Party.NOT_KNOWN:
        return Binding(force=Force.UNCERTAIN, reason="norms.status_not_known")
    if standing.party is Party.SIGNATORY:
        return Binding(force=Force.NOT_BOUND, reason="norms.signed_only")
    if standing.party is Party.NOT_PARTY:
        return Binding(force=Force.NOT_BOUND, reason="norms.not_party")
    if standing.since is not None and on < standing.since:
        return Binding(force=Force.NOT_BOUND, reason="norms.not_yet_in_force")
    reason = "norms.party" if standing.since is not None else "norms.party_day_not_known"
    return Binding(force=FORCE_OF[obligation.strength], reason=reason)
