"""Papers, pictures and recordings of a case: known by their content, cleaned where that can be done, sealed, saved and never shown.

`kinds` and `names` decide what may be kept and under which name, `cleaning` takes out what a camera or a word processor hid, `keeping`
writes and reads the sealed rows, `actions` are the acts.
"""
