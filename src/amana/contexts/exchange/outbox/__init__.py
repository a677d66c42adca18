"""What leaves: posting a message, and telling where it is."""
