"""What Windows Firewall, or one way of writing it, cannot say: refused, and by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from fwlint.dialects.rendering import CannotRenderError
from fwlint.dialects.windows.console import render as console
from fwlint.dialects.windows.netsh import render as netsh
from fwlint.dialects.windows.powershell import render as powershell
from fwlint.dialects.windows.script import render as script
from fwlint.dialects.windows.settings import SETTING, About, packets_of
from fwlint.model.addresses import AddressSet
from fwlint.model.bitset import BitSet
from fwlint.model.box import DOMAIN, Box, interface
from fwlint.model.intervals import IntervalSet
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from tests.dialects.windows_rules import DOMAIN_COMPUTERS, PLACE, policies_of, rule_of

Write = Callable[[Mapping[str, Policy]], bytes]

HOME = AddressSet.range(0x0A000005, 0x0A000005, 4)

UNSAYABLE = {
    "connection states": rule_of(Box(4, state=BitSet.of((0,)))),
    "TCP flags": rule_of(Box(4, protocol=BitSet.of((6,)), tcp_flags=BitSet.of((2,)))),
    "fragments": rule_of(Box(4, fragment=BitSet.of((0,)))),
    "interfaces by name": rule_of(Box(4, in_interface=interface("eth0"))),
    "discontiguous wildcard": rule_of(Box(4, source=AddressSet.wildcard(1, 0x00FF00FF, 4))),
    "ports of TCP and UDP": rule_of(
        Box(4, protocol=BitSet.of((132,)), destination_port=IntervalSet(((1, 2),)))
    ),
    "icmp over IPv6": rule_of(Box(6, protocol=BitSet.of((1,)))),
    "'time-range NIGHT'": rule_of(Box(4), conditions=("time-range NIGHT",)),
    "'LocalPort RPC": rule_of(
        Box(4, protocol=BitSet.of((6,)), destination_port=IntervalSet(((1, 2),))),
        conditions=("LocalPort RPC (an RPC server listens there)",),
    ),
    "authenticated peers": rule_of(Box(4), action=Action.BYPASS),
    "action jump": rule_of(Box(4), action=Action.JUMP, target="other"),
    "the name 'a|b'": rule_of(Box(4), name="a|b"),
    "the name 'ALL'": rule_of(Box(4), name="ALL"),
    "say '50% off'": rule_of(Box(4), name="50% off"),
    "say 'a \" & b'": rule_of(Box(4), name='a " & b'),
    "backslash": rule_of(Box(4), name="a\\"),
    "package": rule_of(Box(4), conditions=("app package S-1-15-2-1",)),
    "'RemoteIP LocalSubnet'": rule_of(Box(4, source=HOME), conditions=("RemoteIP LocalSubnet",)),
    "stands for the other one": rule_of(Box(6), conditions=("RemoteIP LocalSubnet4",)),
    "out of IPv6": rule_of(Box(4), conditions=("LocalIP DNS", "RemoteIP LocalSubnet")),
    "no word for Internet": rule_of(Box(4), conditions=("RemoteIP Internet",)),
}


@pytest.mark.parametrize("what", UNSAYABLE)
def test_what_netsh_cannot_say_is_refused_by_its_name(what: str) -> None:
    with pytest.raises(CannotRenderError, match=re.escape(what)):
        script.RENDERER.rule(UNSAYABLE[what], "Inbound")


def test_a_listing_refuses_what_it_would_not_show() -> None:
    (policy, _) = policies_of([]).values()
    for_users = rule_of(Box(4), conditions=(f"remote users {DOMAIN_COMPUTERS}",))
    with pytest.raises(CannotRenderError, match="remote users"):
        netsh.RENDERER.export({policy.name: replace(policy, rules=(for_users,))})


def test_a_table_refuses_settings_that_it_does_not_show() -> None:
    blocked = {
        name: replace(policy, default=Action.DENY) for name, policy in policies_of([]).items()
    }
    with pytest.raises(CannotRenderError, match="settings"):
        powershell.write_csv(blocked)


@pytest.mark.parametrize("write", [netsh.RENDERER.export, powershell.RENDERER.export])
def test_an_export_without_rules_is_refused_where_it_would_not_say_so(write: Write) -> None:
    with pytest.raises(CannotRenderError, match=r"no rules|none"):
        write(policies_of([]))


def test_a_list_of_the_consoles_is_not_written_but_gets_commands() -> None:
    rule = rule_of(Box(4))
    assert console.RENDERER.rule(rule, "Inbound") == script.RENDERER.rule(rule, "Inbound")
    with pytest.raises(CannotRenderError, match="hides"):
        console.RENDERER.export(policies_of([]))


def test_a_policy_beside_those_of_the_two_directions_is_refused() -> None:
    (policy, _) = policies_of([]).values()
    with pytest.raises(CannotRenderError, match="'Connection security'"):
        script.RENDERER.export({"Connection security": policy})
    with pytest.raises(CannotRenderError, match="'filter/INPUT'"):
        script.RENDERER.rule(rule_of(Box(4)), "filter/INPUT")


def test_a_setting_or_a_default_that_is_not_known_is_refused() -> None:
    (policy, _) = policies_of([]).values()
    doubtful = Rule(
        packets_of(DOMAIN),
        Action.UNKNOWN,
        PLACE,
        "State MAYBE",
        ("State MAYBE is not understood",),
        notes=((SETTING, About.FIREWALL_ON.value),),
    )
    with pytest.raises(CannotRenderError, match="State MAYBE"):
        script.RENDERER.export({policy.name: replace(policy, rules=(doubtful,))})
    with pytest.raises(CannotRenderError, match="default"):
        script.RENDERER.export({policy.name: replace(policy, default=Action.UNKNOWN)})
