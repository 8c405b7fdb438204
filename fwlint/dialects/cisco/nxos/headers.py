"""The lines of Cisco NX-OS that begin a section."""

from __future__ import annotations

import re

from fwlint.dialects.cisco import headers
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.map_section import access_map
from fwlint.dialects.cisco.sections import Section
from fwlint.dialects.cisco.statements import Statement

_LIST = re.compile(
    r"\s*(?:(?:ip|ipv6) access-list (?!match-local-traffic|session)\S|(?:IP|IPv6) access list )"
)
_NO_IP_LIST = re.compile(r"\s*(?:mac|arp) access-list ")


def _list(into: Configuration, statement: Statement) -> Section | None:
    if _NO_IP_LIST.match(statement.text):
        return headers.unread(into, statement)
    return headers.access_list(into, statement) if _LIST.match(statement.text) else None


OPENERS: headers.Openers = {
    "interface": headers.interface,
    "line": headers.terminal,
    "object-group": headers.group,
    "vlan": access_map,
    "ip": _list,
    "ipv6": _list,
    "IP": _list,
    "IPv6": _list,
    "mac": _list,
    "arp": _list,
    "no": headers.removal,
}
