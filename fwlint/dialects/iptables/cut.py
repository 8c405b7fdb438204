"""Lines cut into their shape and their values: names, addresses, ports and texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from fwlint.dialects.iptables.extensions import extensions

_COUNTERS = r"\[[0-9]+:[0-9]+\]"
_COUNTED = re.compile(rf"{_COUNTERS} (?=-A )")
_CHAIN = r"[0-9A-Za-z_][^ \t\"]*"
_DECLARATION = re.compile(rf":({_CHAIN}) (ACCEPT|DROP|-) {_COUNTERS}")
_TEXT = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[0-9A-Za-z_.:+][^ \t"]*+'
_APPEND = "-A "
_IS_CHAIN = r"(?=\w)"
_JUMP = " -j "

Shape = tuple[str, ...]
"""What is the same in all lines that differ in their values only."""


def cut(line: str, family: int) -> tuple[Shape, list[str]] | None:
    """Return the shape and the values of a line as iptables-save prints it; None for others.

    Such a line declares a chain or appends a rule, and its first value is the name of the chain.
    """
    if line.startswith(":"):
        chain = _DECLARATION.fullmatch(line)
        return ((":", chain[2]), [chain[1]]) if chain else None
    counters = _COUNTED.match(line) if line.startswith("[") else None
    parts = _values(family).split(line[counters.end() :] if counters else line)
    if len(parts) == 1 or parts[1] != _APPEND:
        return None
    values = parts[2::3]
    del parts[2::3]
    if counters:
        parts[0] = "[]"
    return tuple(parts), values


def places(line: str, shape: Shape, values: Sequence[str]) -> list[int]:
    """Return where in a line, which was cut into these, the values behind the chain begin."""
    found, place = [], line.find(_APPEND)
    for literal, option, value in zip(("", *shape[2::2]), shape[1::2], values, strict=False):
        place += len(literal) + len(option)
        found.append(place)
        place += len(value)
    return found[1:]


def pattern(shape: Shape, family: int) -> re.Pattern[str]:
    """Return what finds the values of a line that has this shape, faster than `cut` does."""
    if shape[0] == ":":
        return re.compile(rf":({_CHAIN}) {shape[1]} {_COUNTERS}")
    found = f"{_COUNTERS} " if shape[0] else ""
    for option, literal in zip(shape[1::2], shape[2::2], strict=True):
        besides = {_APPEND: _IS_CHAIN, _JUMP: _no_target(family)}.get(option, "")
        found += rf"{re.escape(option)}{besides}({_TEXT}){re.escape(literal)}"
    return re.compile(found, re.ASCII)


@cache
def _values(family: int) -> re.Pattern[str]:
    """Return what finds the values of a rule, each with the option before it.

    The names of targets are no values, for options depend on them.
    """
    options = (
        r"-comment |-log-prefix |-[sd]ports? (?!\")(?<!! --.port )(?<!! --.ports )",
        r"[sdiog] (?!\")|-(?:src|dst)-range (?!\")|-to-(?:destination|source|ports) (?!\")",
        rf"j (?!\"){_no_target(family)}",
    )
    option = rf"^{_APPEND}{_IS_CHAIN}| -(?:{'|'.join(options)})"
    return re.compile(rf"({option})({_TEXT})(?![^ \t])", re.ASCII)


def _no_target(family: int) -> str:
    targets = (
        re.escape(one.name)
        for one in extensions().values()
        if one.role == "target" and str(family) in one.families
    )
    return rf"(?!(?:{'|'.join(targets)})(?![^ \t]))"
