"""FW130."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.iptables.checks.chains import chains
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Rule
from fwlint.model.source import Span


class OldNegation(Check):
    """A negation stands between an option and its argument, where iptables reads it no more.

    ## Why it matters
    The `!` belongs before the option. Old versions of iptables took it behind, too; those of today
    refuse the line, and with it the whole table. Rules that were saved long ago, or copied from an
    old guide, then fail to load when they are needed: after an upgrade, at the next boot.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s ! 10.0.0.0/8 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT ! -s 10.0.0.0/8 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - iptables(8), "Parameters": the `!` stands first, as in `[!] -s address`.
    """

    id = "FW130"
    name = "old-negation"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding for each chain with such rules, at the first of them."""
        for chain in chains(subject.export):
            rules = [rule for rule in chain.rules if rule.notes and rule.note("old-negation")]
            if rules:
                yield self._finding(rules[0], list(dict.fromkeys(one.span for one in rules)))

    def _finding(self, rule: Rule, spans: list[Span]) -> Finding:
        more = len(spans) - 1
        lines = "line" if more == 1 else "lines"
        others = f", here and in {more} more {lines} of this chain" if more else ""
        return Finding(
            check=self.id,
            level=self.level,
            message=f"the ! belongs before {rule.note('old-negation')}{others}; iptables refuses it"
            " at this place",
            span=rule.span,
            decided_by=rule.text,
            related=tuple(Related(one, "the same") for one in spans[1:]),
            claim=f"the ! belongs before {rule.note('old-negation')}",
        )
