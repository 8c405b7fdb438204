"""FW128."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from fwlint.dialects.iptables.checks.chains import built_in, chains, table_of
from fwlint.model.addresses import EVERYWHERE
from fwlint.model.box import ANY_PROTOCOL, ESTABLISHED, NEW, Box
from fwlint.model.check import Check, Subject
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_FEW = 10
"""So many rules may well stand first: for the loopback interface, against forged addresses."""


class LateEstablished(Check):
    """The rule that accepts established packets stands behind many others.

    ## Why it matters
    All packets but the first of each connection are established, and each of them is compared with
    the rules before that one. The sooner it comes, the less work the firewall has, and a later rule
    that drops too much then hurts no connection that is open already.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -s 10.1.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.2.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.3.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.4.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.5.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.6.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.7.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.8.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.9.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.10.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.11.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A INPUT -s 10.1.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.2.0.0/16 -p tcp --dport 443 -j ACCEPT
    -A INPUT -s 10.3.0.0/16 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - iptables-extensions(8), "conntrack": ESTABLISHED is a packet of a connection that has seen
      packets in both directions.
    """

    id = "FW128"
    name = "late-established"
    level = Level.NOTE
    severity = 0.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each built-in chain of table filter with such a rule.

        A rule counts, too, that leads to a chain where established packets are accepted.
        """
        leading = _leading(subject.export)
        for chain in built_in(subject.export):
            if table_of(chain) == "filter":
                rule = next((one for one in chain.rules if _sees_to_it(one, leading)), None)
                before = _lines_before(chain, rule) if rule else 0
                if rule and before > _FEW:
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"established packets pass {before} rules of {chain.name} before"
                        " this one accepts them",
                        span=rule.span,
                        decided_by=rule.text,
                        claim=f"established packets pass many rules of {chain.name}",
                    )


def _sees_to_it(rule: Rule, leading: set[str]) -> bool:
    return rule.target in leading or _accepts_established(rule)


def _accepts_established(rule: Rule) -> bool:
    return rule.action is Action.ACCEPT and any(map(_is_established, rule.packets))


def _is_established(box: Box) -> bool:
    """Return whether `box` holds established packets and no new ones, wherever they go."""
    if NEW in box.state or ESTABLISHED not in box.state:
        return False
    return (box.protocol, box.source, box.destination) == (ANY_PROTOCOL, EVERYWHERE, EVERYWHERE)


def _leading(export: Export) -> set[str]:
    """Return the chains where established packets are accepted, or that lead to one."""
    callers: dict[str, set[str]] = {}
    waiting: list[str] = []
    for chain in chains(export):
        for rule in chain.rules:
            if rule.target:
                callers.setdefault(rule.target, set()).add(chain.name)
        if any(map(_accepts_established, chain.rules)):
            waiting.append(chain.name)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += callers.get(name, ())
    return found


def _lines_before(chain: Policy, rule: Rule) -> int:
    before = takewhile(lambda one: one is not rule, chain.rules)
    return len({one.span for one in before})
