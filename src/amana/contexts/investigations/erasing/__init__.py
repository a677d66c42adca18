"""Requests to erase a report that was taken up: what waits, who decides, and what the desk that asked is told.

What an investigation took up is evidence. No message that arrives erases it, neither a request nor a change of mind: a person decides.
Erasing cannot be undone and takes two people, as for a person's file (access.two_people_erase); keeping it takes one, with a coded ground,
because whoever asked can ask again.
"""
