"""Everything this context holds about one person, opened at once: for the desk's page of one person."""
