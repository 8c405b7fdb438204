"""FW106."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.dead_rules import DeadRule, Relation
from fwlint.checks.dead import covered, dead, leaves_nothing
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.policy import Resolution


class ConditionallyCoveredRule(Check):
    """A rule that no packet gets as far as, if conditions that it shares with others hold alike.

    ## Why it matters
    The rules before it match all of its packets under no condition that the rule does not name,
    too: the same time range, the same set. Most likely one of them is left over. It is no fact, as
    fwlint cannot look into the condition, and one such as a rate limit counts for each rule by
    itself.

    A rule behind another one that has a condition of its own is not spoken of: it is there for the
    packets that do not meet it.

    ## Example
    ```cisco-ios
    ip access-list extended CLIENTS-IN
     permit tcp any host 10.0.0.21 range 8000 8999 time-range NIGHT
     permit tcp any host 10.0.0.21 eq 8530 time-range NIGHT
     permit tcp any host 10.0.0.21 eq 443
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended CLIENTS-IN
     permit tcp any host 10.0.0.21 range 8000 8999 time-range NIGHT
     permit tcp any host 10.0.0.21 eq 443
    ```

    ## References
    - Cisco, "IOS Security Command Reference", `time-range`: an entry with a time range is in effect
      only while that is active.
    """

    id = "FW106"
    name = "conditionally-covered-rule"
    level = Level.NOTE
    severity = 1.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each rule whose cover has only conditions that it has itself."""
        for relation in (Relation.SHADOWED, Relation.REDUNDANT):
            for one in dead(subject.export, relation, conditional=True):
                if _shares_conditions(one):
                    yield covered(
                        self,
                        subject.export,
                        one,
                        f"no packet gets as far as this rule of {one.policy.name} if its"
                        " conditions hold for the rules before it, too:"
                        f" {leaves_nothing(one.cover)}",
                        tuple(dict.fromkeys(c for rule in one.cover for c in rule.conditions)),
                    )


def _shares_conditions(one: DeadRule) -> bool:
    """Return whether each condition of the cover is one of the rule's own.

    A cover in another chain may depend on how packets come there, too. Where order means nothing,
    rules stand side by side, each for a program of its own, and may well say the same of packets.
    """
    if one.policy.resolution is not Resolution.FIRST_MATCH:
        return False
    own = set(one.rule.conditions)
    named = [set(rule.conditions) for rule in one.cover]
    return any(named) and all(conditions <= own for conditions in named) and _in_its_policy(one)


def _in_its_policy(one: DeadRule) -> bool:
    rules = set(map(id, one.policy.rules))
    return all(id(rule) in rules for rule in one.cover)
