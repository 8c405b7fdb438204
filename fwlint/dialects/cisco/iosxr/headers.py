"""The lines of Cisco IOS XR that begin a section."""

from __future__ import annotations

import re

from fwlint.dialects.cisco import headers
from fwlint.dialects.cisco.configuration import Configuration
from fwlint.dialects.cisco.sections import Section
from fwlint.dialects.cisco.statements import Statement

_LIST = re.compile(r"\s*ipv[46] access-list (?!log-update|maximum|persistent|trap)\S")
_NO_IP_LIST = re.compile(r"\s*(?:ethernet-services|es-acl) access-list ")


def _list(into: Configuration, statement: Statement) -> Section | None:
    return headers.access_list(into, statement) if _LIST.match(statement.text) else None


def _layer_2_list(into: Configuration, statement: Statement) -> Section | None:
    return headers.unread(into, statement) if _NO_IP_LIST.match(statement.text) else None


OPENERS: headers.Openers = {
    "interface": headers.interface,
    "line": headers.terminal,
    "object-group": headers.group,
    "ipv4": _list,
    "ipv6": _list,
    "ethernet-services": _layer_2_list,
    "es-acl": _layer_2_list,
    "no": headers.removal,
}
