"""How netsh listings are recognised and taken apart, and what is said of those that are broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows"
SQL = (FIXTURES / "sql_server" / "verbose.txt").read_text(encoding="utf-8")
PRINT = (FIXTURES / "print_server" / "terse.txt").read_text(encoding="utf-8")


def source(text: str, encoding: str = "utf-8") -> Source:
    return read_source("netsh.txt", text.encode(encoding))


def parse(text: str) -> Export:
    return DIALECT.parse(source(text))


def inbound(export: Export) -> tuple[Rule, ...]:
    return export.policies["Inbound"].rules


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def kind(export: Export, packet: str) -> Kind:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export.policies, ("Inbound",), query).kind


def test_a_verbose_listing_with_its_profiles_is_understood_without_a_word() -> None:
    export = parse(SQL)
    assert export.diagnostics == ()
    assert [rule.name for rule in inbound(export)] == [
        "SQL Server (engine: default instance)",
        "SQL Browser",
        "Echo",
        "SQL Browser",
    ]
    assert not any(rule.conditions for rule in inbound(export))


def test_a_rule_is_where_its_name_stands_and_says_on_one_line_what_matters() -> None:
    export = parse(SQL)
    browser, echo = inbound(export)[1:3]
    name = "Rule Name:                            SQL Browser"
    assert browser.span.line == SQL.split("\n").index(name) + 1
    assert browser.text == (
        "Rule Name: SQL Browser; Direction: In; RemoteIP: Any; Protocol: UDP; LocalPort: 1434; "
        "Edge traversal: Defer to user; Action: Allow"
    )
    assert "Protocol: ICMPv4; Type 8, Code Any; Type 3, Code 4; Action" in echo.text


def test_the_default_is_where_the_profiles_say_it() -> None:
    policy = parse(SQL).policies["Inbound"]
    assert policy.default_text == "Domain Profile: Firewall Policy BlockInbound,AllowOutbound"
    assert policy.default_span
    assert SQL.split("\n")[policy.default_span.line - 1].startswith("Firewall Policy")


def test_what_is_assumed_is_said_once_with_a_way_to_say_it_better() -> None:
    assumed = parse(PRINT).diagnostics
    assert [one.trouble for one in assumed] == [Trouble.ASSUMED] * 3
    assert [one.hint for one in assumed] == [
        'add the output of "netsh advfirewall show allprofiles"',
        'if it is another, say so in fwlint.toml: port_sets = { RPC = ["5000-5100"] }',
        'export with "netsh advfirewall firewall show rule name=all verbose"',
    ]
    assert "domain, private, public" in assumed[0].message


def test_the_settings_of_the_current_profile_leave_the_others_assumed() -> None:
    current = "Public Profile Settings:\n" + "-" * 70 + "\nState     ON\n"
    current += "Firewall Policy     BlockInbound,AllowOutbound\n\nOk.\n"
    assert "these profiles: domain, private;" in parse(PRINT + current).diagnostics[0].message


@pytest.mark.parametrize(
    "variant",
    [
        PRINT.replace("\n", "\r\n"),
        PRINT.replace("\n", "\r\r\n"),
        PRINT.replace("Ok.\n", ""),
        "\n".join(f"[*]   {line}" for line in PRINT.split("\n")),
        "\n".join(f"rem {line}" for line in PRINT.split("\n")),
        PRINT.replace(":  ", " :  "),
        PRINT.replace("   ", " ").replace("Any", "  Any"),
        "PS C:\\> netsh advfirewall firewall show rule name=all" + PRINT,
    ],
    ids=["crlf", "cr-crlf", "no-ok", "starred", "rem", "space-colon", "columns", "prompt"],
)
def test_accidents_of_copying_change_nothing(variant: str) -> None:
    assert DIALECT.recognises(source(variant))
    export = parse(variant)
    assert complaints(export) == []
    assert [rule.text for rule in inbound(export)] == [rule.text for rule in inbound(parse(PRINT))]


def test_a_prompt_right_behind_a_rule_ends_it() -> None:
    prompts = ("C:\\>", "PS C:\\Users\\admin>", "netsh advfirewall firewall>")
    for prompt in prompts:
        export = parse(PRINT.replace("Ok.\n", f"{prompt} exit: now\n"))
        assert complaints(export) == []
        assert len(inbound(export)) == 2


def test_a_byte_order_mark_in_the_middle_joins_two_files() -> None:
    marked = PRINT.encode("utf-8-sig")
    export = DIALECT.parse(read_source("netsh.txt", marked + marked + SQL.encode("utf-8-sig")))
    assert complaints(export) == []
    assert len(inbound(export)) == 2 + 2 + 4


@pytest.mark.parametrize("banner", ["Server: SRV01", "Results:", "Ticket: 7"])
def test_a_banner_over_a_ruler_heads_no_rule(banner: str) -> None:
    ruled = f"{banner}\n{'-' * 70}\n"
    for text in (ruled + SQL, SQL + ruled, SQL.replace("Do not remove.\n", ruled)):
        export = parse(text)
        assert complaints(export) == []
        assert len(inbound(export)) == 4


def test_several_outputs_in_one_file_are_one_export() -> None:
    again = PRINT.removesuffix("Ok.\n") + "\nC:\\>netsh advfirewall firewall show rule name=all\n"
    export = parse(again + SQL)
    assert complaints(export) == []
    assert len(inbound(export)) == 2 + 4


def test_utf_16_is_read() -> None:
    text = source(PRINT.replace("\n", "\r\n"), "utf-16")
    assert DIALECT.recognises(text)
    assert inbound(DIALECT.parse(text))[1].name == "Drucker für Büro 1"


def test_profiles_without_rules_are_no_empty_firewall() -> None:
    text = SQL[SQL.index("Domain Profile Settings") :]
    assert DIALECT.recognises(source(text))
    export = parse(text)
    assert export.policies == {}
    assert export.diagnostics[0].trouble is Trouble.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "*filter\n:INPUT DROP [0:0]\nCOMMIT\n",
        "banner motd ^\nOwner: net team\n" + "-" * 70 + "\nSite: A\nRack: 4\nUnit: 7\n^\n",
        "Rule Name: mentioned in a letter\nwithout a ruler\n",
        "",
    ],
    ids=["iptables", "banner", "letter", "empty"],
)
def test_other_text_is_not_taken_for_a_listing(text: str) -> None:
    assert not DIALECT.recognises(source(text))


@pytest.mark.parametrize(
    ("wrong", "column", "said"),
    [
        ("LocalPort:                            515,9100-70000", 39, "port 70000 is above 65535"),
        (
            "LocalPort:                            515,,9100",
            43,
            "expected port, port keyword, rpc epmap",
        ),
        ("LocalPort:                            9102-9100", 39, "the range 9102-9100 is reversed"),
        ("LocalPort:", 11, "expected any, port, port keyword, rpc epmap"),
    ],
)
def test_a_bad_port_leaves_every_port_possible(wrong: str, column: int, said: str) -> None:
    export = parse(PRINT.replace("LocalPort:                            515,9100-9102", wrong))
    (diagnostic,) = complaints(export)
    number = PRINT.split("\n").index("LocalPort:                            515,9100-9102") + 1
    assert (diagnostic.span.line, diagnostic.span.column) == (number, column)
    assert diagnostic.trouble is Trouble.NOT_UNDERSTOOD
    assert said in (diagnostic.message, diagnostic.hint)
    assert f"line {number} is not understood" in inbound(export)[1].conditions
    assert kind(export, "tcp 198.51.100.7:50000 > 192.0.2.20:22") is Kind.CONDITIONAL


@pytest.mark.parametrize(
    "wrong",
    [
        "10.0.0.0/0.0.0.255",
        "10.0.0.256",
        "10.0.0.9-10.0.0.1",
        "10.0.0.0/33",
        "Beliebig",
        "Any,10.0.0.1",
    ],
)
def test_a_bad_address_leaves_every_address_possible(wrong: str) -> None:
    text = SQL.replace("10.20.0.0/255.255.0.0,10.30.0.10-10.30.0.20", wrong)
    export = parse(text)
    assert len(complaints(export)) == 1
    assert kind(export, "tcp 203.0.113.9:5000 > 10.20.0.5:1433 profile domain") is Kind.CONDITIONAL


def test_an_unknown_action_keeps_the_rule_with_an_unknown_fate() -> None:
    export = parse(SQL.replace("Action:                               Block", "Action:    Ask"))
    assert len(complaints(export)) == 1
    assert inbound(export)[3].action is Action.UNKNOWN
    assert kind(export, "udp 198.51.100.7:5000 > 10.20.0.5:1434 profile public") is Kind.CONDITIONAL


def test_an_unknown_direction_puts_the_rule_on_both_sides() -> None:
    export = parse(PRINT.replace("In\n", "Sideways\n", 1))
    assert len(complaints(export)) == 1
    assert "Print Spooler (RPC)" in {rule.name for rule in export.policies["Outbound"].rules}
    assert "Print Spooler (RPC)" in {rule.name for rule in inbound(export)}


def test_an_unknown_label_is_a_condition() -> None:
    export = parse(SQL.replace("InterfaceTypes:", "Owner:    S-1-5-18\nInterfaceTypes:", 1))
    assert inbound(export)[0].conditions == ("Owner: S-1-5-18",)
    (diagnostic,) = complaints(export)
    assert (diagnostic.trouble, diagnostic.text) == (
        Trouble.NOT_UNDERSTOOD,
        "Owner:    S-1-5-18",
    )


@pytest.mark.parametrize(
    "more",
    ["LocalPort:                            8080\n", "                          8080\n"],
    ids=["the label again", "a wrapped line"],
)
def test_a_second_value_makes_the_first_one_doubtful(more: str) -> None:
    export = parse(PRINT.replace("9100-9102\n", f"9100-9102\n{more}"))
    (diagnostic,) = complaints(export)
    assert "8080" in diagnostic.text
    assert kind(export, "tcp 198.51.100.7:50000 > 192.0.2.20:8080") is Kind.CONDITIONAL


def test_icmp_rows_under_another_protocol_do_not_belong_there() -> None:
    export = parse(SQL.replace("ICMPv4", "47"))
    assert [one.text for one in complaints(export)] == ["8       Any", "3       4"]
    assert kind(export, "gre 198.51.100.7 > 192.0.2.20") is Kind.CONDITIONAL


def test_a_rule_that_the_file_cuts_off_stays_as_wide_as_it_may_have_been() -> None:
    cut = SQL[: SQL.index("1434") + 2]
    assert cut.endswith("LocalPort:                            14")
    export = parse(cut)
    (diagnostic,) = complaints(export)
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert diagnostic.message.startswith("the export ends inside rule 'SQL Browser'")
    assert not any("not verbose" in one.message for one in export.diagnostics)
    assert inbound(export)[1].action is Action.UNKNOWN
    assert kind(export, "udp 198.51.100.7:5000 > 192.0.2.20:1434") is Kind.CONDITIONAL
    assert kind(export, "tcp 198.51.100.7:5000 > 192.0.2.20:23") is Kind.CLOSED


def test_a_rule_whose_beginning_is_missing_is_not_passed_over() -> None:
    export = parse(SQL[SQL.index("Protocol:") :])
    (diagnostic,) = complaints(export)
    assert diagnostic.message.startswith("this rule has no line for its Rule Name, Direction")
    assert kind(export, "tcp 203.0.113.9:5000 > 10.20.0.5:1433") is Kind.CONDITIONAL


def test_a_profile_that_is_listed_with_two_states_is_a_contradiction() -> None:
    export = parse(SQL + "Public Profile Settings:\n" + "-" * 70 + "\nState       OFF\n")
    (diagnostic,) = complaints(export)
    assert diagnostic.message.endswith("says 'Public Profile: State ON'")
    assert kind(export, "tcp 203.0.113.9:5000 > 10.20.0.5:22 profile public") is Kind.CONDITIONAL


def test_the_dialect_is_imported_without_lark() -> None:
    code = "import sys, fwlint.dialects.windows.netsh; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
