"""FW173."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.windows.written import is_plain, names, policies, rules
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.packetset import PacketSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule

_MOST_BLOCKS = 50
"""How many block rules are looked at for one rule that allows."""


class BlockedAllow(Check):
    """A rule allows what a program, service or app may do, and a block rule for the same takes it.

    ## Why it matters
    Block rules come before rules that allow, so this one allows nothing. Windows makes such pairs
    by itself: whoever cancels the question whether a program may communicate has it blocked, and a
    rule that allows it afterwards does not help. The program seems to be open and is not.

    Block rules for every program are FW104's.

    ## Example
    ```windows-script
    netsh advfirewall firewall add rule name="Example Player" ^
      dir=in action=allow protocol=tcp localport=8080 profile=public ^
      program="C:\\Example\\player.exe"
    netsh advfirewall firewall add rule name="No player" ^
      dir=in action=block protocol=tcp program="C:\\Example\\player.exe"
    ```

    ## Instead
    ```windows-script
    netsh advfirewall firewall add rule name="Example Player" ^
      dir=in action=allow protocol=tcp localport=8080 profile=public ^
      program="C:\\Example\\player.exe"
    ```

    ## References
    - Microsoft, [MS-FASP] 2.2.34: block rules take precedence over allow rules.
    """

    id = "FW173"
    name = "blocked-allow"
    level = Level.WARNING
    severity = 4.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each such rule; every limit of the block rule is one of its own."""
        for policy in policies(subject.export):
            blocks = _blocks(policy)
            for rule in rules(policy):
                takers = _takers(rule, blocks) if rule.action is Action.ACCEPT else []
                if takers and _united(takers).covers(rule.packets):
                    yield self._finding(policy, rule, takers)

    def _finding(self, policy: Policy, rule: Rule, takers: list[Rule]) -> Finding:
        verb = "blocks" if len(takers) == 1 else "block"
        claim = f"this rule of {policy.name} allows nothing"
        return Finding(
            check=self.id,
            level=self.level,
            message=f"{claim}: {names(takers)} {verb} the same before it can",
            span=rule.span,
            decided_by=rule.text,
            related=tuple(Related(one.span, f"blocks: {one.name or one.text}") for one in takers),
            claim=claim,
        )


_Limits = frozenset[str]


def _limits(rule: Rule) -> _Limits:
    """Return the rule's conditions; Windows does not mind case in names."""
    return frozenset(condition.casefold() for condition in rule.conditions)


def _blocks(policy: Policy) -> dict[str, list[tuple[_Limits, Rule]]]:
    """Return the block rules with limits, all of them plain, each by one of its limits."""
    found: dict[str, list[tuple[_Limits, Rule]]] = {}
    for rule in rules(policy):
        if rule.action is Action.DENY and rule.conditions and all(map(is_plain, rule.conditions)):
            limits = _limits(rule)
            found.setdefault(min(limits), []).append((limits, rule))
    return found


def _takers(rule: Rule, blocks: dict[str, list[tuple[_Limits, Rule]]]) -> list[Rule]:
    own = _limits(rule)
    found = [
        block
        for limit in own
        for limits, block in blocks.get(limit, [])[:_MOST_BLOCKS]
        if limits <= own and block.packets & rule.packets
    ]
    return found[:_MOST_BLOCKS]


def _united(rules: list[Rule]) -> PacketSet:
    return PacketSet.of(box for rule in rules for box in rule.packets)
