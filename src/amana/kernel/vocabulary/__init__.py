"""Reference data: lists, standards and periods that change by a reviewed file, each row with its source.

Start with `queries.rows`. The files stand in `reference/` of the checkout; `loading.load_all` puts them into the database, keeps
earlier versions because recorded answers refer to them, and changes nothing when a file did not change.
"""
