"""A policy store as a tree of keys, by [MS-GPFAS] 2.2, and its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from fwlint.dialects.windows.registry.render.rule_string import rule_string
from fwlint.dialects.windows.settings import About, Setting
from fwlint.dialects.windows.store import NAMES, Store
from fwlint.model.box import DOMAIN, PRIVATE, PUBLIC

Key: TypeAlias = "Mapping[str, Key | str | int]"
"""A key: its subkeys, and its values as REG_SZ or REG_DWORD."""

LOCAL = {DOMAIN: "DomainProfile", PRIVATE: "StandardProfile", PUBLIC: "PublicProfile"}
GROUP_POLICY = LOCAL | {PRIVATE: "PrivateProfile"}
"""What the keys of the profiles are called in the two kinds of policies."""

_VERSION = 2 << 8 | 30
_SETTINGS = {
    About.FIREWALL_ON: ("EnableFirewall", 1),
    About.EXCEPTIONS_ALLOWED: ("DoNotAllowExceptions", 0),
    About.INBOUND_ALLOWED: ("DefaultInboundAction", 0),
    About.OUTBOUND_ALLOWED: ("DefaultOutboundAction", 0),
}
"""The value for each setting, and the number that says yes; of 0 and 1, the other says no."""


def policy_key(store: Store, profiles: Mapping[int, str]) -> Key:
    """Return the key of a policy whose profiles have keys of these names.

    Raises CannotRenderError for a rule that no rule string can say.
    """
    return {
        "PolicyVersion": _VERSION,
        **{name: dict(_settings(store.settings, one)) for one, name in profiles.items()},
        "FirewallRules": dict(_rules(store)),
    }


def flat(path: str, key: Key) -> Iterator[tuple[str, dict[str, str | int]]]:
    """Yield the path of `key` and of each key below it, with its values."""
    yield path, {name: one for name, one in key.items() if not isinstance(one, Mapping)}
    for name, one in key.items():
        if isinstance(one, Mapping):
            yield from flat(f"{path}\\{name}", one)


def _settings(settings: list[Setting], profile: int) -> Iterator[tuple[str, int]]:
    for one in settings:
        if one.profile == profile and one.about in _SETTINGS:
            name, yes = _SETTINGS[one.about]
            yield name, yes if one.value else 1 - yes


def _rules(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the rules, each under an id of its own."""
    numbers: Counter[str] = Counter()
    for rule in store.rules:
        way = NAMES[rule.directions[0]]
        numbers[way] += 1
        yield f"{way}-{numbers[way]}", rule_string(rule)
