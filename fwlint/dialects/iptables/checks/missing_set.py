"""FW131."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.iptables.checks.chains import chains
from fwlint.model.check import Check, Subject
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Rule

_MISSING = re.compile(r"\bset (\S+) is not in the export")
_SHOWN = 3


class MissingSet(Check):
    """Rules ask for sets that are not in the export.

    ## Why it matters
    What such a rule matches is in the set, and that is not in the dump. Every verdict that the rule
    has a say in stays open. And iptables refuses the rules if the sets are not there when they are
    loaded, so whoever keeps the rules in a file has to keep the sets in one, too.

    ## Example
    ```iptables
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 22 -m set --match-set admins src -j ACCEPT
    COMMIT
    ```

    ## Instead
    The output of `ipset save`, in a file `rules.ipset` beside the rules or in the same file:

    ```iptables
    create admins hash:net family inet hashsize 1024 maxelem 65536
    add admins 10.0.99.0/24
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A INPUT -p tcp --dport 22 -m set --match-set admins src -j ACCEPT
    COMMIT
    ```

    ## References
    - iptables-extensions(8), "set": the set has to exist when the rule is added.
    """

    id = "FW131"
    name = "missing-set"
    level = Level.NOTE
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one note for the export, at the first rule that asks for such a set."""
        asked = _asked(subject.export)
        if not asked:
            return
        (rule, *_), *others = asked.values()
        count = len({one.span for rules in asked.values() for one in rules})
        depends = "one line depends" if count == 1 else f"{count} lines depend"
        missing = f"{_named(list(asked))} not in the export"
        yield Finding(
            check=self.id,
            level=self.level,
            message=f"{missing}, and what {depends} on is not known",
            span=rule.span,
            decided_by=rule.text,
            related=tuple(Related(rules[0].span, f"asks: {rules[0].text}") for rules in others),
            claim=missing,
        )


def _asked(export: Export) -> dict[str, list[Rule]]:
    """Return the rules that ask for each missing set, by its name."""
    asked: dict[str, list[Rule]] = {}
    for chain in chains(export):
        for rule in chain.rules:
            for condition in rule.conditions:
                for name in _MISSING.findall(condition):
                    asked.setdefault(name, []).append(rule)
    return asked


def _named(names: list[str]) -> str:
    more = len(names) - _SHOWN
    if len(names) == 1:
        return f"set {names[0]} is"
    if more > 1:
        return f"the sets {', '.join(names[:_SHOWN])} and {more} more are"
    return f"the sets {', '.join(names[:-1])} and {names[-1]} are"
