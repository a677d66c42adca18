"""Accounts: who may sign in, which roles they hold in which organisation, and who confirmed that. Start at `rules.py`."""
