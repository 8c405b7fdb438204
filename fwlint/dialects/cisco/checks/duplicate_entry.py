"""FW163."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.rule import Action, Rule

_PARTICULAR = re.compile(
    r"^(?:access-list\s+\S+\s+)?(?:(?:sequence\s+|line\s+)?\d+\s+)?"
    r"|\s+\(\d+ match(?:es)?\)|\s+sequence \d+$|\s+\(hitcnt=\d+\)|\s+0x[0-9a-f]+$"
)
_MARKS = ("(", " sequence ", " 0x")
"""One of them stands before what is particular to an entry and behind its words."""
_DECIDING = (Action.ACCEPT, Action.DENY)


class DuplicateEntry(Check):
    """An entry stands in its access list twice, word for word.

    ## Why it matters
    The second one never decides anything. Whoever takes one of them out to close something finds it
    still open.

    ## Example
    ```cisco-ios
    ip access-list extended EDGE
     permit tcp any host 10.0.0.21 eq 443
     permit tcp any host 10.0.0.22 eq 443
     permit tcp any host 10.0.0.21 eq 443
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended EDGE
     permit tcp any host 10.0.0.21 eq 443
     permit tcp any host 10.0.0.22 eq 443
    ```

    ## References
    - Cisco, "IOS Security Configuration Guide: Access Control Lists": entries are tested in order,
      and the first match decides.
    """

    id = "FW163"
    name = "duplicate-entry"
    level = Level.WARNING
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each entry whose words an earlier one of its list has."""
        if not isinstance(subject.export, CiscoExport):
            return
        for policy in subject.export.policies.values():
            seen: dict[str, Rule] = {}
            for rule in policy.rules:
                first = seen.setdefault(_words(rule.text), rule)
                if first is not rule and not rule.name and rule.action in _DECIDING:
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"this entry stands in {policy.name} already",
                        span=rule.span,
                        decided_by=rule.text,
                        related=(Related(first.span, "it stands here first"),),
                    )


def _words(text: str) -> str:
    """Return an entry without its number, its list's and its counter; most have none of them."""
    if text[0] in "pd" and not any(mark in text for mark in _MARKS):
        return text
    return _PARTICULAR.sub("", text)
