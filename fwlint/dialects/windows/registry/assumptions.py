"""What is taken for granted of the parts of a policy that a file does not show, said once each."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.registry.gathering import Gathering
from fwlint.dialects.windows.registry.value import Origin
from fwlint.dialects.windows.settings import About
from fwlint.model.box import PROFILES
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.source import Span

_LISTED = 8
"""How many unknown values are named."""

_EXPORT_ALL = "export the whole policy with: netsh advfirewall export policy.wfw"


def assumptions(gathered: Gathering) -> Iterator[Diagnostic]:
    """Yield what has to be assumed of what was gathered."""
    span = Span(gathered.source.path, 1 if gathered.source.lines else 0)
    for message, hint in _messages(gathered):
        yield Diagnostic(span, Trouble.ASSUMED, message, hint)


def _messages(gathered: Gathering) -> Iterator[tuple[str, str]]:
    merged = _merging_profiles(gathered)
    if Origin.LOCAL not in gathered.origins and merged:
        yield (
            "the computer's own rules are not in this file; it is taken to have none, but in these "
            f"profiles Group Policy lets them hold: {', '.join(merged)}; one may block what is "
            "open here, or open what no rule here blocks",
            _EXPORT_ALL,
        )
    elif Origin.LOCAL in gathered.origins and not (gathered.has_version and gathered.local.rules):
        yield (
            "the file seems to show only a part of the computer's policy; it is taken to have no "
            "further rules",
            _EXPORT_ALL,
        )
    if gathered.hardening:
        yield (
            f"{gathered.hardening} rules of Windows Service Hardening are passed over: they open "
            "nothing, but may close a port to a single service for which a rule opens it",
            "",
        )
    if gathered.unknown:
        more = ", …" if len(gathered.unknown) > _LISTED else ""
        yield (
            "fwlint does not know these values, and takes them to decide nothing about packets: "
            f"{', '.join(gathered.unknown[:_LISTED])}{more}",
            "",
        )


def _merging_profiles(gathered: Gathering) -> list[str]:
    ignored = {
        one.profile
        for one in gathered.group_policy.settings
        if one.about is About.LOCAL_RULES_MERGED and one.value is False
    }
    return [name for profile, name in enumerate(PROFILES) if profile not in ignored]
