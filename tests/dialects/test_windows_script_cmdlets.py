"""What cmdlets mean: rules, profiles and connection security, in the same words as netsh's."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.script import DIALECT
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.rule import Action
from tests.dialects import test_windows_script_netsh as netsh
from tests.dialects.test_windows_script_powershell import complaints, conditions, judge, kind, names

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows" / "script_file_server"
NEW = "New-NetFirewallRule -DisplayName web "
WEB = NEW + "-Protocol TCP -LocalPort 443"
TO_WEB = netsh.TO_WEB


def fixture(name: str) -> Export:
    return DIALECT.parse(read_source(name, (FIXTURES / name).read_bytes()))


def outbound(text: str, packet: str) -> Kind:
    return netsh.judge(text, packet, "Outbound", "rules.ps1").kind


def test_netsh_and_cmdlets_say_the_same_in_other_words() -> None:
    batch, powershell = fixture("rules.bat"), fixture("rules.ps1")
    for name, policy in batch.policies.items():
        other = powershell.policies[name]
        assert len(policy.rules) == {"Inbound": 8, "Outbound": 1}[name]
        assert policy.default is other.default
        for one, two in zip(policy.rules, other.rules, strict=True):
            assert (one.name, one.action, one.enabled) == (two.name, two.action, two.enabled)
            assert (one.conditions, one.notes) == (two.conditions, two.notes)
            assert one.packets == two.packets
    for read in (batch, powershell):
        assert [one.trouble for one in read.diagnostics] == [Trouble.ASSUMED] * 2


def test_a_new_rule_allows_what_comes_in_on_every_profile() -> None:
    assert kind(NEW) is Kind.OPEN
    assert kind(NEW, f"{TO_WEB} profile public") is Kind.OPEN
    assert kind(NEW + "-Enabled False") is Kind.CLOSED
    assert kind(NEW + "-Profile Domain,Private", f"{TO_WEB} profile public") is Kind.CLOSED
    assert kind(NEW + "-Profile 'Domain, Private'", f"{TO_WEB} profile domain") is Kind.OPEN
    to_mail = "tcp 192.0.2.20:5 > 198.51.100.7:25"
    assert outbound(NEW + "-Direction Outbound -Action Block", to_mail) is Kind.CLOSED


@pytest.mark.parametrize(
    ("parameter", "condition"),
    [
        ("-RemoteAddress LocalSubnet", "RemoteIP LocalSubnet"),
        ("-RemoteAddress LocalSubnet4", "RemoteIP LocalSubnet4"),
        ("-RemoteAddress PlayToDevice", "RemoteIP Ply2Renders"),
        ("-RemoteAddress IntranetRemoteAccess", "RemoteIP RmtIntranet"),
        ("-RemoteDynamicKeywordAddresses '{1-2}'", "RemoteIP {1-2}"),
        (r"-Program C:\web.exe", r"program C:\web.exe"),
        (r'-Program "$env:ProgramFiles\web.exe"', r"program $env:ProgramFiles\web.exe"),
        (r'-Program "$PSScriptRoot\web.exe"', r"program $PSScriptRoot\web.exe"),
        ("-Service w3svc", "service w3svc"),
        ("-Package S-1-15-2-1", "app package S-1-15-2-1"),
        ("-Owner S-1-5-21-1", "rule owner S-1-5-21-1"),
        ("-InterfaceType Wired, RemoteAccess", "interface type lan,ras"),
        ("-InterfaceAlias Ethernet,'Wi-Fi'", "interface Ethernet,Wi-Fi"),
        ("-LocalUser 'D:(A;;CC;;;S-1-1-0)'", "local users D:(A;;CC;;;S-1-1-0)"),
        ("-Authentication Required", "security authenticate"),
        ("-Authentication Required -Encryption Dynamic", "security authdynenc"),
        ("-Authentication NoEncap", "security authnoencap"),
        ("-Platform '6.1+'", "Windows version 6.1 or later"),
        ("-DynamicTarget WifiDirectDisplay", "trust tuple WFDDisplay"),
    ],
)
def test_what_packets_cannot_show_is_a_condition(parameter: str, condition: str) -> None:
    assert complaints(NEW + parameter) == []
    assert conditions(NEW + parameter) == (condition,)


def test_any_is_no_limit() -> None:
    text = NEW + "-Program Any -Service Any -LocalUser Any -InterfaceType Any -InterfaceAlias Any"
    text += " -RemoteAddress Any -LocalPort Any -Protocol Any -EdgeTraversalPolicy Block"
    text += " -LooseSourceMapping $false -Authentication NotRequired -Description 'of any kind'"
    assert complaints(text) == []
    assert kind(text) is Kind.OPEN


def test_icmp_has_types_and_codes() -> None:
    text = NEW + "-Protocol ICMPv4 -IcmpType 8,3:4"
    assert kind(text, "icmp 198.51.100.7 > 192.0.2.20 type 8 code 1") is Kind.OPEN
    assert kind(text, "icmp 198.51.100.7 > 192.0.2.20 type 3 code 4") is Kind.OPEN
    assert kind(text, "icmp 198.51.100.7 > 192.0.2.20 type 3 code 3") is Kind.CLOSED


def test_overriding_blocks_is_authenticated_bypass() -> None:
    text = WEB + " -OverrideBlockRules $true -Authentication Required"
    (rule,) = netsh.inbound(text, "rules.ps1")
    assert rule.action is Action.BYPASS
    assert kind(f"{WEB} -Action Block\n{text}") is Kind.CONDITIONAL


def test_what_more_belongs_to_a_flow_is_a_note() -> None:
    text = WEB + " -LooseSourceMapping $true -EdgeTraversalPolicy DeferToApp -Group Example"
    (rule,) = netsh.inbound(text, "rules.ps1")
    assert dict(rule.notes) == {
        "group": "Example",
        "edge": "deferapp",
        "loose_source_mapping": "yes",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("New-NetFirewallRule -Protocol TCP", "does not say DisplayName"),
        (NEW + "-LocalPort 443", "the protocol of this rule has no LocalPort"),
        (WEB + " -RemoteAddress '198.51.100.7,10.0.0.2'", "a comma within one value"),
        (WEB + " -Enabled $true", "Enabled is not understood"),
        (WEB + " -Action NotConfigured", "Action is not understood"),
        (WEB + " -RemotePort 1-0", "the range 1-0 is reversed"),
        (WEB + " -Encryption Required", "no such Encryption"),
        (WEB + " -DynamicTarget Moon", "there is no target Moon"),
        (WEB + " -Pro 6", "has no parameter Pro, or several"),
        (WEB + " -Porttt 6", "has no parameter Porttt, or several"),
        (WEB + " -Protocol UDP", "Protocol is given twice"),
        (WEB + " stray", "'stray' belongs to no parameter"),
        (WEB + " -LocalAddress ,", "no call of a cmdlet as PowerShell reads one"),
    ],
)
def test_what_powershell_would_not_take_is_said_and_leaves_the_verdict_open(
    text: str, says: str
) -> None:
    (complaint,) = complaints(text)
    assert says in complaint
    assert "line 1 is not understood" in conditions(text)


def test_a_direction_that_is_computed_puts_the_rule_on_both_sides() -> None:
    text = WEB + " -Direction $d -Action Block"
    assert conditions(f"New-NetFirewallRule -DisplayName o\n{text}") == ("Direction $d",)
    assert outbound(text, "tcp 192.0.2.20:443 > 198.51.100.7:5") is Kind.CONDITIONAL


def test_what_if_makes_no_rule() -> None:
    other = "New-NetFirewallRule -DisplayName other"
    assert names(f"{other}\n{WEB} -WhatIf") == ["other"]
    assert names(f"{WEB} -WhatIf:$false") == ["web"]
    assert conditions(f"{WEB} -WhatIf:$dry") == ("WhatIf is off, which is $dry",)


def test_a_profile_that_is_switched_off_lets_everything_in() -> None:
    off = "Set-NetFirewallProfile -Profile Public,Private -Enabled False"
    assert kind(off, f"{TO_WEB} profile public") is Kind.OPEN
    assert kind(off, f"{TO_WEB} profile domain") is Kind.CLOSED
    for every in ("", "-All ", "Domain,Public,Private "):
        assert kind(f"Set-NetFirewallProfile {every}-Enabled False") is Kind.OPEN
    piped = "Get-NetFirewallProfile -Name Public | Set-NetFirewallProfile -Enabled False"
    assert kind(piped, f"{TO_WEB} profile public") is Kind.OPEN
    assert kind(piped, f"{TO_WEB} profile domain") is Kind.CLOSED


def test_the_default_actions_of_profiles() -> None:
    text = "Set-NetFirewallProfile -DefaultInboundAction Allow -DefaultOutboundAction Block"
    assert kind(text) is Kind.OPEN
    assert outbound(text, "tcp 192.0.2.20:5 > 198.51.100.7:25") is Kind.CLOSED
    undone = f"{text}\nSet-NetFirewallProfile -DefaultInboundAction NotConfigured"
    assert kind(undone) is Kind.CLOSED
    assert kind(f"{WEB}\nSet-NetFirewallProfile -AllowInboundRules False") is Kind.CLOSED


def test_a_profile_setting_that_is_not_certain_leaves_the_verdict_open() -> None:
    for text in (
        "Set-NetFirewallProfile -Enabled $state",
        "Set-NetFirewallProfile -Name $profile -Enabled False",
        "if ($x) { Set-NetFirewallProfile -Enabled False }",
        "$profiles | Set-NetFirewallProfile -Enabled False",
        "Set-NetFirewallProfile @settings",
    ):
        assert kind(text) is Kind.CONDITIONAL, text
    assert kind("if ($x) { Set-NetFirewallProfile -Enabled True }") is Kind.CLOSED


@pytest.mark.parametrize(
    ("security", "action"),
    [
        ("-InboundSecurity Require -OutboundSecurity Request", "RequireInRequestOut"),
        ("-SecIn Request -SecOut Request", "RequestInRequestOut"),
        ("-InboundSecurity None -OutboundSecurity None", "NoAuthentication"),
    ],
)
def test_a_new_ipsec_rule_is_a_connection_security_rule(security: str, action: str) -> None:
    text = f"New-NetIPsecRule -DisplayName i -RemoteAddress 10.0.0.0/8 {security} -Name i1"
    read = netsh.export(text, "rules.ps1")
    (rule,) = read.policies[read.connection_security].rules
    assert (rule.note("action"), rule.conditions) == (action, ())
    assert netsh.export(f"{text}\nRemove-NetIPsecRule -Name i1", "a.ps1").connection_security == ""


def test_an_ipsec_rule_that_does_not_say_what_it_asks_for_is_conditional() -> None:
    read = netsh.export("New-NetIPsecRule -DisplayName i", "rules.ps1")
    (rule,) = read.policies[read.connection_security].rules
    assert rule.conditions == ("line 1 does not say InboundSecurity and OutboundSecurity",)


def test_an_unknown_cmdlet_of_the_firewall_may_do_anything() -> None:
    text = f"{WEB}\nReset-NetFirewallEverything -Force"
    assert complaints(text) == ["fwlint does not know the cmdlet reset-netfirewalleverything"]
    assert judge(text).kind is Kind.CONDITIONAL


def test_cmdlets_that_only_ask_change_nothing() -> None:
    asks = "Get-NetFirewallRule -DisplayName x\nShow-NetFirewallRule\nGet-NetFirewallProfile"
    assert complaints(f"{asks}\n{WEB}\nSet-NetFirewallSetting -Exemptions None") == []
    assert names(f"{asks}\n{WEB}") == ["web"]
