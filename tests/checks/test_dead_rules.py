"""The checks on dead rules: what each reports, where, and what it leaves to the others."""

from __future__ import annotations

from fwlint.model.finding import Level
from tests.checks.linting import access_list, chain, found


def test_a_shadowed_rule_names_the_one_that_takes_its_packets() -> None:
    text = access_list("permit ip any host 10.0.0.1", "deny tcp any host 10.0.0.1 eq 23")
    (finding,) = found("FW104", "cisco-ios", text)
    assert finding.span.line == 3
    assert finding.message == (
        "no packet gets as far as this rule of EDGE-IN: line 2, which accepts, leaves it no packet"
    )
    assert finding.witness == "tcp 198.51.100.10:50000 > 10.0.0.1:23"
    (place,) = finding.related
    assert place.span.line == 2
    assert place.message == "accepts before it: permit ip any host 10.0.0.1"


def test_a_union_is_named_line_by_line() -> None:
    text = access_list(
        "deny tcp any host 10.0.0.1 lt 1000",
        "permit udp any any",
        "permit tcp any host 10.0.0.1 gt 999",
        "deny tcp any host 10.0.0.1 range 500 1500",
    )
    (finding,) = found("FW104", "cisco-ios", text)
    assert finding.message.endswith("lines 2 and 4 together leave it no packet")
    assert [place.span.line for place in finding.related] == [2, 4]


def test_a_rule_that_earlier_ones_agree_with_is_redundant_and_only_that() -> None:
    text = access_list("permit tcp any any", "permit tcp any any eq 80")
    (finding,) = found("FW105", "cisco-ios", text)
    assert (finding.span.line, finding.level) == (3, Level.NOTE)
    assert finding.message.endswith("line 2, which accepts, leaves it no packet")
    assert found("FW104", "cisco-ios", text) == []
    assert found("FW107", "cisco-ios", text) == []


def test_a_list_bound_to_two_interfaces_is_searched_once() -> None:
    bound = "\n".join(f"interface Vlan{n}\n ip access-group EDGE-IN in" for n in (1, 2))
    text = f"{bound}\n{access_list('deny ip any any', 'permit tcp any any')}"
    assert len(found("FW104", "cisco-ios", text)) == 1


def test_a_list_that_no_interface_is_bound_to_is_searched_too() -> None:
    text = f"interface Vlan1\n{access_list('deny ip any any', 'permit tcp any any')}"
    assert len(found("FW104", "cisco-ios", text)) == 1


def test_what_only_stands_behind_a_list_is_not_reported() -> None:
    text = "ipv6 access-list V6-IN\n deny ipv6 any any"
    assert found("FW104", "cisco-ios", text) == []


def test_a_block_rule_of_windows_shadows_from_below() -> None:
    blocks = [
        "\n".join(
            (
                f"Rule Name: {name}",
                "-" * 40,
                "Enabled: Yes",
                "Direction: In",
                "Profiles: Domain,Private,Public",
                "Grouping:",
                "LocalIP: Any",
                "RemoteIP: Any",
                "Protocol: TCP",
                f"LocalPort: {port}",
                "RemotePort: Any",
                "Edge traversal: No",
                "InterfaceTypes: Any",
                "Security: NotRequired",
                f"Action: {action}",
            )
        )
        for name, port, action in (("Web", "443", "Allow"), ("No web", "80,443", "Block"))
    ]
    (finding,) = found("FW104", "windows-netsh", "\n\n".join(blocks))
    assert finding.span.line == 1
    assert finding.message == (
        "this rule of Inbound decides nothing: line 17, which denies, leaves it no packet"
    )
    assert [place.message for place in finding.related] == ["denies the same packets: No web"]


def test_a_cover_with_a_condition_is_reported_only_where_the_rule_shares_it() -> None:
    limited = "-p tcp --dport 22 -m set --match-set admins src"
    shared = chain(f"{limited} -j ACCEPT", f"-s 10.0.0.0/8 {limited} -j ACCEPT")
    (finding,) = found("FW106", "iptables", shared)
    assert (finding.span.line, finding.level) == (6, Level.NOTE)
    assert finding.conditions == ("set admins is not in the export: -m set --match-set admins src",)
    assert "if its conditions hold" in finding.message
    assert found("FW105", "iptables", shared) == []
    idiom = chain(f"{limited} -j ACCEPT", "-p tcp --dport 22 -j DROP")
    assert found("FW106", "iptables", idiom) == []


def test_a_line_that_is_not_understood_covers_nothing() -> None:
    text = chain("-p tcp --nonsense -j ACCEPT", "-p tcp --dport 22 -j ACCEPT")
    for check in ("FW104", "FW105", "FW106"):
        assert found(check, "iptables", text) == []


def test_a_permit_before_a_wider_one_is_needless() -> None:
    text = chain("-s 10.1.0.0/16 -j ACCEPT", "-s 10.0.0.0/8 -j ACCEPT")
    (finding,) = found("FW107", "iptables", text)
    assert finding.message.endswith("line 6 behind it accepts all of its packets")


def test_of_two_permits_that_are_alike_one_is_to_go() -> None:
    text = chain("-s 10.1.0.0/16 -j ACCEPT", "-p tcp -j LOG", "-s 10.1.0.0/16 -j ACCEPT")
    assert [one.span.line for one in found("FW105", "iptables", text)] == [7]
    assert found("FW107", "iptables", text) == []


def test_a_permit_that_saves_packets_from_a_mark_is_needed() -> None:
    first, second = "-s 10.1.0.0/16 -j ACCEPT", "-s 10.0.0.0/8 -j ACCEPT"
    mark = "-j MARK --set-mark 1"
    assert found("FW107", "iptables", chain(first, mark, second)) == []
    returns = f":c - [0:0]\n-A c {first}\n-A c -p udp -j RETURN\n-A INPUT {{}}\n-A INPUT {second}"
    (finding,) = found("FW107", "iptables", chain("-j c", more=returns.format("-p tcp -j LOG")))
    assert finding.decided_by == f"-A c {first}"
    assert found("FW107", "iptables", chain("-j c", more=returns.format(mark))) == []


def test_denials_defaults_and_permits_for_everything_make_no_rule_needless() -> None:
    ways_of_refusing = chain("-p tcp -j REJECT --reject-with tcp-reset", "-j REJECT")
    by_default = chain("-p tcp --dport 22 -j ACCEPT", policy="ACCEPT")
    left_over = access_list("permit tcp any any eq 443", "permit ip any any")
    assert found("FW107", "iptables", ways_of_refusing) == []
    assert found("FW107", "iptables", by_default) == []
    assert found("FW107", "cisco-ios", left_over) == []


def test_a_chain_that_nothing_leads_to_is_one_finding() -> None:
    text = chain("-i lo -j ACCEPT", more=":old - [0:0]\n-A old -j DROP\n-A old -p tcp -j ACCEPT")
    (finding,) = found("FW108", "iptables", text)
    assert finding.span.line == 6
    assert finding.message == (
        "no packet comes to filter/old: nothing leads there, and its 2 rules are without effect"
    )
    assert found("FW104", "iptables", text) == []


def test_a_chain_behind_a_dead_jump_names_it() -> None:
    text = chain("-j DROP", "-p tcp -j web", more=":web - [0:0]\n-A web -j ACCEPT")
    (finding,) = found("FW108", "iptables", text)
    assert [place.span.line for place in finding.related] == [6]
    assert [one.span.line for one in found("FW104", "iptables", text)] == [6]


def test_no_chain_is_called_unreachable_where_the_jump_may_be_out_of_sight() -> None:
    fragment = "*filter\n:web - [0:0]\n-A web -j ACCEPT\nCOMMIT"
    unread = chain("-p tcp --nonsense -j web", more=":old - [0:0]\n-A old -j DROP")
    assert found("FW108", "iptables", fragment) == []
    assert found("FW108", "iptables", unread) == []


def test_a_rule_that_asks_for_other_packets_than_its_chain_gets_never_matches() -> None:
    rules = ":web - [0:0]\n-A web -p udp --dport 443 -j ACCEPT\n-A web -j ACCEPT"
    (finding,) = found("FW103", "iptables", chain("-p tcp -j web", more=rules))
    assert (finding.span.line, finding.level) == (7, Level.NOTE)
    assert finding.message == "no packet that comes to filter/web can match this rule"


def test_a_rule_that_contradicts_itself_is_not_dead_for_another_reason() -> None:
    text = chain("-j ACCEPT", "-p tcp --dport 20:10 -j DROP")
    assert [one.level for one in found("FW103", "iptables", text)] == [Level.WARNING]
    assert found("FW104", "iptables", text) == []
