"""The policy in a hive as an export of the common model."""

from __future__ import annotations

from fwlint.dialects.source import Source
from fwlint.dialects.windows.hive.error import HiveError
from fwlint.dialects.windows.hive.key import read_root
from fwlint.dialects.windows.hive.place import GROUP_POLICY, find_policy
from fwlint.dialects.windows.hive.walk import values_of
from fwlint.dialects.windows.registry.export import read_policy
from fwlint.dialects.windows.registry.value import Origin
from fwlint.dialects.windows.store import unreadable
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span

DIALECT_NAME = "windows-hive"


def read_export(source: Source) -> Export:
    """Return the export of the policy in a hive.

    A hive that is damaged has no policies: a value that is lost may be a rule.
    """
    try:
        place = find_policy(read_root(source.data))
        values = list(values_of(place, source.path))
    except HiveError as error:
        trouble = Diagnostic(Span(source.path), Trouble.UNREADABLE, str(error), error.hint)
        return unreadable(source, DIALECT_NAME, trouble)
    diagnostics = [_no_group_policy(source)] if place.origin is Origin.LOCAL else []
    return read_policy(source, DIALECT_NAME, values, diagnostics)


def _no_group_policy(source: Source) -> Diagnostic:
    return Diagnostic(
        Span(source.path),
        Trouble.ASSUMED,
        "the hive shows the computer's own policy; there is taken to be no Group Policy beside it",
        "that is in the SOFTWARE hive, below " + "\\".join(GROUP_POLICY),
    )
