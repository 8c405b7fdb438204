"""By which lines a Cisco IOS configuration is told from those of its relatives."""

from __future__ import annotations

import re

from fwlint.dialects.source import Source

_LIST = re.compile(
    r"\s*(?:ip access-list (?:standard|extended) |access-list \d+ (?:permit|deny|remark) "
    r"|ipv6 access-list \S|(?:Standard|Extended) IP access list |IPv6 access list )"
)
_RUNNING = re.compile(
    r"version \d+\.\d+\s*$|Current configuration|Building configuration"
    r"|! Last configuration change"
)
_INTERFACE = re.compile(r"interface [A-Za-z]")

_RELATIVE = re.compile(
    r"\s*access-list \S+ (?:line|extended|standard|webtype|ethertype) "
    r"|\s*access-list \S+; \d+ elements"
    r"|access-group \S+ (?:in|out) interface |(?:ASA|PIX|FWSM) Version |\s*nameif "
    r"|\s*ip access-list (?!persistent)\S+\s*$|feature |version \d+\.\d+\("
    r"|ipv4 access-list |!! IOS XR"
)
"""Lines of ASA and PIX, of NX-OS and of IOS XR: read as IOS they would give wrong verdicts."""

_FIRST = frozenset("iaISEvCB!fAPFn")
"""The letters that any of those lines begins with."""


def is_ios(source: Source) -> bool:
    """Return whether `source` has lines that only IOS writes, and none that only a relative does.

    A configuration without access lists counts, too, if it has interfaces and says its version.
    """
    has_list = has_version = has_interface = False
    for line in source.lines:
        bare = line.lstrip()
        if bare[:1] not in _FIRST:
            continue
        if _RELATIVE.match(line):
            return False
        has_list = has_list or _LIST.match(line) is not None
        has_version = has_version or _RUNNING.match(line) is not None
        has_interface = has_interface or _INTERFACE.match(line) is not None
    return has_list or (has_version and has_interface)
