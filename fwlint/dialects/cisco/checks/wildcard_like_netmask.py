"""FW151."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.dialects.cisco.export import CiscoExport
from fwlint.model.check import Check, Subject
from fwlint.model.finding import Finding, Level


class WildcardLikeNetmask(Check):
    """An access list entry has a network mask where the device reads a wildcard.

    ## Why it matters
    In a wildcard the set bits are the free ones, so a mask such as 255.255.255.0 frees the network
    and holds on to the host: the entry matches every address that ends in the same octet, all over
    the world, and hardly any of the network that was meant.

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
        """Yield a finding for each wildcard that frees leading bits of its address and no others.

        Where the address has none of them set, the wildcard is meant.
        """
        if not isinstance(subject.export, CiscoExport):
            return
        from fwlint.dialects.cisco.wildcards import astray_wildcards  # loads lark

        for one in astray_wildcards(subject.export):
            if one.is_netmask:
                yield Finding(
                    check=self.id,
                    level=self.level,
                    message=f"{one} in {one.policy.name} matches {one.matched}, not the network"
                    " that its mask would stand for; a wildcard has ones where the address is free",
                    span=one.span,
                    decided_by=one.rule.text,
                )
