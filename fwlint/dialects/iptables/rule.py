"""One rule line, from options to a rule of the model."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.iptables.dump import Place
from fwlint.dialects.iptables.match import Match
from fwlint.dialects.iptables.meaning import UNDERSTOOD, apply
from fwlint.dialects.iptables.option import TARGETS, Clause, Option, RefusedError, clauses
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

_ONCE_A_RULE = {
    *("source", "destination", "in_interface", "out_interface", "protocol", "fragment"),
    "either_port",  # twice would be a product of unions, and no firewall needs it
}
_REPEATABLE = {"multiport", "conntrack", "state", "iprange", "comment"}


def lower_rule(place: Place, options: list[Option]) -> Rule:
    """Return the rule that `options` make. Raises RefusedError where they mean nothing."""
    parts = clauses(options)
    _refuse_repetition(parts)
    extensions = frozenset(part.extension for part in parts)
    match = Match(place.dump.family, place.table.name, extensions)
    for part in parts:
        for option in (part.head, *part.options):
            apply(option, match)
    fate = _fate(parts)
    conditions = (*match.conditions, *_conditions(parts), *fate.conditions)
    return Rule(
        match.packets(),
        fate.action,
        place.span,
        place.text,
        conditions=tuple(dict.fromkeys(conditions)),
        target=_target(place, fate),
        rewrite=fate.rewrite,
    )


def _refuse_repetition(parts: list[Clause]) -> None:
    """Refuse an option that comes twice, unless to two loads of a match that allows it."""
    seen: set[tuple[str, int]] = set()
    for number, part in enumerate(parts):
        scope = number if part.extension in _REPEATABLE else 0
        for option in part.options:
            identity = (option.kind, 0 if option.kind in _ONCE_A_RULE else scope)
            if identity in seen and option.kind != "other":
                raise RefusedError(f"a second {option.name} in one rule", option.name)
            seen.add(identity)


def _fate(parts: list[Clause]) -> Fate:
    targets = [part for part in parts if part.head.kind in TARGETS]
    if not targets:
        return Fate(Action.CONTINUE)
    if len(targets) > 1:
        raise RefusedError("a second target in one rule", targets[1].head.name)
    [part] = targets
    if part.head.kind == "goto":
        return Fate(Action.GOTO, part.head.value, tuple(map(str, part.others)))
    return fate_of_jump(part.head.value, part.others)


def _conditions(parts: list[Clause]) -> Iterator[str]:
    """Yield what stands outside of the packet space, each match with its options."""
    for part in parts:
        if part.head.kind == "match":
            if part.others or part.extension not in UNDERSTOOD:
                yield " ".join(map(str, [part.head, *part.others]))
        elif part.head.kind not in TARGETS:
            yield from map(str, part.others)


def opaque_rule(place: Place, fate: Fate) -> Rule:
    """Return what stands for a refused line: it may do to any packet what `fate` says."""
    return Rule(
        PacketSet((WHOLE_SPACE[place.dump.family],)),
        fate.action,
        place.span,
        place.text,
        conditions=(f"line {place.line} is not understood", *fate.conditions),
        target=_target(place, fate),
    )


def _target(place: Place, fate: Fate) -> str:
    return place.dump.key(place.table.name, fate.chain) if fate.chain else ""
