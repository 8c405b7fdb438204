"""FW155."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.uses import words_in_use
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class UnusedList(Check):
    """An access list is defined, and nothing in the configuration uses it.

    ## Why it matters
    It filters nothing. Either it was meant to be bound and is not, so that packets pass which
    somebody believes to be filtered, or it is a remnant that misleads the next reader.

    ## Example
    ```cisco-ios
    interface Vlan10
     ip address 10.1.0.1 255.255.255.0
    ip access-list extended CLIENTS-IN
     permit tcp any any eq 443
    ```

    ## Instead
    ```cisco-ios
    interface Vlan10
     ip address 10.1.0.1 255.255.255.0
     ip access-group CLIENTS-IN in
    ip access-list extended CLIENTS-IN
     permit tcp any any eq 443
    ```

    ## References
    - Cisco, "IOS Security Configuration Guide: Access Control Lists": a list has no effect until it
      is applied.
    """

    id = "FW155"
    name = "unused-list"
    level = Level.WARNING
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each list whose name no command mentions.

        A file without interfaces is a list alone, and may be used elsewhere.
        """
        if not isinstance(subject.export, CiscoExport):
            return
        inventory = subject.export.inventory
        if not inventory.has_interfaces():
            return
        bound = {one.policy for one in inventory.uses()}
        loose = [one for one in inventory.lists() if one.policy not in bound]
        used = words_in_use(inventory) if loose else set()
        for written in loose:
            if written.name not in used:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"list {written.name} is defined here and used nowhere",
                    span=written.span,
                )
