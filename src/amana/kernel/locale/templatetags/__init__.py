"""Template tags for days, numbers and names."""
