"""Meetings of the dialogue: what was on the agenda, who was there by office, which papers there are, what was recommended."""
