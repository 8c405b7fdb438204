"""What the checks on Windows Firewall look at: the rules that an export holds, and its settings."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows import limits
from fwlint.dialects.windows.settings import SETTING, About
from fwlint.dialects.windows.store import NAMES
from fwlint.model.box import PROFILES
from fwlint.model.export import Direction, Export
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule

_PLAIN_LIMITS = (
    limits.PROGRAM,
    limits.SERVICE,
    limits.PACKAGE,
    limits.OWNER,
    limits.INTERFACE_TYPE,
    limits.INTERFACE,
    limits.LOCAL_USERS,
    limits.REMOTE_USERS,
    limits.REMOTE_COMPUTERS,
    limits.SECURITY,
    "LocalIP ",
    "RemoteIP ",
    "LocalPort ",
    "RemotePort ",
)
"""How conditions begin that mean the same wherever they stand."""


_LONGEST = 50
"""How much of a name is shown; those of apps may be resources of packages."""


def policies(export: Export) -> Iterator[Policy]:
    """Yield the inbound and the outbound policy of Windows Firewall, of no other firewall."""
    if export.dialect.startswith("windows-"):
        yield from (export.policies[name] for name in NAMES.values() if name in export.policies)


def rules(policy: Policy) -> Iterator[Rule]:
    """Yield the enabled rules of the export, without what its settings say."""
    return (rule for rule in policy.rules if rule.enabled and not rule.note(SETTING))


def inbound_rules(export: Export) -> Iterator[Rule]:
    """Yield the enabled inbound rules."""
    for policy in policies(export):
        if policy.name == NAMES[Direction.IN]:
            yield from rules(policy)


def inbound_settings(export: Export, about: About) -> Iterator[Rule]:
    """Yield what the settings `about` do to inbound packets, a rule for each profile at most."""
    for policy in policies(export):
        if policy.name == NAMES[Direction.IN]:
            yield from (rule for rule in policy.rules if rule.note(SETTING) == about.value)


def profile_of(setting: Rule) -> str:
    """Return the name of the profile that a setting is one of."""
    (number,) = {number for box in setting.packets for number in box.profile}
    return PROFILES[number]


def is_plain(condition: str) -> bool:
    """Return whether a condition names a limit in full, so that equal words are an equal limit.

    What an export hides, or fwlint does not understand, may be another thing for each rule.
    """
    return condition.startswith(_PLAIN_LIMITS)


def names(rules: list[Rule], most: int = 3) -> str:
    """Return the names of rules as a short list."""
    every = list(dict.fromkeys(repr(_clipped(rule.name)) for rule in rules))
    if len(every) > most + 1:
        return f"{', '.join(every[:most])} and {len(every) - most} more"
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else every[0]


def _clipped(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
