"""How the same bytes travel: pushed, fetched, carried as a file, or handed from desk to desk on one node. Start at `turns.py`."""
