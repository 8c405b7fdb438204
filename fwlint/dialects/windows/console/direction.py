"""Whether a list holds inbound or outbound rules: the console has a list for each.

A list of inbound rules has a column more, for the users that are let in. Columns can be taken out
of the view, but hardly anybody takes out that one alone.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from fwlint.dialects.source import Source
from fwlint.model.diagnostic import Diagnostic, Trouble

_INBOUND_ONLY = "Authorized Users"
_IN_BOTH = {
    "Name",
    "Group",
    "Profile",
    "Enabled",
    "Action",
    "Override",
    "Program",
    "Local Address",
    "Remote Address",
    "Protocol",
    "Local Port",
    "Remote Port",
    "Authorized Computers",
}
_WAYS = ("Inbound", "Outbound")


def direction(source: Source, names: Collection[str]) -> tuple[str, Diagnostic | None]:
    """Return `Inbound`, `Outbound` or "" for the rules below the headers `names`.

    Where that is taken from something else than a header, or not to be known, it is said.
    """
    if _INBOUND_ONLY in names or "Direction" in names:
        return "" if "Direction" in names else "Inbound", None
    file = PurePath(source.path).name.lower()
    named = [way for way in _WAYS if way.lower() in file]
    if len(named) == 1:
        return named[0], _assumed(source, named[0], "for the name of the file")
    if set(names) >= _IN_BOTH:
        why = f"for the list has no column {_INBOUND_ONLY!r}, as lists of inbound rules have"
        return "Outbound", _assumed(source, "Outbound", why)
    return "", _undecided(source)


def _assumed(source: Source, way: str, why: str) -> Diagnostic:
    message = f"the rules are taken as {way.lower()} ones, {why}"
    return Diagnostic(source.span(1), Trouble.ASSUMED, message)


def _undecided(source: Source) -> Diagnostic:
    return Diagnostic(
        source.span(1),
        Trouble.ASSUMED,
        "the list does not say whether its rules are inbound or outbound; each is taken as either",
        "say 'inbound' or 'outbound' in the name of the file, or export all columns",
    )
