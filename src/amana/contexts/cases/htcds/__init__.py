"""The Human Trafficking Case Data Standard 2.0 (IOM, CC BY 4.0; no endorsement by IOM): its fields, reading and writing it.

`HtcdsRecord` is one person's case in the words of the standard, with what the standard cannot say in the namespace `amana:`
(docs/reference/htcds.md). `read.py` makes records of checked rows, `write.py` makes sheets, CSV and JSON of records; reading what was
written gives an equal record. `target.py` hands imported records to persons and cases.
"""
