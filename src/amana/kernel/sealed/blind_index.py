"""Search keys over sealed values: numbers that only this node can compute, and that tell a thief of the table nothing but equality.

Tables of these numbers say `derived = True` on the model: backups leave them out and a restore makes them again.
"""

from collections.abc import Iterable

from amana.engines.sealing.derive import INDEX_BITS, blind_index
from amana.kernel.sealed.keystore import get_keystore


def keys_for(column: str, values: Iterable[str], *, bits: int = INDEX_BITS) -> list[int]:
    """One signed 64-bit number per value, in order.

    column   what the values are ("name.token", "phone"); equal values of two columns get unrelated numbers
    values   normalised by the caller: the index knows only exact equality
    bits     fewer bits make several values share a number, for columns in which a common value could be told by its frequency
    """
    key = get_keystore().index_key(column)
    return [blind_index(key, value, bits=bits) for value in values]
