"""Keys, and values that only their file's key opens.

Owns the key store (`keystore.py`), sealed model fields (`fields.py`), the classes of stored fields (`classes.py`) and the blind
index (`blind_index.py`). Start at `docs/explanation/sealing.md`.
"""
