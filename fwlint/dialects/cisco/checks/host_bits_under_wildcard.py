"""FW152."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class HostBitsUnderWildcard(Check):
    """An access list entry names a host's address, and a mask that frees bits of it.

    ## Why it matters
    The bits under the mask say nothing: the entry matches the whole range, though it reads as if it
    were about one host, or began there. Either the mask is too wide or the address is not the one
    that was meant. A router clears such bits when it stores the entry, so that what the running
    configuration shows is not what was written; ASA does not take the entry.

    ## Example
    ```cisco-ios
    ip access-list standard MANAGEMENT
     permit 10.9.9.77 0.0.0.255
    ```

    ## Instead
    ```cisco-ios
    ip access-list standard MANAGEMENT
     permit host 10.9.9.77
    ```

    ## References
    - Cisco, "IOS Security Command Reference", `permit`: ones in a source wildcard stand for the
      bits to be ignored.
    - Cisco, "ASA Series Command Reference", `access-list extended`: an address goes with a network
      mask, whose ones stand for the bits to be compared.
    """

    id = "FW152"
    name = "host-bits-under-wildcard"
    level = Level.NOTE
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each mask that frees set bits of its address, but for FW151's."""
        if not isinstance(subject.export, CiscoExport):
            return
        from fwlint.dialects.cisco.masks import astray_masks  # loads lark

        for one in astray_masks(subject.export):
            if not one.is_reversed:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{one} in {one.policy.name} matches all of {one.matched}",
                    span=one.span,
                    decided_by=one.rule.text,
                )
