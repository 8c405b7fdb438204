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
_NOT_LOGGED = re.compile(r"\slog\s+disable(?!\S)")


class UnloggedDeny(Check):
    """The last entry of a list denies everything, and does not log it.

    ## Why it matters
    The device denies what no entry permits anyway. The only reason to write it down is to see it:
    without `log` nobody learns who knocks, nor which permit is missing. ASA logs what it denies of
    itself; there `log disable` is what hides it.

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
    - Cisco, "ASA Series Command Reference", `access-list extended`: without `log`, message 106023
      tells of a denied packet, and `log disable` takes all messages away.
    """

    id = "FW160"
    name = "unlogged-deny"
    level = Level.NOTE
    severity = 1.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each filter that ends with an explicit deny of everything unlogged."""
        if not isinstance(subject.export, CiscoExport):
            return
        denials_are_logged = subject.export.inventory.platform.logs_connections
        for policy in subject.export.filters():
            last = next((rule for rule in reversed(policy.rules) if not rule.name), None)
            if last and last.action is Action.DENY and not last.conditions:
                everything = any(box == WHOLE_SPACE[box.family] for box in last.packets)
                if everything and not _is_logged(last.text, by_itself=denials_are_logged):
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"{policy.name} denies everything else here and logs none of it",
                        span=last.span,
                        decided_by=last.text,
                    )


def _is_logged(text: str, *, by_itself: bool) -> bool:
    return bool(not _NOT_LOGGED.search(text) if by_itself else _LOGGED.search(text))
