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
        configuration = subject.export.configuration
        for interface in configuration.interfaces.values():
            for binding in interface.bindings.values():
                written = configuration.lists.get(binding.list_id)
                if written and written.kind.start == "standard_entry":
                    yield Finding(
                        check=self.id,
                        level=self.level,
                        message=f"list {written.name} is a standard one: on {interface.name} it"
                        " tells senders apart, but neither destinations nor services",
                        span=binding.span,
                        related=(Related(written.span, f"list {written.name} begins here"),),
                    )
