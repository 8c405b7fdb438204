"""Connection states, as the matches state and conntrack list them."""

from __future__ import annotations

from fwlint.model.bitset import BitSet
from fwlint.model.box import STATES

_STATES = {name.upper(): state for state, name in enumerate(STATES)}
_VIRTUAL = ("SNAT", "DNAT")
"""Whether the connection's addresses are translated; conntrack asks for it like a state."""


def states(text: str) -> BitSet | None:
    """Return the states of a comma list, or None where a virtual one is among them.

    Raises ValueError for a name that is no state.
    """
    names = text.upper().split(",")
    for name in names:
        if name not in _STATES and name not in _VIRTUAL:
            raise ValueError(f"{name} is no connection state")
    if any(name in _VIRTUAL for name in names):
        return None
    return BitSet.of(_STATES[name] for name in names)
