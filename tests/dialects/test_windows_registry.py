"""What the keys of a firewall policy mean together: two stores, profiles, and what is no rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows import netsh, reg
from fwlint.dialects.windows.registry.exceptions import HEEDED
from fwlint.dialects.windows.registry.export import read_policy
from fwlint.dialects.windows.registry.value import Origin, RegistryValue
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span

SAME = Path(__file__).parents[1] / "fixtures" / "windows" / "registry_same_rules"
LOCAL, GROUP_POLICY = Origin.LOCAL, Origin.GROUP_POLICY
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"
ALLOW_WEB = "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=Web|"
BLOCK_WEB = "v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=No web|"


def value(path: str, data: str | int | bytes, origin: Origin = LOCAL) -> RegistryValue:
    """Return the value at `path`, from the root of its store on."""
    *keys, name = path.split("\\")
    return RegistryValue(origin, tuple(keys), name, data, Span("policy", entry=path))


def policy(path: str, data: str | int | bytes) -> RegistryValue:
    return value(path, data, GROUP_POLICY)


def allow_web(origin: Origin = LOCAL) -> RegistryValue:
    return value("FirewallRules\\Web", ALLOW_WEB, origin)


def export(*values: RegistryValue) -> Export:
    return read_policy(Source("policy", b"", ()), "windows-test", values, [])


def judge(packet: str, *values: RegistryValue, direction: str = "Inbound") -> Verdict:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export(*values).policies, (direction,), query)


def kind(packet: str, *values: RegistryValue, direction: str = "Inbound") -> Kind:
    return judge(packet, *values, direction=direction).kind


def complaints(*values: RegistryValue) -> list[Diagnostic]:
    return [one for one in export(*values).diagnostics if one.trouble is not Trouble.ASSUMED]


def assumed(*values: RegistryValue) -> str:
    said = export(*values).diagnostics
    return "\n".join(one.message for one in said if one.trouble is Trouble.ASSUMED)


def lowered(found: Export) -> list[tuple[str, Action, bool, tuple[str, ...]]]:
    rules = [rule for one in found.policies.values() for rule in one.rules]
    return [(rule.name, rule.action, rule.enabled, rule.conditions) for rule in rules]


def test_the_same_rules_mean_the_same_in_the_registry_and_as_netsh_lists_them() -> None:
    by_netsh = netsh.DIALECT.parse(read_source("rules.txt", (SAME / "rules.txt").read_bytes()))
    by_reg = reg.DIALECT.parse(read_source("rules.reg", (SAME / "rules.reg").read_bytes()))
    assert len(lowered(by_reg)) == 12
    assert sorted(lowered(by_reg)) == sorted(lowered(by_netsh))
    for name, found in by_reg.policies.items():
        others = {_key(rule): rule.packets for rule in by_netsh.policies[name].rules}
        for rule in found.rules:
            assert others[_key(rule)].covers(rule.packets)
            assert rule.packets.covers(others[_key(rule)])


def _key(rule: Rule) -> tuple[str, tuple[str, ...]]:
    return rule.name, rule.conditions


def test_a_firewall_that_is_off_in_a_profile_lets_everything_in_there() -> None:
    off = value("PublicProfile\\EnableFirewall", 0)
    assert kind(f"{WEB} profile public", off) is Kind.OPEN
    assert kind(f"{WEB} profile domain", off) is Kind.CLOSED
    (outcome,) = judge(f"{WEB} profile public", off).outcomes
    assert outcome.text == "PublicProfile\\EnableFirewall = 0"


def test_each_profile_has_its_defaults() -> None:
    values = (
        value("DomainProfile\\DefaultInboundAction", 0),
        value("PublicProfile\\DefaultInboundAction", 1),
        value("PublicProfile\\DefaultOutboundAction", 1),
    )
    assert kind(f"{WEB} profile domain", *values) is Kind.OPEN
    assert kind(f"{WEB} profile public", *values) is Kind.CLOSED
    assert kind(f"{WEB} profile public", *values, direction="Outbound") is Kind.CLOSED
    assert kind(f"{WEB} profile domain", *values, direction="Outbound") is Kind.OPEN


def test_without_exceptions_the_rules_that_allow_are_ignored() -> None:
    shield = value("PublicProfile\\DoNotAllowExceptions", 1)
    assert kind(f"{WEB} profile public", shield, allow_web()) is Kind.CLOSED
    assert kind(f"{WEB} profile private", shield, allow_web()) is Kind.OPEN


@pytest.mark.parametrize("name", ["EnableFirewall", "DoNotAllowExceptions"])
@pytest.mark.parametrize("data", [2, "0", b"\0\0"])
def test_a_setting_of_another_type_or_number_leaves_its_profile_open(
    name: str, data: int | str | bytes
) -> None:
    values = (value(f"PublicProfile\\{name}", data), allow_web())
    (diagnostic,) = complaints(*values)
    assert diagnostic.message == f"{name} is neither 0 nor 1"
    assert diagnostic.trouble is Trouble.NOT_UNDERSTOOD
    assert kind(f"{WEB} profile public", *values) is Kind.CONDITIONAL
    assert kind(f"{WEB} profile domain", *values) is Kind.OPEN


def test_the_standard_profile_of_a_computer_is_its_private_one() -> None:
    off = value("StandardProfile\\EnableFirewall", 0)
    assert kind(f"{WEB} profile private", off) is Kind.OPEN
    assert kind(f"{WEB} profile public", off) is Kind.CLOSED


def test_the_standard_profile_of_group_policy_is_private_and_public_if_neither_is_there() -> None:
    off = policy("StandardProfile\\EnableFirewall", 0)
    assert kind(f"{WEB} profile private", off) is Kind.OPEN
    assert kind(f"{WEB} profile public", off) is Kind.OPEN
    assert kind(f"{WEB} profile domain", off) is Kind.CLOSED
    other = policy("PublicProfile\\Logging\\LogFileSize", 4096)
    assert kind(f"{WEB} profile private", off, other) is Kind.CLOSED


def test_the_mere_existence_of_a_profile_of_group_policy_overrules_the_standard_one() -> None:
    values = (policy("StandardProfile\\EnableFirewall", 0), policy("PrivateProfile\\", b""))
    assert kind(f"{WEB} profile public", *values) is Kind.CLOSED
    assert complaints(*values) == []


def test_what_must_not_stand_in_the_standard_profile_is_not_believed() -> None:
    open_ = policy("StandardProfile\\DefaultInboundAction", 0)
    (diagnostic,) = complaints(open_)
    assert "must not stand in the StandardProfile" in diagnostic.message
    assert kind(f"{WEB} profile public", open_) is Kind.CONDITIONAL


def test_the_word_of_group_policy_beats_that_of_the_computer() -> None:
    values = (
        policy("PublicProfile\\EnableFirewall", 1),
        value("PublicProfile\\EnableFirewall", 0),
        value("DomainProfile\\EnableFirewall", 0),
    )
    assert kind(f"{WEB} profile public", *values) is Kind.CLOSED
    assert kind(f"{WEB} profile domain", *values) is Kind.OPEN
    assert complaints(*values) == []


@pytest.mark.parametrize("order", [1, -1])
def test_either_store_can_have_all_exceptions_ignored(order: int) -> None:
    origins = (LOCAL, GROUP_POLICY)[::order]
    values = [
        value("PublicProfile\\DoNotAllowExceptions", number, origin)
        for number, origin in enumerate(origins)
    ]
    assert kind(f"{WEB} profile public", *values, allow_web()) is Kind.CLOSED
    assert complaints(*values) == []


def test_local_rules_hold_beside_those_of_group_policy_unless_it_says_no() -> None:
    rules = (allow_web(), policy("FirewallRules\\No", BLOCK_WEB.replace("443", "80")))
    assert kind(f"{WEB} profile public", *rules) is Kind.OPEN
    no = policy("PublicProfile\\AllowLocalPolicyMerge", 0)
    assert kind(f"{WEB} profile public", *rules, no) is Kind.CLOSED
    assert kind(f"{WEB} profile domain", *rules, no) is Kind.OPEN


def test_the_computer_itself_cannot_forbid_its_own_rules() -> None:
    no = value("PublicProfile\\AllowLocalPolicyMerge", 0)
    assert kind(f"{WEB} profile public", no, allow_web()) is Kind.OPEN


def test_group_policy_alone_says_which_profiles_local_rules_may_change() -> None:
    values = (allow_web(GROUP_POLICY), policy("PublicProfile\\AllowLocalPolicyMerge", 0))
    assert "the computer's own rules are not in this file" in assumed(*values)
    assert "lets them hold: domain, private;" in assumed(*values)
    everywhere = [
        policy(f"{name}Profile\\AllowLocalPolicyMerge", 0)
        for name in ("Domain", "Private", "Public")
    ]
    assert "own rules" not in assumed(allow_web(GROUP_POLICY), *everywhere)


def test_a_part_of_a_policy_is_said_to_be_one() -> None:
    version = value("PolicyVersion", 0x21E)
    assert "only a part" in assumed(allow_web())
    assert "only a part" in assumed(version)
    assert "only a part" not in assumed(version, allow_web())


def test_interfaces_without_a_firewall_make_their_profile_conditional() -> None:
    values = (value("PublicProfile\\DisabledInterfaces", "{7}"), allow_web())
    smtp = "tcp 198.51.100.7:50000 > 192.0.2.20:25"
    verdict = judge(f"{smtp} profile public", *values)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(verdict.query) == ("the firewall is off on the interfaces {7}",)
    assert kind(f"{smtp} profile domain", *values) is Kind.CLOSED
    assert kind(smtp, value("PublicProfile\\DisabledInterfaces", "")) is Kind.CLOSED


def test_rules_by_device_management_hold_like_those_of_group_policy() -> None:
    values = (
        value("Mdm\\FirewallRules\\No", BLOCK_WEB),
        value("Mdm\\StandardProfile\\AllowLocalPolicyMerge", 0),
        allow_web(),
        value("FirewallRules\\Mail", ALLOW_WEB.replace("443", "25")),
    )
    assert kind(WEB, *values) is Kind.CLOSED
    smtp = "tcp 198.51.100.7:50000 > 192.0.2.20:25"
    assert kind(f"{smtp} profile private", *values) is Kind.CLOSED
    assert kind(f"{smtp} profile public", *values) is Kind.OPEN


def test_rules_for_app_packages_are_rules() -> None:
    rule = "v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=6|PFN=Example.App_1|LUOwn=S-1-5-18|"
    verdict = judge(WEB, value("RestrictedServices\\AppIso\\FirewallRules\\App", rule))
    assert verdict.conditions(verdict.query) == (
        "app package Example.App_1",
        "rule owner S-1-5-18",
    )


def test_rules_of_service_hardening_open_nothing_and_are_counted() -> None:
    values = [
        value("RestrictedServices\\Static\\System\\Example-1", ALLOW_WEB),
        value("RestrictedServices\\Configurable\\System\\Example-2", BLOCK_WEB),
    ]
    assert kind(WEB, *values) is Kind.CLOSED
    assert "2 rules of Windows Service Hardening are passed over" in assumed(*values)


@pytest.mark.parametrize("data", [7, b"v2.30|"])
def test_a_rule_that_is_no_text_may_do_anything(data: int | bytes) -> None:
    values = (value("FirewallRules\\Odd", data), allow_web())
    assert complaints(*values)[0].span.entry == "FirewallRules\\Odd"
    assert kind(WEB, *values) is Kind.CONDITIONAL


def test_a_connection_security_rule_is_between_its_endpoints_in_both_directions() -> None:
    rule = (
        "v2.30|Action=SecureServer|Active=TRUE|Profile=Domain|Protocol=6|EP1Port=445|"
        "EP1_4=192.0.2.0/24|EP2_4=198.51.100.0-198.51.100.255|Auth1Set={1}|Crypto2Set={2}|Name=SMB|"
    )
    found = export(value("ConSecRules\\{R}", rule), allow_web())
    assert found.connection_security == "Connection security"
    (one,) = found.policies[found.connection_security].rules
    assert (one.name, one.action, one.conditions) == ("SMB", Action.CONTINUE, ())
    assert one.note("action") == "RequireInRequestOut"
    for packet in (
        "tcp 198.51.100.7:50000 > 192.0.2.20:445 profile domain",
        "tcp 192.0.2.20:445 > 198.51.100.7:50000 profile domain",
    ):
        assert one.packets.covers(PacketSet.of([parse_packet(packet)]))
    assert not one.packets.covers(PacketSet.of([parse_packet(WEB)]))


@pytest.mark.parametrize(
    ("fields", "action"),
    [
        ("Action=Boundary|", "RequestInRequestOut"),
        ("Action=Secure|", "RequireInRequireOut"),
        ("Action=Secure|SecureInClearOut=TRUE|", "RequireInClearOut"),
        ("Action=DoNotSecure|", "NoAuthentication"),
    ],
)
def test_what_a_connection_security_rule_asks_for_has_the_words_of_netsh(
    fields: str, action: str
) -> None:
    found = export(value("ConSecRules\\{R}", f"v2.30|{fields}Active=TRUE|"))
    assert found.policies["Connection security"].rules[0].note("action") == action
    assert not [one for one in found.diagnostics if one.trouble is not Trouble.ASSUMED]


@pytest.mark.parametrize(
    ("path", "entry", "opened", "other"),
    [
        (
            "GloballyOpenPorts\\List\\3389:TCP",
            "3389:TCP:198.51.100.0/24,LocalSubNet:Enabled:Remote Desktop",
            "tcp 198.51.100.7:50000 > 192.0.2.20:3389",
            "tcp 198.51.100.7:50000 > 192.0.2.20:3390",
        ),
        (
            "AuthorizedApplications\\List\\x.exe",
            "C:\\Example\\x.exe:*:Enabled:Example",
            WEB,
            "",
        ),
        ("RemoteAdminSettings\\Enabled", 1, WEB, ""),
        ("IcmpSettings\\AllowInboundEchoRequest", 1, "icmp 198.51.100.7 > 192.0.2.20", WEB),
    ],
)
def test_exceptions_from_before_windows_vista_may_open_what_they_say(
    path: str, entry: str | int, opened: str, other: str
) -> None:
    exception = value(f"StandardProfile\\{path}", entry)
    verdict = judge(f"{opened} profile private", exception)
    assert verdict.kind is Kind.CONDITIONAL
    assert HEEDED in verdict.conditions(verdict.query)
    assert kind(f"{opened} profile public", exception) is Kind.CLOSED
    assert not other or kind(f"{other} profile private", exception) is Kind.CLOSED
    assert complaints(exception) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("GloballyOpenPorts\\List\\80:TCP", "80:TCP:*:Disabled:Web"),
        ("Services\\FileAndPrint\\Enabled", 0),
        ("Services\\FileAndPrint\\RemoteAddresses", "*"),
        ("AuthorizedApplications\\AllowUserPrefMerge", 1),
        ("Logging\\LogDroppedPackets", 1),
        ("DisableNotifications", 1),
    ],
)
def test_what_opens_nothing_is_passed_over_without_a_word(path: str, data: int | str) -> None:
    values = (value(f"DomainProfile\\{path}", data), allow_web())
    assert kind("tcp 10.0.0.1:50000 > 10.0.0.2:80", *values) is Kind.CLOSED
    assert complaints(*values) == []
    assert "does not know" not in assumed(*values)


@pytest.mark.parametrize(
    "entry", ["3389/TCP", "70000:TCP:*:Enabled:x", "80:TCP:10.0.0.300:Enabled:x"]
)
def test_an_exception_that_is_not_understood_may_open_anything(entry: str) -> None:
    exception = value("DomainProfile\\GloballyOpenPorts\\List\\odd", entry)
    (diagnostic,) = complaints(exception)
    assert diagnostic.hint == "expected port:TCP:scope:Enabled:name"
    assert kind(f"{WEB} profile domain", exception) is Kind.CONDITIONAL


def test_what_nobody_knows_is_named_once() -> None:
    values = (
        value("DomainProfile\\BlockEverything", 1),
        value("PrivateProfile\\EnableFirewall", 0),
        value("TenantRestrictions\\Rules\\1", "x"),
        allow_web(),
    )
    assert complaints(*values) == []
    names = ("DomainProfile\\BlockEverything", "PrivateProfile\\EnableFirewall", "TenantRestric")
    assert all(name in assumed(*values) for name in names)
    assert kind(f"{WEB} profile private", *values[1:3]) is Kind.CLOSED


def test_case_means_nothing_in_the_registry() -> None:
    off = value("publicPROFILE\\enablefirewall", 0)
    assert kind(f"{WEB} profile public", off) is Kind.OPEN
    rule = value("FIREWALLRULES\\Web", ALLOW_WEB.replace("LPort", "lport").replace("In", "IN"))
    assert kind(WEB, rule) is Kind.OPEN


def test_without_any_value_there_is_nothing_to_judge() -> None:
    found = export()
    assert found.policies == {}
    assert [one.trouble for one in found.diagnostics] == [Trouble.UNREADABLE]


KEYS = [
    *("FirewallRules", "ConSecRules", "DomainProfile", "PublicProfile", "StandardProfile", "Mdm"),
    *("PrivateProfile", "Logging", "GloballyOpenPorts", "List", "AuthorizedApplications"),
    *("Services", "IcmpSettings", "RestrictedServices", "AppIso", "Static", "System", "X"),
]
NAMES = [
    *("EnableFirewall", "DefaultInboundAction", "DoNotAllowExceptions", "AllowLocalPolicyMerge"),
    *("DisabledInterfaces", "PolicyVersion", "AllowUserPrefMerge", "Enabled", "{R}", ""),
]
DATA = st.one_of(
    st.sampled_from([ALLOW_WEB, BLOCK_WEB, "80:TCP:*:Enabled:x", "x:*:Enabled", "{7}", ""]),
    st.integers(0, 3),
    st.text(max_size=10),
    st.binary(max_size=4),
)
VALUES = st.builds(
    RegistryValue,
    st.sampled_from(Origin),
    st.lists(st.sampled_from(KEYS), max_size=3).map(tuple),
    st.sampled_from(NAMES),
    DATA,
    st.just(Span("policy", entry="somewhere")),
)


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_any_values_are_a_policy(values: list[RegistryValue]) -> None:
    found = export(*values)
    assert list(found.policies)[:2] == ["Inbound", "Outbound"]
    for one in found.policies.values():
        assert all(rule.conditions for rule in one.rules if rule.action is Action.UNKNOWN)
