"""Screening: which signs of trafficking are present, which are absent, and what nobody has asked yet.

The engine reads, a person concludes. Nothing here opens or closes help: shelter, care and information about asylum ask for no
screening at all. Start with `rules.read`; docs/explanation/screening.md tells the reasons.
"""
