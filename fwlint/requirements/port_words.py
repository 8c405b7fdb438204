"""Ports as people write them in rulesets and configurations."""

from __future__ import annotations

import re

from fwlint.requirements.requirement import PortRange

_RANGE = re.compile(r"(\d+)-(\d+)")


def parse_ports(text: str | int) -> PortRange:
    """Return `80` or `1000-2000` as a range; ValueError says what is wrong with it."""
    match = _RANGE.fullmatch(str(text))
    first, last = (int(match[1]), int(match[2])) if match else (int(text), int(text))
    if not 0 <= first <= last <= 65535:
        raise ValueError(f"{text} is no port or range of ports from 0 to 65535")
    return first, last
