"""The log of everything that was done, seen, searched and refused; nobody can rewrite it unnoticed.

Owns the entries (`entries.py`), writing them (`log.py`), signed checkpoints (`checkpoints.py`), checking a log (`verify.py`) and reading
it (`reading.py`). An RFC 6962 Merkle tree whose leaves are salted commitments: a text can be erased and the tree still holds.
"""
