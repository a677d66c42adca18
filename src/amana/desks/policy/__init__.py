"""The policy desk: the day of focal points, experts, coordinators and the secretariat; and what can be made of what they recorded.

Start at `inbox.py`. Reads the law and the dialogue; changes nothing: each line leads to the page of the context where the act is.
"""
