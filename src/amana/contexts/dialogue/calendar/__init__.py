"""Deadlines and meetings by day, as pages, as an iCalendar feed and as a digest of what is due and what changed."""
