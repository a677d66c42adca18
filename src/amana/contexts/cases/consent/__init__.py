"""The consent ledger: purpose by category by recipient by time. Silence is no, and a change of mind is a new entry.

Start with `rules.covers`; docs/explanation/consent.md tells the reasons.
"""
