"""Amana: the working system of a migration dialogue. Start reading at `node/` (what runs) or `contexts/` (the work)."""

__version__ = "0.1.0"
