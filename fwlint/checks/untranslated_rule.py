"""FW124."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fwlint.analysis.openings import services
from fwlint.analysis.outcome import Outcome
from fwlint.analysis.walk import Walk
from fwlint.checks.dead import is_dead
from fwlint.checks.translations import opening, reached, translations
from fwlint.model.box import ANY_PORT, Box
from fwlint.model.check import Check, Subject
from fwlint.model.export import Direction, Export, Path
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.intervals import IntervalSet
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


class UntranslatedRule(Check):
    """A filter rule names the port that packets had before their destination was translated.

    ## Why it matters
    The translation comes first, and the filter never sees that port. A denial like this denies
    nothing, and what it was to keep out passes by the new port; a permit like this permits nothing.

    ## Example
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    -A PREROUTING -p tcp --dport 2222 -j REDIRECT --to-ports 22
    COMMIT
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT ! -s 10.0.0.0/8 -p tcp --dport 2222 -j DROP
    COMMIT
    ```

    ## Instead
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    -A PREROUTING -p tcp --dport 2222 -j REDIRECT --to-ports 22
    COMMIT
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT ! -s 10.0.0.0/8 -p tcp --dport 22 -j DROP
    COMMIT
    ```

    ## References
    - iptables(8), "Tables": table nat alters packets in PREROUTING as soon as they come in.
    - iptables-extensions(8), "conntrack": `--ctorigdstport` still asks for the port before that.
    """

    id = "FW124"
    name = "untranslated-rule"
    level = Level.WARNING
    severity = 5.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each rule all of whose new packets are translated to others."""
        export = subject.export
        if not translations(export):
            return
        for policy, rule, paths in _candidates(export):
            found = [_translating(export, rule, path) for path in paths]
            fates = [fate for one in found for fate in one or ()]
            if fates and None not in found and not is_dead(export, rule):
                yield self._finding(policy, rule, fates)

    def _finding(self, policy: Policy, rule: Rule, fates: list[Outcome]) -> Finding:
        verb = "permits" if rule.action is Action.ACCEPT else "denies"
        asked = services(opening(rule.packets))
        translating = {fate.span: fate.text for fate in fates}
        return Finding(
            check=self.id,
            level=self.level,
            message=f"this rule of {policy.name} {verb} nothing: packets to {asked} have another"
            " destination when they come here",
            span=rule.span,
            decided_by=rule.text,
            related=tuple(
                Related(span, f"translates them: {text}") for span, text in translating.items()
            ),
        )


def _candidates(export: Export) -> Iterator[tuple[Policy, Rule, list[Path]]]:
    """Yield the filter rules on ports that are translated, and the paths they are on."""
    came = [box for one in translations(export) for box in one.came]
    ports = IntervalSet.union(span for box in came for span in box.destination_port.spans)
    for name, paths in _paths(export).items():
        policy = export.policies[name]
        if all(path.direction is not Direction.OUT for path in paths):
            for rule in policy.rules:
                decides = rule.action in (Action.ACCEPT, Action.DENY)
                if decides and all(_is_on(ports, box) for box in rule.packets):
                    yield policy, rule, paths


def _is_on(ports: IntervalSet[int], box: Box) -> bool:
    return box.destination_port is not ANY_PORT and ports.covers(box.destination_port)


def _paths(export: Export) -> Mapping[str, list[Path]]:
    """Return the paths whose main stage leads to each policy, by its name."""
    found: dict[str, list[Path]] = {}
    for path in export.paths:
        for policy in reached(export, path.main_stage):
            found.setdefault(policy.name, []).append(path)
    return found


def _translating(export: Export, rule: Rule, path: Path) -> list[Outcome] | None:
    """Return what translates the packets of `rule` that open a connection on `path`.

    None where some are left as they are, or others may be translated to such packets.
    """
    packets = opening(rule.packets) & path.traffic
    stages = dict.fromkeys(one.stage for one in translations(export) if one.stage in path.stages)
    if not packets:
        return []
    if len(stages) != 1 or _may_lead_to(export, rule.packets, *stages):
        return None
    fates = Walk(export.policies).through(export.policies[next(iter(stages))], packets)
    return fates if all(fate.rule and fate.rule.rewrite for fate in fates) else None


def _may_lead_to(export: Export, packets: PacketSet, stage: str) -> bool:
    """Return whether a rule that `stage` leads to may make such packets of others."""
    return any(one.goes.meets(packets) for one in translations(export)) or any(
        rule.action is Action.UNKNOWN for policy in reached(export, stage) for rule in policy.rules
    )
