"""ICMP types as the matches icmp and icmp6 name them, by RFC 792, RFC 4443 and RFC 4861."""

from __future__ import annotations

from fwlint.dialects.netfilter.number import number_of_any_base
from fwlint.model.box import ANY_ICMP
from fwlint.model.intervals import IntervalSet

_ICMP = {
    "any": "255",
    "echo-reply": "0",
    "pong": "0",
    "destination-unreachable": "3",
    "network-unreachable": "3/0",
    "host-unreachable": "3/1",
    "protocol-unreachable": "3/2",
    "port-unreachable": "3/3",
    "fragmentation-needed": "3/4",
    "source-route-failed": "3/5",
    "network-unknown": "3/6",
    "host-unknown": "3/7",
    "network-prohibited": "3/9",
    "host-prohibited": "3/10",
    "TOS-network-unreachable": "3/11",
    "TOS-host-unreachable": "3/12",
    "communication-prohibited": "3/13",
    "host-precedence-violation": "3/14",
    "precedence-cutoff": "3/15",
    "source-quench": "4",
    "redirect": "5",
    "network-redirect": "5/0",
    "host-redirect": "5/1",
    "TOS-network-redirect": "5/2",
    "TOS-host-redirect": "5/3",
    "echo-request": "8",
    "ping": "8",
    "router-advertisement": "9",
    "router-solicitation": "10",
    "time-exceeded": "11",
    "ttl-exceeded": "11",
    "ttl-zero-during-transit": "11/0",
    "ttl-zero-during-reassembly": "11/1",
    "parameter-problem": "12",
    "ip-header-bad": "12/0",
    "required-option-missing": "12/1",
    "timestamp-request": "13",
    "timestamp-reply": "14",
    "address-mask-request": "17",
    "address-mask-reply": "18",
}

_ICMPV6 = {
    "destination-unreachable": "1",
    "no-route": "1/0",
    "communication-prohibited": "1/1",
    "beyond-scope": "1/2",
    "address-unreachable": "1/3",
    "port-unreachable": "1/4",
    "failed-policy": "1/5",
    "reject-route": "1/6",
    "packet-too-big": "2",
    "time-exceeded": "3",
    "ttl-exceeded": "3",
    "ttl-zero-during-transit": "3/0",
    "ttl-zero-during-reassembly": "3/1",
    "parameter-problem": "4",
    "bad-header": "4/0",
    "unknown-header-type": "4/1",
    "unknown-option": "4/2",
    "echo-request": "128",
    "ping": "128",
    "echo-reply": "129",
    "pong": "129",
    "mld-listener-query": "130",
    "mld-listener-report": "131",
    "mld-listener-done": "132",
    "mld-listener-reduction": "132",
    "router-solicitation": "133",
    "router-advertisement": "134",
    "neighbour-solicitation": "135",
    "neighbor-solicitation": "135",
    "neighbour-advertisement": "136",
    "neighbor-advertisement": "136",
    "redirect": "137",
}

_NAMES = {
    4: {name.lower(): number for name, number in _ICMP.items()},
    6: _ICMPV6,
}
_ANY = 255
"""The type of ICMP that stands for all types, and is none itself."""


def icmp_type(text: str, family: int) -> IntervalSet[int]:
    """Return what `type`, `type/code` or a name stands for, as ICMP coordinates of a box.

    A name may be cut short. Raises ValueError for a text that is none or the beginning of several
    names, and for a number above 255.
    """
    kind, slash, code = (_number_of(text.lower(), family) or text).partition("/")
    value = number_of_any_base(kind, 255, "ICMP type")
    if family == 4 and value == _ANY:
        return ANY_ICMP
    start = 256 * value
    if not slash:
        return IntervalSet(((start, start + 256),))
    start += number_of_any_base(code, 255, "ICMP code")
    return IntervalSet(((start, start + 1),))


def _number_of(name: str, family: int) -> str | None:
    """Return what a name, whole or cut short, stands for, or None where no name begins so."""
    names = _NAMES[family]
    if name in names:
        return names[name]
    meant = [one for one in names if one.startswith(name)]
    if len(meant) > 1:
        raise ValueError(f"{name} is short for several ICMP types: {', '.join(meant)}")
    return names[meant[0]] if meant else None
