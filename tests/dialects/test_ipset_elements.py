"""Every type of set, and which packets its elements are compared with."""

from __future__ import annotations

import pytest

from tests.dialects.ipset_cases import ask, asked, read, sets

WEB = "tcp 192.0.2.5:40000 > 198.51.100.9:443 in eth0 out eth1"
DNS = "udp 192.0.2.5:40000 > 198.51.100.9:53 in eth0 out eth1"


@pytest.mark.parametrize(
    ("create", "element", "match"),
    [
        ("bitmap:ip range 192.0.2.0/24", "192.0.2.4/30", "src"),
        ("bitmap:ip range 192.0.0.0/16 netmask 24", "192.0.2.0", "src"),
        ("bitmap:port range 0-1023", "440-450", "dst"),
        ("bitmap:port range 0-65535", "udp:443", "dst"),
        ("hash:ip", "192.0.2.5", "src"),
        ("hash:ip", "192.0.2.9-192.0.2.1", "src"),
        ("hash:ip netmask 24", "192.0.2.77", "src"),
        ("hash:ip bitmask 255.255.255.0", "192.0.2.77", "src"),
        ("hash:ip", "198.51.100.9", "dst"),
        ("hash:net", "192.0.2.0/24", "src"),
        ("hash:net", "192.0/16", "src"),
        ("hash:net", "192.0.1.250-192.0.2.7", "src"),
        ("hash:net,iface", "0.0.0.0/0,eth0", "src,src"),
        ("hash:net,iface", "192.0.2.0/24,eth1", "src,dst"),
        ("hash:net,iface", "192.0.2.0/24,eth wildcard", "src,src"),
        ("hash:ip,port", "198.51.100.9,443", "dst,dst"),
        ("hash:ip,port", "198.51.100.9,https", "dst,dst"),
        ("hash:ip,port", "192.0.2.5,tcp:40000-40010", "src,src"),
        ("hash:net,port", "198.51.100.0/24,tcp:443", "dst,dst"),
        ("hash:ip,port,ip", "192.0.2.5,443,198.51.100.9", "src,dst,dst"),
        ("hash:ip,port,net", "192.0.2.5,443,198.51.100.0/24", "src,dst,dst"),
        ("hash:net,net", "192.0.2.0/24,198.51.100.0/24", "src,dst"),
        ("hash:net,port,net", "192.0.2.0/24,tcp:443,0.0.0.0/0", "src,dst,dst"),
    ],
)
def test_an_element_matches_the_packets_it_stands_for_and_no_others(
    create: str, element: str, match: str
) -> None:
    matcher = sets(f"create x {create}", f"add x {element}")
    assert ask(matcher, f"x {match}", WEB) == "in"
    assert ask(matcher, f"! x {match}", WEB) == "out"
    other = "tcp 203.0.113.5:40100 > 203.0.113.9:8080 in ppp0 out ppp0"
    assert ask(matcher, f"x {match}", other) == "out"


def test_ports_belong_to_tcp_unless_they_say_otherwise() -> None:
    matcher = sets("create x hash:ip,port", "add x 198.51.100.9,53", "add x 198.51.100.9,udp:443")
    assert ask(matcher, "x dst,dst", DNS) == "out"
    assert ask(matcher, "x dst,dst", DNS.replace(":53", ":443")) == "in"


def test_a_bitmap_of_ports_is_of_tcp_and_udp_at_once() -> None:
    matcher = sets("create x bitmap:port range 0-1000", "add x 53")
    assert ask(matcher, "x dst", DNS) == "in"
    assert ask(matcher, "x dst", DNS.replace("udp", "tcp")) == "in"
    assert ask(matcher, "x dst", DNS.replace("udp", "sctp")) == "out"
    assert ask(matcher, "x dst", "tcp [2001:db8::1]:9 > [2001:db8::2]:53") == "in"


@pytest.mark.parametrize(
    ("family", "element", "packet"),
    [
        ("inet", "192.0.2.5,icmp:ping", "icmp 192.0.2.5 > 198.51.100.9 type 8 code 0"),
        ("inet", "192.0.2.5,icmp:3/1", "icmp 192.0.2.5 > 198.51.100.9 type 3 code 1"),
        ("inet", "192.0.2.5,gre:0", "gre 192.0.2.5 > 198.51.100.9"),
        ("inet", "192.0.2.5,47:0", "gre 192.0.2.5 > 198.51.100.9"),
        (
            "inet6",
            "2001:db8::5,icmpv6:echo-request",
            "icmpv6 [2001:db8::5] > [2001:db8::9] type 128 code 0",
        ),
    ],
)
def test_icmp_types_and_protocols_without_ports_stand_where_ports_do(
    family: str, element: str, packet: str
) -> None:
    matcher = sets(f"create x hash:ip,port family {family}", f"add x {element}")
    assert ask(matcher, "x src,dst", packet) == "in"
    assert ask(matcher, "! x src,dst", packet) == "out"


def test_an_icmp_type_by_name_is_of_code_0_only() -> None:
    matcher = sets("create x hash:ip,port", "add x 192.0.2.5,icmp:echo-request")
    assert ask(matcher, "x src,src", "icmp 192.0.2.5 > 198.51.100.9 type 8 code 0") == "in"
    assert ask(matcher, "x src,src", "icmp 192.0.2.5 > 198.51.100.9 type 8 code 7") == "out"


def test_a_later_fragment_shows_no_port_and_so_is_in_no_set_that_asks_for_one() -> None:
    matcher = sets("create x hash:ip,port", "add x 192.0.2.5,443", "add x 192.0.2.5,gre:0")
    fragment = "192.0.2.5 > 198.51.100.9 fragment"
    assert ask(matcher, "x src,dst", f"tcp {fragment}") == "out"
    assert ask(matcher, "! x src,dst", f"tcp {fragment}") == "in"
    assert ask(matcher, "x src,dst", f"gre {fragment}") == "in"


@pytest.mark.parametrize(
    ("create", "element", "doubt"),
    [
        ("hash:mac", "02:00:00:00:00:01", "MAC addresses"),
        ("hash:ip,mac", "192.0.2.5,02:00:00:00:00:01", "MAC addresses"),
        ("bitmap:ip,mac range 192.0.2.0/24", "192.0.2.5,02:00:00:00:00:01", "MAC addresses"),
        ("bitmap:ip,mac range 192.0.2.0/24", "192.0.2.5", "MAC addresses"),
        ("hash:ip,mark", "192.0.2.5,0x63", "packet marks"),
        ("hash:net,iface", "192.0.2.0/24,physdev:eth0", "bridge ports"),
        ("hash:ip", "dp01.corp.example", "host names"),
        ("hash:ip,port", "192.0.2.5,[msft-gc]", "names of services or protocols"),
        ("hash:ip timeout 60", "192.0.2.5", "elements that time out"),
        ("hash:ip", "192.0.2.5 timeout 60", "elements that time out"),
        ("hash:ip bitmask 255.0.255.0", "192.0.2.5", "bitmask 255.0.255.0"),
    ],
)
def test_what_no_packet_shows_makes_a_match_conditional(
    create: str, element: str, doubt: str
) -> None:
    matcher = sets(f"create x {create}", f"add x {element}")
    for match in ("x src,src", "! x src,src"):
        assert ask(matcher, match, WEB) == "perhaps"
    answer = matcher.answer((asked("x src,src"),), 4)
    assert answer.conditions == (f"set x has {doubt}: -m set --match-set x src,src",)


def test_an_element_that_stays_is_sure_among_those_that_go() -> None:
    matcher = sets("create x hash:ip timeout 60", "add x 192.0.2.5 timeout 0", "add x 192.0.2.6")
    assert ask(matcher, "x src", WEB) == "in"
    assert ask(matcher, "x src", WEB.replace("2.5", "2.6")) == "perhaps"
    assert ask(matcher, "x src", WEB.replace("2.5", "2.7")) == "out"


@pytest.mark.parametrize(
    ("create", "element", "reason"),
    [
        ("hash:ip", "0.0.0.0", "cannot hold the address of all zeros"),
        ("hash:net", "0.0.0.0/0", "cannot hold a network of prefix length 0"),
        ("hash:ip", "192.0.2.0/33", "is above 32"),
        ("hash:ip", "192.0.2.256", "is above 255"),
        ("hash:ip", "192.0.2.010", "is octal"),
        ("hash:ip", "2001:db8::1", "is no end of an IPv4 address"),
        ("hash:ip family inet6", "192.0.2.1", "192.0.2.1 is no IPv6 address"),
        ("hash:ip", "192.0.2.1/255.255.255.0", "'192.0.2.1/255.255.255.0' is no IP address"),
        ("hash:ip,port", "192.0.2.1", "an element of a hash:ip,port is ip,port"),
        ("hash:ip,port", "192.0.2.1,gre:5", "gre has no ports"),
        ("hash:ip,port", "192.0.2.1,icmpv6:1/0", "icmpv6 is for IPv6 sets only"),
        ("hash:ip,port", "192.0.2.1,65536", "is above 65535"),
        ("hash:ip,port", "192.0.2.1,icmp:any", "any is no single ICMP type"),
        ("hash:mac", "02:00:00", "'02:00:00' is no MAC address"),
        ("hash:ip,mark", "192.0.2.1,red", "'red' is no packet mark"),
        ("bitmap:ip range 192.0.2.0/24", "192.0.3.1", "is out of the range of the set"),
        ("bitmap:port range 80-90", "85-91", "is out of the range of the set"),
        ("hash:ip", "192.0.2.1 nomatch", "a hash:ip has no exceptions"),
    ],
)
def test_what_ipset_refuses_is_said_and_leaves_the_set_in_doubt(
    create: str, element: str, reason: str
) -> None:
    reader = read(f"create x {create}", f"add x {element}")
    [trouble] = reader.diagnostics
    assert reason in trouble.message
    assert str(trouble.span) == "ipsets:2:7"
    assert reader.sets.by_name["x"].doubts == ["line 2 of ipsets is not understood"]
