"""Organisations of this node: who holds files, with which mandate. Start at `models.py`."""
