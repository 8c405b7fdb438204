"""What the registry's rule strings mean: each key, and strings that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.grammar import load
from fwlint.dialects.source import Source
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.registry.export import read_policy
from fwlint.dialects.windows.registry.rule_string import read_rule_string
from fwlint.dialects.windows.registry.rules import read_rule
from fwlint.dialects.windows.registry.syntax import RULE, Field
from fwlint.dialects.windows.registry.value import Origin, RegistryValue
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action
from fwlint.model.source import Span

SOURCE = Source("policy.wfw", b"", ())
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"
OUTSIDE = "the rule string is outside the grammar"


def value(text: str, name: str = "{RULE}", key: str = "FirewallRules") -> RegistryValue:
    span = Span(SOURCE.path, entry=f"{key}\\{name}")
    return RegistryValue(Origin.LOCAL, (key,), name, text, span)


def rule_string(fields: str, start: str = "v2.30|Action=Allow|Active=TRUE|Dir=In|") -> str:
    """Return an active inbound allow with more `fields`, each with its bar."""
    return start + fields


def read(text: str, name: str = "{RULE}") -> tuple[FirewallRule, list[Diagnostic]]:
    diagnostics: list[Diagnostic] = []
    return read_rule(SOURCE, value(text, name), text, diagnostics), diagnostics


def understood(fields: str) -> FirewallRule:
    rule, diagnostics = read(rule_string(fields))
    assert diagnostics == []
    return rule


def verdict(packet: str, *texts: str, policy: str = "Inbound") -> Verdict:
    values = [value(text, f"rule {number}") for number, text in enumerate(texts)]
    export = read_policy(SOURCE, "windows-test", values, [])
    return decide(export.policies, (policy,), PacketSet.of([parse_packet(packet)]))


def kind(packet: str, *texts: str, policy: str = "Inbound") -> Kind:
    return verdict(packet, *texts, policy=policy).kind


def test_a_string_of_every_kind_of_key_is_understood_without_a_word() -> None:
    rule = understood(
        "Protocol=6|Profile=Domain|Profile=Private|LPort=443|LPort2_10=8000-8010|RPort=50000|"
        "LA4=192.0.2.20|RA4=198.51.100.0/255.255.255.0|RA6=2001:db8::/32|IFType=Lan|IFType=Wireless|"
        r"IF={7}|App=%SystemRoot%\system32\example.exe|Svc=example|Name=Example: web (TLS)|"
        "Desc=Lets the web in|EmbedCtxt=Example group|Edge=TRUE|Defer=User|Security=Authenticate|"
        "RMauth=O:LSD:(A;;CC;;;S-1-5-21-1)|RUAuth=O:LSD:(A;;CC;;;S-1-5-21-2)|"
    )
    assert (rule.name, rule.group, rule.edge) == (
        "Example: web (TLS)",
        "Example group",
        "deferuser",
    )
    assert rule.interface_types == ("lan", "wireless")
    assert rule.interfaces == ("{7}",)
    assert (rule.program, rule.service) == (r"%SystemRoot%\system32\example.exe", "example")
    assert (rule.security, rule.others) == ("authenticate", ())
    assert rule.remote_computers == "O:LSD:(A;;CC;;;S-1-5-21-1)"
    assert rule.remote_users == "O:LSD:(A;;CC;;;S-1-5-21-2)"
    assert rule.notes == (("id", "{RULE}"), ("description", "Lets the web in"))


def test_repeated_keys_are_unions() -> None:
    text = rule_string("Protocol=6|LPort=80|LPort2_10=443-444|RA4=198.51.100.0/24|RA4=10.0.0.1|")
    assert kind(WEB, text) is Kind.OPEN
    assert kind("tcp 10.0.0.1:50000 > 192.0.2.20:80", text) is Kind.OPEN
    assert kind("tcp 10.0.0.1:50000 > 192.0.2.20:81", text) is Kind.CLOSED
    assert kind("tcp 10.0.0.2:50000 > 192.0.2.20:80", text) is Kind.CLOSED


def test_no_profile_is_every_profile_and_two_are_two() -> None:
    some = rule_string("Protocol=6|Profile=Domain|Profile=Public|")
    assert kind(f"{WEB} profile public", some) is Kind.OPEN
    assert kind(f"{WEB} profile private", some) is Kind.CLOSED
    assert kind(WEB, rule_string("Protocol=6|")) is Kind.OPEN


@pytest.mark.parametrize("active", ["", "Active=FALSE|"])
def test_a_rule_that_does_not_say_that_it_is_active_is_not(active: str) -> None:
    text = rule_string("Protocol=6|", start=f"v2.30|Action=Allow|{active}Dir=In|")
    rule, diagnostics = read(text)
    assert (rule.enabled, diagnostics) == (False, [])
    assert kind(WEB, text) is Kind.CLOSED


def test_addresses_of_one_family_leave_the_other_out() -> None:
    only_v6 = rule_string("Protocol=6|RA6=2001:db8::/32|")
    assert kind("tcp [2001:db8::7]:50000 > [2001:db8:1::20]:443", only_v6) is Kind.OPEN
    assert kind(WEB, only_v6) is Kind.CLOSED
    assert kind(WEB, rule_string("Protocol=6|LA6=fe80::/64|")) is Kind.CLOSED


@pytest.mark.parametrize(
    ("fields", "inside", "outside"),
    [
        ("RA4=10.1.0.0/255.255.0.0|", "10.1.255.255", "10.2.0.0"),
        ("RA4=10.1.0.0/16|", "10.1.255.255", "10.2.0.0"),
        ("RA4=10.1.0.3-10.1.0.5|", "10.1.0.5", "10.1.0.6"),
        ("RA4=10.1.2.3|", "10.1.2.3", "10.1.2.4"),
        ("RA6=fe80::/64|", "[fe80::1]", "[fe80:0:0:1::1]"),
        ("RA6=2001:db8::5-2001:db8::9|", "[2001:db8::9]", "[2001:db8::a]"),
    ],
)
def test_every_form_of_address_is_exact(fields: str, inside: str, outside: str) -> None:
    here = "[2001:db8::20]:443" if "[" in inside else "192.0.2.20:443"
    text = rule_string(f"Protocol=6|{fields}")
    assert kind(f"tcp {inside}:50000 > {here}", text) is Kind.OPEN
    assert kind(f"tcp {outside}:50000 > {here}", text) is Kind.CLOSED


@pytest.mark.parametrize(
    ("fields", "keywords"),
    [
        ("Protocol=6|RA4=LocalSubnet|RA6=LocalSubnet|", ("LocalSubnet",)),
        ("Protocol=6|RA4=LocalSubnet|", ("LocalSubnet4",)),
        ("Protocol=6|RA6=LocalSubnet|", ("LocalSubnet6",)),
        ("Protocol=1|RA4=LocalSubnet|", ("LocalSubnet",)),
        ("Protocol=58|RA6=LocalSubnet|", ("LocalSubnet",)),
        ("RA42=IntErnet|RA62=IntErnet|RA4=DNS|", ("Internet", "DNS4")),
        ("RA42=RmtIntrAnet|RA62=RmtIntrAnet|", ("RmtIntranet",)),
        ("RA42=Ply2Renders|RA62=Ply2Renders|", ("Ply2Renders",)),
    ],
)
def test_address_keywords_have_the_spelling_of_netsh(
    fields: str, keywords: tuple[str, ...]
) -> None:
    remote = understood(fields).remote
    assert remote.keywords == keywords
    assert not remote.v4
    assert not remote.v6


@pytest.mark.parametrize(
    ("field", "keywords"),
    [
        ("LPort=RPC", ("RPC",)),
        ("LPort=Teredo", ("Teredo",)),
        ("LPort2_10=IPTLSIn|LPort2_10=IPHTTPSIn", ("IPHTTPS",)),
        ("LPort2_20=Ply2Disc", ("Ply2Disc",)),
        ("LPort2_24=mDNS", ("mDNS",)),
        ("LPort2_25=mDNS", ("mDNS",)),
        ("LPort2_29=TcpCDPSvc", ("TcpCDPSvc",)),
    ],
)
def test_port_keywords_have_the_spelling_of_netsh(field: str, keywords: tuple[str, ...]) -> None:
    assert understood(f"Protocol=6|{field}|").local_ports.keywords == keywords


def test_keywords_of_the_remote_port_and_the_endpoint_mapper() -> None:
    remote = understood("Protocol=6|RPort2_10=IPTLSOut|RPort2_10=IPHTTPSOut|").remote_ports
    assert remote.keywords == ("IPHTTPS",)
    text = rule_string("Protocol=6|LPort=RPC-EPMap|")
    assert kind("tcp 198.51.100.7:50000 > 192.0.2.20:135", text) is Kind.OPEN


def test_icmp_types_have_codes_or_any() -> None:
    text = rule_string("Protocol=1|ICMP4=8:*|ICMP4=3:4|")
    assert kind("icmp 198.51.100.7 > 192.0.2.20 type 8 code 3", text) is Kind.OPEN
    assert kind("icmp 198.51.100.7 > 192.0.2.20 type 3 code 4", text) is Kind.OPEN
    assert kind("icmp 198.51.100.7 > 192.0.2.20 type 3 code 3", text) is Kind.CLOSED
    neighbour = rule_string("Protocol=58|ICMP6=135:*|")
    assert kind("icmpv6 [fe80::1] > [fe80::2] type 135", neighbour) is Kind.OPEN


@pytest.mark.parametrize(
    ("field", "condition"),
    [
        ("App=System", "program System"),
        ("Svc=*", "service *"),
        ("AppPkgId=S-1-15-2-1", "app package S-1-15-2-1"),
        ("PFN=Example.App_8wekyb3d8bbwe", "app package Example.App_8wekyb3d8bbwe"),
        ("LUOwn=S-1-5-18", "rule owner S-1-5-18"),
        ("LUAuth=O:LSD:(A;;CC;;;S-1-5-32-544)", "local users O:LSD:(A;;CC;;;S-1-5-32-544)"),
        ("LUAuth2_24=TzpMU0Q=", "local users TzpMU0Q="),
        ("IFType=RemoteAccess", "interface type ras"),
        ("TTK2_22=WFDPrint", "trust tuple WFDPrint"),
        ("Platform=2:6:1|Platform=2:6:2|Platform2=GTEQ", "Windows version 6.1 or 6.2 or later"),
        ("NNm=Y29ycA==", "NNm=Y29ycA=="),
        ("SecurityRealmId=1", "SecurityRealmId=1"),
        ("Security=AuthenticateEncrypt", "security authenc"),
        ("Security=Authenticate|Security2_9=An-NoEncap", "security authnoencap"),
        ("Security=AuthenticateEncrypt|Security2=AnE-Nego", "security authdynenc"),
    ],
)
def test_what_packets_cannot_show_is_a_condition(field: str, condition: str) -> None:
    text = rule_string(f"Protocol=6|{field}|")
    found = verdict(WEB, text)
    assert found.kind is Kind.CONDITIONAL
    assert found.conditions(found.query) == (condition,)
    assert read(text)[1] == []


def test_an_older_firewall_may_ignore_a_rule() -> None:
    (condition,) = understood("Protocol=6|SkipVer=2.24|").others
    assert condition.startswith("SkipVer=2.24: ")


@pytest.mark.parametrize("field", ["Edge=TRUE", "LSM=TRUE", "LOM=TRUE", "PCross=TRUE"])
def test_what_only_admits_more_of_a_flow_is_no_condition(field: str) -> None:
    assert kind(WEB, rule_string(f"Protocol=6|{field}|")) is Kind.OPEN


def test_a_bypass_passes_a_block_for_authenticated_peers() -> None:
    block = "v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|"
    bypass = "v2.30|Action=ByPass|Active=TRUE|Dir=In|Protocol=6|Security=Authenticate|"
    assert kind(WEB, block, rule_string("Protocol=6|")) is Kind.CLOSED
    assert kind(WEB, block, bypass) is Kind.CONDITIONAL


def test_an_outbound_allow_can_override_blocks() -> None:
    secured = "Security=Authenticate|AuthByPassOut=TRUE|"
    rule, _ = read(f"v2.30|Action=Allow|Active=TRUE|Dir=Out|{secured}")
    assert rule.action is Action.BYPASS


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Web server", "Web server"), ("@FirewallAPI.dll,-25000", "Web-In"), ("", "Web-In")],
)
def test_a_rule_whose_name_is_a_resource_goes_by_its_id(name: str, shown: str) -> None:
    rule, _ = read(rule_string(f"Protocol=6|Name={name}|"), name="Web-In")
    assert rule.name == shown
    assert (("name", name) in rule.notes) is name.startswith("@")


@pytest.mark.parametrize(
    ("fields", "message", "packet"),
    [
        ("Protocol=TCP|LPort=80|", "not understood from 'TCP' on", "udp 10.0.0.1:1 > 10.0.0.2:53"),
        ("Protocol=6|LPort=80,443|", "not understood from ',443' on", WEB),
        ("Protocol=6|LPort=80-90|", "not understood from '-90' on", WEB),
        ("Protocol=6|LPort2_10=90-80|", "LPort2_10: the range 90-80 is reversed", WEB),
        ("Protocol=6|LPort=70000|", "LPort: port 70000 is above 65535", WEB),
        ("Protocol=256|", "Protocol: protocol 256 is above 255", WEB),
        ("Protocol=6|RA4=10.0.0.256|", "RA4: ", WEB),
        ("Protocol=6|RA4=10.0.0.0/0.0.0.255|", "RA4: 0.0.0.255 is not a subnet mask", WEB),
        ("Protocol=6|RA4=10.0.0.0/33|", "RA4: ", WEB),
        ("Protocol=6|RA4=fe80::1|", "not understood from", WEB),
        ("Protocol=6|Profile=All|", "not understood from 'All' on", WEB),
        ("LPort=80|Protocol=6|", "LPort does not stand behind tcp or udp", WEB),
        ("Protocol=47|RPort=80|", "RPort does not stand", "gre 10.0.0.1 > 10.0.0.2"),
        ("Protocol=1|ICMP6=1:*|", "ICMP6 does not", "icmp 10.0.0.1 > 10.0.0.2 type 9"),
        ("Protocol=6|Protocol=17|", "Protocol stands 2 times", WEB),
        ("Protocol=6||", "part of a rule string", WEB),
        ("Protocol=6|Name=no bar", "does not end with '|'", WEB),
    ],
)
def test_a_string_outside_the_grammar_may_match_more_or_nothing(
    fields: str, message: str, packet: str
) -> None:
    text = rule_string(fields)
    rule, diagnostics = read(text)
    assert {one.trouble for one in diagnostics} == {Trouble.NOT_UNDERSTOOD}
    assert message in diagnostics[0].message
    assert diagnostics[0].span.entry == r"FirewallRules\{RULE}"
    assert OUTSIDE in rule.others
    assert ("rule-string", "invalid") in rule.notes
    assert kind(packet, text) is Kind.CONDITIONAL


@pytest.mark.parametrize("text", ["", "|", "80/tcp", "Action=Allow|Dir=In|", "v2|Action=Allow|"])
def test_what_is_no_rule_string_may_do_anything(text: str) -> None:
    rule, diagnostics = read(text)
    assert diagnostics[0].message == "a rule string begins with its version"
    assert (rule.enabled, OUTSIDE in rule.others) == (True, True)
    assert kind(WEB, text) is Kind.CONDITIONAL
    assert kind(WEB, text, policy="Outbound") in (Kind.CONDITIONAL, Kind.OPEN)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("v2.30|Active=TRUE|Dir=In|", "this rule string has no Action"),
        ("v2.30|Action=Block|Active=TRUE|", "this rule string has no Dir"),
    ],
)
def test_a_rule_without_action_or_direction_is_no_rule_of_windows(text: str, lacks: str) -> None:
    rule, diagnostics = read(text)
    assert [one.message for one in diagnostics] == [lacks]
    assert OUTSIDE in rule.others


def test_an_unknown_key_is_kept_as_a_condition() -> None:
    rule, (diagnostic,) = read(rule_string("Protocol=6|LPort=443|RemoteIP=192.0.2.1|"))
    assert rule.others == ("RemoteIP=192.0.2.1",)
    assert "does not know the key 'RemoteIP'" in diagnostic.message
    assert ("rule-string", "invalid") in rule.notes


def test_an_unknown_version_of_a_known_key_may_widen_what_that_key_says() -> None:
    text = rule_string("Protocol=6|LPort=443|RA4=10.0.0.1|RA43=Something|")
    assert kind(WEB, text) is Kind.CONDITIONAL
    assert kind("tcp 198.51.100.7:50000 > 192.0.2.20:80", text) is Kind.CLOSED


def test_a_string_full_of_errors_is_not_believed_and_reported_in_short() -> None:
    rule, diagnostics = read(rule_string("x|" * 20_000))
    assert len(diagnostics) == 16
    assert len(diagnostics[0].text) == 500
    assert (rule.action, rule.others) == (Action.UNKNOWN, (OUTSIDE,))
    assert kind(WEB, rule_string("X1=|X2=|X3=|X4=|" * 6 + "LPort=80|")) is Kind.CONDITIONAL


def test_a_string_longer_than_any_of_windows_is_not_read() -> None:
    _, (diagnostic,) = read(rule_string("RA4=10.0.0.1|" * 6000))
    assert diagnostic.message == "a rule string is never 78038 characters long"


def test_keywords_everywhere_do_not_multiply_without_end() -> None:
    addresses = ("LocalSubnet", "DNS", "DHCP", "WINS", "DefaultGateway")
    fields = "".join(f"RA4={word}|RA6={word}|" for word in addresses)
    ports = ("IPHTTPSIn", "Ply2Disc", "mDNS", "DHCP", "CortanaOut", "TcpCDPSvc")
    fields += "".join(f"LPort2_29={word}|RPort2_29={word}|" for word in ports)
    text = rule_string(f"Protocol=6|{fields}LPort=RPC|LPort=Teredo|LPort=80|RPort=80|RA4=10.0.0.1|")
    assert kind(WEB, text) is Kind.CONDITIONAL
    export = read_policy(SOURCE, "windows-test", [value(text)], [])
    assert len(export.policies["Inbound"].rules) == 1


KEYS = [
    *("Action", "Active", "Dir", "Profile", "Protocol", "LPort", "RPort", "LPort2_10", "LPort2_20"),
    *("RPort2_10", "LA4", "RA4", "LA6", "RA6", "RA42", "RA62", "ICMP4", "ICMP6", "IF", "IFType"),
    *("App", "Svc", "Name", "Desc", "EmbedCtxt", "Edge", "Defer", "Security", "Security2_9"),
    *("Security2", "RMauth", "LUAuth2_24", "AppPkgId", "PFN", "Platform", "Platform2", "TTK2_27"),
    *("SkipVer", "Foo", "lport", "RA63", ""),
]
WORDS = [
    *("Allow", "block", "TRUE", "false", "In", "Out", "Domain", "6", "17", "80", "80-90", "RPC"),
    *(
        "RPC-EPMap",
        "IPHTTPSIn",
        "10.0.0.1",
        "10.0.0.0/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.1-10.0.0.9",
    ),
    *("LocalSubnet", "fe80::/64", "fe80::1-fe80::9", "IntErnet", "8:*", "3:4", "{7}", "Lan", "a b"),
    *("@x.dll,-1", "", "App", "Authenticate", "AuthenticateEncrypt", "An-NoEncap", "AnE-Nego"),
    *("2:6:2", "GTEQ", "UPnP", "2.24", "é=ü", "c:\\x", "10.0.0.1/", "TCP"),
]
fields = st.one_of(
    st.builds("{}={}".format, st.sampled_from(KEYS), st.sampled_from(WORDS)),
    st.text(st.characters(exclude_characters="|"), max_size=8),
)
strings = st.builds("v2.30|{}|".format, st.lists(fields, min_size=1, max_size=6).map("|".join))


def by_the_whole_grammar(text: str) -> list[Field] | None:
    """Return the fields of a string as the grammar of whole strings has them, or None."""
    from lark import Token, Tree
    from lark.exceptions import UnexpectedInput

    try:
        tree = load("windows_rule_string", "rule").parse(text)
    except UnexpectedInput:
        return None
    found = []
    for node, part in zip(tree.children[1:], text.split("|")[1:], strict=False):
        assert isinstance(node, Tree)
        below = [one for one in node.children if isinstance(one, Tree)]
        words = [str(token) for token in node.scan_values(lambda one: isinstance(one, Token))]
        form = str(below[0].data) if below else ""
        if form == "text":
            words = [part.partition("=")[2]]
        found.append(Field(str(node.data), part.partition("=")[0], form, tuple(words)))
    return found


@given(strings)
def test_fields_read_one_by_one_are_those_of_the_whole_string(text: str) -> None:
    whole = by_the_whole_grammar(text)
    string = read_rule_string(SOURCE, value(text), text, RULE)
    singly = [one for found in string.fields.values() for one in found]
    if whole is None:
        assert string.malformed
        return
    known = [one for one in whole if one.kind != "unknown"]
    once_each = [one for one in known if one in singly]
    assert sorted(map(repr, singly)) == sorted(map(repr, once_each))
    repeated = len(known) - len(singly)
    assert string.malformed is bool(repeated)
    assert string.unknown == [f"{one.key}={one.text}" for one in whole if one.kind == "unknown"]


@given(st.one_of(strings, st.text(max_size=60)))
def test_any_text_is_a_rule_that_is_understood_or_says_what_is_not(text: str) -> None:
    rule, diagnostics = read(text)
    assert bool(diagnostics) is (("rule-string", "invalid") in rule.notes)
    assert not diagnostics or rule.others or not rule.enabled
    assert rule.action is not Action.UNKNOWN or rule.others
