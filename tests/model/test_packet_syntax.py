"""The written form of a packet, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given

from fwlint.model.box import ACK, NEW, SYN, WHOLE, Box
from fwlint.model.packet import witness
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from tests.tiny import boxes


def test_a_packet_says_its_two_ends() -> None:
    box = parse_packet("udp 10.1.0.5:68 > 10.0.0.21:4011")
    assert list(box.protocol) == [17]
    assert box.source_port.spans == ((68, 69),)
    assert box.destination_port.spans == ((4011, 4012),)
    assert list(box.state) == [NEW]
    assert list(box.fragment) == [WHOLE]


def test_ipv6_addresses_stand_in_brackets_before_a_port() -> None:
    box = parse_packet("tcp [2001:db8::1]:50000 > [2001:db8::2]:443")
    assert box.family == 6
    assert 0x20010DB8 << 96 | 2 in box.destination


def test_a_new_tcp_packet_has_syn_and_an_established_one_ack() -> None:
    assert list(parse_packet("tcp 192.0.2.1:1 > 192.0.2.2:2").tcp_flags) == [SYN]
    established = parse_packet("tcp 192.0.2.1:1 > 192.0.2.2:2 state established")
    assert list(established.tcp_flags) == [ACK]


def test_what_is_not_said_stays_open() -> None:
    box = parse_packet("icmp 192.0.2.1 > 192.0.2.2")
    assert 8 * 256 in box.icmp
    assert 3 * 256 + 4 in box.icmp
    assert "eth7" in box.in_interface


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("udp 10.0.0.1", "a packet is written PROTO"),
        ("foo 10.0.0.1 > 10.0.0.2", "unknown protocol 'foo'"),
        ("udp 10.0.0.300:1 > 10.0.0.2:1", "expected an address"),
        ("udp 10.0.0.1:1 > [2001:db8::1]:2", "different address families"),
        ("udp 10.0.0.1:70000 > 10.0.0.2:1", "above 65535"),
        ("gre 10.0.0.1:1 > 10.0.0.2", "gre has no ports"),
        ("udp 10.0.0.1:1 > 10.0.0.2:1 type 8", "udp has no ICMP type"),
        ("icmp 10.0.0.1 > 10.0.0.2 code 0", "needs a type"),
        ("icmp 10.0.0.1 > 10.0.0.2 type 300", "ICMP type is a number from 0 to 255"),
        ("udp 10.0.0.1:1 > 10.0.0.2:1 state old", "unknown state 'old'"),
        ("udp 10.0.0.1:1 > 10.0.0.2:1 in", "with a value"),
        ("udp 10.0.0.1:1 > 10.0.0.2:1 flags syn", "udp has no TCP flags"),
    ],
)
def test_a_mistake_is_answered_with_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_packet(text)


@given(boxes())
def test_a_witness_read_back_lies_in_the_box_it_was_taken_from(box: Box) -> None:
    again = parse_packet(str(witness(box)))
    assert PacketSet((box,)).covers(PacketSet((again._replace(in_interface=box.in_interface),)))


def test_a_witness_names_a_likely_packet_where_there_is_a_choice() -> None:
    assert str(witness(Box(4))) == "tcp 198.51.100.10:50000 > 192.0.2.20:443"
    assert str(witness(Box(6)._replace(protocol=parse_packet("icmp 1.1.1.1 > 1.1.1.1").protocol)))


def test_a_witness_says_unusual_flags_fragments_and_interfaces() -> None:
    packet = "tcp 192.0.2.1:1 > 192.0.2.2:2 in eth3 out eth4 profile public flags fin,psh,urg"
    assert str(witness(parse_packet(packet))) == packet
    fragment = "gre 192.0.2.1 > 192.0.2.2 fragment"
    assert str(witness(parse_packet(fragment))) == fragment
