"""From the text of a cell to a value: dates in three calendars, ages, countries, languages, telephones, choices, and reasons for no value.

Plain functions of plain values. What cannot be read raises `Unreadable` with a code that `problems.py` explains; nothing is guessed
in silence: a near spelling comes back with the remark that it was one.
"""
