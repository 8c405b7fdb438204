"""The profiles' own settings: a firewall that is off, blocks everything, or has another default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from fwlint.model.bitset import BitSet
from fwlint.model.box import PROFILES, WHOLE_SPACE
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span


class About(Enum):
    """What a setting of a profile says yes or no to."""

    FIREWALL_ON = "firewall on"
    INBOUND_ALLOWED = "inbound allowed by default"
    OUTBOUND_ALLOWED = "outbound allowed by default"
    EXCEPTIONS_ALLOWED = "inbound allow rules heeded"
    """No means BlockInboundAlways, which is DoNotAllowExceptions in the registry."""
    LOCAL_RULES_MERGED = "local rules heeded beside those of Group Policy"


_DIRECTIONS = {
    About.INBOUND_ALLOWED: Direction.IN,
    About.OUTBOUND_ALLOWED: Direction.OUT,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of one profile; `profile` is DOMAIN, PRIVATE or PUBLIC of the packet space.

    `value` is None where the export says something that is not understood. `text` is the setting in
    the export's words.
    """

    profile: int
    about: About
    value: bool | None
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Default:
    """What becomes of packets that no rule matches, and where the export says so, if it does."""

    action: Action
    text: str
    span: Span | None = None


WINDOWS_DEFAULTS = {
    Direction.IN: Default(
        Action.DENY, "Windows' default: inbound traffic that no rule allows is blocked"
    ),
    Direction.OUT: Default(
        Action.ACCEPT, "Windows' default: outbound traffic that no rule blocks is allowed"
    ),
}

SETTING = "setting"
"""The note of a rule that is no rule of the export but one of its settings; its value is what
`About` says."""


@dataclass(slots=True)
class Settings:
    """The settings of all profiles; of two that say different things neither is believed.

    `path` is the export they stand in, and `diagnostics` says what is contradictory.
    """

    path: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _said: dict[tuple[int, About], Setting] = field(default_factory=dict)

    def add(self, settings: Iterable[Setting]) -> None:
        """Take in settings."""
        for setting in settings:
            key = setting.profile, setting.about
            earlier = self._said.setdefault(key, setting)
            if earlier.value != setting.value:
                self._said[key] = _doubtful(setting)
                self.diagnostics.append(_contradiction(earlier, setting))

    def value(self, profile: int, about: About) -> Setting | None:
        """Return the setting, or None where the export does not show it."""
        return self._said.get((profile, about))

    def silent(self) -> list[str]:
        """Return the profiles whose state or defaults the export does not show."""
        shown = (About.FIREWALL_ON, *_DIRECTIONS)
        return [
            name
            for profile, name in enumerate(PROFILES)
            if not all((profile, about) in self._said for about in shown)
        ]

    def rules(self, direction: Direction) -> list[Rule]:
        """Return the rules that come before every rule of the export in a direction."""
        return [
            rule for setting in self._said.values() for rule in _first_rules(setting, direction)
        ]

    def default(self, direction: Direction) -> tuple[Default, list[Rule]]:
        """Return a direction's default, and the final rules of profiles that differ from it.

        Where some profile blocks, blocking is the default: an accept after all other accepts means
        the same as an accepting default, but a final block would override them all.
        """
        about = next(one for one, other in _DIRECTIONS.items() if other is direction)
        defaults = [_default(self.value(profile, about), direction) for profile in range(3)]
        blocking = [one for one in defaults if one.action is Action.DENY]
        candidates = blocking or defaults
        chosen = next((one for one in candidates if one.span), candidates[0])
        exceptions = [
            Rule(
                packets_of(profile),
                one.action,
                one.span or Span(self.path),
                one.text,
                notes=((SETTING, about.value),),
            )
            for profile, one in enumerate(defaults)
            if one.action is not chosen.action
        ]
        return chosen, exceptions


def packets_of(profile: int) -> PacketSet:
    """Return every packet that is judged while `profile` is active."""
    number = BitSet.of((profile,))
    return PacketSet.of(box._replace(profile=number) for box in WHOLE_SPACE.values())


def _first_rules(setting: Setting, direction: Direction) -> list[Rule]:
    """Return what a setting does to all packets of its profile, whatever the rules say."""
    decides = {
        About.FIREWALL_ON: (Action.BYPASS, tuple(Direction)),
        About.EXCEPTIONS_ALLOWED: (Action.DENY, (Direction.IN,)),
        About.INBOUND_ALLOWED: (None, (Direction.IN,)),
        About.OUTBOUND_ALLOWED: (None, (Direction.OUT,)),
    }
    action, directions = decides.get(setting.about, (None, ()))
    conditions: tuple[str, ...] = ()
    if setting.value is None:
        action, conditions = Action.UNKNOWN, (f"{setting.text} is not understood",)
    if direction not in directions or setting.value or action is None:
        return []
    return [
        Rule(
            packets_of(setting.profile),
            action,
            setting.span,
            setting.text,
            conditions,
            notes=((SETTING, setting.about.value),),
        )
    ]


def _default(setting: Setting | None, direction: Direction) -> Default:
    if setting is None or setting.value is None:
        return WINDOWS_DEFAULTS[direction]
    return Default(Action.ACCEPT if setting.value else Action.DENY, setting.text, setting.span)


def _doubtful(setting: Setting) -> Setting:
    return Setting(setting.profile, setting.about, None, setting.span, setting.text)


def _contradiction(earlier: Setting, later: Setting) -> Diagnostic:
    return Diagnostic(
        later.span,
        Trouble.NOT_UNDERSTOOD,
        f"{PROFILES[later.profile]} profile: {earlier.span.within()} says {earlier.text!r}",
        "keep the one that holds",
        later.text,
    )
