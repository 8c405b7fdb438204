"""Remedies for exports of Windows Firewall: commands that mend the finding, in every shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fwlint.checks.required_closed import RequiredClosed
from fwlint.dialects.windows.hive import render as hive
from fwlint.dialects.windows.netsh import render as netsh
from fwlint.dialects.windows.powershell import render as powershell
from fwlint.dialects.windows.settings import SETTING, About, packets_of
from fwlint.model.box import DOMAIN, Box
from fwlint.model.check import Subject
from fwlint.model.finding import Finding
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.remedies import with_fixes
from fwlint.requirements.demands import host_demands
from fwlint.requirements.load import load_ruleset
from fwlint.requirements.site import Host, Site
from tests.dialects.windows_rules import PLACE, parsed, policies_of, rule_of

SITE = Site((load_ruleset("configmgr"),))
DEMANDS = host_demands(SITE, Host(("configmgr/site-database-server",)))
WRITERS = {
    "windows-netsh": netsh.RENDERER,
    "windows-hive": hive.RENDERER,
    "windows-powershell": powershell.RENDERER,
}


def inbound(*rules: Rule) -> Mapping[str, Policy]:
    policies = policies_of([])
    return policies | {"Inbound": replace(policies["Inbound"], rules=rules)}


def closed(dialect: str, policies: Mapping[str, Policy]) -> list[Finding]:
    export = parsed(dialect, WRITERS[dialect].export(policies))
    return list(with_fixes(export, RequiredClosed().run(Subject(export, DEMANDS))))


@pytest.mark.parametrize("dialect", ["windows-netsh", "windows-hive"])
def test_the_remedy_is_a_command_of_netsh_that_mends_the_finding(dialect: str) -> None:
    (finding,) = closed(dialect, inbound(rule_of(Box(4), enabled=False)))
    (line,) = finding.fix
    assert line.startswith(
        'netsh advfirewall firewall add rule name="Configuration Manager, sql" dir=in action=allow'
    )
    made = parsed("windows-script", line.encode()).policies["Inbound"].rules
    assert not closed(dialect, inbound(*made))


def test_the_remedy_for_an_export_of_powershell_is_a_call_of_powershell() -> None:
    (finding,) = closed("windows-powershell", inbound(rule_of(Box(4), enabled=False)))
    assert finding.fix[0].startswith(
        "New-NetFirewallRule -DisplayName 'Configuration Manager, sql'"
    )


def test_a_rule_that_blocks_is_named_because_it_has_to_go() -> None:
    (finding,) = closed("windows-hive", inbound(rule_of(Box(4), action=Action.DENY, name="No!")))
    assert finding.fix[0] == "(rule 'No!' overrides it and has to go)"


def test_a_setting_that_blocks_is_named_by_what_it_says() -> None:
    blocked = Rule(
        packets_of(DOMAIN),
        Action.DENY,
        PLACE,
        "",
        notes=((SETTING, About.EXCEPTIONS_ALLOWED.value),),
    )
    (finding,) = closed("windows-netsh", inbound(blocked, rule_of(Box(4))))
    assert "BlockInboundAlways,AllowOutbound' overrides it" in finding.fix[0]
