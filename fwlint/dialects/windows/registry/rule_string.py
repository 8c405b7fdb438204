"""A rule string cut into its fields, with everything about it that is outside the grammar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from fwlint.dialects.grammar import refusal
from fwlint.dialects.source import Source
from fwlint.dialects.windows.registry.syntax import Field, read_field, version
from fwlint.dialects.windows.registry.value import RegistryValue
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

Value = TypeVar("Value")

OUTSIDE_THE_GRAMMAR = "the rule string is outside the grammar"
"""The condition of a rule whose string Windows may refuse, or read in another way."""
INVALID = ("rule-string", "invalid")
"""The note of a rule whose string is not wholly understood."""

_LONGEST = 65536
"""How many characters a rule string may have; none that Windows keeps is nearly as long."""
_SHOWN = 500
"""How many of them a diagnostic shows."""
_PATIENCE = 16
"""How many errors a string may have before nothing in it is believed, and no more are told."""

_REPEATABLE = frozenset(
    (
        *("profile", "interface", "interface_type", "platform", "trust_tuple", "means"),
        *("local_port", "remote_port", "icmp4", "icmp6"),
        *("local4", "local6", "remote4", "remote6"),
    )
)


@dataclass(slots=True)
class RuleString:
    """A rule string under way: its fields by kind, in their order, and what is wrong with it.

    `unknown` holds the fields whose keys nobody knows, and `doubtful` these and whatever else is
    not understood, as they are written. With anything else the string is `malformed`.
    """

    source: Source
    value: RegistryValue
    text: str
    version: str = ""
    fields: dict[str, list[Field]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    malformed: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def word(self, kind: str) -> str:
        """Return the word of the first field of a kind, or "" where there is none."""
        found = self.fields.get(kind)
        return found[0].text if found else ""

    def words(self, kind: str) -> tuple[str, ...]:
        """Return the words of all fields of a kind."""
        return tuple(one.text for one in self.fields.get(kind, ()))

    def values(self, kind: str, read: Callable[[Field], Value]) -> list[Value]:
        """Return what `read` makes of the fields of a kind, without those that it refuses."""
        return [value for one in self.fields.get(kind, ()) for value in self._attempt(read, one)]

    def doubts(self, *keys: str) -> bool:
        """Return whether one of these keys, or a later version of it, is not understood."""
        return any(one.lower().startswith(keys) for one in self.doubtful)

    def demand(self, kind: str, key: str) -> None:
        """Refuse a rule string that lacks a field of this kind, whose key is `key`."""
        if self.version and kind not in self.fields and not self.doubts(key.lower()):
            self.refuse("", f"this rule string has no {key}")

    def refuse(self, text: str, message: str, hint: str = "") -> None:
        """Note that `text`, a part of the string, is outside the grammar."""
        self.malformed = True
        self._complain(text, message, hint)

    def add(self, one: Field) -> None:
        """Take in a field."""
        if one.kind == "unknown":
            said = f"{one.key}={one.text}"
            self.unknown.append(said)
            message = f"fwlint does not know the key {one.key!r} of a rule string"
            self._complain(said, message, "it is misspelled, or of a newer Windows")
        else:
            self.fields.setdefault(one.kind, []).append(one)

    def _complain(self, text: str, message: str, hint: str = "") -> None:
        self.doubtful.append(text)
        if len(self.diagnostics) < _PATIENCE:
            span = place_of(self.source, self.value.span, text)
            shown = self.text[:_SHOWN]
            trouble = Diagnostic(span, Trouble.NOT_UNDERSTOOD, message, hint, shown)
            self.diagnostics.append(trouble)

    def _attempt(self, read: Callable[[Field], Value], one: Field) -> Iterator[Value]:
        try:
            yield read(one)
        except ValueError as error:
            self.refuse(f"{one.key}={one.text}", f"{one.key}: {error}")


def read_rule_string(source: Source, value: RegistryValue, text: str, start: str) -> RuleString:
    """Return the fields of `text`, each read by the start rule `start` of the grammar."""
    from lark.exceptions import UnexpectedInput

    string = RuleString(source, value, text)
    if len(text) > _LONGEST:
        string.refuse("", f"a rule string is never {len(text)} characters long")
        return string
    first, *parts = _parts(string)
    try:
        string.version = version(first)
    except UnexpectedInput:
        string.refuse(first, "a rule string begins with its version", "such as v2.30|")
    _add_fields(string, parts, start)
    _refuse_repeated(string)
    return string


def _add_fields(string: RuleString, parts: list[str], start: str) -> None:
    from lark.exceptions import UnexpectedInput

    for part in parts:
        try:
            string.add(read_field(start, part))
        except UnexpectedInput as error:
            said = refusal(Source("", b"", (part,)), 1, error, "part of a rule string")
            string.refuse(part, said.message, said.hint)
        if len(string.doubtful) > _PATIENCE:
            string.malformed = True
            string.fields.clear()
            return


def place_of(source: Source, span: Span, text: str) -> Span:
    """Return where `text` begins on the line of `span`, or else `span` itself."""
    if not span.line or not text:
        return span
    found = source.lines[span.line - 1].find(text)
    return source.span(span.line, found + 1) if found >= 0 else span


def _parts(string: RuleString) -> list[str]:
    """Return the string cut at each `|`: its version, then its fields."""
    *parts, rest = string.text.split("|")
    if parts and rest:
        string.refuse(rest, "this rule string does not end with '|'")
    return [*parts, rest] if rest or not parts else parts


def _refuse_repeated(string: RuleString) -> None:
    """Refuse what may stand only once and stands twice; neither of them is believed."""
    for kind, found in string.fields.items():
        if len(found) == 1 or kind in _REPEATABLE:
            continue
        for key, count in Counter(one.key.lower() for one in found).items():
            if count > 1:
                repeated = next(one for one in found if one.key.lower() == key)
                string.refuse(repeated.key, f"{repeated.key} stands {count} times in a rule string")
                found[:] = [one for one in found if one.key.lower() != key]
