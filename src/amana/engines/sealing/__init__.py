"""Sealing: values only their key opens, search keys that say nothing, and a log that cannot be rewritten.

Start at `box.py` (sealing one value), `envelope/` (sealed messages between nodes), `merkle.py` (the RFC 6962 tree) and
`checkpoint.py` (its signed head as text). The primitives come from `cryptography`; nothing here invents one.
"""
