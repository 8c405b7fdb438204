"""What fwlint says of its own run, as SARIF notifications: what it did not understand, say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sarif_om as om

from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.reports.report import TROUBLE_LEVELS
from fwlint.reports.sarif_place import location
from fwlint.reports.untrusted import quoted, sentence

MAX_NOTIFICATIONS = 1000
"""GitHub reads none of them, but they count in the size of the log."""

_LEFT_OUT = "left-out"
_MEANINGS = {
    Trouble.UNREADABLE.value: "A file, or a part of it, could not be read.",
    Trouble.NOT_UNDERSTOOD.value: "A line was read, but not understood.",
    Trouble.ASSUMED.value: "The export does not say something, and fwlint takes something for it.",
    _LEFT_OUT: "The log would be larger than GitHub takes, so that it is not complete.",
}


def descriptors() -> list[Any]:
    """Return what the notifications refer to, as `sarif_om.ReportingDescriptor`s."""
    return [
        om.ReportingDescriptor(
            id=name,
            short_description=om.MultiformatMessageString(text=meaning),
            full_description=om.MultiformatMessageString(text=meaning),
            help=om.MultiformatMessageString(text=meaning, markdown=meaning),
        )
        for name, meaning in _MEANINGS.items()
    ]


def notifications(diagnostics: Sequence[Diagnostic], *, everything: bool) -> list[Any]:
    """Return `diagnostics` as `sarif_om.Notification`s, all or as many as there is room for."""
    shown = diagnostics if everything else diagnostics[:MAX_NOTIFICATIONS]
    said = [_notification(one) for one in shown]
    if len(shown) < len(diagnostics):
        said.insert(0, left_out(len(diagnostics) - len(shown), "messages like these"))
    return said


def left_out(number: int, things: str) -> Any:
    """Return a notification that so many `things` are missing."""
    return om.Notification(
        descriptor=_descriptor(_LEFT_OUT),
        level="warning",
        message=om.Message(
            text=f"{number} {things} are left out; --sarif-for archive writes them all."
        ),
    )


def _notification(diagnostic: Diagnostic) -> Any:
    said = (diagnostic.message, diagnostic.hint, quoted(diagnostic.text))
    return om.Notification(
        descriptor=_descriptor(diagnostic.trouble.value),
        level=str(TROUBLE_LEVELS[diagnostic.trouble]),
        message=om.Message(text="\n".join(sentence(text) for text in said if text)),
        locations=[location(diagnostic.span)],
    )


def _descriptor(name: str) -> Any:
    return om.ReportingDescriptorReference(id=name, index=list(_MEANINGS).index(name))
