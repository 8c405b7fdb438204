"""By which lines a Cisco IOS configuration is told from those of its relatives."""

from __future__ import annotations

from fwlint.dialects.cisco.recognition import has, lines_like
from fwlint.dialects.source import Source

_LIST = lines_like(
    r"ip access-list (?:standard|extended) ",
    r"access-list \d+ (?:permit|deny|remark) ",
    r"ipv6 access-list \S",
    r"(?:Standard|Extended) IP access list ",
    r"IPv6 access list ",
)
_RUNNING = lines_like(
    r"version \d+\.\d+[ \t\r]*$",
    r"Current configuration",
    r"Building configuration",
    r"! Last configuration change",
)
_INTERFACE = lines_like(r"interface [A-Za-z]")

_RELATIVE = lines_like(
    r"access-list \S+ (?:line|extended|standard|webtype|ethertype) ",
    r"access-list \S+; \d+ elements",
    r"access-group \S+ (?:in|out) interface ",
    r"(?:ASA|PIX|FWSM) Version ",
    r"nameif ",
    r"ip access-list (?!persistent)\S+[ \t\r]*$",
    r"IP access list ",
    r"feature ",
    r"version \d+\.\d+\(",
    r"ipv4 (?:access-list|address|access-group) ",
    r"(?:\d+ )?permit \S.* nexthop1 ",
    r"!! IOS XR",
)
"""Lines of ASA and PIX, of NX-OS and of IOS XR: read as IOS they would give wrong verdicts."""


def is_ios(source: Source) -> bool:
    """Return whether `source` has lines that only IOS writes, and none that only a relative does.

    A configuration without access lists counts, too, if it has interfaces and says its version.
    """
    if not has(source, _LIST) and not (has(source, _RUNNING) and has(source, _INTERFACE)):
        return False
    return not has(source, _RELATIVE)
