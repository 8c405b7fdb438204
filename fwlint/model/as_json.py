"""An export as plain data, for `fwlint parse`: lists, numbers and strings only.

A box shows its family and the coordinates that it restricts, each as a list: protocols by name,
networks as prefixes or `A wildcard W`, ports as `80` or `1000-2000`, ICMP as `type/code` ranges,
TCP flags as the combinations that match, interfaces as names, `eth*` or name ranges.
"""

from __future__ import annotations

from typing import Any

from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import PROFILES, STATES, WHOLE_SPACE, Box
from fwlint.model.describe import interfaces, networks
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.export import Export, Path
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import flag_names
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule

SCHEMA_VERSION = 1


def export_as_json(export: Export) -> dict[str, Any]:
    """Return the whole export; keys are those of the model's own fields."""
    return {
        "version": SCHEMA_VERSION,
        "path": export.path,
        "dialect": export.dialect,
        "hostname": export.hostname,
        "replies": export.replies.value,
        "paths": [_path(path) for path in export.paths],
        "policies": [_policy(policy) for policy in export.policies.values()],
        "diagnostics": [_diagnostic(one) for one in export.diagnostics],
    }


def _path(path: Path) -> dict[str, Any]:
    return {
        "name": path.name,
        "direction": path.direction.value,
        "stages": list(path.stages),
        "families": list(path.families),
        "traffic": [box_as_json(box) for box in path.traffic],
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "name": policy.name,
        "path": policy.span.path,
        "line": policy.span.line,
        "resolution": policy.resolution.value,
        "rules": [_rule(rule) for rule in policy.rules],
        "default": {
            "action": policy.default.value,
            "text": policy.default_text,
            "line": policy.default_span.line if policy.default_span else None,
            "conditions": list(policy.default_conditions),
        },
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "line": rule.span.line,
        "entry": rule.span.entry,
        "name": rule.name,
        "enabled": rule.enabled,
        "action": rule.action.value,
        "target": rule.target,
        "conditions": list(rule.conditions),
        "packets": [box_as_json(box) for box in rule.packets],
        "text": rule.text,
        "notes": dict(rule.notes),
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "entry": diagnostic.span.entry,
        "trouble": diagnostic.trouble.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "text": diagnostic.text,
    }


def box_as_json(box: Box) -> dict[str, Any]:
    """Return a box's family and the coordinates that it restricts."""
    every = {
        "protocol": [protocols.name_of(number) for number in box.protocol],
        "source": networks(box.source, box.family),
        "destination": networks(box.destination, box.family),
        "source_port": _ranges(box.source_port),
        "destination_port": _ranges(box.destination_port),
        "icmp": _types(box.icmp),
        "state": _names(box.state, STATES),
        "tcp_flags": [flag_names(flags) for flags in box.tcp_flags],
        "fragment": _names(box.fragment, ("whole", "non-initial")),
        "profile": _names(box.profile, PROFILES),
        "in_interface": interfaces(box.in_interface),
        "out_interface": interfaces(box.out_interface),
    }
    whole = WHOLE_SPACE[box.family]._asdict()
    restricted = {name: value for name, value in every.items() if getattr(box, name) != whole[name]}
    return {"family": box.family, **restricted}


def _names(members: BitSet, names: tuple[str, ...]) -> list[str]:
    return [names[member] for member in members]


def _ranges(numbers: IntervalSet[int]) -> list[str]:
    return [str(a) if a + 1 == b else f"{a}-{b - 1}" for a, b in numbers.spans]


def _types(codes: IntervalSet[int]) -> list[str]:
    def one(code: int) -> str:
        return f"{code >> 8}/{code & 255}"

    return [one(a) if a + 1 == b else f"{one(a)}-{one(b - 1)}" for a, b in codes.spans]
