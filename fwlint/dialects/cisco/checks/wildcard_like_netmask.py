"""FW151."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.dialects.cisco.platform import Platform
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level

if TYPE_CHECKING:
    from fwlint.dialects.cisco.masks import Astray


class WildcardLikeNetmask(Check):
    """An access list entry has a network mask where the device reads a wildcard, or the reverse.

    ## Why it matters
    In a wildcard the set bits are the free ones, so a mask such as 255.255.255.0 frees the network
    and holds on to the host: the entry matches every address that ends in the same octet, all over
    the world, and hardly any of the network that was meant. ASA reads network masks and takes no
    entry with a wildcard that frees bits of its address: the list that it holds is another one.

    ## Example
    ```cisco-ios
    ip access-list extended SERVERS-IN
     permit tcp 10.1.1.0 255.255.255.0 any eq 443
    ```

    ## Instead
    ```cisco-ios
    ip access-list extended SERVERS-IN
     permit tcp 10.1.1.0 0.0.0.255 any eq 443
    ```

    ## References
    - Cisco, "IOS Security Command Reference", `permit`: ones in a source wildcard stand for the
      bits to be ignored.
    """

    id = "FW151"
    name = "wildcard-like-netmask"
    level = Level.WARNING
    severity = 6.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each mask that frees leading bits of its address and no others.

        Where the address has none of them set, the mask is meant.
        """
        if not isinstance(subject.export, CiscoExport):
            return
        from fwlint.dialects.cisco.masks import astray_masks  # loads lark

        platform = subject.export.inventory.platform
        for one in astray_masks(subject.export):
            if one.is_reversed:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{one} in {one.policy.name} {_instead(one, platform)}",
                    span=one.span,
                    decided_by=one.rule.text,
                )


def _instead(one: Astray, platform: Platform) -> str:
    """Return what a reversed mask does instead of what was meant."""
    if platform.mask == "netmask":
        return (
            f"is an address with a wildcard, which {platform.title} does not take; a network mask"
            " has ones where the address is fixed"
        )
    return (
        f"matches {one.matched}, not the network that its mask would stand for; a wildcard has ones"
        " where the address is free"
    )
