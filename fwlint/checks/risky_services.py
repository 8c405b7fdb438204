"""Services that the whole world should not reach: administrative ones, databases, legacy ones."""

from __future__ import annotations

from dataclasses import dataclass

from fwlint.model.intervals import IntervalSet
from fwlint.model.protocols import TCP, UDP


@dataclass(frozen=True, slots=True)
class Service:
    """A service on the ports `first … last` of a protocol. `why` goes on from its name."""

    name: str
    protocol: int
    first: int
    last: int
    why: str

    @property
    def ports(self) -> IntervalSet[int]:
        """Its ports as a set."""
        return IntervalSet(((self.first, self.last + 1),))


RISKY_SERVICES = (
    Service("Telnet", TCP, 23, 23, "sends passwords in clear text"),
    Service("TFTP", UDP, 69, 69, "gives and takes files without a password"),
    Service("portmapper", TCP, 111, 111, "tells anybody which RPC services run"),
    Service("portmapper", UDP, 111, 111, "tells anybody which RPC services run"),
    Service("RPC endpoint mapper", TCP, 135, 135, "is the door to the remote control of Windows"),
    Service("NetBIOS", UDP, 137, 138, "tells anybody the names of hosts and users"),
    Service("NetBIOS sessions", TCP, 139, 139, "carry SMB in its oldest form"),
    Service("SNMP", UDP, 161, 161, "tells a device's secrets for a password in clear text"),
    Service("SMB", TCP, 445, 445, "shares files and controls Windows, and worms spread by it"),
    Service("rexec", TCP, 512, 512, "sends passwords in clear text"),
    Service("rlogin", TCP, 513, 513, "trusts what a client says it is"),
    Service("rsh", TCP, 514, 514, "trusts what a client says it is"),
    Service("IPMI", UDP, 623, 623, "gives password hashes to anybody who asks"),
    Service("SQL Server", TCP, 1433, 1433, "is a database, for its applications only"),
    Service(
        "SQL Browser", UDP, 1434, 1434, "tells anybody which instances run, and amplifies floods"
    ),
    Service("Oracle", TCP, 1521, 1521, "is a database, for its applications only"),
    Service("NFS", TCP, 2049, 2049, "trusts what a client says of its users"),
    Service("NFS", UDP, 2049, 2049, "trusts what a client says of its users"),
    Service("Docker", TCP, 2375, 2375, "gives root on its host without a password"),
    Service("MySQL", TCP, 3306, 3306, "is a database, for its applications only"),
    Service("RDP", TCP, 3389, 3389, "is a login to the whole desktop"),
    Service("RDP", UDP, 3389, 3389, "is a login to the whole desktop"),
    Service("PostgreSQL", TCP, 5432, 5432, "is a database, for its applications only"),
    Service("VNC", TCP, 5900, 5903, "is a login to the whole desktop, with a short password"),
    Service("WinRM", TCP, 5985, 5986, "runs commands on Windows"),
    Service("X11", TCP, 6000, 6009, "lets others see the screen and the keys pressed"),
    Service("Redis", TCP, 6379, 6379, "is a database, often without a password"),
    Service("Elasticsearch", TCP, 9200, 9200, "is a database, often without a password"),
    Service("memcached", TCP, 11211, 11211, "is a store without a password"),
    Service("memcached", UDP, 11211, 11211, "is a store without a password, and amplifies floods"),
    Service("MongoDB", TCP, 27017, 27017, "is a database, often without a password"),
)
