"""FW121."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.iptables.checks.chains import Calls, built_in, calls_of
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.policy import Policy
from fwlint.model.rule import Rule

_MOST_CALLS = 15
"""How many calls within each other nf_tables takes: its stack of 16 holds the first chain, too."""


class DeepCalls(Check):
    """Chains call each other deeper than the kernel allows.

    ## Why it matters
    The iptables of today writes its rules into nf_tables, which refuses more than 15 jumps within
    each other with "Too many links". A ruleset that the older iptables-legacy took is then not
    loaded after an upgrade, and the host may start without a filter.

    ## Example
    Every chain leads to the next one, sixteen times:

    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -j net1
    -A net1 ! -s 10.1.0.0/16 -j net2
    -A net2 ! -s 10.2.0.0/16 -j net3
    -A net3 ! -s 10.3.0.0/16 -j net4
    -A net4 ! -s 10.4.0.0/16 -j net5
    -A net5 ! -s 10.5.0.0/16 -j net6
    -A net6 ! -s 10.6.0.0/16 -j net7
    -A net7 ! -s 10.7.0.0/16 -j net8
    -A net8 ! -s 10.8.0.0/16 -j net9
    -A net9 ! -s 10.9.0.0/16 -j net10
    -A net10 ! -s 10.10.0.0/16 -j net11
    -A net11 ! -s 10.11.0.0/16 -j net12
    -A net12 ! -s 10.12.0.0/16 -j net13
    -A net13 ! -s 10.13.0.0/16 -j net14
    -A net14 ! -s 10.14.0.0/16 -j net15
    -A net15 ! -s 10.15.0.0/16 -j net16
    -A net16 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## Instead
    Each chain gives its packets back, and the caller goes on:

    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :nets - [0:0]
    -A INPUT -j nets
    -A INPUT -p tcp --dport 443 -j ACCEPT
    -A nets -s 10.1.0.0/16 -j DROP
    -A nets -s 10.2.0.0/16 -j DROP
    COMMIT
    ```

    ## References
    - Linux, `include/net/netfilter/nf_tables.h`, `NFT_JUMP_STACK_SIZE`.
    """

    id = "FW121"
    name = "deep-calls"
    level = Level.WARNING
    severity = 4.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each built-in chain with more calls than that, at the first of these.

        Loops are left to FW120.
        """
        calls = calls_of(subject.export)
        for chain in built_in(subject.export) if not calls.loops else ():
            if calls.depth[chain.name] > _MOST_CALLS:
                rule = _first_too_deep(calls, chain)
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"this is {chain.name}'s call number {_MOST_CALLS + 1} within another,"
                    f" of {calls.depth[chain.name]}; nf_tables takes {_MOST_CALLS}",
                    span=rule.span,
                    decided_by=rule.text,
                    claim=f"{chain.name} calls too deep",
                )


def _first_too_deep(calls: Calls, chain: Policy) -> Rule:
    rule = calls.deepest[chain.name]
    for _ in range(_MOST_CALLS):
        rule = calls.deepest[rule.target]
    return rule
