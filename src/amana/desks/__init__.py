"""Pages that join contexts: what one person needs in front of them for a day's work."""
