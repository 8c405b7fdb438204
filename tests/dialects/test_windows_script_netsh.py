"""What netsh commands mean: each argument decided on packets, or named as a condition."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.script import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

ADD = "netsh advfirewall firewall add rule "
WEB = ADD + "name=web dir=in action=allow protocol=tcp localport=443"
TO_WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"


def export(text: str, name: str = "rules.bat") -> Export:
    return DIALECT.parse(read_source(name, text.encode()))


def judge(text: str, packet: str, policy: str = "Inbound", name: str = "rules.bat") -> Verdict:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export(text, name).policies, (policy,), query)


def kind(text: str, packet: str = TO_WEB, policy: str = "Inbound", name: str = "rules.bat") -> Kind:
    return judge(text, packet, policy, name).kind


def conditions(text: str, packet: str = TO_WEB, name: str = "rules.bat") -> tuple[str, ...]:
    verdict = judge(text, packet, name=name)
    return verdict.conditions(verdict.query)


def complaints(text: str, name: str = "rules.bat") -> list[Diagnostic]:
    found = export(text, name).diagnostics
    return [one for one in found if one.trouble is not Trouble.ASSUMED]


def inbound(text: str, name: str = "rules.bat") -> tuple[Rule, ...]:
    return export(text, name).policies["Inbound"].rules


def test_a_rule_opens_what_it_says_and_no_more() -> None:
    assert kind(WEB) is Kind.OPEN
    assert kind(WEB, "tcp 198.51.100.7:50000 > 192.0.2.20:80") is Kind.CLOSED
    assert kind(WEB, "udp 198.51.100.7:50000 > 192.0.2.20:443") is Kind.CLOSED
    assert complaints(WEB) == []


@pytest.mark.parametrize(
    "line",
    [
        ADD.upper().replace("NETSH", "NetSh.exe")
        + "LOCALPORT=443 Protocol=TCP Name=w action=Allow Dir=IN",
        r"%SystemRoot%\System32\netsh.exe advfirewall firewall add rule name=w dir=in action=allow",
        r'"C:\Windows\System32\netsh.exe" advfirewall firewall add rule name=w dir=in action=allow',
        ADD + 'name="Web Server" dir=in action=allow',
        ADD + '"name=Web Server" "dir=in" action="allow"',
        ADD + "name = w dir = in action = allow localport = 443 protocol = tcp",
        ADD + 'name= "Web Server" dir =in action= allow',
        ADD + "name=w dir=in action=allow enable=yes description= profile=any remoteip=any",
        ADD + "name=w dir=in action=allow profile=public,private,domain protocol=6",
    ],
)
def test_every_way_of_writing_it_means_the_same(line: str) -> None:
    assert complaints(line) == []
    assert kind(line) is Kind.OPEN


def test_a_name_may_hold_an_equals_sign_and_parentheses() -> None:
    (rule,) = inbound(ADD + 'name="a=b (c)" dir=in action=allow')
    assert rule.name == "a=b (c)"


@pytest.mark.parametrize(
    ("addresses", "inside", "outside"),
    [
        ("198.51.100.0/24", "198.51.100.7", "198.51.101.7"),
        ("198.51.100.0/255.255.255.0", "198.51.100.7", "198.51.101.7"),
        ("198.51.100.7", "198.51.100.7", "198.51.100.8"),
        ("203.0.113.1-203.0.113.4,198.51.100.7", "203.0.113.4", "203.0.113.5"),
        ("2001:db8::/32", "[2001:db8::9]", "[2001:db9::9]"),
    ],
)
def test_every_form_of_address_is_exact(addresses: str, inside: str, outside: str) -> None:
    here = "[2001:db8::20]:443" if "[" in inside else "192.0.2.20:443"
    rule = f"{WEB} remoteip={addresses}"
    assert kind(rule, f"tcp {inside}:50000 > {here}") is Kind.OPEN
    assert kind(rule, f"tcp {outside}:50000 > {here}") is Kind.CLOSED


def test_local_is_the_source_of_what_goes_out() -> None:
    block = ADD + "name=m dir=out action=block protocol=tcp remoteport=25 localip=192.0.2.20"
    assert kind(block, "tcp 192.0.2.20:50000 > 198.51.100.7:25", "Outbound") is Kind.CLOSED
    assert kind(block, "tcp 192.0.2.21:50000 > 198.51.100.7:25", "Outbound") is Kind.OPEN


def test_keywords_are_those_of_every_other_shape() -> None:
    assert conditions(WEB + " remoteip=LOCALSUBNET") == ("RemoteIP LocalSubnet",)
    rpc = ADD + "name=r dir=in action=allow protocol=tcp localport=rpc,rpc-epmap"
    dynamic = "tcp 198.51.100.7:50000 > 192.0.2.20:49666"
    assert kind(rpc, "tcp 198.51.100.7:50000 > 192.0.2.20:135") is Kind.OPEN
    assert conditions(rpc, dynamic) == ("LocalPort RPC (an RPC server listens there)",)


@pytest.mark.parametrize(
    ("protocol", "inside", "outside"),
    [
        ("icmpv4:8,any", "type 8 code 3", "type 0 code 0"),
        ("icmpv4:3,4", "type 3 code 4", "type 3 code 3"),
        ("icmpv4:any,any", "type 3 code 4", ""),
        ("1", "type 3 code 4", ""),
    ],
)
def test_icmp_has_types_and_codes(protocol: str, inside: str, outside: str) -> None:
    rule = ADD + f"name=i dir=in action=allow protocol={protocol}"
    assert kind(rule, f"icmp 198.51.100.7 > 192.0.2.20 {inside}") is Kind.OPEN
    assert kind(rule, "icmpv6 [2001:db8::1] > [2001:db8::2] type 8") is Kind.CLOSED
    if outside:
        assert kind(rule, f"icmp 198.51.100.7 > 192.0.2.20 {outside}") is Kind.CLOSED


@pytest.mark.parametrize(
    ("argument", "condition"),
    [
        (r"program=C:\Example\web.exe", r"program C:\Example\web.exe"),
        ("service=w3svc", "service w3svc"),
        ("service=any", "service *"),
        ("interfacetype=wireless,lan", "interface type wireless,lan"),
        ("security=authdynenc", "security authdynenc"),
        ('rmtusrgrp="D:(A;;CC;;;S-1-5-32-544)"', "remote users D:(A;;CC;;;S-1-5-32-544)"),
        ('rmtmachgrp="D:(A;;CC;;;S-1-5-9)"', "remote computers D:(A;;CC;;;S-1-5-9)"),
    ],
)
def test_what_packets_cannot_show_is_a_condition(argument: str, condition: str) -> None:
    assert complaints(f"{WEB} {argument}") == []
    assert condition in conditions(f"{WEB} {argument}")


def test_bypass_passes_a_block_if_the_peer_is_authenticated() -> None:
    bypass = WEB.replace("allow", "bypass") + " security=authenticate"
    assert kind(f"{WEB.replace('allow', 'block')}\n{bypass}") is Kind.CONDITIONAL


def test_edge_traversal_is_a_note() -> None:
    (rule,) = inbound(WEB + " edge=deferuser")
    assert rule.notes == (("edge", "deferuser"),)
    assert rule.conditions == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (ADD + "name=w action=allow", "does not say dir"),
        (ADD + "name=w dir=in action=allow localport=443", "the protocol of this rule has no"),
        (ADD + "name=w dir=in action=allow protocol=icmpv4:any,3", "protocol is not understood"),
        (ADD + "name=w dir=in action=allow protocol=tcp localport=70000", "port 70000 is above"),
        (ADD + "name=w dir=in action=allow remoteip=10.0.0.300", "10.0.0.300"),
        (ADD + "name=w dir=in action=allow remoteip=web.corp.example", "remoteip is not"),
        (ADD + "name=w dir=in action=allow dir=out", "dir is given twice"),
        (ADD + "name=w dir=in action=allow group=g", "group is no argument"),
        (ADD + "name=Web Server dir=in action=allow", "'Server' is no argument"),
        ("netsh advfirewall firewall add rul name=w dir=in action=allow", "netsh command"),
    ],
)
def test_what_netsh_would_not_take_is_said_and_leaves_the_verdict_open(
    line: str, says: str
) -> None:
    (complaint,) = complaints(line)
    assert complaint.trouble is Trouble.NOT_UNDERSTOOD
    assert says in complaint.message
    assert "line 1 is not understood" in conditions(line)


def test_a_complaint_points_at_the_word() -> None:
    (complaint,) = complaints("\n" + WEB + " remoteip=10.1.2.0/33")
    assert (complaint.span.line, complaint.span.column) == (2, len(WEB) + 2)
    assert complaint.text.startswith("netsh advfirewall")


def test_an_unknown_action_keeps_the_packets_and_leaves_the_fate_open() -> None:
    (rule,) = inbound(WEB.replace("action=allow", "action=ask"))
    assert rule.action is Action.UNKNOWN
    assert kind(WEB.replace("=allow", "=ask"), "udp 192.0.2.1:5 > 192.0.2.2:53") is Kind.CLOSED


def test_what_only_asks_changes_nothing() -> None:
    asks = [
        "netsh advfirewall firewall show rule name=all",
        "netsh advfirewall show allprofiles",
        'netsh advfirewall export "C:\\backup.wfw"',
        "netsh advfirewall set allprofiles logging droppedconnections enable",
        "netsh advfirewall set store gpo=corp.example\\servers",
        "netsh interface ip set address name=lan static 192.0.2.9",
        "netsh firewall show config",
    ]
    assert len(inbound("\n".join([*asks, WEB]))) == 1
    assert complaints("\n".join([*asks, WEB])) == []


def test_an_opened_port_of_windows_xp_is_a_rule_for_the_profile_that_is_active() -> None:
    assert conditions("netsh firewall add portopening TCP 443 Web") == (
        "for the profile that is active when the script is run",
    )


def test_an_opened_port_for_all_profiles_leaves_the_public_one_alone() -> None:
    line = "netsh firewall add portopening protocol=all port=443 name=Web profile=ALL scope=SUBNET"
    assert conditions(line, f"{TO_WEB} profile domain") == ("RemoteIP LocalSubnet",)
    assert kind(line, f"{TO_WEB} profile public") is Kind.CLOSED
    assert len(inbound(line)) == 2


def test_an_allowed_program_of_windows_xp() -> None:
    line = r'netsh firewall add allowedprogram C:\web.exe "Web" ENABLE CUSTOM 198.51.100.0/24 ALL'
    assert conditions(line, f"{TO_WEB} profile private") == (r"program C:\web.exe",)
    assert kind(line, "tcp 203.0.113.9:5 > 192.0.2.20:443") is Kind.CLOSED


def test_older_commands_that_are_not_simple_are_refused() -> None:
    (complaint,) = complaints("netsh firewall set icmpsetting 8 enable")
    assert "netsh command is not understood" in complaint.message
    assert kind("netsh firewall set icmpsetting 8 enable") is Kind.CONDITIONAL
