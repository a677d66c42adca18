"""Bringing in what people already keep: spreadsheets, form exports, case sheets.

One way for every format: read (`readers/`), understand the headings (`columns/`), check each value (`normalise/`, `check.py`),
preview, commit in pieces, undo. What a row becomes is up to a *target* (`targets.py`) that a context registers; this package knows
nothing about persons or cases. Cells are data: formulas and macros are never run and never written back.
Start with `actions.py` for the steps and `dry_run.py` for the whole way without a database.
"""
