"""FW122."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from fwlint.dialects.iptables.checks.chains import built_in, table_of
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_OTHER_TABLES = ("raw", "mangle")


class AcceptPermitsNothing(Check):
    """An ACCEPT outside of table filter has nothing behind it that it keeps packets from.

    ## Why it matters
    ACCEPT ends a packet's way through one chain, not through the firewall: the chains of the other
    tables still have their say, and what table filter denies stays denied. In the tables raw
    and mangle such a rule can only spare packets the rules behind it, and here there are none
    that would do anything but accept. Whoever takes it for a permit is wrong.

    ## Example
    ```iptables
    *mangle
    :PREROUTING ACCEPT [0:0]
    -A PREROUTING -p tcp --dport 8443 -j ACCEPT
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 8443 -j ACCEPT
    COMMIT
    ```

    ## References
    - iptables(8), "Targets": ACCEPT lets the packet through; the tables are independent of each
      other.
    """

    id = "FW122"
    name = "accept-permits-nothing"
    level = Level.NOTE
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each chain that ends with such rules, at the first of them.

        A last rule for every packet only says the policy once more.
        """
        for chain in built_in(subject.export):
            if table_of(chain) in _OTHER_TABLES and chain.default is Action.ACCEPT:
                last = [rule for rule in _accepting_end(chain) if _is_narrow(rule)]
                if last:
                    yield self._finding(chain, last[0], last[1:])

    def _finding(self, chain: Policy, rule: Rule, others: list[Rule]) -> Finding:
        return Finding(
            check=self.id,
            level=self.level,
            message=f"ACCEPT permits nothing in table {table_of(chain)}: it would spare packets"
            f" later rules of {chain.name}, and these only accept, too",
            span=rule.span,
            decided_by=rule.text,
            related=tuple(Related(one.span, f"the same of {one.text}") for one in others),
        )


def _accepting_end(chain: Policy) -> list[Rule]:
    """Return the rules of a chain behind which it only accepts."""
    last = takewhile(lambda rule: rule.action is Action.ACCEPT, reversed(chain.rules))
    return [*last][::-1]


def _is_narrow(rule: Rule) -> bool:
    return all(box not in WHOLE_SPACE.values() for box in rule.packets)
