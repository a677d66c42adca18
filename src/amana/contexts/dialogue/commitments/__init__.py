"""Commitments: who owes what by when, what they say they did, who checked it, and every step of the way."""
