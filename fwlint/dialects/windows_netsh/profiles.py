"""The profiles' own settings: a firewall that is off, blocks everything, or has another default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fwlint.dialects.grammar import not_understood
from fwlint.dialects.source import Source
from fwlint.dialects.windows_netsh import values
from fwlint.dialects.windows_netsh.blocks import Setting
from fwlint.dialects.windows_netsh.lines import Line
from fwlint.dialects.windows_netsh.reading import understand, unreadable_line
from fwlint.model.bitset import BitSet
from fwlint.model.box import PROFILES, WHOLE_SPACE
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Direction
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_HINT = 'add the output of "netsh advfirewall show allprofiles"'


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


@dataclass(slots=True)
class Profiles:
    """The settings of all profiles as rules and defaults.

    `rules` holds those that come before every other rule of a direction.
    """

    source: Source
    rules: dict[Direction, list[Rule]] = field(
        init=False, default_factory=lambda: {direction: [] for direction in WINDOWS_DEFAULTS}
    )
    diagnostics: list[Diagnostic] = field(init=False, default_factory=list)
    _seen: dict[tuple[str, str], Line] = field(init=False, default_factory=dict)
    _defaults: dict[tuple[str, Direction], Default] = field(init=False, default_factory=dict)

    def read(self, settings: Iterable[Setting]) -> None:
        """Take in the settings, and say what of them the export does not show."""
        for setting in settings:
            profile, line = setting.profile, setting.line
            earlier = self._seen.setdefault((profile, line.label), line)
            if earlier is not line:
                self._compare(profile, earlier, line)
            elif line.label == "State":
                self._state(profile, line)
            else:
                self._policy(profile, line)
        self._assume_the_rest()

    def default(self, direction: Direction) -> tuple[Default, list[Rule]]:
        """Return a direction's default, and the final rules of profiles that differ from it.

        Where some profile blocks, blocking is the default: an accept after all other accepts means
        the same as an accepting default, but a final block would override them all.
        """
        defaults = {
            profile: self._defaults.get((profile.title(), direction), WINDOWS_DEFAULTS[direction])
            for profile in PROFILES
        }
        blocking = [one for one in defaults.values() if one.action is Action.DENY]
        candidates = blocking or list(defaults.values())
        chosen = next((one for one in candidates if one.span), candidates[0])
        exceptions = [
            Rule(_packets(profile), one.action, one.span or self.source.span(1), one.text)
            for profile, one in defaults.items()
            if one.action is not chosen.action
        ]
        return chosen, exceptions

    def _compare(self, profile: str, earlier: Line, line: Line) -> None:
        if earlier.value != line.value:
            message = f"line {earlier.number} says {earlier.label} {earlier.value}"
            self._leave_open(profile, line, not_understood(self.source, line.number, message))

    def _state(self, profile: str, line: Line) -> None:
        on = understand(self.source, line, values.state, line.label)
        if isinstance(on, Diagnostic):
            self._leave_open(profile, line, on)
        elif not on:
            self._add(profile, line, Action.BYPASS, *WINDOWS_DEFAULTS)

    def _policy(self, profile: str, line: Line) -> None:
        words = understand(self.source, line, values.firewall_policy, line.label)
        if isinstance(words, Diagnostic):
            self._leave_open(profile, line, words)
            return
        if "BlockInboundAlways" in words:
            self._add(profile, line, Action.DENY, Direction.IN)
        for direction, word in zip(WINDOWS_DEFAULTS, words, strict=True):
            action = Action.ACCEPT if word.startswith("Allow") else Action.DENY
            span = self.source.span(line.number)
            self._defaults[profile, direction] = Default(action, _text(profile, line), span)

    def _leave_open(self, profile: str, line: Line, why: Diagnostic) -> None:
        self.diagnostics.append(why)
        self._add(profile, line, Action.UNKNOWN, *WINDOWS_DEFAULTS)

    def _add(self, profile: str, line: Line, action: Action, *directions: Direction) -> None:
        conditions = (unreadable_line(line),) if action is Action.UNKNOWN else ()
        span = self.source.span(line.number)
        for direction in directions:
            self.rules[direction].append(
                Rule(_packets(profile), action, span, _text(profile, line), conditions)
            )

    def _assume_the_rest(self) -> None:
        silent = [
            profile
            for profile in PROFILES
            if not {(profile.title(), "State"), (profile.title(), "Firewall Policy")}
            <= self._seen.keys()
        ]
        if not silent:
            return
        message = (
            f"the export does not show the settings of these profiles: {', '.join(silent)}; "
            "the firewall is taken as on, inbound traffic as blocked and outbound as allowed"
        )
        self.diagnostics.append(Diagnostic(self.source.span(1), Trouble.ASSUMED, message, _HINT))


def _packets(profile: str) -> PacketSet:
    number = BitSet.of((PROFILES.index(profile.lower()),))
    return PacketSet.of(box._replace(profile=number) for box in WHOLE_SPACE.values())


def _text(profile: str, line: Line) -> str:
    return f"{profile} Profile: {line.label} {line.value}"
