"""By which lines a Cisco IOS XR configuration is told from those of its relatives."""

from __future__ import annotations

from fwlint.dialects.cisco.recognition import has, lines_like
from fwlint.dialects.source import Source

_OWN = lines_like(
    r"ipv4 access-list (?!log-update|maximum|persistent|trap)\S",
    r"ipv[46] access-group (?:common \S+ )?\S+ (?:ingress|egress)",
    r"ipv4 address \d",
    r"object-group (?:network ipv[46]|port) \S",
    r"(?:\d+ )?permit \S.* nexthop1 ",
    r"!! IOS XR",
)
_RELATIVE = lines_like(
    r"ip access-list ",
    r"access-list \S+ (?:permit|deny|remark|line|extended|standard) ",
    r"access-group \S+ (?:in|out) interface ",
    r"(?:ASA|PIX|FWSM) Version ",
    r"ip access-group ",
)
"""Lines of IOS, of ASA and of NX-OS."""


def is_iosxr(source: Source) -> bool:
    """Return whether `source` has lines that only IOS XR writes, and none that only others do."""
    return has(source, _OWN) and not has(source, _RELATIVE)
