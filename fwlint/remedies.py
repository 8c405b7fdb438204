"""Remedies in the words of the export that they are for: the lines to write, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fwlint.dialects.rendering import CannotRenderError, Renderer, renderers, usual
from fwlint.model.export import Export
from fwlint.model.finding import Finding
from fwlint.model.remedy import Remedy
from fwlint.model.rule import Rule


def with_fixes(export: Export, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield `findings`, each remedy spelt out where the dialect of `export` can be written."""
    for finding in findings:
        remedy = finding.remedy
        if remedy is None:
            yield finding
            continue
        renderer = renderers().get(export.dialect)
        lines = _lines(renderer, remedy) if renderer else ()
        before = remedy.before.span if lines and remedy.before else None
        yield replace(finding, remedy=None, fix=lines, fix_before=before)


def _lines(renderer: Renderer, remedy: Remedy) -> tuple[str, ...]:
    try:
        lines = renderer.rule(usual(remedy.rule, renderer.families), remedy.policy)
    except CannotRenderError:
        return ()
    if remedy.overridden_by:
        lines = (f"({_called(remedy.overridden_by)} overrides it and has to go)", *lines)
    if remedy.before and remedy.before.span.line:
        return (f"insert before line {remedy.before.span.line}:", *lines)
    return lines


def _called(rule: Rule) -> str:
    """Return what a person finds a rule by; a setting of the export has no name."""
    return f"rule {rule.name!r}" if rule.name else repr(rule.text)
