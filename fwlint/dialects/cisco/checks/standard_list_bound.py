"""FW161."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level, Related


class StandardListBound(Check):
    """An interface filters by a standard access list, which knows sources only.

    ## Why it matters
    Whoever is permitted may reach every host and every service behind the interface, and whoever is
    denied reaches none. A filter between networks almost always means some services of some
    hosts, and that is what extended lists are for.

    ## Example
    ```cisco-ios
    access-list 10 permit 10.1.0.0 0.0.0.255
    interface Vlan20
     ip access-group 10 out
    ```

    ## Instead
    ```cisco-ios
    access-list 110 permit tcp 10.1.0.0 0.0.0.255 host 10.2.0.21 eq 443
    interface Vlan20
     ip access-group 110 out
    ```

    ## References
    - Cisco, "IOS Security Configuration Guide: Access Control Lists", standard and extended lists.
    """

    id = "FW161"
    name = "standard-list-bound"
    level = Level.NOTE
    severity = 3.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each interface that a standard list is bound to."""
        if not isinstance(subject.export, CiscoExport):
            return
        inventory = subject.export.inventory
        of_senders = {one.policy: one for one in inventory.lists() if one.of_senders}
        for use in inventory.uses():
            written = of_senders.get(use.policy)
            if written and use.interface:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"list {written.name} is a standard one: on {use.interface} it"
                    " tells senders apart, but neither destinations nor services",
                    span=use.span,
                    related=(Related(written.span, f"list {written.name} begins here"),),
                )
