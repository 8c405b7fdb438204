"""One rule of the common model as entries of an access list.

A permit that asks for ports, flags or messages lets the later fragments of such packets through,
too: that is how these devices are, and no other entry would say it. A deny does not. Interfaces
are not written: an entry is about those that its list is bound to.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco.entry import Context, read_entry
from fwlint.dialects.cisco.groups import Groups
from fwlint.dialects.cisco.render.style import Style
from fwlint.dialects.cisco.render.words import (
    address_words,
    flag_words,
    message_words,
    port_words,
    protocol_words,
)
from fwlint.dialects.cisco.words import MeaninglessError
from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.source import read_source
from fwlint.model import box as space
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import Box
from fwlint.model.protocols import TCP, UDP
from fwlint.model.rule import Action, Rule

_ACTIONS = {Action.ACCEPT: "permit", Action.DENY: "deny"}
_NO_HEADER = (space.ANY_PORT, space.ANY_PORT, space.ANY_ICMP, space.ANY_TCP_FLAGS)
_LATER = BitSet.of((space.FRAGMENT,))
_FIRST = BitSet.of((space.WHOLE,))


def entries(rule: Rule, family: int, style: Style) -> Iterator[str]:
    """Yield the entries that say `rule` for a family. Raises CannotRenderError."""
    if rule.action not in _ACTIONS:
        raise CannotRenderError(f"a list has no word for the action {rule.action.value}")
    boxes = [box for box in rule.packets if box.family == family]
    for box in boxes:
        if rule.action is Action.ACCEPT and any(_brings(other, box) for other in boxes):
            continue
        for words in _alternatives(box, style):
            text = " ".join(filter(None, (_ACTIONS[rule.action], *words, *rule.conditions)))
            _require_meaning(text, rule, family, style)
            yield text


def _asks_header(box: Box) -> bool:
    return (box.source_port, box.destination_port, box.icmp, box.tcp_flags) != _NO_HEADER


def _brings(permitted: Box, later: Box) -> bool:
    """Return whether the permit of a box lets the later fragments through that another one is."""
    ends = (later.protocol, later.source, later.destination)
    return (
        later.fragment == _LATER
        and permitted.fragment == _FIRST
        and (permitted.protocol, permitted.source, permitted.destination) == ends
    )


def _alternatives(box: Box, style: Style) -> Iterator[tuple[str, ...]]:
    _require_sayable(box)
    empty = AddressSet()
    if box.source == empty or box.destination == empty:
        return iter(())
    from_ports, to_ports = (
        port_words(ports, style) for ports in (box.source_port, box.destination_port)
    )
    return product(
        protocol_words(box, style),
        address_words(box.source, box.family, style),
        from_ports,
        address_words(box.destination, box.family, style),
        _whole_packets(box) or to_ports,
        message_words(box.icmp),
        flag_words(box.tcp_flags, style),
        ["fragments" if box.fragment == _LATER else ""],
    )


def _require_sayable(box: Box) -> None:
    if box.profile != space.ANY_PROFILE or box.state != space.ANY_STATE:
        raise CannotRenderError("access lists know neither connection states nor profiles")


def _whole_packets(box: Box) -> list[str]:
    """Return the words for packets that only have to have a transport header, if it is such."""
    if box.fragment != _FIRST or _asks_header(box):
        return []
    if not BitSet.of((TCP, UDP)).covers(box.protocol):
        raise CannotRenderError("no entry is about whole packets of this protocol alone")
    return ["range 0 65535"]


def _require_meaning(text: str, rule: Rule, family: int, style: Style) -> None:
    """Raise CannotRenderError for conditions that the platform does not read as they are."""
    if not rule.conditions:
        return
    nowhere = read_source("", b"")
    groups = Groups(style.platform, nowhere, {})
    try:
        meaning = read_entry(text, Context(style.platform, style.kinds[family], groups))
    except (UnexpectedInput, MeaninglessError):
        meaning = None
    if meaning is None or meaning.conditions != rule.conditions:
        said = ", ".join(rule.conditions)
        raise CannotRenderError(f"{style.platform.title} has no words for: {said}")
