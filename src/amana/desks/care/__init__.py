"""The case worker's day: what is due, one's own files, one page per person, and how the work is shared out.

Nothing is stored here and nothing is decided here: pages join what `persons` and `cases` show.
"""
