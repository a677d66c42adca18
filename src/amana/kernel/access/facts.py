"""Facts a context lets its own policies ask for by name, such as "cases.closure_was_reviewed".

A fact only ever opens: a policy may demand it, never be stopped by it, because a misspelled or forgotten fact is simply absent.
The loader refuses policies that use a fact the other way round, or one that nobody declared.
"""

_facts: dict[str, str] = {}


def declare(name: str, sentence: str) -> str:
    """Let policies ask for `name`; `sentence` says, for the reader of the policy, when it holds. Returns the name."""
    if _facts.get(name, sentence) != sentence:
        raise RuntimeError(f"the fact {name} is declared twice")
    _facts[name] = sentence
    return name


def declared() -> dict[str, str]:
    """All facts declared so far, with their sentences."""
    return dict(_facts)
