"""What commands do to the rules and settings that those before them have made."""

from __future__ import annotations

import pytest

from fwlint.analysis.verdict import Kind
from fwlint.dialects.windows.script import rules
from fwlint.model.diagnostic import Trouble
from fwlint.model.rule import Action
from tests.dialects.test_windows_script_netsh import (
    ADD,
    TO_WEB,
    WEB,
    complaints,
    conditions,
    export,
    inbound,
    kind,
)

SET = "netsh advfirewall firewall set rule "
DELETE = "netsh advfirewall firewall delete rule "
PROFILES = "netsh advfirewall set "


def assumptions(text: str, name: str = "rules.bat") -> list[str]:
    found = export(text, name).diagnostics
    return [one.message for one in found if one.trouble is Trouble.ASSUMED]


def cmdlets(*lines: str) -> str:
    return "\n".join(
        (
            f"New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort 443 {lines[0]}",
            *lines[1:],
        )
    )


def test_a_deleted_rule_is_gone_and_one_added_again_is_back() -> None:
    assert kind(f"{WEB}\n{DELETE}name=WEB") is Kind.CLOSED
    assert kind(f"{WEB}\n{DELETE}name=web\n{WEB}") is Kind.OPEN


def test_a_deletion_takes_only_the_rules_that_have_all_it_says() -> None:
    assert kind(f"{WEB}\n{DELETE}name=web protocol=tcp localport=443") is Kind.CLOSED
    assert kind(f"{WEB}\n{DELETE}name=web protocol=tcp localport=80") is Kind.OPEN
    assert kind(f"{WEB}\n{DELETE}name=all dir=out") is Kind.OPEN
    assert kind(f"{WEB}\n{DELETE}name=all") is Kind.CLOSED


def test_rules_of_one_name_are_all_changed() -> None:
    both = f"{WEB}\n{WEB.replace('443', '80')}\n{SET}name=web new enable=no"
    assert [rule.enabled for rule in inbound(both)] == [False, False]
    assert [rule.note("changed") for rule in inbound(both)] == ["line 3", "line 3"]


def test_what_stands_behind_new_replaces_what_the_rule_said() -> None:
    changed = f"{WEB}\n{SET}name=web new localport=8443 remoteip=198.51.100.0/24 action=allow"
    assert kind(changed, "tcp 198.51.100.7:5 > 192.0.2.20:8443") is Kind.OPEN
    assert kind(changed) is Kind.CLOSED


def test_without_new_nothing_is_changed() -> None:
    assert kind(f"{WEB}\n{SET}name=web enable=no") is Kind.OPEN


def test_a_rule_of_which_a_part_of_the_profiles_is_named_may_be_changed() -> None:
    text = f"{WEB} profile=domain,private\n{SET}name=web profile=domain new enable=no"
    assert conditions(text, f"{TO_WEB} profile private") == ("line 2 does not disable it",)


def test_rules_that_the_script_does_not_show_are_named() -> None:
    text = f'{WEB}\n{SET}group="Remote Desktop" new enable=yes\n{DELETE}name=other'
    assert complaints(text) == []
    assert kind(text, "tcp 198.51.100.7:5 > 192.0.2.20:3389") is Kind.CLOSED
    changes, deletes = assumptions(text)[-2:]
    assert changes == "this changes rules that the script does not show: group=Remote Desktop"
    assert deletes == "this deletes rules that the script does not show: name=other"


def test_deletions_of_what_is_not_there_are_told_once() -> None:
    text = "\n".join([WEB, *(f"{DELETE}name=r{n}" for n in range(5))])
    assert [one for one in assumptions(text) if "deletes" in one] == [
        "this deletes rules that the script does not show: name=r0 (and 4 more commands)"
    ]


def test_a_script_is_said_to_add_to_what_the_computer_has() -> None:
    scope, defaults = assumptions(WEB)
    assert scope.startswith("a script adds to what the computer has")
    assert "domain, private, public" in defaults


def test_a_reset_forgets_what_was_before_it() -> None:
    text = f"{WEB}\n{PROFILES}allprofiles state off\nnetsh advfirewall reset"
    assert kind(text) is Kind.CLOSED
    assert any("behind a reset Windows' own rules hold" in one for one in assumptions(text))
    assert kind(f"{text}\n{WEB}") is Kind.OPEN


def test_an_import_leaves_everything_open() -> None:
    text = f'{WEB}\nnetsh advfirewall import "C:\\policy.wfw"'
    (complaint,) = complaints(text)
    assert complaint.message == r"what C:\policy.wfw holds is not in this script"
    assert kind(text) is Kind.CONDITIONAL
    assert [rule.action for rule in inbound(text)] == [Action.UNKNOWN]


@pytest.mark.parametrize(
    "off",
    [
        PROFILES + "allprofiles state off",
        PROFILES + "AllProfiles State OFF",
        PROFILES + "publicprofile state off",
        "netsh firewall set opmode mode=disable profile=all",
    ],
)
def test_a_firewall_that_is_off_lets_everything_in(off: str) -> None:
    profile = "domain" if "opmode" in off else "public"
    assert kind(off, f"{TO_WEB} profile {profile}") is Kind.OPEN


def test_the_last_word_on_a_profile_holds() -> None:
    text = f"{PROFILES}allprofiles state off\n{PROFILES}publicprofile state on"
    assert kind(text, f"{TO_WEB} profile public") is Kind.CLOSED
    assert kind(text, f"{TO_WEB} profile domain") is Kind.OPEN
    assert complaints(text) == []


def test_the_policy_of_a_profile_is_its_default() -> None:
    text = f"{WEB}\n{PROFILES}publicprofile firewallpolicy blockinboundalways,blockoutbound"
    assert kind(text, f"{TO_WEB} profile public") is Kind.CLOSED
    assert kind(text, f"{TO_WEB} profile domain") is Kind.OPEN
    smtp = "tcp 192.0.2.20:50000 > 198.51.100.7:25"
    assert kind(text, f"{smtp} profile public", "Outbound") is Kind.CLOSED
    assert kind(text, f"{smtp} profile domain", "Outbound") is Kind.OPEN


def test_the_current_profile_may_be_any() -> None:
    off = PROFILES + "currentprofile state off"
    assert kind(off) is Kind.CONDITIONAL
    assert kind(PROFILES + "currentprofile state on") is Kind.CLOSED


def test_a_setting_that_is_not_understood_leaves_its_profile_open() -> None:
    text = f"{WEB}\n{PROFILES}publicprofile state of"
    (complaint,) = complaints(text)
    assert "setting is not understood" in complaint.message
    assert kind(text, f"{TO_WEB} profile public") is Kind.CONDITIONAL
    assert kind(text, f"{TO_WEB} profile domain") is Kind.OPEN


def test_a_misspelt_command_may_do_anything() -> None:
    text = f"{PROFILES}allrprofiles state off"
    (complaint,) = complaints(text)
    assert complaint.span.column == text.index("allr") + 1
    assert kind(text) is Kind.CONDITIONAL


def test_connection_security_rules_are_about_packets_either_way() -> None:
    text = (
        'netsh advfirewall consec add rule name="Isolation" endpoint1=any endpoint2=10.0.0.0/8 '
        "protocol=tcp port2=any action=requireinrequestout auth1=computerkerb"
    )
    read = export(text)
    (security,) = read.policies[read.connection_security].rules
    assert complaints(text) == []
    assert (security.action, security.note("action")) == (Action.CONTINUE, "RequireInRequestOut")
    sources = {box.source.cubes for box in security.packets if box.family == 4}
    assert len(sources) == 2


def test_connection_security_rules_are_set_and_deleted_like_others() -> None:
    consec = "netsh advfirewall consec "
    add = consec + "add rule name=i endpoint1=any endpoint2=any action=requestinrequestout"
    changed = export(f"{add}\n{consec}set rule name=i new action=noauthentication enable=no")
    (rule,) = changed.policies[changed.connection_security].rules
    assert (rule.note("action"), rule.enabled) == ("NoAuthentication", False)
    assert export(f"{add}\n{consec}delete rule name=all").connection_security == ""


def test_cmdlets_change_rules_by_name_by_group_and_by_what_they_say() -> None:
    made = "-Name w1 -Group Example"
    for change in (
        "Disable-NetFirewallRule -DisplayName WEB",
        "Disable-NetFirewallRule w1",
        "Disable-NetFirewallRule -DisplayGroup example",
        "Disable-NetFirewallRule -Direction Inbound -Action Allow",
        "Set-NetFirewallRule -Name w1 -Enabled False",
        "Remove-NetFirewallRule -DisplayName 'w*'",
        "Remove-NetFirewallRule",
        "Get-NetFirewallRule -Name w1 | Remove-NetFirewallRule",
        "Get-NetFirewallRule -Group Example | Get-NetFirewallPortFilter |"
        " Set-NetFirewallPortFilter -LocalPort 80",
        "netsh advfirewall firewall delete rule name=web",
    ):
        assert kind(cmdlets(made, change), name="a.ps1") is Kind.CLOSED, change
    assert kind(cmdlets(made, "Disable-NetFirewallRule -Name other"), name="a.ps1") is Kind.OPEN
    assert kind(cmdlets(made, "Disable-NetFirewallRule -Action Block"), name="a.ps1") is Kind.OPEN


def test_what_the_pipeline_filters_may_be_any_of_the_rules() -> None:
    text = cmdlets("", "Get-NetFirewallRule | Where-Object { $_.x } | Disable-NetFirewallRule")
    assert conditions(text, name="a.ps1") == ("line 2 does not disable it",)


def test_a_change_of_rules_that_are_not_certain_may_have_made_any() -> None:
    text = cmdlets("", "Set-NetFirewallRule -InputObject $r -LocalPort 80")
    assert kind(text, name="a.ps1") is Kind.CONDITIONAL
    assert kind(text, "tcp 192.0.2.1:5 > 192.0.2.2:80", name="a.ps1") is Kind.CONDITIONAL


def test_rules_of_another_policy_store_are_others() -> None:
    text = cmdlets("-PolicyStore corp.example\\servers", "Remove-NetFirewallRule -DisplayName web")
    assert kind(text, name="a.ps1") is Kind.OPEN
    assert any("policy store corp.example\\servers" in one for one in assumptions(text, "a.ps1"))


def test_a_rule_that_is_renamed_may_go_by_any_name() -> None:
    text = cmdlets("-Name w1", "Rename-NetFirewallRule w1 -NewName w2", "Remove-NetFirewallRule w2")
    assert conditions(text, name="a.ps1") == ("line 3 does not delete it",)


def test_windows_makes_no_second_rule_of_one_name() -> None:
    again = "New-NetFirewallRule -Name W1 -DisplayName again -Protocol UDP"
    (complaint,) = complaints(cmdlets("-Name w1", again), "a.ps1")
    assert "a rule of this Name already" in complaint.message


def test_a_script_that_changes_too_much_to_be_followed_is_left_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "MOST_LOOKS", 50)
    adds = [f"{ADD}name=r{n} dir=in action=allow" for n in range(20)]
    sets = [f"{SET}group=g{n} new enable=no" for n in range(20)]
    text = "\n".join([*adds, *sets, WEB])
    (complaint,) = complaints(text)
    assert "too many rules" in complaint.message
    assert kind(text) is Kind.CONDITIONAL
    assert not any(rule.enabled and not rule.conditions for rule in inbound(text))
