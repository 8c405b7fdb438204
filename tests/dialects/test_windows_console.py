"""The list that the console of Windows Firewall exports, of inbound or of outbound rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, Verdict, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.console import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows" / "console_web_server"
INBOUND = (FIXTURES / "inbound.txt").read_text(encoding="utf-8")
LIST = (FIXTURES / "list.txt").read_text(encoding="utf-8")
FEW_COLUMNS = "Name\tEnabled\tAction\tProtocol\tLocal Port\nShell\tYes\tAllow\tTCP\t22\n"
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"
HIDDEN = "the export does not show Service, InterfaceType, Authentication"


def source(text: str, path: str = "list.txt", encoding: str = "utf-8") -> Source:
    return read_source(path, text.encode(encoding))


def parse(text: str, path: str = "list.txt") -> Export:
    assert DIALECT.recognises(source(text, path))
    return DIALECT.parse(source(text, path))


def judge(export: Export, packet: str, policy: str = "Inbound") -> Verdict:
    return decide(export.policies, (policy,), PacketSet.of([parse_packet(packet)]))


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def directions(export: Export) -> list[str]:
    return [policy.name for policy in export.policies.values() if policy.rules]


def test_a_list_is_understood_but_for_what_it_has_no_columns_for() -> None:
    export = parse(INBOUND)
    assert complaints(export) == []
    verdict = judge(export, WEB)
    assert verdict.kind is Kind.CONDITIONAL
    assert verdict.conditions(verdict.query) == (HIDDEN,)
    assert judge(export, WEB.replace(":443", ":444")).kind is Kind.CLOSED
    said = [one.message for one in export.diagnostics if "may be narrower" in one.message]
    assert said == [
        "the export does not show all of 4 rules, which may be narrower: "
        "IcmpType, Service, InterfaceType, Authentication"
    ]


def test_the_consoles_keywords_are_netshs() -> None:
    dynamic, mapper, ping = parse(INBOUND).policies["Inbound"].rules[1:]
    assert dynamic.conditions[:2] == (
        "RemoteIP LocalSubnet",
        "LocalPort RPC (an RPC server listens there)",
    )
    assert not dynamic.enabled
    assert mapper.packets.covers(
        PacketSet.of([parse_packet("tcp 192.0.2.9:5 > 192.0.2.20:135 profile domain")])
    )
    assert ping.conditions == (
        "program System",
        "the export does not show IcmpType, Service, InterfaceType, Authentication",
    )
    assert mapper.note("group") == "Remote Event Log Management"


def test_authorized_users_are_a_column_of_inbound_rules_alone() -> None:
    assert directions(parse(INBOUND, "outbound.txt")) == ["Inbound"]
    outbound = parse(LIST)
    assert directions(outbound) == ["Outbound"]
    assert outbound.diagnostics[0].message.startswith("the rules are taken as outbound ones")


@pytest.mark.parametrize("way", ["Inbound", "Outbound"])
def test_the_name_of_a_file_may_say_the_direction(way: str) -> None:
    export = parse(FEW_COLUMNS, f"exports/{way}-rules.txt")
    assert directions(export) == [way]
    assert export.diagnostics[0].message.endswith("for the name of the file")


def test_rules_whose_direction_nothing_says_may_be_either() -> None:
    export = parse(FEW_COLUMNS)
    assert directions(export) == ["Inbound", "Outbound"]
    shell = WEB.replace(":443", ":22")
    assert judge(export, shell).kind is Kind.CONDITIONAL
    assert "not show Direction, Profile" in judge(export, shell).outcomes[0].conditions[0]
    assert "inbound or outbound" in export.diagnostics[0].message


def test_an_override_passes_block_rules() -> None:
    text = INBOUND.replace("Allow\tNo", "Allow\tYes", 1)
    assert parse(text).policies["Inbound"].rules[0].action is Action.BYPASS


def test_a_cell_that_is_not_understood_costs_its_rule() -> None:
    export = parse(INBOUND.replace("80, 443", "80, https"))
    (diagnostic,) = complaints(export)
    assert (diagnostic.span.line, diagnostic.text) == (2, "LocalPort: 80, https")
    assert judge(export, WEB.replace(":443", ":22")).kind is Kind.CONDITIONAL


def test_a_row_that_is_cut_off_may_be_any_rule() -> None:
    export = parse(f"{INBOUND}Half a rule\t\tAll\tYes")
    (diagnostic,) = complaints(export)
    assert diagnostic.message == "this row has 4 cells, and there are 18 headers"
    assert judge(export, WEB.replace(":443", ":22")).kind is Kind.CONDITIONAL


def test_quotes_in_names_are_only_quotes() -> None:
    export = parse(INBOUND.replace("Web site", '"Web site'))
    assert complaints(export) == []
    assert export.policies["Inbound"].rules[0].name == '"Web site'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_every_encoding_that_the_console_offers_is_read(encoding: str) -> None:
    export = DIALECT.parse(source(INBOUND.replace("Web site", "Büro"), encoding=encoding))
    assert complaints(export) == []
    assert export.policies["Inbound"].rules[0].name == "Büro"


def test_a_list_in_another_language_is_refused_with_a_way_out() -> None:
    names = ["Regelname", *[f"Spalte {number}" for number in range(17)]]
    text = "\t".join(names) + "\t\n" + "\n".join(INBOUND.split("\n")[1:])
    export = parse(text)
    assert export.policies == {}
    (diagnostic,) = export.diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert "first header 'Regelname'" in diagnostic.message
    assert "netsh advfirewall export" in diagnostic.hint


@pytest.mark.parametrize(
    "text",
    [
        "Name\tEnabled\tAction\tProtocol\nx\tYes\tAllow\tTCP\n",
        "\t".join(f"c{number}" for number in range(20)) + "\n" + "\t".join(["TCP"] * 20),
        "a\tb\n",
        "",
    ],
    ids=["other headers", "other cells", "two columns", "empty"],
)
def test_other_tables_are_not_taken_for_a_list(text: str) -> None:
    assert not DIALECT.recognises(source(text))


@pytest.mark.parametrize("text", ["", INBOUND.split("\n")[0]])
def test_a_list_without_rules_is_unreadable(text: str) -> None:
    export = DIALECT.parse(source(text))
    assert export.policies == {}
    assert export.diagnostics[0].trouble is Trouble.UNREADABLE


@settings(max_examples=100)
@given(st.text(max_size=60), st.integers(0, len(INBOUND)))
def test_no_damage_makes_it_fail(junk: str, place: int) -> None:
    damaged = source(INBOUND[:place] + junk + INBOUND[place:])
    DIALECT.recognises(damaged)
    export = DIALECT.parse(damaged)
    assert export.policies or export.diagnostics


def test_the_dialect_is_imported_without_lark() -> None:
    code = "import sys, fwlint.dialects.windows.console; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
