"""FW164."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level

_NESTED = " is nested in itself"


class GroupInItself(Check):
    """An object group is nested in itself, directly or by other groups.

    ## Why it matters
    No device takes such a group, so this configuration cannot be loaded as it is: the group, and
    with it every entry that uses it, is not what the file says.

    ## Example
    ```cisco-ios
    object-group network SERVERS
     host 10.0.0.21
     group-object DATABASES
    object-group network DATABASES
     group-object SERVERS
    ip access-list extended EDGE
     permit tcp any object-group SERVERS eq 443
    ```

    ## Instead
    ```cisco-ios
    object-group network SERVERS
     host 10.0.0.21
     group-object DATABASES
    object-group network DATABASES
     host 10.0.0.31
    ip access-list extended EDGE
     permit tcp any object-group SERVERS eq 443
    ```

    ## References
    - Cisco, "IOS Security Configuration Guide: Access Control Lists", object groups for ACLs.
    """

    id = "FW164"
    name = "group-in-itself"
    level = Level.ERROR
    severity = 5.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each group that is part of a circle."""
        if not isinstance(subject.export, CiscoExport):
            return
        for problem in subject.export.diagnostics:
            if problem.message.endswith(_NESTED):
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"object group {problem.message}",
                    span=problem.span,
                    decided_by=problem.text,
                )
