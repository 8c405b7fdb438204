"""Marks: set in one chain or table and asked for in another, as container networks use them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.trace import Trace, trace
from fwlint.dialects.reading import read_export
from fwlint.model.export import Direction
from fwlint.model.packet_syntax import parse_packet

FIXTURES = Path(__file__).parent.parent / "fixtures" / "iptables" / "marks"

IN, OUT, FORWARD = Direction.IN, Direction.OUT, Direction.FORWARD


def ask(name: str, packet: str, direction: Direction) -> Trace:
    export = read_export(str(FIXTURES / f"{name}.rules"))
    assert export.diagnostics == ()
    return trace(export, parse_packet(packet), direction)


def answer(name: str, packet: str, direction: Direction) -> tuple[str, int | None]:
    found = ask(name, packet, direction)
    return found.verdict, found.line


def asked_of(rules: str, packet: str, direction: Direction = IN) -> Trace:
    dump = f"*mangle\n:PREROUTING ACCEPT\n:INPUT ACCEPT\n:OUTPUT ACCEPT\n{rules}\nCOMMIT\n"
    return trace(read_export("marks", dump.encode()), parse_packet(packet), direction)


@pytest.mark.parametrize(
    ("packet", "direction", "expected"),
    [
        ("tcp 192.0.2.9:40000 > 10.96.0.99:80 in eth0", IN, ("closed", 21)),
        ("tcp 192.0.2.9:40000 > 10.96.0.99:81 in eth0", IN, ("open", 13)),
        ("udp 192.0.2.9:40000 > 10.96.0.10:53 in eth0", FORWARD, ("open", 23)),
        ("udp 10.244.1.7:40000 > 10.96.0.10:53 in eth0", FORWARD, ("closed", 14)),
    ],
    ids=["marked-to-drop", "not-marked", "marked-to-pass", "not-marked-to-pass"],
)
def test_a_mark_that_table_nat_sets_decides_in_table_filter(
    packet: str, direction: Direction, expected: tuple[str, int]
) -> None:
    assert answer("kubernetes", packet, direction) == expected


def test_what_this_host_sends_may_bear_a_mark_that_a_program_gave_it() -> None:
    found = ask("kubernetes", "tcp 10.0.0.1:40000 > 192.0.2.9:80", OUT)
    assert found.verdict == "conditional"
    assert found.conditions == ("-m mark --mark 0x8000/0x8000",)


def test_what_comes_by_the_loopback_interface_may_bear_a_mark_from_its_way_out() -> None:
    found = ask("kubernetes", "tcp 10.0.0.1:40000 > 10.0.0.1:80 in lo", IN)
    assert found.conditions == ("-m mark --mark 0x8000/0x8000",)


def test_table_nat_marks_no_later_packet_of_a_connection() -> None:
    later = "udp 192.0.2.9:40000 > 10.96.0.10:53 in eth0 state established"
    assert answer("kubernetes", later, FORWARD) == ("closed", 14)


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        ("tcp 100.64.0.9:40000 > 10.0.0.1:22 in tailscale0 out eth0", ("open", 10)),
        ("tcp 192.0.2.9:40000 > 10.0.0.1:22 in eth1 out eth0", ("closed", 3)),
        ("tcp 100.64.0.9:40000 > 10.0.0.1:22 in eth1 out tailscale0", ("closed", 11)),
        ("tcp 192.0.2.9:40000 > 100.64.0.9:22 in eth1 out tailscale0", ("open", 12)),
    ],
    ids=["marked", "not-marked", "forged", "towards"],
)
def test_a_mark_decides_in_the_chain_that_sets_it(packet: str, expected: tuple[str, int]) -> None:
    assert answer("overlay", packet, FORWARD) == expected


@pytest.mark.parametrize(
    ("packet", "expected"),
    [
        ("tcp 192.0.2.9:40000 > 10.0.0.1:443 in eth0 out cali1", ("open", 11)),
        ("tcp 10.1.0.9:40000 > 10.0.0.1:22 in eth0 out cali1", ("open", 11)),
        ("tcp 192.0.2.9:40000 > 10.0.0.1:22 in eth0 out cali1", ("closed", 24)),
        ("tcp 192.0.2.9:40000 > 10.0.0.1:443 in eth0 out cali2", ("closed", 16)),
        ("tcp 192.0.2.9:40000 > 10.0.0.1:443 in eth0 out eth1", ("open", 3)),
    ],
    ids=["by-first-policy", "by-second-policy", "by-no-policy", "unknown-workload", "elsewhere"],
)
def test_a_mark_carries_a_decision_from_chain_to_chain(
    packet: str, expected: tuple[str, int]
) -> None:
    assert answer("workloads", packet, FORWARD) == expected


def test_a_new_connection_has_the_mark_that_its_first_packet_saves() -> None:
    ping = "icmp 192.0.2.9 > 10.0.0.1 type 8 code 0"
    assert answer("two_uplinks", f"{ping} in wan2", IN) == ("closed", 17)
    assert answer("two_uplinks", f"{ping} in wan1", IN)[0] == "open"
    ssh = "tcp 192.0.2.9:40000 > 10.0.0.1:22"
    assert answer("two_uplinks", f"{ssh} in wan1", IN) == ("closed", 18)
    assert answer("two_uplinks", f"{ssh} in lan0", IN)[0] == "open"


def test_what_mark_an_older_connection_has_is_a_condition() -> None:
    later = "tcp 192.0.2.9:40000 > 10.0.0.1:80 in wan1 state established"
    found = ask("two_uplinks", later, IN)
    assert found.verdict == "conditional"
    assert "-m connmark --mark 0x2/0xff" in found.conditions


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("CONNMARK --set-mark 0x1", "open"),
        ("CONNMARK --save-mark", "open"),
        ("CONNMARK --restore-mark", "conditional"),
        ("MARK --set-mark 0x1", "closed"),
    ],
)
def test_a_connection_has_no_mark_before_it_is_tracked(raw: str, expected: str) -> None:
    dump = f"*raw\n:PREROUTING ACCEPT\n-A PREROUTING -j {raw}\nCOMMIT\n*mangle\n:INPUT ACCEPT\n"
    dump += "-A INPUT -m connmark --mark 0x1 -j DROP\n-A INPUT -m mark --mark 0x1 -j DROP\nCOMMIT\n"
    packet = parse_packet("tcp 192.0.2.9:40000 > 10.0.0.1:22")
    assert trace(read_export("marks", dump.encode()), packet, IN).verdict == expected


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        ("MARK --set-mark 0x5", 0x5),
        ("MARK --set-mark 0x10/0xf", 0x30),
        ("MARK --set-xmark 0x3/0x21", 0x3),
        ("MARK --and-mark 0x2f", 0x21),
        ("MARK --or-mark 0x6", 0x27),
        ("MARK --xor-mark 0x3", 0x22),
        ("CONNMARK --set-mark 0x9", 0x21),
        ("CONNMARK --restore-mark", 0x0),
        ("CONNMARK --restore-mark --nfmask 0x1 --ctmask 0xff", 0x20),
    ],
)
def test_a_mark_is_changed_as_the_target_says(target: str, mark: int) -> None:
    rules = f"""\
-A PREROUTING -j MARK --set-mark 0x21
-A PREROUTING -j {target}
-A INPUT -m mark ! --mark {mark:#x} -j DROP"""
    assert asked_of(rules, "tcp 192.0.2.9:40000 > 10.0.0.1:22").verdict == "open"


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        ("-m limit --limit 5/sec -j MARK --set-mark 1", "-m mark --mark 0x1"),
        ("-j HMARK --hmark-tuple src --hmark-mod 10", "-m mark --mark 0x1"),
        ("-m socket --restore-skmark", "-m mark --mark 0x1"),
        ("-j CONNMARK --restore-mark --left-shift-mark 1", "-m mark --mark 0x1"),
        ("-j MARK --set-mark what", "-m mark --mark 0x1"),
    ],
    ids=["under-a-condition", "by-hash", "of-a-socket", "shifted", "not-understood"],
)
def test_a_mark_that_is_no_constant_is_a_condition(rule: str, condition: str) -> None:
    rules = f"-A PREROUTING {rule}\n-A INPUT -m mark --mark 0x1 -j DROP"
    found = asked_of(rules, "tcp 192.0.2.9:40000 > 10.0.0.1:22")
    assert found.verdict == "conditional"
    assert condition in found.conditions


def test_a_constant_that_follows_a_doubtful_mark_is_certain_again() -> None:
    rules = """\
-A PREROUTING -m limit --limit 5/sec -j MARK --set-mark 1
-A PREROUTING -p tcp -j MARK --set-mark 2
-A INPUT -m mark --mark 0x1 -j DROP"""
    assert asked_of(rules, "tcp 192.0.2.9:40000 > 10.0.0.1:22").verdict == "open"
    assert asked_of(rules, "udp 192.0.2.9:40000 > 10.0.0.1:22").verdict == "conditional"


def test_a_value_beyond_its_mask_is_no_mark_at_all() -> None:
    found = asked_of("-A OUTPUT -m mark --mark 0x4/0x3 -j DROP", "udp 10.0.0.1:1 > 10.0.0.2:2", OUT)
    assert found.verdict == "open"


def test_a_packet_of_no_connection_neither_sets_nor_gets_its_mark() -> None:
    rules = """\
-A PREROUTING -j CONNMARK --or-mark 0x1
-A PREROUTING -j CONNMARK --restore-mark
-A INPUT -m mark --mark 0x0 -j DROP"""
    assert asked_of(rules, "tcp 192.0.2.9:40000 > 10.0.0.1:22").verdict == "open"
    stray = "tcp 192.0.2.9:40000 > 10.0.0.1:22 state invalid"
    assert asked_of(rules, stray).verdict == "closed"


def test_a_connection_mark_is_none_where_there_is_no_connection() -> None:
    stray = "tcp 192.0.2.9:40000 > 10.0.0.1:22 state invalid"
    for negation in ("", "! "):
        rules = f"-A INPUT -m connmark {negation}--mark 0x0 -j DROP"
        assert asked_of(rules, stray).verdict == "open"
