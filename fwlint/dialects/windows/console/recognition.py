"""How a list of the console's is told from other tables: by its headers, or else by its shape."""

from __future__ import annotations

import re
from itertools import islice

from fwlint.dialects.source import Source
from fwlint.dialects.windows.table.rows import Headers, headers

COLUMNS = {
    "Name": "DisplayName",
    "Group": "DisplayGroup",
    "Profile": "Profile",
    "Enabled": "Enabled",
    "Action": "Action",
    "Direction": "Direction",
    "Override": "OverrideBlockRules",
    "Program": "Program",
    "Local Address": "LocalAddress",
    "Remote Address": "RemoteAddress",
    "Protocol": "Protocol",
    "Local Port": "LocalPort",
    "Remote Port": "RemotePort",
    "Authorized Users": "RemoteUser",
    "Authorized Computers": "RemoteMachine",
    "Authorized Local Principals": "LocalUser",
    "Local User Owner": "Owner",
    "PolicyAppId": "PolicyAppId",
    "Application Package": "Package",
}
"""The console's headers, and the properties that stand below them."""

_ALWAYS = {"Name", "Enabled", "Action", "Protocol"}
_ITS_OWN = {"Local Port", "Remote Port", "Local Address", "Remote Address"}
_FEWEST_COLUMNS = 12
"""Lists of rules have 15 columns by default, and more in later versions."""
_PROTOCOL = re.compile(r"TCP|UDP|ICMPv4|ICMPv6")
_PROGRAM = re.compile(r"System|%\w+%.*|[A-Za-z]:\\.*")
_ROWS = 200
"""How many rows are looked at for a protocol beside a program."""


def english_headers(source: Source) -> Headers | None:
    """Return the headers of an English list, or None where this is none."""
    found = headers(source, "\t", quoted=False)
    names = set(found.names) if found else set()
    return found if names >= _ALWAYS and names & _ITS_OWN else None


def foreign_header(source: Source) -> str:
    """Return the first header of what has the shape of such a list, whatever its language, or "".

    The shape is many columns and, somewhere in the rows, the path of a program beside a protocol,
    neither of which is translated.
    """
    found = headers(source, "\t", quoted=False)
    if found is None or len(found.names) < _FEWEST_COLUMNS:
        return ""
    rows = (line.split("\t") for line in islice(source.lines, found.line, found.line + _ROWS))
    alike = any(
        len(row) >= len(found.names)
        and any(map(_PROTOCOL.fullmatch, row))
        and any(map(_PROGRAM.fullmatch, row))
        for row in rows
    )
    return found.names[0] if alike else ""
