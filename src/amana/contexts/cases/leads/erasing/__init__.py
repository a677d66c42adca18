"""Asking that a lead be erased where it went, and what the other side did with that."""
