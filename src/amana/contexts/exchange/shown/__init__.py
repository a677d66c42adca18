"""What people see of the exchange: in- and outbox, a message's way, what waits and why, how things stand with other nodes.

Pages show ids, desks, kinds, times and states, never what a message says; that is shown by the context that received it, under its own
purpose. Start at `way.py` (the line of steps) and `codes.py` (every code in a sentence, with what to do about it).
"""
