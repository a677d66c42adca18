"""The weights by which records are compared: one reviewed file, `reference/matching/parameters.json`, read once a process."""

from functools import lru_cache
from json import loads

from amana.engines.matching.model.parameters import Parameters, read

from .files import REFERENCE

FILE = REFERENCE / "matching" / "parameters.json"


@lru_cache(maxsize=1)
def weights() -> Parameters:
    """The parameters of the matching engine with their version. Raises `ParametersUnreadable`, and then nothing is weighed."""
    return read(loads(FILE.read_text(encoding="utf-8")))
