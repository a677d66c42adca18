"""The case itself: one episode of work with one person, told in entries.

An entry is one thing that was learned, planned or done: an element of the offence, a leg of the journey, a need, a task, a note. Entries
are added, settled and corrected, never changed (`models.py`). What each kind may say is declared in `kinds.py`, in the names of HTCDS.
"""
