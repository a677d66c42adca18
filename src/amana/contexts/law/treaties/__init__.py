"""Claims about treaties: which state did what, when, who says so, and what follows where they contradict each other.

A claim is never changed or deleted. A corrected table adds claims and ends the ones it no longer states (`ClaimEnd`); a decision between
contradicting claims sets some aside (`ClaimDecision`) and may be followed by another decision. `rules.status_on` reads what remains.
"""
