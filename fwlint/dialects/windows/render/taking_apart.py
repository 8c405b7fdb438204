"""Policies of the common model taken apart to a store of rules and settings.

The inverse of `store.assemble`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.render.raising import raise_rule
from fwlint.dialects.windows.settings import SETTING, WINDOWS_DEFAULTS, About, Setting
from fwlint.dialects.windows.store import NAMES, Store
from fwlint.model.box import PROFILES
from fwlint.model.export import Direction
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_DIRECTIONS = {name: direction for direction, name in NAMES.items()}
_DEFAULTS = {Direction.IN: About.INBOUND_ALLOWED, Direction.OUT: About.OUTBOUND_ALLOWED}
_OFF = {About.FIREWALL_ON: Action.BYPASS, About.EXCEPTIONS_ALLOWED: Action.DENY}
"""The settings that usually say yes, and what the rule does by which a policy says no."""


def take_apart(policies: Mapping[str, Policy]) -> Store:
    """Return the store whose export has `policies`, with every setting of every profile.

    A policy that is not given has Windows' own default. Raises CannotRenderError for what no store
    can hold.
    """
    if strange := [name for name in policies if name not in _DIRECTIONS]:
        raise CannotRenderError(f"Windows Firewall has no policy {strange[0]!r} of rules to write")
    rules = [
        raised
        for name, policy in policies.items()
        for rule in policy.rules
        if not rule.note(SETTING)
        for raised in raise_rule(rule, _DIRECTIONS[name])
    ]
    return Store(rules, list(_settings(policies)))


def _settings(policies: Mapping[str, Policy]) -> Iterator[Setting]:
    said = [rule for policy in policies.values() for rule in policy.rules if rule.note(SETTING)]
    for profile, (about, action) in product(range(len(PROFILES)), _OFF.items()):
        off = any(_says(rule, about, profile, action) for rule in said)
        yield _setting(profile, about, value=not off)
    for profile, (direction, about) in product(range(len(PROFILES)), _DEFAULTS.items()):
        default = _default(policies.get(NAMES[direction]), direction)
        other = Action.DENY if default is Action.ACCEPT else Action.ACCEPT
        differs = any(_says(rule, about, profile, other) for rule in said)
        yield _setting(profile, about, value=(default is Action.ACCEPT) is not differs)


def _default(policy: Policy | None, direction: Direction) -> Action:
    default = policy.default if policy else WINDOWS_DEFAULTS[direction].action
    if default not in (Action.ACCEPT, Action.DENY):
        raise CannotRenderError("the default of a profile is to allow or to block")
    return default


def _says(rule: Rule, about: About, profile: int, action: Action) -> bool:
    """Return whether `rule` is the setting `about` of `profile` and does what it should."""
    if rule.note(SETTING) != about.value or any(profile not in box.profile for box in rule.packets):
        return False
    if rule.action is not action:
        raise CannotRenderError(f"a setting of the profiles is not known: {rule.text}")
    return True


def _setting(profile: int, about: About, *, value: bool) -> Setting:
    return Setting(profile, about, value, Span(""), "")
