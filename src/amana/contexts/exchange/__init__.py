"""Sealed envelopes between desks: what leaves, what arrives, and the receipts that say so.

Owns the outbox, the inbox, the ways of carriage (push, pull, file), receipts and the door that other nodes knock at; `directory` knows
who may send what to whom, `guard` looks at every message before it is sealed. Tables hold ids, codes and sealed bytes, never what a
message says. Other contexts import `facade` alone. Start at `docs/reference/exchange.md`.
"""
