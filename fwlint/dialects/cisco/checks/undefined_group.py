"""FW154."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level

_MISSING = " is not defined"


class UndefinedGroup(Check):
    """An access list entry names an object group that is not defined.

    ## Why it matters
    Nobody can say what the entry matches: depending on platform and release it matches nothing, or
    the device refuses it when the configuration is loaded. A group that was renamed or removed
    leaves such entries behind.

    ## Example
    ```cisco-ios
    object-group network SERVERS
     host 10.0.0.21
    ip access-list extended EDGE
     permit tcp any object-group SERVER eq 443
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

    id = "FW154"
    name = "undefined-group"
    level = Level.ERROR
    severity = 6.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each entry that depends on a group which is not there."""
        if not isinstance(subject.export, CiscoExport):
            return
        for policy in subject.export.policies.values():
            for rule in policy.rules:
                missing = [one for one in rule.conditions if one.endswith(_MISSING)]
                if missing and not rule.note("hash"):  # `show` prints lists without their groups
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"{', '.join(missing)}, so what this entry of {policy.name}"
                        " matches is open",
                        span=rule.span,
                        decided_by=rule.text,
                        conditions=tuple(missing),
                    )
