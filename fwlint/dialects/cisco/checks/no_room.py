"""FW162."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class NoRoom(Check):
    """Entries of an access list have consecutive sequence numbers, with no room between them.

    ## Why it matters
    The next entry that belongs between two of them has no number to go to. It is put behind, where
    it has another meaning, or the list is renumbered in a hurry.

    ## Example
    ```cisco-ios
    ip access-list extended EDGE
     10 permit tcp any host 10.0.0.21 eq 443
     11 permit tcp any host 10.0.0.22 eq 443
     20 deny ip any any log
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended EDGE
     10 permit tcp any host 10.0.0.21 eq 443
     20 permit tcp any host 10.0.0.22 eq 443
     30 deny ip any any log
    ```

    ## References
    - Cisco, "IOS Security Command Reference", `ip access-list resequence`.
    """

    id = "FW162"
    name = "no-room"
    level = Level.NOTE
    severity = 0.5

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one note for each list, at the first entry that nothing can be put before."""
        if not isinstance(subject.export, CiscoExport):
            return
        for policy in subject.export.policies.values():
            noted = ((rule, rule.note("sequence")) for rule in policy.rules if rule.notes)
            numbered = [(rule, int(number)) for rule, number in noted if number]
            for (_, before), (rule, after) in pairwise(numbered):
                if after - before == 1:
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"nothing can be put between entries {before} and {after} of"
                        f" {policy.name}",
                        span=rule.span,
                        decided_by=rule.text,
                    )
                    break
