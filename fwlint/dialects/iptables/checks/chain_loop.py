"""FW120."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.iptables.checks.chains import calls_of
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class ChainLoop(Check):
    """Chains jump to each other in a circle.

    ## Why it matters
    iptables refuses a table with a loop, and with it every rule in the file that belongs to that
    table: the host keeps the rules it had, or starts with none. `iptables-restore --test` does not
    notice, as the loop is only seen when the rules are put in force.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :office - [0:0]
    :guests - [0:0]
    -A INPUT -s 10.20.0.0/16 -j office
    -A office -p tcp --dport 443 -j ACCEPT
    -A office -j guests
    -A guests -s 10.20.8.0/24 -j office
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :office - [0:0]
    :guests - [0:0]
    -A INPUT -s 10.20.0.0/16 -j office
    -A office -p tcp --dport 443 -j ACCEPT
    -A office -j guests
    -A guests -s 10.20.8.0/24 -j RETURN
    COMMIT
    ```

    ## References
    - Linux, `net/ipv4/netfilter/ip_tables.c`, `mark_source_chains`: a table with a loop is refused.
    """

    id = "FW120"
    name = "chain-loop"
    level = Level.ERROR
    severity = 6.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each jump that leads back, where packets can come to it.

        A loop that no built-in chain leads to is accepted.
        """
        for rule, way in calls_of(subject.export).loops:
            yield Finding(
                check=self.id,
                level=self.level,
                message=f"this leads from {way[-1]} back to {_circle(way)}: iptables refuses the"
                " table",
                span=rule.span,
                decided_by=rule.text,
            )


def _circle(way: tuple[str, ...]) -> str:
    """Return the circle as "filter/a", or "filter/a, which leads here through filter/b"."""
    first, *between = way[:-1] or way
    return f"{first}, which leads here through {', '.join(between)}" if between else first
