"""Backups that are worth nothing to a thief, and coming back from one.

Owns `backup.py` and `restore.py`. An archive holds the rows of every table, sealed columns as they stand, encrypted as a whole (age)
to this node's key store. Left out: the keys (so erasing a file erases it from every archive), search indexes (`derived = True` on the
model; made again by a restore), and sessions.
"""
