"""Which packets meet which ASA lists: interfaces, security levels, the global list, the routes."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

from fwlint.analysis.trace import Trace, trace
from fwlint.dialects.cisco.asa import DIALECT
from fwlint.dialects.source import read_source
from fwlint.dialects.surroundings import Surroundings
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Direction, Export, Replies
from fwlint.model.packet_syntax import parse_packet
from tests.dialects.cisco import parsed

EDGE = Path(__file__).parents[1] / "fixtures/cisco_asa/edge/running-config.cfg"


def edge(*more: str) -> Export:
    text = EDGE.read_text(encoding="utf-8") + "\n".join(more)
    source = read_source("edge.cfg", text.encode())
    assert DIALECT.recognises(source)
    return DIALECT.parse(source)


def ask(export: Export, packet: str) -> Trace:
    return trace(export, parse_packet(packet))


def interface(name: str, level: int, address: str) -> tuple[str, ...]:
    return (
        f"interface Ethernet{level}",
        f" nameif {name}",
        f" security-level {level}",
        f" ip address {address} 255.255.255.0",
    )


TWO = (*interface("low", 0, "10.0.0.1"), *interface("high", 100, "10.1.0.1"))
UP, DOWN = "tcp 10.0.0.5:9 > 10.1.0.5:80", "tcp 10.1.0.5:9 > 10.0.0.5:80"


def test_a_bound_list_decides_what_comes_in() -> None:
    found = ask(edge(), "tcp 203.0.113.9:5 > 10.30.0.20:443")
    assert (found.verdict, found.policy, found.line) == ("open", "outside_in", 70)
    assert ask(edge(), "tcp 203.0.113.9:5 > 10.30.0.20:80").rule == "implicit deny"


def test_higher_levels_reach_lower_ones_where_no_list_is_bound() -> None:
    assert ask(parsed("cisco-asa", *TWO), DOWN).verdict == "open"
    found = ask(parsed("cisco-asa", *TWO), UP)
    assert found.verdict == "closed"
    assert "security level 0 to higher ones" in found.rule


def test_a_list_takes_the_place_of_the_security_level() -> None:
    bound = (
        *TWO,
        "access-list L extended permit tcp any any eq 22",
        "access-group L in interface high",
    )
    assert ask(parsed("cisco-asa", *bound), DOWN).rule == "implicit deny"


def test_equal_levels_talk_only_where_they_may() -> None:
    equal = (*interface("a", 50, "10.0.0.1"), *interface("b", 50, "10.1.0.1"))
    assert ask(parsed("cisco-asa", *equal), UP).verdict == "closed"
    allowed = (*equal, "same-security-traffic permit inter-interface")
    assert ask(parsed("cisco-asa", *allowed), UP).verdict == "open"


def test_whether_a_list_suffices_between_equal_levels_is_left_open() -> None:
    lists = ("access-list L extended permit ip any any", "access-group L in interface a")
    equal = (*interface("a", 50, "10.0.0.1"), *interface("b", 50, "10.1.0.1"), *lists)
    found = ask(parsed("cisco-asa", *equal), UP)
    assert found.verdict == "conditional"
    assert "same-security-traffic" in found.conditions[0]


def test_a_packet_must_survive_the_list_of_the_interface_it_leaves_by() -> None:
    assert ask(edge(), "tcp 10.40.0.5:9 > 10.31.0.20:3389").verdict == "open"
    found = ask(edge(), "tcp 10.20.0.5:9 > 10.31.0.20:3389")
    assert (found.verdict, found.policy) == ("closed", "lab_out")


def test_the_global_list_comes_behind_the_interface_s_own() -> None:
    lines = (
        *TWO,
        "access-list OWN extended deny tcp any any eq 80",
        "access-list ALL extended permit tcp any any",
        "access-group OWN in interface low",
        "access-group ALL global",
    )
    export = parsed("cisco-asa", *lines)
    assert ask(export, UP).policy == "OWN"
    assert ask(export, UP).verdict == "closed"
    found = ask(export, "tcp 10.0.0.5:9 > 10.1.0.5:443")
    assert (found.verdict, found.policy) == ("open", "ALL")
    assert ask(export, "udp 10.0.0.5:9 > 10.1.0.5:443").verdict == "closed"
    found = ask(export, "udp 10.1.0.5:9 > 10.0.0.5:443")  # no list of its own, and downhill
    assert found.verdict == "conditional"
    assert "global list" in found.conditions[0]


def test_a_list_bound_out_still_ends_with_its_deny_beside_a_global_one() -> None:
    lines = (
        *TWO,
        "access-list BOTH extended permit tcp any any eq 80",
        "access-list ALL extended permit ip any any",
        "access-group BOTH in interface low",
        "access-group BOTH out interface high",
        "access-group ALL global",
    )
    export = parsed("cisco-asa", *lines)
    assert ask(export, UP).verdict == "open"
    assert ask(export, "tcp 10.0.0.5:9 > 10.1.0.5:81").verdict == "closed"


def test_routes_tell_what_is_behind_an_interface() -> None:
    export = edge()
    assert (
        ask(export, "tcp 10.40.7.7:9 > 203.0.113.9:443").policy == "inside to lower security levels"
    )
    (path,) = [one for one in export.paths if one.name == "outside to inside, dmz"]
    sources = next(iter(path.traffic)).source
    assert int(ip_network("203.0.113.0/24")[9]) in sources
    assert int(ip_network("10.40.0.0/24")[9]) not in sources  # behind inside, by a longer prefix


def test_the_site_may_say_what_is_behind_an_interface() -> None:
    surroundings = Surroundings({"high": (ip_network("10.77.0.0/16"),)})
    export = parsed("cisco-asa", *TWO, surroundings=surroundings)
    assert ask(export, "tcp 10.77.1.1:9 > 10.0.0.5:80").verdict == "open"


def test_an_idle_interface_has_no_way_through() -> None:
    assert not any("spare" in path.name for path in edge().paths)


def test_replies_of_connections_meet_no_list() -> None:
    assert ask(edge(), "tcp 203.0.113.9:443 > 10.20.0.5:9 state established").verdict == "open"


def test_replies_to_a_ping_need_an_entry_unless_icmp_is_inspected() -> None:
    reply = "icmp 203.0.113.9 > 10.20.0.5 type 0 code 0 state established"
    unreachable = "icmp 203.0.113.9 > 10.20.0.5 type 3 code 1 state established"
    assert edge().replies is Replies.BY_STATE
    assert ask(edge(), reply).policy == "outside_in"
    assert ask(edge(), unreachable).verdict == "closed"
    assert edge("  inspect icmp").replies is Replies.AUTOMATIC


def test_lists_that_filter_nothing_here_have_no_path() -> None:
    export = edge()
    assert {"split", "vpn"} <= set(export.policies)
    assert not {"split", "vpn", "arp"} & {policy.name for policy in export.filters()}


def test_what_is_taken_for_granted_is_said() -> None:
    said = [one.message for one in edge().diagnostics]
    assert any("lists see real addresses" in one for one in said)
    assert any("VPN tunnel" in one for one in said)
    assert all(one.trouble is Trouble.ASSUMED for one in edge().diagnostics)
    silent = edge("no sysopt connection permit-vpn").diagnostics
    assert not any("VPN tunnel" in one.message for one in silent)


def test_before_release_8_3_lists_see_translated_addresses() -> None:
    old = (
        "PIX Version 8.0(4)",
        *TWO,
        "access-list L extended permit tcp any host 10.0.0.77 eq 80",
        "access-group L in interface low",
        "static (high,low) 10.0.0.77 10.1.0.5 netmask 255.255.255.255",
    )
    export = parsed("cisco-asa", *old)
    assert ask(export, "tcp 10.0.0.5:9 > 10.0.0.77:80").verdict == "open"
    assert any("translated addresses" in one.message for one in export.diagnostics)


def test_a_list_that_is_bound_and_not_defined_leaves_everything_open() -> None:
    export = parsed("cisco-asa", *TWO, "access-group LOST in interface low")
    (problem,) = export.diagnostics
    assert problem.message == "list LOST is not defined"
    assert ask(export, UP).conditions == ("list LOST is not defined",)


def test_a_list_for_the_firewall_itself_judges_no_traffic_through_it() -> None:
    lines = (
        *TWO,
        "access-list SELF extended deny tcp any any eq 443",
        "access-list SELF extended permit udp any any eq 161",
        "access-group SELF in interface low control-plane",
    )
    export = parsed("cisco-asa", *lines)
    (path,) = [one for one in export.paths if one.direction is Direction.IN]
    denied = trace(export, parse_packet("tcp 10.0.0.5:9 > 10.0.0.1:443"), path.direction)
    other = trace(export, parse_packet("tcp 10.0.0.5:9 > 10.0.0.1:22"), path.direction)
    assert (denied.verdict, other.verdict) == ("closed", "conditional")
    forward = trace(export, parse_packet(UP), Direction.FORWARD)
    assert forward.policy == "low to higher security levels"
    managed = parsed("cisco-asa", *lines, "http 10.0.0.0 255.255.255.0 low")
    asked = trace(managed, parse_packet("tcp 10.0.0.5:9 > 10.0.0.1:443"), path.direction)
    assert asked.verdict == "conditional"


def test_bindings_without_their_interfaces_are_judged_alone() -> None:
    export = parsed(
        "cisco-asa",
        "access-list L extended permit tcp any any eq 80",
        "access-group L in interface n1",
        "access-group L out interface n2",
    )
    assert [(one.name, one.stages) for one in export.paths] == [
        ("n1 in", ("L",)),
        ("n2 out", ("L",)),
    ]
    assert ask(export, "tcp 10.0.0.5:9 > 10.1.0.5:81 in n1").verdict == "closed"


def test_families_have_lists_of_their_own_in_old_releases() -> None:
    lines = (
        "ASA Version 8.4(1)",
        *interface("low", 0, "10.0.0.1"),
        " ipv6 address 2001:db8:1::1/64",
        *interface("high", 100, "10.1.0.1"),
        " ipv6 address 2001:db8:2::1/64",
        "access-list V4 extended permit ip any any",
        "ipv6 access-list V6 permit tcp any any eq 80",
        "access-group V4 in interface low",
        "access-group V6 in interface low",
    )
    export = parsed("cisco-asa", *lines)
    assert not export.diagnostics
    assert ask(export, UP).policy == "V4"
    web = ask(export, "tcp [2001:db8:1::5]:9 > [2001:db8:2::5]:80")
    assert (web.verdict, web.policy) == ("open", "V6")
    assert ask(export, "tcp [2001:db8:1::5]:9 > [2001:db8:2::5]:81").verdict == "closed"


def test_the_families_of_an_old_release_reach_the_global_list_by_ways_of_their_own() -> None:
    lines = (
        "ASA Version 8.4(1)",
        *interface("low", 0, "10.0.0.1"),
        " ipv6 address 2001:db8:1::1/64",
        *interface("high", 100, "10.1.0.1"),
        " ipv6 address 2001:db8:2::1/64",
        "access-list V4 extended deny tcp any any eq 80",
        "ipv6 access-list V6 permit tcp any any eq 80",
        "access-list ALL extended permit ip any any",
        "access-group V4 in interface low",
        "access-group V6 in interface low",
        "access-group ALL global",
    )
    export = parsed("cisco-asa", *lines)
    assert ask(export, UP).policy == "V4"
    assert ask(export, "tcp 10.0.0.5:9 > 10.1.0.5:81").policy == "ALL"
    assert ask(export, "tcp [2001:db8:1::5]:9 > [2001:db8:2::5]:80").verdict == "open"
    assert ask(export, "tcp [2001:db8:1::5]:9 > [2001:db8:2::5]:81").verdict == "closed"


def test_pix_six_names_its_interfaces_in_commands() -> None:
    lines = (
        "PIX Version 6.3(5)",
        "nameif ethernet0 outside security0",
        "nameif ethernet1 inside security100",
        "ip address outside 10.0.0.1 255.255.255.0",
        "ip address inside 10.1.0.1 255.255.255.0",
    )
    assert ask(parsed("cisco-asa", *lines), DOWN).verdict == "open"
    assert ask(parsed("cisco-asa", *lines), UP).verdict == "closed"
