"""FW160."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.box import WHOLE_SPACE
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level
from fwlint.model.rule import Action

_LOGGED = re.compile(r"\slog(?:-input)?(?!\S)")


class UnloggedDeny(Check):
    """The last entry of a list denies everything, and does not log it.

    ## Why it matters
    The device denies what no entry permits anyway. The only reason to write it down is to see it:
    without `log` nobody learns who knocks, nor which permit is missing.

    ## Example
    ```cisco-ios
    ip access-list extended EDGE
     permit tcp any host 10.0.0.21 eq 443
     deny ip any any
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended EDGE
     permit tcp any host 10.0.0.21 eq 443
     deny ip any any log
    ```

    ## References
    - Cisco, "IOS Security Command Reference", `deny`: `log` causes a message about the packet that
      matches the entry.
    """

    id = "FW160"
    name = "unlogged-deny"
    level = Level.NOTE
    severity = 1.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each filter that ends with an explicit deny of everything unlogged."""
        if not isinstance(subject.export, CiscoExport):
            return
        for policy in subject.export.filters():
            last = next((rule for rule in reversed(policy.rules) if not rule.name), None)
            if last and last.action is Action.DENY and not last.conditions:
                everything = any(box == WHOLE_SPACE[box.family] for box in last.packets)
                if everything and not _LOGGED.search(last.text):
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"{policy.name} denies everything else here and logs none of it",
                        span=last.span,
                        decided_by=last.text,
                    )
