"""An export as plain data, for `fwlint parse`: lists, numbers and strings only.

A box shows its family and the coordinates that it restricts, each as a list: protocols by name,
networks as prefixes or `A wildcard W`, ports as `80` or `1000-2000`, ICMP as `type/code` ranges,
TCP flags as the combinations that match, interfaces as names, `eth*` or name ranges.

A rule that rewrites packets shows what of them gets which values, and `kept`, the bits of the
destination that stay. One that writes on their tags shows the bits of the packet's own, and before
them those of its connection, in hexadecimal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fwlint.model import protocols
from fwlint.model.bitset import BitSet
from fwlint.model.box import DIMENSIONS, PROFILES, STATES, WHOLE_SPACE, Box
from fwlint.model.describe import interfaces, networks
from fwlint.model.diagnostic import Diagnostic
from fwlint.model.export import Export, Path
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet import flag_names
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Rewrite, Rule
from fwlint.model.tag import Tagging

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
        "rewrite": _rewrite(rule.rewrite, rule.packets) if rule.rewrite else None,
        "tagging": _tagging(rule.tagging) if rule.tagging else None,
        "text": rule.text,
        "notes": dict(rule.notes),
    }


def _rewrite(rewrite: Rewrite, packets: PacketSet) -> dict[str, Any]:
    said: dict[str, Any] = {"to_this_host": rewrite.to_this_host}
    if rewrite.destination is not None:
        family = next((box.family for box in packets), 4)
        said["destination"] = networks(rewrite.destination, family)
        said["kept"] = f"{rewrite.kept:#x}"
    if rewrite.destination_port is not None:
        said["destination_port"] = _ranges(rewrite.destination_port)
    return said


def _tagging(tagging: Tagging) -> dict[str, Any]:
    bits = {name: getattr(tagging, name) for name in ("clear", "flip", "copy", "lose")}
    said: dict[str, Any] = {name: f"{value:#x}" for name, value in bits.items() if value}
    return {**said, "untrack": tagging.untrack, "claim": tagging.claim}


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
    whole = WHOLE_SPACE[box.family]
    return {
        "family": box.family,
        **{
            name: _VALUES[name](value, box.family)
            for name, value, every in zip(DIMENSIONS, box[1:], whole[1:], strict=True)
            if value is not every and value != every
        },
    }


def _names(members: BitSet, names: tuple[str, ...]) -> list[str]:
    return [names[member] for member in members]


def _ranges(numbers: IntervalSet[int]) -> list[str]:
    return [str(a) if a + 1 == b else f"{a}-{b - 1}" for a, b in numbers.spans]


def _types(codes: IntervalSet[int]) -> list[str]:
    def one(code: int) -> str:
        return f"{code >> 8}/{code & 255}"

    return [one(a) if a + 1 == b else f"{one(a)}-{one(b - 1)}" for a, b in codes.spans]


_VALUES: dict[str, Callable[[Any, int], list[str]]] = {
    "protocol": lambda members, _: [protocols.name_of(number) for number in members],
    "source": networks,
    "destination": networks,
    "source_port": lambda numbers, _: _ranges(numbers),
    "destination_port": lambda numbers, _: _ranges(numbers),
    "icmp": lambda codes, _: _types(codes),
    "state": lambda members, _: _names(members, STATES),
    "tcp_flags": lambda members, _: [flag_names(flags) for flags in members],
    "fragment": lambda members, _: _names(members, ("whole", "non-initial")),
    "profile": lambda members, _: _names(members, PROFILES),
    "in_interface": lambda names, _: interfaces(names),
    "out_interface": lambda names, _: interfaces(names),
}
"""How each coordinate of a box is written, given its family."""
