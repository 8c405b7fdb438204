"""FW175."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.written import inbound_rules, names
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Action, Rule

_SAID = {
    "yes": "lets it pass",
    "deferapp": "leaves it to the program",
    "deferuser": "leaves it to the user",
}


class EdgeTraversal(Check):
    """Rules let in packets that come through the tunnel of a NAT (edge traversal).

    ## Why it matters
    Teredo carries IPv6 through NATs and the firewalls at the edge, so packets from the Internet
    reach a host that seems to have no address there. A rule with edge traversal lets them in, where
    another one only lets in what reaches the host in the open. Windows itself needs it for a few
    services; for a server it is seldom wanted.

    ## Example
    ```windows-script
    netsh advfirewall firewall add rule name="Game" ^
      dir=in action=allow protocol=udp localport=27015 edge=yes
    ```

    ## Instead
    ```windows-script
    netsh advfirewall firewall add rule name="Game" ^
      dir=in action=allow protocol=udp localport=27015 edge=no
    ```

    ## References
    - Microsoft, [MS-FASP], FW_RULE_FLAGS: FW_RULE_FLAGS_ROUTEABLE_ADDRS_TRAVERSE.
    - RFC 6169, section 2: tunnels carry packets past the filters of a network.
    """

    id = "FW175"
    name = "edge-traversal"
    level = Level.NOTE
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one note on all enabled rules that do so, for a stock Windows has a handful.

        Those that no group of Windows or of an app brought along come first.
        """
        found = {
            rule.span: rule
            for rule in inbound_rules(subject.export)
            if rule.note("edge") and rule.action in (Action.ACCEPT, Action.BYPASS)
        }
        if found:
            yield self._finding(sorted(found.values(), key=lambda rule: bool(rule.note("group"))))

    def _finding(self, rules: list[Rule]) -> Finding:
        count = "1 rule lets" if len(rules) == 1 else f"{len(rules)} rules let"
        return Finding(
            check=self.id,
            level=self.level,
            message=f"{count} packets in that come through a NAT's tunnel, or may: {names(rules)}",
            span=rules[0].span,
            decided_by=rules[0].text,
            related=tuple(
                Related(rule.span, f"{_SAID.get(rule.note('edge'), 'may')}: {rule.name}")
                for rule in rules
            ),
        )
