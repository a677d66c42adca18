"""Person files: who somebody is, as far as anyone said so, each statement with its source and date; and how they are found again.

Owns the register of persons, its search over sealed names, safe contact, relations, team and level of a file, and erasure. A
statement is never overwritten: a correction is a new one, the old one stays and says that it was withdrawn. Standards: HTCDS 2.0
(names of fields and codes), ISO 15924, ISO 3166-1, ISO 639. Start at `facade.py`; `docs/explanation/person-file.md` says why.
"""
