"""FW157."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related


class EmptyList(Check):
    """An interface or a terminal line filters by an access list that has no entries.

    ## Why it matters
    The implicit deny at the end of a list begins with its first entry. A list that has none, or
    none but remarks, permits everything. On ASA such a list has its implicit deny, and closes the
    interface.

    ## Example
    ```cisco-ios
    interface Vlan10
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     remark to be filled in
    ```

    ## Instead
    ```cisco-ios
    interface Vlan10
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     deny ip any any log
    ```

    ## References
    - Cisco, "IOS XR IP Addresses and Services Command Reference", `ipv4 access-list`: a list must
      contain at least one entry for the implicit deny to take effect.
    """

    id = "FW157"
    name = "empty-list"
    level = Level.ERROR
    severity = 8.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each binding of a list without entries."""
        if not isinstance(subject.export, CiscoExport):
            return
        inventory = subject.export.inventory
        empty = {one.policy: one for one in inventory.lists() if one.is_empty}
        for use in inventory.uses():
            if written := empty.get(use.policy):
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"list {use.list_name} filters here and has no entries:"
                    f" {inventory.without_entries(use)}",
                    span=use.span,
                    related=(Related(written.span, f"list {written.name} begins here"),),
                )
