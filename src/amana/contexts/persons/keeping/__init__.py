"""Who may open a file and how long it is kept: team, level, closing, erasure."""
