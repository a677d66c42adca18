"""Law: what binds which state, on which evidence, and whether its own law keeps to it.

Owns the states of the dialogue, instruments and their relations, claims about treaties, provisions of national law and assessments against
obligations. Two axes stay apart everywhere: being party to a treaty, and having the law. Nothing here is about a person.
"""
