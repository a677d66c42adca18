"""Who is who: two person files that may be about one person, what speaks for and against it, and what people decided.

Identity is a hypothesis here (safeguard S4). The engine proposes, people decide, every decision can be undone, and nothing is joined by a
machine. Start at `rules.py`, which is about any two records; `docs/how-to/decide-who-is-who.md` says how the desk is used.
"""
