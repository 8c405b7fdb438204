"""The settings of the profiles, read from the sections that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from fwlint.dialects.grammar import not_understood
from fwlint.dialects.source import Source
from fwlint.dialects.windows.netsh.blocks import Section
from fwlint.dialects.windows.netsh.languages import NOT_APPLICABLE
from fwlint.dialects.windows.netsh.lines import Line
from fwlint.dialects.windows.netsh.reading import understand
from fwlint.dialects.windows.netsh.values import firewall_policy, local_rules, state
from fwlint.dialects.windows.settings import About, Setting
from fwlint.model.box import PROFILES
from fwlint.model.diagnostic import Diagnostic

_STATE = (About.FIREWALL_ON,)
_POLICY = (About.INBOUND_ALLOWED, About.OUTBOUND_ALLOWED, About.EXCEPTIONS_ALLOWED)
_MERGE = (About.LOCAL_RULES_MERGED,)
_READERS: dict[str, tuple[Callable[[str], dict[About, bool]], tuple[About, ...]]] = {
    "State": (state, _STATE),
    "Firewall Policy": (firewall_policy, _POLICY),
    "LocalFirewallRules": (local_rules, _MERGE),
}
_LOCAL_SECURITY_RULES = "LocalConSecRules"


def read_settings(source: Source, sections: list[Section]) -> Iterator[Setting | Diagnostic]:
    """Yield what the sections say of their profiles; what is not understood has no value.

    A section whose heading is not understood may be any profile's: what no other section says of a
    profile may then be anything.
    """
    said: set[tuple[int, About]] = set()
    for section in sections:
        for label, line in section.settings if section.profile else ():
            for found in _said(source, section, label, line):
                if isinstance(found, Setting):
                    said.add((found.profile, found.about))
                yield found
    for section in sections:
        if section.settings and not section.profile:
            message = "fwlint does not know which profile's settings these are"
            yield not_understood(source, section.line, message)
            yield from (
                Setting(profile, about, None, source.span(section.line), f"line {section.line}")
                for profile, about in _doubtful(section)
                if (profile, about) not in said
            )


def ignored_local_security_rules(sections: list[Section]) -> str:
    """Return the first setting by which local connection security rules may not count, or ""."""
    for section in sections:
        for label, line in section.settings:
            said = section.language.english_if_known(label, line.value)
            silent = said == "Enable" or said.startswith(NOT_APPLICABLE)
            if label == _LOCAL_SECURITY_RULES and not silent:
                return _text(section, line)
    return ""


def _said(
    source: Source, section: Section, label: str, line: Line
) -> Iterator[Setting | Diagnostic]:
    """Yield what one line says of the section's profile."""
    if label == _LOCAL_SECURITY_RULES:
        return
    read, abouts = _READERS[label]
    found = understand(source, section.language, label, line, read)
    values: dict[About, bool | None] = {}
    if isinstance(found, Diagnostic):
        yield found
        values.update(dict.fromkeys(abouts))
    else:
        values.update(found)
    profile, span = PROFILES.index(section.profile.lower()), source.span(line.number)
    for about, value in values.items():
        yield Setting(profile, about, value, span, _text(section, line))


def _doubtful(section: Section) -> Iterator[tuple[int, About]]:
    """Yield what a section of an unknown profile leaves open."""
    merge = any(
        label == "LocalFirewallRules" and not line.value.startswith(NOT_APPLICABLE)
        for label, line in section.settings
    )
    yield from product(range(len(PROFILES)), (*_STATE, *_POLICY, *(_MERGE if merge else ())))


def _text(section: Section, line: Line) -> str:
    return f"{section.profile} Profile: {line.label} {line.value}".lstrip()
