"""FW127."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_network

from fwlint.dialects.iptables.checks.chains import chains
from fwlint.model.addresses import AddressSet
from fwlint.model.box import NEW, Box, interface
from fwlint.model.check import Check, Subject
from fwlint.model.describe import destinations, interfaces
from fwlint.model.export import Export
from fwlint.model.finding import Finding, Level
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rewrite, Rule

_MASKING = re.compile(r"(MASQUERADE|SNAT)\b")
_PRIVATE = AddressSet.union(
    AddressSet.network(ip_network(one)) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)


class PermitWithoutTranslation(Check):
    """A rule lets packets from outside in to a private address that no translation leads to.

    ## Why it matters
    Outside, where this host hides its networks behind its own address, nobody has a way to a
    private address but by a translation, and there is none to this one. The permit is left over
    from a service that is gone, or the translation is missing. Only the provider, or whoever else
    is on the same wire, can make use of it.

    ## Example
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    :POSTROUTING ACCEPT [0:0]
    -A PREROUTING -i eth0 -p tcp --dport 443 -j DNAT --to-destination 10.0.0.21
    -A POSTROUTING -o eth0 -j MASQUERADE
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A FORWARD -d 10.0.0.21/32 -i eth0 -p tcp --dport 443 -j ACCEPT
    -A FORWARD -d 10.0.0.22/32 -i eth0 -p tcp --dport 25 -j ACCEPT
    COMMIT
    ```

    ## Instead
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    :POSTROUTING ACCEPT [0:0]
    -A PREROUTING -i eth0 -p tcp --dport 443 -j DNAT --to-destination 10.0.0.21
    -A POSTROUTING -o eth0 -j MASQUERADE
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A FORWARD -d 10.0.0.21/32 -i eth0 -p tcp --dport 443 -j ACCEPT
    COMMIT
    ```

    ## References
    - RFC 1918, section 3: routes to private addresses are not propagated outside of an enterprise.
    """

    id = "FW127"
    name = "permit-without-translation"
    level = Level.NOTE
    severity = 2.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a note for each such rule, where others are translated to.

        A host that translates nothing is reached by routes that are not for fwlint to know.
        """
        outside, rewrites = _outside(subject.export), _rewrites(subject.export)
        if not outside or not rewrites:
            return
        for chain in chains(subject.export):
            for rule in chain.rules if "filter/" in chain.name else ():
                boxes = [box for box in rule.packets if _is_from_outside(box, outside)]
                if rule.action is Action.ACCEPT and boxes and not _leads_to(rewrites, rule):
                    yield self._finding(rule, PacketSet(tuple(boxes)))

    def _finding(self, rule: Rule, packets: PacketSet) -> Finding:
        name = interfaces(packets.boxes[0].in_interface)[0]
        return Finding(
            check=self.id,
            level=self.level,
            message=f"no translation leads to {destinations(packets)}, which is out of reach from"
            f" {name} without one",
            span=rule.span,
            decided_by=rule.text,
        )


def _outside(export: Export) -> list[object]:
    """Return the interfaces by which packets leave under this host's own address."""
    return [
        box.out_interface
        for chain in chains(export)
        for rule in (chain.rules if "nat/" in chain.name else ())
        if rule.action is Action.ACCEPT and _MASKING.search(rule.text)
        for box in rule.packets
        if box.out_interface == interface(box.out_interface.spans[0][0])
    ]


def _rewrites(export: Export) -> list[Rewrite]:
    """Return the translations to addresses of other hosts."""
    rules = (rule for chain in chains(export) for rule in chain.rules)
    return [rule.rewrite for rule in rules if rule.rewrite and not rule.rewrite.to_this_host]


def _is_from_outside(box: Box, outside: list[object]) -> bool:
    """Return whether `box` holds packets that open connections to private addresses."""
    private = box.family == 4 and _PRIVATE.covers(box.destination)
    return private and NEW in box.state and box.in_interface in outside


def _leads_to(rewrites: list[Rewrite], rule: Rule) -> bool:
    return any(
        one.destination is None or one.destination.meets(box.destination)
        for one in rewrites
        for box in rule.packets
    )
