"""A case from and to a record of HTCDS: nothing of a sheet is dropped on the way in, and nothing of a case on the way out."""
