"""How a connection began: asked after table nat has sent its packets elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.trace import Trace, trace
from fwlint.analysis.verdict import decide_on
from fwlint.dialects.reading import read_export
from fwlint.model.export import Direction
from fwlint.model.intervals import IntervalSet
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet

FIXTURES = Path(__file__).parent.parent / "fixtures" / "iptables" / "sent_on"

IN, OUT, FORWARD = Direction.IN, Direction.OUT, Direction.FORWARD
SEGMENT = "tcp 192.0.2.9:40000 > 203.0.113.2:80 in eth0"


def answer(name: str, packet: str, direction: Direction) -> tuple[str, int | None]:
    export = read_export(str(FIXTURES / f"{name}.rules"))
    assert export.diagnostics == ()
    found = trace(export, parse_packet(packet), direction)
    return found.verdict, found.line


def asked(rule: str, packet: str, *, table: str = "filter", before: str = "") -> Trace:
    dump = f"*{table}\n:PREROUTING ACCEPT\n:INPUT ACCEPT\n:OUTPUT ACCEPT\n{rule} -j DROP\nCOMMIT\n"
    if before:
        dump = f"*nat\n:PREROUTING ACCEPT\n-A PREROUTING {before}\nCOMMIT\n{dump}"
    return trace(read_export("rules", dump.encode()), parse_packet(packet), IN)


def match(options: str, packet: str = SEGMENT, *, before: str = "") -> str:
    """Return what becomes of a packet that is dropped if it matches."""
    return asked(f"-A INPUT -m conntrack {options}", packet, before=before).verdict


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        ("tcp 192.0.2.9:40000 > 203.0.113.2:8080", ("open", 23)),
        ("tcp 192.0.2.9:40000 > 203.0.113.3:8080", ("closed", 27)),
        ("tcp 192.0.2.9:40000 > 203.0.113.2:8443", ("closed", 27)),
        ("tcp 192.0.2.9:40000 > 203.0.113.2:5004", ("open", 24)),
        ("tcp 192.0.2.9:40000 > 203.0.113.2:5000", ("closed", 27)),
    ],
    ids=["as-asked", "another-address", "another-port", "of-several", "none-of-several"],
)
def test_a_published_port_is_asked_for_as_it_was_before_translation(
    packet: str, expected: tuple[str, int]
) -> None:
    assert answer("containers", f"{packet} in eth0 out docker0", FORWARD) == expected


def test_packets_that_are_sent_to_one_port_are_told_apart_by_those_they_came_for() -> None:
    export = read_export(str(FIXTURES / "containers.rules"))
    [path] = [one for one in export.paths if one.direction is FORWARD]
    packet = parse_packet("tcp 192.0.2.9:40000 > 203.0.113.2 in eth0 out docker0")

    def to_ports(first: int, last: int) -> PacketSet:
        ports = IntervalSet.union(((first, last + 1),))
        return PacketSet((packet._replace(destination_port=ports),))

    verdict = decide_on(path, export.policies, to_ports(5000, 5009))
    assert not verdict.conditional
    assert verdict.open.covers(to_ports(5003, 5005))
    assert to_ports(5003, 5005).covers(verdict.open)


@pytest.mark.parametrize(
    ("packet", "direction", "expected"),
    [
        ("tcp 192.0.2.9:40000 > 203.0.113.2:2222 in wan out lan", FORWARD, ("open", 15)),
        ("udp 192.0.2.9:40000 > 203.0.113.2:51820 in wan out lan", FORWARD, ("open", 15)),
        ("tcp 192.0.2.9:40000 > 192.168.1.10:22 in wan out lan", FORWARD, ("closed", 10)),
        ("udp 192.0.2.9:40000 > 192.168.1.11:51820 in wan out lan", FORWARD, ("closed", 10)),
        ("tcp 192.0.2.9:40000 > 203.0.113.2:80 in wan", IN, ("open", 14)),
        ("tcp 192.0.2.9:40000 > 203.0.113.2:8080 in wan", IN, ("closed", 13)),
        ("tcp 192.0.2.9:40000 > 203.0.113.2:22 in wan", IN, ("closed", 9)),
    ],
    ids=["to-port", "to-host", "directly", "to-where-it-goes", "redirected", "hidden", "other"],
)
def test_only_what_was_sent_elsewhere_is_in_the_state_dnat(
    packet: str, direction: Direction, expected: tuple[str, int]
) -> None:
    assert answer("port_forwards", packet, direction) == expected


def test_whether_another_of_several_destinations_is_chosen_is_a_condition() -> None:
    target = "-p tcp -j DNAT --to-destination 203.0.113.2-203.0.113.3"
    export_in = "-A FORWARD -m conntrack --ctstate DNAT -j DROP"
    dump = f"*nat\n:PREROUTING ACCEPT\n-A PREROUTING {target}\nCOMMIT\n"
    dump += f"*filter\n:FORWARD ACCEPT\n{export_in}\nCOMMIT\n"
    export = read_export("rules", dump.encode())
    found = trace(export, parse_packet(f"{SEGMENT} out eth1"), FORWARD)
    assert found.conditions[:1] == ("-m conntrack --ctstate DNAT",)
    elsewhere = SEGMENT.replace("203.0.113.2", "203.0.113.9")
    assert trace(export, parse_packet(f"{elsewhere} out eth1"), FORWARD).verdict == "closed"


@pytest.mark.parametrize(
    ("options", "matches"),
    [
        ("--ctorigdst 203.0.113.0/24", True),
        ("--ctorigdst 203.0.113.9/255.255.255.0", True),
        ("! --ctorigdst 203.0.113.2", False),
        ("--ctorigdstport 80", True),
        ("--ctorigdstport 080", True),
        ("--ctorigdstport http", True),
        ("--ctorigdstport 81:", False),
        ("! --ctorigdstport 443", True),
        ("--ctorigsrc 192.0.2.9 --ctorigsrcport 40000", True),
        ("--ctorigsrc 192.0.2.8", False),
        ("--ctproto tcp", True),
        ("--ctproto 17 --ctorigdstport 80", False),
        ("--ctstate NEW --ctorigdstport 443", False),
        ("--ctstate DNAT", False),
        ("! --ctstate DNAT", True),
    ],
)
def test_a_packet_that_was_not_sent_elsewhere_goes_where_it_came_for(
    options: str, matches: bool
) -> None:
    assert match(options) == ("closed" if matches else "open")


@pytest.mark.parametrize(
    ("packet", "port", "expected"),
    [
        ("icmp 192.0.2.9 > 203.0.113.2 type 8 code 0", "2048", "closed"),
        ("icmp 192.0.2.9 > 203.0.113.2 type 8 code 0", "0", "open"),
        ("esp 192.0.2.9 > 203.0.113.2", "0", "closed"),
        ("esp 192.0.2.9 > 203.0.113.2", "80", "open"),
        ("gre 192.0.2.9 > 203.0.113.2", "0", "conditional"),
        ("udplite 192.0.2.9:1 > 203.0.113.2:80", "80", "conditional"),
    ],
    ids=["type-and-code", "no-zero", "no-port", "no-other", "key", "by-kernel"],
)
def test_a_protocol_without_ports_has_another_number_in_their_place(
    packet: str, port: str, expected: str
) -> None:
    assert match(f"--ctorigdstport {port}", f"{packet} in eth0") == expected


@pytest.mark.parametrize(
    "options",
    [
        "--ctorigdst 203.0.0.2/255.0.255.255",
        "--ctorigdst 203.7/16",
        "--ctorigdst www.example.org",
        "--ctorigdstport no-such-service",
        "--ctorigdstport 80:79",
        "--ctproto all",
        "--ctrepldst 192.0.2.9",
        "--ctexpire 10",
        "--ctstate SNAT",
        "--ctstate SNAT,DNAT",
    ],
)
def test_what_a_packet_does_not_tell_of_its_connection_is_a_condition(options: str) -> None:
    found = asked(f"-A INPUT -m conntrack {options}", SEGMENT)
    assert found.conditions == (f"-m conntrack {options}",)


def test_one_option_that_is_a_condition_leaves_the_others_certain() -> None:
    assert match("--ctorigdstport 443 --ctexpire 10") == "open"
    found = asked("-A INPUT -m conntrack --ctorigdstport 80 --ctexpire 10", SEGMENT)
    assert found.conditions == ("-m conntrack --ctexpire 10",)


@pytest.mark.parametrize("state", ["established", "related"])
def test_how_an_older_connection_began_is_a_condition(state: str) -> None:
    assert match("--ctorigdstport 80", f"{SEGMENT} state {state}") == "conditional"
    assert match("--ctstate DNAT", f"{SEGMENT} state {state}") == "conditional"


@pytest.mark.parametrize("state", ["invalid", "untracked"])
def test_a_packet_without_a_connection_came_for_nothing(state: str) -> None:
    assert match("! --ctorigdstport 443", f"{SEGMENT} state {state}") == "open"


def test_what_comes_by_the_loopback_interface_may_have_been_sent_elsewhere_on_its_way_out() -> None:
    assert match("--ctorigdstport 80", SEGMENT.replace("eth0", "lo")) == "conditional"


@pytest.mark.parametrize(
    ("options", "untracked", "other"),
    [
        ("-m conntrack --ctstate INVALID", "open", "closed"),
        ("-m state --state UNTRACKED", "closed", "open"),
        ("-m conntrack ! --ctstate UNTRACKED", "open", "closed"),
        ("-m state --state INVALID,UNTRACKED", "closed", "closed"),
        ("-m conntrack --ctstate NEW,DNAT", "open", "open"),
        ("-m conntrack --ctdir ORIGINAL", "open", "open"),
        ("-m conntrack ! --ctorigdstport 22", "open", "open"),
        ("-m conntrack --ctstate INVALID --ctorigdstport 22", "open", "closed"),
        ("-m connmark ! --mark 0x1", "open", "open"),
    ],
)
def test_before_connection_tracking_packets_are_invalid_or_untracked(
    options: str, untracked: str, other: str
) -> None:
    rules = f"-A PREROUTING -p udp -j NOTRACK\n-A PREROUTING {options}"
    for protocol, expected in (("udp", untracked), ("tcp", other)):
        packet = SEGMENT.replace("tcp", protocol)
        assert asked(rules, packet, table="raw").verdict == expected


def test_a_template_of_a_connection_has_a_state_before_connection_tracking() -> None:
    rules = "-A PREROUTING -j CT --helper ftp\n-A PREROUTING -m conntrack --ctstate NEW"
    assert asked(rules, SEGMENT, table="raw").verdict == "conditional"


def test_what_this_host_sends_may_answer_for_a_connection_if_it_is_not_new() -> None:
    dump = "*raw\n:OUTPUT ACCEPT\n-A OUTPUT -m conntrack --ctstate INVALID -j DROP\nCOMMIT\n"
    export = read_export("rules", dump.encode())
    sent = "tcp 203.0.113.2:80 > 192.0.2.9:40000 out eth0 state {}"
    for state, expected in (("new", "closed"), ("related", "conditional")):
        assert trace(export, parse_packet(sent.format(state)), OUT).verdict == expected
