"""By which lines a Cisco NX-OS configuration is told from those of its relatives."""

from __future__ import annotations

from fwlint.dialects.cisco.recognition import has, lines_like
from fwlint.dialects.source import Source

_OWN = lines_like(
    r"ip access-list (?!standard\b|extended\b|persistent\b|log)\S+[ \t\r]*$",
    r"IP access list \S",
    r"object-group ip (?:address|port) \S",
    r"ip port access-group \S",
    r"feature [a-z]",
    r"vdc \S+ id \d",
    r"version \d+\.\d+\(\d+\)",
)
_RELATIVE = lines_like(
    r"ip access-list (?:standard|extended) ",
    r"access-list \S+ (?:permit|deny|remark|line|extended|standard|webtype|ethertype) ",
    r"access-group \S+ (?:in|out) interface ",
    r"(?:Standard|Extended) IP access list ",
    r"(?:ASA|PIX|FWSM) Version ",
    r"ipv4 (?:access-list|address|access-group) ",
    r"!! IOS XR",
    r"! device: .*EOS",
)
"""Lines of IOS, of ASA, of IOS XR, and of switches by others that speak alike."""


def is_nxos(source: Source) -> bool:
    """Return whether `source` has lines that only NX-OS writes, and none that only others do."""
    return has(source, _OWN) and not has(source, _RELATIVE)
