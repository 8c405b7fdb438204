"""Results as JSON and back: nothing that is read can do more than be data."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from fwlint.model.check_info import CheckInfo
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.finding import Finding, Level, Related, Suppression
from fwlint.model.source import DocumentRow, Span
from fwlint.reports.report import FileReport
from fwlint.reports.result import Result

_DATA = (
    *(Result, FileReport, Finding, Related, Suppression, Diagnostic),
    *(Span, DocumentRow, CheckInfo),
)
_KINDS: dict[str, Any] = {kind.__name__: kind for kind in (*_DATA, Level, Trouble)}
_KIND = "kind"


def written(value: object) -> str:
    """Return `value`, made of what results are made of, as JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Any:
    """Return what `written` wrote, with a list for each tuple that is not part of something."""
    return json.loads(text, object_hook=_value)


def _plain(value: Any) -> dict[str, Any]:
    kind = type(value)
    if isinstance(value, date):
        return {_KIND: "date", "of": value.isoformat()}
    if isinstance(value, Trouble):
        return {_KIND: "Trouble", "of": value.value}
    said = {one.name: _marked(getattr(value, one.name)) for one in fields(value)}
    return {_KIND: kind.__name__, **said}


def _marked(value: Any) -> Any:
    """Return `value` with its kind where JSON would take it for a number."""
    return {_KIND: "Level", "of": int(value)} if isinstance(value, Level) else value


def _value(found: dict[str, Any]) -> Any:
    kind = found.pop(_KIND)
    if kind == "date":
        return date.fromisoformat(found["of"])
    if "of" in found:
        return _KINDS[kind](found["of"])
    return _KINDS[kind](
        **{name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    )
