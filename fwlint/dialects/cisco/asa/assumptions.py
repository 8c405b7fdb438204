"""What fwlint takes for granted where a configuration leaves it open."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.asa.configuration import Configuration
from fwlint.dialects.cisco.statements import Statement
from fwlint.model.diagnostic import Diagnostic, Trouble

_MAPPED = "before release 8.3 lists see translated addresses, and so do verdicts on this file"
_REAL = "lists see real addresses, not translated ones, and so do verdicts on this file"
_VPN = (
    "what comes out of a VPN tunnel passes the interface's list by (`sysopt connection permit-vpn`"
    " is the default); verdicts are on packets that come in plain"
)
_ROUTED = "what a routing protocol learns is not in the file, only subnets and static routes are"
_BEHIND = "name the interface in address_sets of fwlint.toml and give the networks behind it"


def assumptions(configuration: Configuration) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each thing that is taken for granted, at the line that raises it."""
    seen = configuration.seen
    if not configuration.bindings:
        return
    if "nat" in seen:
        text = _MAPPED if configuration.before(8, 3) else _REAL
        yield _assumed(configuration, seen["nat"], text)
    if "vpn" in seen and "no permit-vpn" not in seen:
        hint = "`no sysopt connection permit-vpn` makes it meet the list"
        yield _assumed(configuration, seen["vpn"], _VPN, hint)
    if "router" in seen:
        yield _assumed(configuration, seen["router"], _ROUTED, _BEHIND)


def _assumed(
    configuration: Configuration, statement: Statement, message: str, hint: str = ""
) -> Diagnostic:
    span = configuration.span(statement)
    return Diagnostic(span, Trouble.ASSUMED, message, hint, statement.text.strip())
