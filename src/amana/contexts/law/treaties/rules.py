"""Which claims contradict each other, and how a state stands towards a treaty on a day. Plain functions of plain values.

Each function takes the claims about one state and one treaty that nobody has ended. Their order never matters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from amana.contexts.law.treaties.terms import AT_HOME, BINDING, OF_DEPOSIT, Act, Confidence, DateKind, Status
from amana.contexts.law.treaties.values import Claim, Clash, Conflict, Decided, Reason, Standing

# Best first: where claims agree, the most reliable one is named.
RELIABILITY = (Confidence.VERIFIED, Confidence.VERIFIED_THEN, Confidence.ACT_ONLY, Confidence.NOT_VERIFIED)
# Acts a state may repeat; two dates of one are two acts.
REPEATABLE = frozenset({Act.RESERVATION, Act.WITHDRAWAL})


def conflicts(claims: Iterable[Claim]) -> tuple[Conflict, ...]:
    """Every pair of claims that cannot both be right, with how they differ."""
    ordered = sorted(claims, key=lambda claim: claim.ref)
    withdrawals = [claim for claim in ordered if claim.act is Act.WITHDRAWAL and claim.day]
    found = []
    for first, second in combinations(ordered, 2):
        clash = clash_between(first, second, withdrawals)
        if clash is not None:
            found.append(Conflict(clash=clash, first=first.ref, second=second.ref))
    return tuple(found)


def clash_between(first: Claim, second: Claim, withdrawals: Sequence[Claim] = ()) -> Clash | None:
    """How two claims contradict each other, if they do. "Not known" contradicts nothing (S6)."""
    if binds(first) and binds(second):
        if any(_between(withdrawal, first, second) for withdrawal in withdrawals):
            return None  # a state that withdrew may come back by another act
        if first.act is not second.act:
            return Clash.DIFFERENT_ACT
    if first.act is second.act and first.act not in REPEATABLE and _dates_differ(first, second):
        return Clash.DIFFERENT_DATE
    for none, act in ((first, second), (second, first)):
        if none.act is Act.NONE_KNOWN and binds(act) and (act.day is None or act.day.last() <= none.spoken_on()):
            return Clash.NONE_AGAINST_ACT
    for home, deposit in ((first, second), (second, first)):
        at_home = home.act in BINDING and home.date_kind in AT_HOME and home.day is not None
        deposited = binds(deposit) and deposit.date_kind in OF_DEPOSIT and deposit.day is not None
        if at_home and deposited and home.day.first() > deposit.day.last():  # type: ignore[union-attr]  # both are there, see above
            return Clash.HOME_AFTER_DEPOSIT
    return None


def binds(claim: Claim) -> bool:
    """Whether a claim says that a state bound itself towards the other parties, not only decided to do so at home."""
    return claim.act in BINDING and claim.date_kind not in AT_HOME


def standing_claims(claims: Iterable[Claim], decisions: Iterable[Decided]) -> tuple[tuple[Claim, ...], Decided | None]:
    """The claims that are left after the latest decision, and that decision. What was set aside stays readable elsewhere."""
    latest = max(decisions, key=lambda decided: (decided.decided_at, decided.ref), default=None)
    aside = latest.sets_aside if latest is not None and latest.upholds is not None else frozenset()
    return tuple(claim for claim in claims if claim.ref not in aside), latest


def status_on(claims: Iterable[Claim], decisions: Iterable[Decided] = (), *, on: date) -> Standing:
    """How a state stands towards a treaty on a day, with the reason.

    Claims that contradict each other are each believed in turn. If every one leads to the same status, that is the answer, with the
    contradiction named; if not, the status is contested until somebody decides.
    """
    left, decision = standing_claims(claims, decisions)
    found = conflicts(left)
    disputed = frozenset(ref for conflict in found for ref in conflict.claims)
    agreed = [claim for claim in left if claim.ref not in disputed]
    answers = [_status([*agreed, claim], on) for claim in left if claim.ref in disputed] or [_status(agreed, on)]
    if len({answer.status for answer in answers}) > 1:
        refs = tuple(sorted(disputed))
        return Standing(status=Status.CONTESTED, reason=Reason.CLAIMS_DIFFER, claims=refs, conflicts=found, decision=decision)
    best = min(answers, key=_reliability)
    return replace(best, conflicts=found, decision=decision)


def _status(claims: Sequence[Claim], on: date) -> Standing:
    """The answer of claims that do not contradict each other."""
    withdrawn = [claim for claim in claims if claim.act is Act.WITHDRAWAL and claim.day and claim.day.last() <= on]
    binding = [claim for claim in claims if binds(claim)]
    done = [claim for claim in binding if claim.day and claim.day.last() <= on]
    if done:
        last = max(done, key=lambda claim: (claim.day.last(), claim.ref))  # type: ignore[union-attr]  # it has a day
        left = [one for one in withdrawn if one.day.last() >= last.day.last()]  # type: ignore[union-attr]  # both have a day
        if left:
            return _standing(Status.NOT_PARTY, Reason.WITHDREW, left)
        return _standing(Status.PARTY, Reason.BOUND, [claim for claim in done if claim.day == last.day])
    if withdrawn:
        return _standing(Status.NOT_PARTY, Reason.WITHDREW, withdrawn)
    undated = [claim for claim in binding if claim.day is None]
    if undated:
        by_then = [claim for claim in undated if claim.spoken_on() <= on]
        return _standing(Status.PARTY, Reason.BOUND_UNDATED, by_then) if by_then else _unknown(Reason.DATE_NOT_KNOWN, undated)
    uncertain = [claim for claim in binding if claim.day and claim.day.first() <= on]
    if uncertain:
        return _unknown(Reason.DATE_NOT_PRECISE, uncertain)
    latest_possible = [claim for claim in binding if claim.date_kind is DateKind.LATEST]
    if latest_possible:
        return _unknown(Reason.DATE_NOT_KNOWN, latest_possible)
    return _not_bound(claims, binding, on)


def _not_bound(claims: Sequence[Claim], binding: Sequence[Claim], on: date) -> Standing:
    """The answer where no claim says that the state had bound itself by that day."""
    at_home = [claim for claim in claims if claim.act in BINDING and claim.date_kind in AT_HOME]
    decided = [claim for claim in at_home if claim.day is None or claim.day.first() <= on]
    if decided and not binding:
        return _unknown(Reason.ONLY_AT_HOME, decided)
    signed = [claim for claim in claims if claim.act is Act.SIGNATURE and (claim.day is None or claim.day.last() <= on)]
    if signed:
        return _standing(Status.SIGNED_ONLY, Reason.SIGNED, signed)
    if binding or at_home:
        # the day of the act is still to come: nothing holds since then
        return replace(_standing(Status.NOT_PARTY, Reason.BEFORE_ITS_ACT, binding or at_home), since=None)
    none = [claim for claim in claims if claim.act is Act.NONE_KNOWN]
    unknown = [claim for claim in claims if claim.act is Act.UNKNOWN]
    if none:
        newest = max(none, key=lambda claim: (claim.spoken_on(), claim.ref))
        later = [claim for claim in unknown if claim.spoken_on() >= newest.spoken_on()]
        if later and on > newest.spoken_on():
            return _unknown(Reason.SOURCE_UNKNOWN, later)  # somebody looked again and could not tell
        reason = Reason.SAID_NOT_PARTY if on <= newest.spoken_on() else Reason.NOT_PARTY_WHEN_SEEN
        return _standing(Status.NOT_PARTY, reason, [newest])
    return _unknown(Reason.SOURCE_UNKNOWN, unknown) if unknown else _unknown(Reason.NO_CLAIM, [])


def _unknown(reason: Reason, claims: Sequence[Claim]) -> Standing:
    return _standing(Status.UNKNOWN, reason, claims)


def _standing(status: Status, reason: Reason, claims: Sequence[Claim]) -> Standing:
    if not claims:
        return Standing(status=status, reason=reason)
    best = min(claims, key=lambda claim: (RELIABILITY.index(claim.confidence), claim.ref))
    refs = tuple(sorted(claim.ref for claim in claims))
    return Standing(status=status, reason=reason, claims=refs, confidence=best.confidence, since=best.day, seen=best.seen)


def _reliability(standing: Standing) -> tuple[int, str, tuple[object, ...]]:
    order = len(RELIABILITY) if standing.confidence is None else RELIABILITY.index(standing.confidence)
    return order, standing.reason, tuple(standing.claims)


def _dates_differ(first: Claim, second: Claim) -> bool:
    if first.day is None or second.day is None or first.day.may_be(second.day):
        return False
    return first.date_kind is second.date_kind or {first.date_kind, second.date_kind} <= OF_DEPOSIT


def _between(withdrawal: Claim, first: Claim, second: Claim) -> bool:
    if first.day is None or second.day is None or withdrawal.day is None:
        return False
    earlier, later = sorted((first.day.first(), second.day.first()))
    return earlier <= withdrawal.day.first() <= later
