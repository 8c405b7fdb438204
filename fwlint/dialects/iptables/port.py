"""Port lists, with numbers or with the names of services."""

from __future__ import annotations

from fwlint.dialects.iptables.number import number
from fwlint.model.intervals import IntervalSet

_SERVICES = {
    "ftp-data": 20,
    "ftp": 21,
    "ssh": 22,
    "telnet": 23,
    "smtp": 25,
    "time": 37,
    "whois": 43,
    "tacacs": 49,
    "domain": 53,
    "bootps": 67,
    "bootpc": 68,
    "tftp": 69,
    "finger": 79,
    "http": 80,
    "www": 80,
    "kerberos": 88,
    "pop2": 109,
    "pop3": 110,
    "sunrpc": 111,
    "auth": 113,
    "ident": 113,
    "nntp": 119,
    "ntp": 123,
    "netbios-ns": 137,
    "netbios-dgm": 138,
    "netbios-ssn": 139,
    "imap2": 143,
    "imap": 143,
    "snmp": 161,
    "snmp-trap": 162,
    "bgp": 179,
    "irc": 194,
    "ldap": 389,
    "https": 443,
    "microsoft-ds": 445,
    "submissions": 465,
    "isakmp": 500,
    "syslog": 514,
    "printer": 515,
    "dhcpv6-client": 546,
    "dhcpv6-server": 547,
    "rtsp": 554,
    "submission": 587,
    "ipp": 631,
    "ldaps": 636,
    "rsync": 873,
    "imaps": 993,
    "pop3s": 995,
    "openvpn": 1194,
    "ms-sql-s": 1433,
    "ms-sql-m": 1434,
    "l2f": 1701,
    "radius": 1812,
    "radius-acct": 1813,
    "nfs": 2049,
    "mysql": 3306,
    "ms-wbt-server": 3389,
    "svn": 3690,
    "ipsec-nat-t": 4500,
    "sip": 5060,
    "mdns": 5353,
    "postgresql": 5432,
    "http-alt": 8080,
}
"""Services whose name means one port on every system; others depend on its /etc/services."""


def ports(text: str) -> IntervalSet[int] | None:
    """Return the ports of a comma list of ports and ranges `a:b`, either end of which may miss.

    A reversed range holds none. Returns None where the list has a service that is not in the
    table above. Raises ValueError for a number that is no port.
    """
    spans = []
    for part in text.split(","):
        first, colon, last = part.partition(":")
        low = _port(first or "0")
        high = _port(last or "65535") if colon else low
        if low is None or high is None:
            return None
        spans.append((low, high + 1))
    return IntervalSet.union(spans)


def _port(text: str) -> int | None:
    return number(text, 65535, "port") if text[0].isdecimal() else _SERVICES.get(text)
