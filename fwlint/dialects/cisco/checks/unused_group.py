"""FW156."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.uses import groups_in_use
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class UnusedGroup(Check):
    """An object group is defined, and no entry and no other group uses it.

    ## Why it matters
    Whoever keeps the group up to date changes nothing, and may believe to have opened or closed
    something.

    ## Example
    ```cisco-ios
    object-group network OLD-SERVERS
     host 10.0.0.20
    object-group network SERVERS
     host 10.0.0.21
    ip access-list extended EDGE
     permit tcp any object-group SERVERS eq 443
    ```

    ## Instead
    ```cisco-ios
    object-group network SERVERS
     host 10.0.0.21
    ip access-list extended EDGE
     permit tcp any object-group SERVERS eq 443
    ```

    ## References
    - Cisco, "IOS Security Configuration Guide: Access Control Lists", object groups for ACLs.
    """

    id = "FW156"
    name = "unused-group"
    level = Level.NOTE
    severity = 1.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each group whose name stands nowhere but where it is defined."""
        if not isinstance(subject.export, CiscoExport):
            return
        inventory = subject.export.inventory
        groups = inventory.groups()
        used = groups_in_use(inventory) if groups else set()
        for group in groups:
            if group.name not in used:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{group.what} {group.name} is defined here and used nowhere",
                    span=group.span,
                )
