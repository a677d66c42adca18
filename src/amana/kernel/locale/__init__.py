"""Languages, calendars, numbers and names of countries, as each reader has them.

`calendars` is the one module that touches ICU; `formats` turns values into text, `markup` into HTML, `fields` reads days
that people enter. Names of countries and languages come from CLDR, so nobody here translates them.
"""
