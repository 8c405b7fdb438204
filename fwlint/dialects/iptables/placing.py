"""What a rule line means at its place: rules of the model."""

from __future__ import annotations

from fwlint.dialects.iptables.chain_line import Line
from fwlint.dialects.iptables.dump import Place
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.sets import within_sets
from fwlint.dialects.iptables.target import Fate
from fwlint.dialects.iptables.translation import Part, by_connection, opening
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule


def placed(place: Place, meaning: Meaning) -> Line:
    """Return the line at `place`, which has that meaning."""
    fate, text, span = _fate(place, meaning.fate), place.text, place.span
    target, notes = _target(place, fate), meaning.notes
    rules = [
        Rule(
            packets,
            fate.action,
            span,
            text,
            conditions,
            target,
            rewrite=fate.rewrite,
            notes=notes,
            tag_tests=tests,
            tagging=fate.tagging,
        )
        for packets, conditions, tests in _parts(place, meaning, fate)
    ]
    return Line(tuple(rules), meaning.size, lambda _: meaning)


def _parts(place: Place, meaning: Meaning, fate: Fate) -> list[Part]:
    """Return the parts of a rule for each of which the model has a rule of its own."""
    told = meaning.parts
    if meaning.asked:
        told = within_sets(told, meaning.asked, place.dump.sets, place.dump.family)
    if fate.tagging and not fate.rewrite and place.table.name == "nat":
        return [opening((*one, meaning.tag_tests)) for one in told]
    return parts_anywhere(meaning._replace(parts=told, fate=fate), place.text)


def parts_anywhere(meaning: Meaning, text: str) -> list[Part]:
    """Return the parts of a rule with that `text` as they are if they depend on no place."""
    parts = [(packets, conditions, meaning.tag_tests) for packets, conditions in meaning.parts]
    if not meaning.fate.rewrite:
        return parts
    return [one for part in parts for one in by_connection(part, text)]


def depends_on_place(meaning: Meaning) -> bool:
    """Return whether a rule's packets or what becomes of them depend on where it stands."""
    return bool(meaning.asked or meaning.fate.tagging or meaning.fate.addon)


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
