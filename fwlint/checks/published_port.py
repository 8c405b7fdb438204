"""FW125."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.analysis.exposure import strangers
from fwlint.analysis.openings import services
from fwlint.analysis.verdict import decide
from fwlint.analysis.witness import shown_packet
from fwlint.checks.translations import (
    Translation,
    first_to_take,
    sibling,
    translations,
)
from fwlint.model.addresses import AddressSet
from fwlint.model.box import ANY_INTERFACE, interface
from fwlint.model.check import Check, Subject
from fwlint.model.export import Direction, Export, Path
from fwlint.model.finding import Finding, Level, Related
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

_DOCKER = "nat/DOCKER"
_USER = "filter/DOCKER-USER"
_OUTSIDE = ANY_INTERFACE - interface("lo")


class PublishedPort(Check):
    """Docker publishes a port to anybody that the host's own rules deny.

    ## Why it matters
    For each published port Docker translates the destination to that of the container. The packets
    are then forwarded: they never come to INPUT, and what is denied there is open all the same. The
    place for rules on them is the chain DOCKER-USER, which Docker leaves to the administrator.

    ## Example
    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    :DOCKER - [0:0]
    -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
    -A DOCKER ! -i docker0 -p tcp -m tcp --dport 5432 -j DNAT --to-destination 172.17.0.2:5432
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :DOCKER - [0:0]
    :DOCKER-USER - [0:0]
    -A INPUT -p tcp --dport 443 -j ACCEPT
    -A FORWARD -j DOCKER-USER
    -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A FORWARD -o docker0 -j DOCKER
    -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 5432 -j ACCEPT
    -A DOCKER-USER -j RETURN
    COMMIT
    ```

    ## Instead
    DOCKER-USER denies what comes from outside, but for what is meant to be reached. Better yet, the
    port is published to one address only, as with `-p 127.0.0.1:5432:5432`.

    ```iptables
    *nat
    :PREROUTING ACCEPT [0:0]
    :DOCKER - [0:0]
    -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
    -A DOCKER ! -i docker0 -p tcp -m tcp --dport 5432 -j DNAT --to-destination 172.17.0.2:5432
    COMMIT
    *filter
    :INPUT DROP [0:0]
    :FORWARD DROP [0:0]
    :OUTPUT ACCEPT [0:0]
    :DOCKER - [0:0]
    :DOCKER-USER - [0:0]
    -A INPUT -p tcp --dport 443 -j ACCEPT
    -A FORWARD -j DOCKER-USER
    -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    -A FORWARD -o docker0 -j DOCKER
    -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 5432 -j ACCEPT
    -A DOCKER-USER ! -s 10.0.0.0/8 -i eth0 -m conntrack --ctstate NEW -j DROP
    -A DOCKER-USER -j RETURN
    COMMIT
    ```

    ## References
    - Docker documentation, "Packet filtering and firewalls": published ports bypass rules in INPUT,
      and rules in DOCKER-USER come before Docker's own.
    """

    id = "FW125"
    name = "published-port"
    level = Level.WARNING
    severity = 7.0

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for each port that strangers reach by any interface.

        Where FORWARD keeps them out of one, somebody has seen to it.
        """
        for one in translations(subject.export):
            if one.policy.name.endswith(_DOCKER) and one.path.direction is Direction.FORWARD:
                knocking = first_to_take(subject.export, one, _from_outside(one))
                inbound = sibling(subject.export, one.path, Direction.IN)
                if knocking and inbound and _passes(subject.export, one, knocking):
                    yield from self._findings(subject.export, one, inbound, knocking)

    def _findings(
        self, export: Export, one: Translation, inbound: Path, knocking: PacketSet
    ) -> Iterator[Finding]:
        """Yield the finding, if INPUT denies some of what knocks."""
        packets = knocking & inbound.traffic
        verdict = decide(export.policies, (inbound.main_stage,), packets)
        if verdict.closed:
            denial = verdict.decider(verdict.closed, Action.DENY)
            idle = "; DOCKER-USER lets it be" if _user_chain_is_idle(export, one) else ""
            yield Finding(
                check=self.id,
                level=self.level,
                message=f"Docker publishes {services(packets)} to anybody, which {denial.stage}"
                f" denies: the packets go to {one.aim} and never come there{idle}",
                span=one.rule.span,
                decided_by=one.rule.text,
                witness=shown_packet(export, verdict.closed),
                related=(Related(denial.span, f"denies them in vain: {denial.text}"),),
            )


def _from_outside(one: Translation) -> PacketSet:
    """Return the packets of strangers that `one` takes, but for the host's own addresses."""
    boxes = (
        box._replace(
            source=box.source & strangers(box.family),
            destination=box.destination - _LOOPBACK if box.family == 4 else box.destination,
            in_interface=box.in_interface & _OUTSIDE,
        )
        for box in one.came
    )
    return PacketSet.of(boxes)


_LOOPBACK = AddressSet(((0x7F000000, 0xFF000000),))


def _passes(export: Export, one: Translation, knocking: PacketSet) -> bool:
    """Return whether all of `knocking` passes by one interface or other to the container."""
    goes = one.rewrite.rewritten(knocking)
    verdict = decide(export.policies, one.behind(one.path), goes, one.path.direction)
    return bool(verdict.open) and verdict.open.freed("out_interface").covers(goes)


def _user_chain_is_idle(export: Export, one: Translation) -> bool:
    """Return whether the administrator's chain is there, and does nothing but return."""
    prefix = one.policy.name.removesuffix(_DOCKER)
    chain = export.policies.get(prefix + _USER)
    return chain is not None and all(rule.action is Action.RETURN for rule in chain.rules)
