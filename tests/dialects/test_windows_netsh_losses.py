"""What netsh does not show: program and service, Play-To renderers, rules of Group Policy."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.model.diagnostic import Diagnostic, Trouble
from tests.dialects.test_windows_netsh import export, inbound, judge, profile, rule, terse

CAST = rule(Grouping="Cast to Device functionality", LocalPort="10246", Profiles="Public")
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"
STREAM = "tcp 198.51.100.7:50000 > 192.0.2.20:10246 profile public"
GERMAN = {
    "Rule Name": "Regelname",
    "Enabled:    Yes": "Aktiviert: Ja",
    "Direction:    In": "Richtung: Eingehend",
    "Profiles:    Public": "Profile: Öffentlich",
    "Profiles:    Domain,Private,Public": "Profile: Domäne,Privat,Öffentlich",
    "Grouping": "Gruppierung",
    "LocalIP:    Any": "Lokales IP: Beliebig",
    "RemoteIP:    Any": "Remote-IP: Beliebig",
    "Protocol": "Protokoll",
    "LocalPort": "Lokaler Port",
    "RemotePort:    Any": "Remoteport: Beliebig",
    "Edge traversal:    No": "Edgeausnahme: Nein",
    "InterfaceTypes:    Any": "Schnittstellentypen: Beliebig",
    "Security": "Sicherheit",
    "Rule source:    Local Setting\n": "",
    "Action:    Allow": "Aktion: Zulassen",
}


def german(listing: str) -> str:
    for word, other in GERMAN.items():
        listing = listing.replace(word, other)
    return listing


def assumed(listing: str, words: str) -> list[Diagnostic]:
    return [one for one in export(listing).diagnostics if words in one.message]


def test_a_rule_for_cast_to_device_may_be_for_play_to_renderers_only() -> None:
    verdict = judge(CAST, STREAM)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(verdict.query) == (
        "netsh shows Play-To renderers as Any: the rule may be for those only",
    )
    assert (
        inbound(CAST.replace("RemoteIP:    Any", "RemoteIP: 198.51.100.0/24"), STREAM) is Kind.OPEN
    )
    assert inbound(CAST.replace("Cast to Device", "Other"), STREAM) is Kind.OPEN


def test_that_loss_is_stated_once_where_it_matters() -> None:
    (said,) = assumed(CAST + CAST, "Play-To renderers as RemoteIP Any")
    assert (said.trouble, said.span.line) == (Trouble.ASSUMED, 1)
    assert assumed(rule(Grouping="Web"), "Play-To") == []


def test_in_other_languages_a_port_keyword_gives_the_group_away() -> None:
    renamed = CAST.replace("Cast to Device functionality", "Wiedergabe")
    discovery = renamed.replace("10246", "Ply2Disc").replace("TCP", "UDP")
    verdict = judge(german(renamed + discovery), STREAM)
    assert "netsh shows Play-To" in verdict.conditions(verdict.query)[0]
    alone = german(renamed)
    assert inbound(alone, STREAM) is Kind.OPEN
    assert len(assumed(alone, "Play-To")) == 1


def merge(value: str) -> str:
    return profile("Public").replace("State ", f"LocalFirewallRules      {value}\nState ")


@pytest.mark.parametrize("value", ["N/A (GPO-store only)", "Enable"])
def test_local_rules_count_unless_group_policy_ignores_them(value: str) -> None:
    assert inbound(rule() + merge(value), f"{WEB} profile public") is Kind.OPEN


def test_local_rules_are_ignored_where_group_policy_says_so() -> None:
    listing = rule(Action="Allow") + merge("Disable")
    assert inbound(listing, f"{WEB} profile public") is Kind.CLOSED
    assert inbound(listing, f"{WEB} profile private") is Kind.OPEN
    (said,) = assumed(listing, "only rules of Group Policy count, and the export shows none")
    assert said.trouble is Trouble.ASSUMED


def test_rules_of_group_policy_are_never_ignored() -> None:
    listing = rule(**{"Rule source": "Group Policy Setting"}) + merge("Disable")
    assert inbound(listing, f"{WEB} profile public") is Kind.OPEN
    assert assumed(listing, "the export shows none") == []


@pytest.mark.parametrize("block", [terse(rule()), rule(**{"Rule source": "Somebody's Setting"})])
def test_a_rule_of_unknown_origin_may_be_ignored_or_not(block: str) -> None:
    verdict = judge(block + merge("Disable"), f"{WEB} profile public")
    assert verdict.kind is Kind.CONDITIONAL
    assert any("local rules are ignored" in one for one in verdict.conditions(verdict.query))


def test_a_merge_setting_that_is_not_understood_leaves_local_rules_conditional() -> None:
    listing = rule() + merge("Perhaps")
    assert inbound(listing, f"{WEB} profile public") is Kind.CONDITIONAL
