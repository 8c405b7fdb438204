"""FW107."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fwlint.analysis import below
from fwlint.checks.dead import (
    deadness_of,
    has_parts,
    is_dead,
    is_setting,
    is_written,
    lines,
    places,
)
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.check import Check, Subject
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


class NeedlessRule(Check):
    """A permit that changes nothing, because later rules permit the same packets anyway.

    ## Why it matters
    It is safe to delete. It also misleads: the rule looks like a narrow opening, and a wider one
    behind it lets the same packets in, and more.

    A denial is left alone, as the way in which it refuses and logs may be what it is there for. So
    is a rule that says what the default does, which holds when the default is changed, and one
    before a permit for everything, as that is the one to go.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s 10.20.3.7/32 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.20.0.0/16 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s 10.20.0.0/16 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - E. Al-Shaer and H. Hamed, "Discovery of Policy Anomalies in Distributed Firewalls", IEEE
      INFOCOM 2004: the redundancy anomaly, where the wider rule comes second.
    """

    id = "FW107"
    name = "needless-rule"
    level = Level.NOTE
    severity = 1.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each needless permit of the policies that filter."""
        export = subject.export
        filters = {policy.name for policy in export.filters()}
        needless, undecided = below.needless_rules(export.policies, deadness_of(export))
        for one in needless:
            if one.policy.name in filters and _is_worth_saying(export, one):
                accept = "accepts" if len(one.followers) == 1 else "together accept"
                claim = f"this rule of {one.policy.name} changes nothing"
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{claim}: {lines(one.followers)} behind it {accept} all of its"
                    " packets",
                    span=one.rule.span,
                    decided_by=one.rule.text,
                    related=places(one.followers, "behind it"),
                    claim=claim,
                )
        yield from self._undecided(
            [(one, rule) for one, rule in undecided if one.name in filters and _is_permit(rule)]
        )

    def _undecided(self, rules: Sequence[tuple[Policy, Rule]]) -> Iterator[Finding]:
        """Yield one note for all that was given up on, which can be much."""
        by_policy: dict[str, list[Rule]] = {}
        for policy, rule in rules:
            by_policy.setdefault(policy.name, []).append(rule)
        if rules:
            yield Finding(
                check=self.id,
                level=self.level,
                message=f"whether anything changes without {lines([rule for _, rule in rules])}"
                " is not decided within the work limit",
                span=rules[0][1].span,
                related=tuple(
                    Related(those[0].span, f"{name}: {lines(those)}")
                    for name, those in by_policy.items()
                ),
            )


def _is_worth_saying(export: Export, one: below.NeedlessRule) -> bool:
    """Return whether the rule, and not one of its followers, is the one that could go."""
    return (
        _is_permit(one.rule)
        and not one.by_default
        and not has_parts(export, one.policy, one.rule)
        and not any(
            is_dead(export, rule)
            or not is_written(rule)
            or is_setting(rule)
            or _permits_everything(rule)
            for rule in one.followers
        )
    )


def _is_permit(rule: Rule) -> bool:
    return rule.action in (Action.ACCEPT, Action.BYPASS)


def _permits_everything(rule: Rule) -> bool:
    return any(box in WHOLE_SPACE.values() for box in rule.packets)
