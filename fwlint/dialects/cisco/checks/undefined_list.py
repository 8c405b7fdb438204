"""FW153."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class UndefinedList(Check):
    """An interface or a terminal line filters by an access list that is not defined.

    ## Why it matters
    The device takes a list that is not there for an empty one, and an empty one permits everything:
    the line that looks like a filter lets all packets through, without a word in any log. ASA takes
    no such line unless it is told to (`forward-reference enable`): a part of the file is missing,
    or the list was to come later.

    ## Example
    ```cisco-ios
    interface Vlan10
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENT-IN
     permit tcp any any eq 443
    ```

    ## Instead
    ```cisco-ios
    interface Vlan10
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     permit tcp any any eq 443
    ```

    ## References
    - Cisco, "IOS Security Configuration Guide", access lists: a list that is not defined permits
      all packets.
    - Cisco, "Nexus 9000 Series NX-OS Security Configuration Guide", IP ACLs: an undefined list that
      is applied is taken for an empty one and permits all traffic.
    """

    id = "FW153"
    name = "undefined-list"
    level = Level.ERROR
    severity = 8.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each binding of a list that the configuration does not define."""
        if not isinstance(subject.export, CiscoExport):
            return
        inventory = subject.export.inventory
        if not inventory.is_complete():
            return
        defined = {one.policy for one in inventory.lists()}
        for use in inventory.uses():
            if use.policy not in defined:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"list {use.list_name} filters here and is not defined:"
                    f" {inventory.without_list(use)}",
                    span=use.span,
                    decided_by=inventory.source.lines[use.span.line - 1].strip(),
                )
