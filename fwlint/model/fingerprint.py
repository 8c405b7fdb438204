"""What a finding stays the same by: the meaning of its rule and its own, not where they stand.

A fingerprint has no part in it that changes when rules are renumbered, reordered or moved to other
lines, nor the packets and hits that a device counts. It tells findings of one file apart, so the
file has no part in it either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from json import JSONEncoder
from typing import Any

from fwlint.model.as_json import box_as_json
from fwlint.model.export import Export
from fwlint.model.finding import Finding
from fwlint.model.places import Place, place, policies_by_place, rules_by_place
from fwlint.model.rule import Rewrite, Rule

_DIGITS = 32
"""Of the hash, in hexadecimal; 128 bits are enough for any number of findings."""

_NAME = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_ONE = rf"(?:\d+(?! more)|{_NAME})"
_LISTED = re.compile(
    rf"\b(?:lines?|rules?|entry|entries) {_ONE}(?:(?:, | and ){_ONE})*(?: and \d+ more)?"
)
"""How messages point at rules: "line 5", "lines 5, 9, 12 and 4 more", "rules 'A' and 'B'"."""


def with_fingerprints(export: Export, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield `findings`, which are on `export`, each with its fingerprint.

    Where a requirement is what a finding stands on, the rule that happens to decide has no part.
    """
    meanings: dict[Place, list[str]] = {}
    for finding in findings:
        where = place(finding.span)
        if finding.requirement:
            yield fingerprinted(finding, sorted(_policies(export, where)))
            continue
        if where not in meanings:
            meanings[where] = sorted(_meanings(export, where))
        yield fingerprinted(finding, meanings[where])


def fingerprinted(finding: Finding, place_means: Iterable[str] = ()) -> Finding:
    """Return `finding` with its fingerprint; `place_means` is what stands where it points."""
    parts = [finding.check, finding.requirement, claim(finding), *place_means]
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return replace(finding, fingerprint=sha256(text).hexdigest()[:_DIGITS])


def claim(finding: Finding) -> str:
    """Return what a finding says, without the places of the rules that it mentions."""
    return without_places(finding.claim or finding.message)


def without_places(text: str) -> str:
    """Return `text` with a mark for each list of lines, entries and rules that it points at."""
    return _LISTED.sub("…", text)


def _policies(export: Export, where: Place) -> set[str]:
    """Return the names of the policies that have something at `where`."""
    rules = rules_by_place(export).get(where, ())
    return {policy.name for policy, _ in rules} | {
        policy.name for policy in policies_by_place(export).get(where, ())
    }


def _meanings(export: Export, where: Place) -> Iterator[str]:
    """Yield what the rules that stand at `where` mean, or else the policies that do."""
    rules = rules_by_place(export).get(where, ())
    for policy, rule in rules:
        yield _text([policy.name, *_meaning(rule)])
    for policy in () if rules else policies_by_place(export).get(where, ()):
        yield _text([policy.name, policy.default.value])


def _meaning(rule: Rule) -> list[Any]:
    return [
        rule.action.value,
        rule.target,
        rule.enabled,
        sorted(map(without_places, rule.conditions)),
        _rewritten(rule.rewrite) if rule.rewrite else None,
        *sorted(_text(box_as_json(box)) for box in rule.packets),
    ]


def _rewritten(rewrite: Rewrite) -> list[Any]:
    destination, port = rewrite.destination, rewrite.destination_port
    return [
        sorted(destination.cubes) if destination else [],
        port.spans if port else [],
        rewrite.to_this_host,
        *([rewrite.kept] if rewrite.kept else []),
    ]


_text = JSONEncoder(sort_keys=True).encode
