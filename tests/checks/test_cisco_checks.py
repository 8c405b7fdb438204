"""The checks of Cisco's own words: what they find, where, and what they leave alone."""

from __future__ import annotations

import pytest

from tests.checks.linting import found

LAN = "interface Vlan10\n ip address 10.1.0.1 255.255.255.0\n ip access-group EDGE in\n"


def lines_of(check: str, text: str, dialect: str = "cisco-ios") -> list[int]:
    return [one.span.line for one in found(check, dialect, text)]


def listed(*entries: str) -> str:
    return LAN + "\n".join(["ip access-list extended EDGE", *(f" {entry}" for entry in entries)])


def test_a_bound_list_that_is_not_defined_is_an_error_at_its_binding() -> None:
    text = "interface Vlan10\n ip access-group GONE in\nline vty 0 4\n access-class 23 in"
    assert lines_of("FW153", text) == [2, 4]
    assert lines_of("FW153", LAN + "ip access-list extended EDGE 7\n permit ip any any") == []


def test_a_missing_group_is_found_in_each_entry_that_names_it() -> None:
    text = "ip access-list X\n  10 permit ip addrgroup A any\n  20 permit tcp any any portgroup B"
    assert lines_of("FW154", text, "cisco-nxos") == [2, 3]


@pytest.mark.parametrize(
    "use",
    [
        "route-map R permit 10\n match ip address MINE",
        "snmp-server community public RO MINE",
        "ip nat inside source list MINE interface Vlan10 overload",
        "crypto map M 10 ipsec-isakmp\n match address MINE",
        "class-map match-any C\n match access-group name MINE",
        "ntp access-group peer MINE",
        "line vty 0 4\n access-class MINE in",
        "ip pim rp-address 10.0.0.1 MINE",
    ],
)
def test_a_list_is_used_by_whatever_names_it(use: str) -> None:
    text = "interface Vlan10\nip access-list standard MINE\n permit 10.0.0.0\n"
    assert lines_of("FW155", text) == [2]
    assert lines_of("FW155", text + use) == []


def test_a_list_without_a_device_around_it_is_not_unused() -> None:
    assert lines_of("FW155", "ip access-list standard MINE\n permit 10.0.0.0") == []


def test_a_group_is_used_by_entries_and_other_groups() -> None:
    text = "object-group network A\n host 10.0.0.1\nobject-group network B\n group-object A\n"
    assert lines_of("FW156", text + "access-list 10 permit any") == [3]
    entry = "ip access-list extended EDGE\n permit ip object-group B any"
    assert lines_of("FW156", text + entry) == []


def test_a_bound_list_without_entries_is_an_error() -> None:
    assert lines_of("FW157", listed("remark later")) == [3]
    assert lines_of("FW157", listed("permit ip any any")) == []


def test_a_source_from_elsewhere_on_an_inbound_list_is_told() -> None:
    own = "permit tcp 10.1.0.0 0.0.0.255 any"
    assert lines_of("FW158", listed(own, "permit tcp host 10.9.0.1 any")) == [6]
    assert lines_of("FW158", listed("permit tcp host 10.9.0.1 any")) == []  # a transit network
    assert lines_of("FW158", listed(own, "deny tcp host 10.9.0.1 any")) == []


def test_any_source_on_an_inbound_list_that_knows_its_own_is_told_but_for_dhcp() -> None:
    own = "permit tcp 10.1.0.0 0.0.0.255 any eq 80"
    dhcp = "permit udp any any eq bootps"
    assert lines_of("FW159", listed(own, dhcp, "permit udp any host 10.0.0.1 eq 53")) == [7]
    assert lines_of("FW159", listed(dhcp, "permit udp any host 10.0.0.1 eq 53")) == []


def test_a_permit_of_any_source_under_a_condition_names_it_and_stands_behind_a_sure_one() -> None:
    own = "permit tcp 10.1.0.0 0.0.0.255 any eq 80"
    at_work = "permit udp any host 10.0.0.1 eq 53 time-range WORK"
    (alone,) = found("FW159", "cisco-ios", listed(own, at_work))
    (both,) = found(
        "FW159", "cisco-ios", listed(own, at_work, "permit tcp any host 10.0.0.1 eq 53")
    )

    assert (alone.span.line, alone.conditions) == (6, ("time-range WORK",))
    assert (both.span.line, both.conditions) == (7, ())
    assert both.related[1].message.startswith("so may permit udp any")


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        ("deny ip any any", [5]),
        ("deny ip any any log", []),
        ("deny ip any any log-input", []),
        ("deny tcp any any", []),
        ("permit ip any any", []),
        ("deny ip any any dscp ef", []),
    ],
)
def test_only_the_last_deny_of_everything_has_to_be_logged(entry: str, lines: list[int]) -> None:
    assert lines_of("FW160", listed(entry)) == lines


def test_a_standard_list_on_an_interface_is_told_and_on_a_line_is_not() -> None:
    text = "access-list 10 permit any\ninterface Vlan10\n ip access-group 10 in\n"
    assert lines_of("FW161", text) == [3]
    lines = "access-list 10 permit any\ninterface Vlan10\nline vty 0 4\n access-class 10 in"
    assert lines_of("FW161", lines) == []


def test_only_the_first_gap_that_is_full_is_told() -> None:
    assert lines_of("FW162", listed("10 permit tcp any any", "11 permit udp any any")) == [6]
    assert lines_of("FW162", listed("10 permit tcp any any", "12 permit udp any any")) == []


def test_numbers_and_counters_make_no_entry_another() -> None:
    text = listed("10 permit tcp any any eq 80 (7 matches)", "20 permit tcp any any eq 80")
    assert lines_of("FW163", text) == [6]
    assert lines_of("FW163", listed("permit tcp any any eq 80", "permit tcp any any eq 81")) == []


def test_a_group_in_itself_is_an_error_where_it_begins() -> None:
    text = "object-group network A\n group-object A\n" + listed("permit ip object-group A any")
    assert lines_of("FW164", text) == [1]


def test_logging_all_that_is_permitted_is_told() -> None:
    assert lines_of("FW165", listed("permit ip any any log-input")) == [5]
    assert lines_of("FW165", listed("permit ip any any", "deny ip any any log")) == []


INSIDE = (
    "interface Gi0/1\n nameif inside\n ip address 10.1.0.1 255.255.255.0\n"
    "interface Gi0/0\n nameif outside\n ip address 192.0.2.1 255.255.255.0\n"
    "route outside 0.0.0.0 0.0.0.0 192.0.2.254\nroute inside 10.2.0.0 255.255.0.0 10.1.0.2\n"
    "access-group EDGE in interface inside\n"
)


def on_asa(check: str, *entries: str, more: str = "") -> list[int]:
    """Return the numbers of the entries that `check` finds something in."""
    lines = "\n".join(f"access-list EDGE extended {entry}" for entry in entries)
    head = INSIDE.count("\n")
    return [at - head for at in lines_of(check, f"{INSIDE}{lines}\n{more}", "cisco-asa")]


def test_asa_takes_no_wildcard_where_a_mask_is_due() -> None:
    entries = ("permit ip 10.1.0.0 0.0.0.255 any", "permit ip 10.1.0.0 255.255.255.0 any")
    assert on_asa("FW151", *entries) == [1]
    assert on_asa("FW152", *entries) == []


def test_host_bits_under_a_mask_are_told_on_asa() -> None:
    entries = ("permit ip 10.1.0.7 255.255.255.0 any", "permit ip host 10.1.0.7 any")
    assert on_asa("FW152", *entries) == [1]
    assert on_asa("FW151", *entries) == []


def test_asa_binds_no_list_that_is_not_there() -> None:
    assert on_asa("FW153", more="access-group GONE in interface outside\n") == [0, 2]
    assert on_asa("FW153", "permit ip any any") == []


def test_a_list_of_other_packets_is_not_missing_on_asa() -> None:
    more = "access-list L2 ethertype permit any\naccess-group L2 in interface outside\n"
    assert on_asa("FW153", "permit ip any any", more=more) == []


def test_a_missing_object_is_found_on_asa_but_not_where_groups_are_never_shown() -> None:
    assert on_asa("FW154", "permit ip object A any") == [1]
    shown = "access-list X line 1 extended permit ip object-group A any (hitcnt=0) 0x1"
    assert lines_of("FW154", shown, "cisco-asa") == []


def test_lists_objects_and_groups_that_nothing_uses_are_found_on_asa() -> None:
    more = "\n".join(
        (
            "object network ALONE",
            " host 10.0.0.1",
            "object network TRANSLATED",
            " host 10.0.0.2",
            " nat (inside,outside) static 192.0.2.9",
            "object network MEMBER",
            " host 10.0.0.3",
            "object-group network NAMED",
            " network-object object MEMBER",
            "access-list SPLIT standard permit 10.1.0.0 255.255.255.0",
            "access-list OLD extended permit ip any any",
            "group-policy P attributes",
            " split-tunnel-network-list value SPLIT",
        )
    )
    assert on_asa("FW156", "permit ip object-group NAMED any", more=more) == [2]
    assert on_asa("FW155", "permit ip object-group NAMED any", more=more) == [12]


def test_a_bound_list_of_remarks_alone_is_found_on_asa() -> None:
    text = INSIDE + "access-list EDGE remark to be filled in"
    assert lines_of("FW157", text, "cisco-asa") == [9]
    assert on_asa("FW157", "permit ip any any") == []


def test_a_source_that_no_subnet_and_no_route_leads_to_is_told_on_asa() -> None:
    own = "permit tcp 10.2.9.0 255.255.255.0 any eq 443"
    assert on_asa("FW158", own, "permit tcp host 10.9.0.1 any eq 443") == [2]
    assert on_asa("FW158", own, "permit tcp host 2001:db8::1 any eq 443") == []
    learnt = "router ospf 1\n network 10.0.0.0 255.0.0.0 area 0"
    assert on_asa("FW158", own, "permit tcp host 10.9.0.1 any eq 443", more=learnt) == []


def test_any_source_is_told_on_asa_but_not_where_anyone_may_come_from() -> None:
    own = "permit tcp 10.1.0.0 255.255.255.0 any eq 443"
    assert on_asa("FW159", own, "permit udp any host 10.0.0.53 eq domain") == [2]
    outside = (
        "access-list WAN extended permit tcp host 198.51.100.9 any eq ssh\n"
        "access-list WAN extended permit tcp any host 10.0.0.21 eq https\n"
        "access-group WAN in interface outside\n"
    )
    assert on_asa("FW159", own, more=outside) == []


@pytest.mark.parametrize(
    ("entry", "lines"),
    [("deny ip any any", []), ("deny ip any any log", []), ("deny ip any any log disable", [1])],
)
def test_asa_logs_what_it_denies_unless_it_is_told_not_to(entry: str, lines: list[int]) -> None:
    assert on_asa("FW160", entry) == lines


def test_counters_and_hashes_make_no_entry_another_on_asa() -> None:
    text = (
        "access-list X line 1 extended permit tcp any any eq www (hitcnt=7) 0x1a\n"
        "access-list X line 2 extended permit tcp any any eq www (hitcnt=0) 0x2b"
    )
    assert lines_of("FW163", text, "cisco-asa") == [2]
    assert on_asa("FW163", "permit tcp any any eq 80", "permit tcp any any eq 81") == []


def test_a_group_in_itself_is_an_error_on_asa() -> None:
    text = "object-group network A\n group-object A\n"
    assert on_asa("FW164", "permit ip object-group A any", more=text) == [2]


def test_asa_has_one_message_for_many_packets() -> None:
    assert on_asa("FW165", "permit ip any any log") == []


def test_a_list_that_is_missing_beside_a_common_one_leaves_open_what_passes() -> None:
    text = "interface Gi0/0/0/0\n ipv4 access-group common ALL OWN ingress\n"
    (one, other) = found("FW153", "cisco-iosxr", text)
    assert "nobody can say" in one.message
    assert one.span == other.span
    defined = "ipv4 access-list ALL\n permit tcp any any\nipv4 access-list OWN\n remark later"
    assert lines_of("FW153", text + defined, "cisco-iosxr") == []
    assert lines_of("FW157", text + defined, "cisco-iosxr") == [2]
    assert lines_of("FW163", text + defined, "cisco-iosxr") == []
    assert lines_of("FW155", text + defined, "cisco-iosxr") == []
