"""What the checks on dead rules share: each export searched once, and its covers put in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fwlint.analysis.dead_rules import Deadness, DeadRule, Relation, dead_rules
from fwlint.analysis.witness import shown_packet
from fwlint.model.check import Check
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Related
from fwlint.model.policy import Policy, Resolution
from fwlint.model.remembered import remembered
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

_IMPLICIT = "implicit"
"""What a dialect calls the rules that stand behind a list without being written in it."""

_SHOWN_LINES = 3

_VERBS = {
    Action.ACCEPT: ("accepts", "accept"),
    Action.BYPASS: ("accepts", "accept"),
    Action.DENY: ("denies", "deny"),
    Action.RETURN: ("returns", "return"),
    Action.GOTO: ("goes elsewhere", "go elsewhere"),
    Action.REWRITE: ("redirects", "redirect"),
}
"""What a rule that takes packets does with them, and what several do."""


def entries(export: Export) -> list[str]:
    """Return the policies that have an end of their own; the others are entered by jumps only.

    That is more than the export's paths enter: a list that no interface is bound to is still read
    from its top, and a chain that rewrites addresses may call one that filters.
    """
    return [name for name, one in export.policies.items() if one.default is not Action.RETURN]


@remembered
def deadness_of(export: Export) -> Deadness:
    """Return the dead rules of all policies that packets can enter."""
    return dead_rules(export.policies, entries(export))


def dead(export: Export, relation: Relation, *, conditional: bool = False) -> Iterator[DeadRule]:
    """Yield the dead rules of a relation.

    Rules that only the dialect knows of are left out, those of chains that no packet comes to,
    which is said of the chain, those that a setting of the firewall overrules, and parts of a
    written rule of which another part lives. Dead parts of one rule are told together.
    """
    living = _living(export, conditional)
    found: dict[tuple[str, Span, str], DeadRule] = {}
    for one in deadness_of(export).dead:
        if (
            one.relation is relation
            and one.conditional == conditional
            and is_written(one.rule)
            and (one.policy.name, one.rule.span) not in living
            and is_entered(export, one.policy)
            and not any(map(is_setting, one.cover))
        ):
            key = one.policy.name, one.rule.span, one.rule.name
            found[key] = _together(found[key], one) if key in found else one
    yield from found.values()


def _together(one: DeadRule, other: DeadRule) -> DeadRule:
    """Return two parts of a written rule as one that both their covers take together."""
    cover = {id(rule): rule for rule in one.cover + other.cover}
    return replace(other, cover=tuple(sorted(cover.values(), key=lambda rule: rule.span)))


@remembered
def _living(export: Export, conditional: bool) -> frozenset[tuple[str, Span]]:
    """Return where dead rules stand that are written, and of which a part is not dead.

    If `conditional`, what is dead under conditions is dead, too. A translation is left out, as its
    part for the packets that open connections decides, and that for later ones follows.
    """
    found = deadness_of(export).dead
    dead = {id(one.rule) for one in found if conditional or not one.conditional}
    theirs = {(one.policy.name, one.rule.span) for one in found}
    return frozenset(
        (policy.name, rule.span)
        for policy in export.policies.values()
        for rule in policy.rules
        if is_written(rule) and rule.rewrite is None and id(rule) not in dead
        if (policy.name, rule.span) in theirs
    )


def has_parts(export: Export, policy: Policy, rule: Rule) -> bool:
    """Return whether a rule is only a part of what is written where it stands."""
    return (policy.name, rule.span) in _in_parts(export)


@remembered
def _in_parts(export: Export) -> frozenset[tuple[str, Span]]:
    places = Counter(
        (policy.name, rule.span)
        for policy in export.policies.values()
        for rule in policy.rules
        if is_written(rule)
    )
    return frozenset(place for place, parts in places.items() if parts > 1)


@remembered
def _dead_for_a_fact(export: Export) -> frozenset[int]:
    return frozenset(id(one.rule) for one in deadness_of(export).dead if not one.conditional)


def is_dead(export: Export, rule: Rule) -> bool:
    """Return whether `rule`, one of the export's own, is dead whatever the conditions."""
    return id(rule) in _dead_for_a_fact(export)


def is_entered(export: Export, policy: Policy) -> bool:
    """Return whether packets come to `policy`: by itself, or by a jump that is not dead."""
    return policy.default is not Action.RETURN or policy.name in _jumped_to(export)


@remembered
def _jumped_to(export: Export) -> frozenset[str]:
    return frozenset(
        rule.target
        for policy in export.policies.values()
        for rule in policy.rules
        if rule.target and rule.enabled and not is_dead(export, rule)
    )


def is_written(rule: Rule) -> bool:
    """Return whether the export itself says `rule`."""
    return rule.name != _IMPLICIT


def is_setting(rule: Rule) -> bool:
    """Return whether `rule` is a setting of the whole firewall: off, say, or open by default."""
    return bool(rule.note("setting"))


def covered(
    check: Check, export: Export, one: DeadRule, message: str, conditions: tuple[str, ...] = ()
) -> Finding:
    """Return a finding on a rule that is covered, with every member of the cover as a place."""
    return Finding(
        check=check.id,
        level=check.level,
        message=message,
        span=one.rule.span,
        decided_by=one.rule.text,
        witness=_witness(export, one),
        conditions=conditions,
        related=places(one.cover, "before it" if _in_order(one) else "the same packets"),
        claim=no_packet(one),
    )


def no_packet(one: DeadRule) -> str:
    """Return that a rule never decides, as its policy is resolved."""
    rule = f"this rule of {one.policy.name}"
    return f"no packet gets as far as {rule}" if _in_order(one) else f"{rule} decides nothing"


def _in_order(one: DeadRule) -> bool:
    return one.policy.resolution is Resolution.FIRST_MATCH


def _witness(export: Export, one: DeadRule) -> str:
    """Return a packet of the rule that the cover takes, where packets enter the policy freely."""
    if one.policy.default is Action.RETURN:
        return ""
    path = next((path for path in export.paths if one.policy.name in path.stages), None)
    return shown_packet(export, one.rule.packets, path)


def leaves_nothing(cover: Sequence[Rule]) -> str:
    """Return what `cover` does to a rule, as "line 5, which denies, leaves it no packet"."""
    verbs = {_VERBS[rule.action] for rule in cover}
    one, several = verbs.pop()
    if len(_written_once(cover)) == 1:
        return f"{lines(cover)}, which {one}, leaves it no packet"
    clause = "" if verbs else f", which {several},"
    return f"{lines(cover)}{clause} together leave it no packet"


def lines(rules: Sequence[Rule]) -> str:
    """Return where `rules` stand, as "line 5", "lines 5 and 9" or "lines 5, 9, 12 and 4 more".

    In files without lines the rules go by their names.
    """
    named = any(rule.span.entry for rule in rules)
    places = [repr(rule.name) if named else str(rule.span.line) for rule in _written_once(rules)]
    noun = "rule" if named else "line"
    more = len(places) - _SHOWN_LINES
    if len(places) == 1:
        return f"{noun} {places[0]}"
    if more > 1:
        return f"{noun}s {', '.join(places[:_SHOWN_LINES])} and {more} more"
    return f"{noun}s {', '.join(places[:-1])} and {places[-1]}"


def places(rules: Sequence[Rule], where: str = "before it") -> tuple[Related, ...]:
    """Return each of `rules` as a place, with what it does."""
    return tuple(
        Related(rule.span, f"{_VERBS[rule.action][0]} {where}: {rule.name or rule.text}")
        for rule in _written_once(rules)
    )


def _written_once(rules: Sequence[Rule]) -> list[Rule]:
    """Return `rules` without the further parts of what is written in one place."""
    return list({(rule.span, rule.name): rule for rule in reversed(rules)}.values())[::-1]
