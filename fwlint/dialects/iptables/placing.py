"""What a rule line means at its place: rules of the model."""

from __future__ import annotations

from dataclasses import replace

from fwlint.dialects.iptables.dump import Line, Place
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.sets import within_sets
from fwlint.dialects.iptables.target import Fate
from fwlint.dialects.iptables.translation import by_connection, opening
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule


def placed(place: Place, meaning: Meaning) -> Line:
    """Return the line at `place`, which has that meaning."""
    fate, parts, target = _fate(place, meaning.fate), meaning.parts, ""
    if meaning.asked:
        parts = within_sets(parts, meaning.asked, place.dump.sets, place.dump.family)
    if fate.chain:
        target = place.dump.key(place.table.name, fate.chain)
    span, text = place.span, place.text
    rules = [
        Rule(
            packets,
            fate.action,
            span,
            text,
            conditions,
            target,
            rewrite=fate.rewrite,
            notes=meaning.notes,
            tag_tests=meaning.tag_tests,
            tagging=fate.tagging,
        )
        for packets, conditions in parts
    ]
    if fate.rewrite:
        rules = [part for rule in rules for part in by_connection(rule)]
    elif fate.tagging and place.table.name == "nat":
        rules = [replace(rule, packets=opening(rule.packets)) for rule in rules]
    return Line(tuple(rules), meaning)


def opaque(place: Place, fate: Fate) -> Line:
    """Return what stands for a refused line: it may do to any packet what `fate` says."""
    fate = _fate(place, fate)
    rule = Rule(
        PacketSet((WHOLE_SPACE[place.dump.family],)),
        fate.action,
        place.span,
        place.text,
        conditions=(f"line {place.line} is not understood", *fate.conditions),
        target=_target(place, fate),
        tagging=fate.tagging,
    )
    return Line((rule,))


def _fate(place: Place, fate: Fate) -> Fate:
    """Return `fate`, or a jump where the target is rather a chain of that name."""
    return Fate(Action.JUMP, fate.addon) if fate.addon in place.table.chains else fate


def _target(place: Place, fate: Fate) -> str:
    return place.dump.key(place.table.name, fate.chain) if fate.chain else ""
