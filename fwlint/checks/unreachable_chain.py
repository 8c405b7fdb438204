"""FW108."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks.dead import is_entered
from fwlint.checks.named_sets import while_unchanged
from fwlint.model.check import Check, Subject
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule


class UnreachableChain(Check):
    """A chain that no packet comes to, because no rule leads there, or only rules that are dead.

    ## Why it matters
    None of its rules does anything. A protection that somebody wrote down is not in force, as the
    jump to it may have been lost in an edit. It is a note, because some tools keep chains ready
    that they do not need.

    ## Example
    ```iptables
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :blocked - [0:0]
    -A INPUT -i lo -j ACCEPT
    -A blocked -s 203.0.113.0/24 -j DROP
    COMMIT
    ```

    ## Instead
    ```iptables
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :blocked - [0:0]
    -A INPUT -i lo -j ACCEPT
    -A INPUT -j blocked
    -A blocked -s 203.0.113.0/24 -j DROP
    COMMIT
    ```

    ## References
    - iptables(8), "Targets": a user-defined chain is traversed only when a rule jumps to it.
    """

    id = "FW108"
    name = "unreachable-chain"
    level = Level.NOTE
    severity = 2.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each chain with rules of which no packet reaches any."""
        export = subject.export
        if not _all_understood(export):
            return
        for policy in export.policies.values():
            if not policy.rules or is_entered(export, policy):
                continue
            if _shows_entries(export, policy):
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"no packet comes to {policy.name}: {_why(export, policy)}",
                    span=policy.span,
                    related=tuple(map(_dead_jump, _jumps(export, policy))),
                )


def _all_understood(export: Export) -> bool:
    """Return whether every line is; one that is not may be the jump."""
    return all(one.trouble is Trouble.ASSUMED for one in export.diagnostics)


def _shows_entries(export: Export, policy: Policy) -> bool:
    """Return whether the export holds the policies of the same table that packets enter.

    A file that adds chains to a running firewall leaves them out, or says no default for them.
    """
    table = policy.name.rpartition("/")[0]
    defaults = {
        one.default
        for name, one in export.policies.items()
        if name.rpartition("/")[0] == table and one.default is not Action.RETURN
    }
    return bool(defaults) and Action.UNKNOWN not in defaults


def _why(export: Export, policy: Policy) -> str:
    rules = "its rule is" if len(policy.rules) == 1 else f"its {len(policy.rules)} rules are"
    jumps = _jumps(export, policy)
    if not jumps:
        return f"nothing leads there, and {rules} without effect"
    lead = "the rule that leads there is" if len(jumps) == 1 else "the rules that lead there are"
    if not any(jump.packets for jump in jumps) and (premise := while_unchanged(jumps)):
        return f"{lead} for none {premise}"
    return f"{lead} dead, and {rules} without effect"


def _jumps(export: Export, policy: Policy) -> list[Rule]:
    return [
        rule
        for one in export.policies.values()
        for rule in one.rules
        if rule.target == policy.name and rule.enabled
    ]


def _dead_jump(rule: Rule) -> Related:
    reaches = "gets as far as" if rule.packets else "matches"
    return Related(rule.span, f"no packet {reaches} this jump: {rule.text}")
