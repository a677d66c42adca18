"""Formal identification: two dated steps by a competent authority, with review, and no downgrade in silence.

Until a conclusive step is in force a person is a presumed victim. No step closes assistance. Start with `rules.status`.
"""
