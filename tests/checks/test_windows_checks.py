"""The checks that speak in Windows Firewall's own words, and one on the groups that it brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.config.load import load_config
from fwlint.dialects.dialect import all_dialects
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.finding import Finding, Level
from tests.checks.linting import chain
from tests.checks.linting import found as found_in

CLIENT_PUSH = Path(__file__).parents[2] / "examples" / "client-push" / "fwlint.toml"
PLAYER = r"C:\Example\player.exe"


def rule(name: str = "Player", **changed: str) -> str:
    """Return a verbose netsh block: an inbound allow of TCP 8080, but for the labels given."""
    entries = {
        "Enabled": "Yes",
        "Direction": "In",
        "Profiles": "Domain,Private,Public",
        "Grouping": "",
        "LocalIP": "Any",
        "RemoteIP": "Any",
        "Protocol": "TCP",
        "LocalPort": "8080",
        "RemotePort": "Any",
        "Edge traversal": "No",
        "Program": "",
        "Service": "",
        "InterfaceTypes": "Any",
        "Security": "NotRequired",
        "Rule source": "Local Setting",
        "Action": "Allow",
    } | changed
    if entries["Protocol"] not in ("TCP", "UDP"):
        entries = {label: value for label, value in entries.items() if not label.endswith("Port")}
    optional = ("Program", "Service")
    lines = [f"{k}:    {v}" for k, v in entries.items() if v or k not in optional]
    return "\n".join([f"Rule Name:    {name}", "-" * 70, *lines]) + "\n\n"


def profile(name: str, state: str = "ON", inbound: str = "BlockInbound") -> str:
    lines = [f"{name} Profile Settings:", "-" * 70, f"State    {state}"]
    return "\n".join([*lines, f"Firewall Policy    {inbound},AllowOutbound", "", ""])


def found(check: str, text: str) -> list[Finding]:
    return found_in(check, "windows-netsh", f"{text}Ok.\n")


def test_each_profile_whose_firewall_is_off_is_a_finding() -> None:
    text = rule() + profile("Domain") + profile("Private", "OFF") + profile("Public", "OFF")
    private, public = found("FW170", text)
    assert private.message.startswith("the firewall is off in the private profile")
    assert public.decided_by == "Public Profile: State OFF"
    assert public.level is Level.ERROR


def test_a_firewall_that_is_off_is_no_rule_that_permits_or_shadows_everything() -> None:
    every = "".join(profile(name, "OFF") for name in ("Domain", "Private", "Public"))
    text = rule() + rule("Block", Action="Block") + every
    assert len(found("FW170", text)) == 3
    for check in ("FW101", "FW104", "FW105", "FW107"):
        assert found(check, text) == []


def test_a_state_that_is_not_understood_is_no_finding() -> None:
    assert found("FW170", rule() + profile("Public", "MAYBE")) == []


def test_a_profile_that_lets_in_by_default_differs_from_the_others() -> None:
    text = rule() + profile("Domain", inbound="AllowInbound") + profile("Public")
    (finding,) = found("FW171", text)
    assert finding.message == "the domain profile lets in what no rule blocks"
    assert finding.decided_by.startswith("Domain Profile: Firewall Policy AllowInbound")
    assert found("FW102", text) == []
    assert found("FW107", text) == []


def test_where_all_profiles_let_in_by_default_it_is_said_of_the_policy() -> None:
    every = "".join(profile(n, inbound="AllowInbound") for n in ("Domain", "Private", "Public"))
    assert found("FW171", rule() + every) == []
    assert len(found("FW102", rule() + every)) == 1


def test_a_rule_string_outside_the_grammar_is_named_even_if_it_is_disabled() -> None:
    key = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules"
    rules = "\n".join(
        (
            '"good"="v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|Name=Web|"',
            '"bad"="v2.10|Action=Allow|Active=FALSE|Dir=In|Protocol=TCP|Name=Web|"',
        )
    )
    text = f"Windows Registry Editor Version 5.00\n\n[{key}]\n{rules}\n"
    (finding,) = found_in("FW172", "windows-reg", text)
    assert finding.span.line == 5


def test_a_block_of_the_same_program_leaves_an_allow_nothing() -> None:
    allow = rule("Allowed", Program=PLAYER)
    block = rule("Denied", Program=PLAYER.upper(), Protocol="Any", Action="Block")
    for text in (allow + block, block + allow):
        (finding,) = found("FW173", text)
        assert finding.decided_by.startswith("Rule Name: Allowed")
        assert finding.message == (
            "this rule of Inbound allows nothing: 'Denied' blocks the same before it can"
        )
        assert [place.message for place in finding.related] == ["blocks: Denied"]


def test_two_blocks_may_take_an_allow_together() -> None:
    blocks = [
        rule("Low", Program=PLAYER, LocalPort="1-8080", Action="Block"),
        rule("High", Program=PLAYER, LocalPort="8081-65535", Action="Block"),
    ]
    (finding,) = found("FW173", rule(Program=PLAYER, LocalPort="8000-9000") + "".join(blocks))
    assert "'Low' and 'High' block the same" in finding.message


@pytest.mark.parametrize(
    "block",
    [
        {"Program": r"C:\Example\other.exe"},
        {"Program": PLAYER, "Service": "player"},
        {"Program": PLAYER, "LocalPort": "8081"},
        {"Program": PLAYER, "Profiles": "Public"},
        {"Program": PLAYER, "Direction": "Out"},
        {"Program": PLAYER, "Enabled": "No"},
    ],
)
def test_a_block_that_leaves_an_allow_something_is_none_of_it(block: dict[str, str]) -> None:
    assert found("FW173", rule(Program=PLAYER) + rule("Denied", Action="Block", **block)) == []


def test_a_bypass_passes_blocks_and_a_block_of_every_program_is_told_elsewhere() -> None:
    block = rule("Denied", Program=PLAYER, Action="Block")
    bypass = rule(Program=PLAYER, Action="Bypass", Security="Authenticate")
    assert found("FW173", bypass + block) == []
    everything = rule(Program=PLAYER) + rule("Denied", Action="Block")
    assert found("FW173", everything) == []
    assert len(found("FW104", everything)) == 1


def test_what_a_listing_hides_makes_no_two_rules_alike() -> None:
    hidden = ("Program:", "Service:", "InterfaceTypes:", "Security:", "Rule source:")
    verbose = rule() + rule("Denied", Action="Block") + rule("Again")
    terse = "\n".join(line for line in verbose.split("\n") if not line.startswith(hidden))
    for check in ("FW173", "FW174", "FW176"):
        assert found(check, terse) == []


@pytest.mark.parametrize(
    ("changed", "ports"),
    [
        ({"LocalPort": "Any"}, "TCP port"),
        ({"LocalPort": "Any", "Protocol": "UDP", "Profiles": "Public"}, "UDP port"),
        ({"LocalPort": "Any", "InterfaceTypes": "LAN"}, "TCP port"),
    ],
)
def test_every_port_of_every_program_for_anybody(changed: dict[str, str], ports: str) -> None:
    (finding,) = found("FW174", rule(**changed))
    assert finding.message == f"this rule lets anybody in to every {ports} of every program"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"RemoteIP": "10.0.0.0/8"},
        {"RemoteIP": "LocalSubnet"},
        {"RemotePort": "53"},
        {"Program": PLAYER},
        {"Service": "player"},
        {"Security": "Authenticate"},
        {"Direction": "Out"},
        {"Enabled": "No"},
        {"Action": "Block"},
        {"Protocol": "ICMPv4"},
        {"Protocol": "Any"},
    ],
)
def test_a_rule_with_any_limit_is_narrow_enough(changed: dict[str, str]) -> None:
    assert found("FW174", rule(**({"LocalPort": "Any"} if changed else {}), **changed)) == []


def test_edge_traversal_is_one_note_with_made_rules_before_those_of_groups() -> None:
    text = (
        rule("Of Windows", Grouping="Core Networking", **{"Edge traversal": "Yes"})
        + rule("Made", **{"Edge traversal": "Defer to user"})
        + rule("Off", Enabled="No", **{"Edge traversal": "Yes"})
        + rule("Closed")
    )
    (finding,) = found("FW175", text)
    assert finding.level is Level.NOTE
    assert finding.message == (
        "2 rules let packets in that come through a NAT's tunnel, or may: 'Made' and 'Of Windows'"
    )
    assert [place.message for place in finding.related] == [
        "leaves it to the user: Made",
        "lets it pass: Of Windows",
    ]


def test_rules_that_differ_by_name_alone_are_one_note() -> None:
    text = "".join(rule(f"Player {n}", Program=PLAYER) for n in (1, 2, 3))
    text += rule("Other", Program=PLAYER, LocalPort="8081")
    (finding,) = found("FW176", text)
    assert finding.message == (
        "2 rules differ from others of Inbound by name at most, and could go:"
        " 'Player 2' and 'Player 3'"
    )
    assert len(finding.related) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"Program": r"C:\Example\other.exe"},
        {"Program": PLAYER, "Edge traversal": "Yes"},
        {"Program": PLAYER, "Action": "Block"},
        {"Program": PLAYER, "Enabled": "No"},
        {"Program": PLAYER, "Profiles": "Domain"},
        {"Program": PLAYER, "RemoteIP": "LocalSubnet"},
    ],
)
def test_any_other_difference_counts(changed: dict[str, str]) -> None:
    assert found("FW176", rule(Program=PLAYER) + rule("Second", **changed)) == []


def needed(text: str) -> list[Finding]:
    """Lint `text` as the export of a client that the site server installs."""
    config, problems = load_config(CLIENT_PUSH)
    assert problems == []
    reader = next(one for one in all_dialects() if one.name == "windows-netsh")
    source = Input(str(CLIENT_PUSH.parent / "client.cfg"), f"{text}Ok.\n".encode())
    (file,) = lint([source], config, reader).files
    return [one for one in file.findings if one.check == "FW177"]


SMB = {"LocalPort": "445", "Program": "System", "Grouping": "File and Printer Sharing"}


def test_a_disabled_group_that_a_document_names_is_to_be_enabled() -> None:
    other = rule("Other", LocalPort="445", Grouping="Another group", Enabled="No")
    (finding,) = needed(other + rule("SMB-In", Enabled="No", **SMB))
    assert finding.message.startswith(
        "rules of the group 'File and Printer Sharing' are disabled, and without them"
    )
    assert "TCP 445" in finding.message
    assert finding.requirement.endswith("/file-sharing")
    assert finding.row is not None
    assert [place.message for place in finding.related] == ["disabled: SMB-In"]


def test_a_group_that_is_not_needed_any_more_may_stay_disabled() -> None:
    disabled = rule("SMB-In", Enabled="No", **SMB)
    assert needed(disabled + rule("Own rule", LocalPort="445")) == []
    assert needed(disabled + rule("SMB-In (domain)", **SMB)) == []
    assert needed(rule("SMB-In", Enabled="No", Action="Block", **SMB)) == []


def test_a_group_that_would_not_help_is_not_proposed() -> None:
    blocked = rule("No SMB", LocalPort="445", Action="Block")
    assert needed(blocked + rule("SMB-In", Enabled="No", **SMB)) == []


@pytest.mark.parametrize("check", [f"FW17{number}" for number in range(8)])
def test_no_other_firewall_has_these(check: str) -> None:
    assert found_in(check, "iptables", chain("-j ACCEPT", "-p tcp -j ACCEPT")) == []
