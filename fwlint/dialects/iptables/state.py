"""Connection states, as the matches state and conntrack list them."""

from __future__ import annotations

from fwlint.dialects.iptables.abbreviation import first_beginning
from fwlint.model.bitset import BitSet
from fwlint.model.box import ESTABLISHED, INVALID, NEW, RELATED, STATES, UNTRACKED

_STATES = {name.upper(): state for state, name in enumerate(STATES)}
_VIRTUAL = ("SNAT", "DNAT")
"""Whether the connection's addresses are translated; conntrack asks for it like a state."""
_NAMES = ("INVALID", "NEW", "ESTABLISHED", "RELATED", "UNTRACKED", *_VIRTUAL)

_DIRECTIONS = ("ORIGINAL", "REPLY")

TRACKED = BitSet.of((NEW, ESTABLISHED, RELATED))
"""The states of packets that belong to a connection."""
_LONE = BitSet.of((INVALID, UNTRACKED))
_OPENING = BitSet.of((NEW,))
_NOT_OPENING = BitSet.of((ESTABLISHED, RELATED))


def states(text: str) -> tuple[BitSet, BitSet]:
    """Return the states of a comma list, surely in it and perhaps.

    A virtual state is one that any tracked packet may be in besides its own. Raises ValueError for
    a name that is no state.
    """
    names = _listed(text)
    sure = BitSet.of(_STATES[name] for name in names.difference(_VIRTUAL))
    return (sure, sure | TRACKED) if names.intersection(_VIRTUAL) else (sure, sure)


def is_translated(text: str) -> bool:
    """Return whether a comma list has, of the virtual states, only that of a new destination."""
    return _listed(text).intersection(_VIRTUAL) == {"DNAT"}


def of_unconnected(text: str) -> tuple[bool, bool]:
    """Return whether a list holds for packets without a connection: untracked ones, and others."""
    names = _listed(text)
    return "UNTRACKED" in names, "INVALID" in names


def _listed(text: str) -> set[str]:
    return {first_beginning(_NAMES, name, "connection state") for name in text.split(",")}


def direction(text: str) -> tuple[BitSet, BitSet]:
    """Return the states of packets of a direction, surely and perhaps.

    A packet in state NEW goes in the original direction. Of packets without a connection nothing is
    asked. Raises ValueError for a name that is no direction.
    """
    if text.upper() not in _DIRECTIONS:
        raise ValueError(f"{text} is no direction: it is {' or '.join(_DIRECTIONS)}")
    if text.upper() == "ORIGINAL":
        return _OPENING | _LONE, TRACKED | _LONE
    return _LONE, _NOT_OPENING | _LONE
