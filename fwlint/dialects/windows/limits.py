"""What limits a rule beyond its packets, as conditions of the common model.

The words are the same for every shape of export, so that the same rule has the same conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.model.rule import Action

AUTHENTICATED = "the peer is authenticated by IPsec"

PROGRAM = "program "
SERVICE = "service "
PACKAGE = "app package "
OWNER = "rule owner "
INTERFACE_TYPE = "interface type "
INTERFACE = "interface "
LOCAL_USERS = "local users "
REMOTE_USERS = "remote users "
REMOTE_COMPUTERS = "remote computers "
SECURITY = "security "
WINDOWS_VERSION = "Windows version "
TRUST_TUPLE = "trust tuple "
"""These two are the words for `FirewallRule.others`: `Windows version 6.2 or later`."""

ANY_SERVICE = "*"
"""In place of a service's name: any Windows service, but no other program."""


def conditions(rule: FirewallRule) -> Iterator[str]:
    """Yield what must hold, beyond the packet, for `rule` to match."""
    for prefix, value in (
        (PROGRAM, rule.program),
        (SERVICE, rule.service),
        (PACKAGE, rule.package),
        (OWNER, rule.owner),
        (INTERFACE_TYPE, ",".join(rule.interface_types)),
        (INTERFACE, ",".join(rule.interfaces)),
        (LOCAL_USERS, rule.local_users),
        (REMOTE_USERS, rule.remote_users),
        (REMOTE_COMPUTERS, rule.remote_computers),
        (SECURITY, rule.security),
    ):
        if value:
            yield prefix + value
    if rule.action is Action.BYPASS:
        yield AUTHENTICATED
    yield from rule.others
