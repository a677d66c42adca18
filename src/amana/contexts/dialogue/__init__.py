"""Dialogue: what states promise each other, who owns it, by when, and on which evidence it is done.

Owns meetings and their recommendations, commitments with their history, handover between chairs, progress reports and national plans.
Nothing is ever removed from the register; nothing here is about a person: people appear by their office.
"""
