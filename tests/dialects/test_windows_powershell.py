"""PowerShell's exports of Windows Firewall: CSV, JSON and lists, and what they leave unsaid."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.netsh import DIALECT as NETSH
from fwlint.dialects.windows.powershell import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows"
SQL_CSV = (FIXTURES / "powershell_sql_server" / "rules.csv").read_text(encoding="utf-8")
SQL_JSON = (FIXTURES / "powershell_sql_server" / "export.json").read_text(encoding="utf-8")
SQL_NETSH = (FIXTURES / "sql_server" / "verbose.txt").read_bytes()
DESKTOP = (FIXTURES / "powershell_desktop" / "rules.csv").read_text(encoding="utf-8")
LISTING = (FIXTURES / "powershell_desktop" / "listing.txt").read_text(encoding="utf-16")
SHELL = {
    "DisplayName": "Shell",
    "Enabled": "True",
    "Direction": "Inbound",
    "Action": "Allow",
    "Profile": "Any",
    "Protocol": "TCP",
    "LocalPort": "22",
    "RemotePort": "Any",
    "LocalAddress": "Any",
    "RemoteAddress": "Any",
    "Program": "Any",
    "Service": "Any",
    "InterfaceType": "Any",
    "Authentication": "NotRequired",
}
FROM_ANYWHERE = "tcp 198.51.100.7:50000 > 192.0.2.20:22"


def source(text: str, encoding: str = "utf-8") -> Source:
    return read_source("rules", text.encode(encoding))


def parse(text: str, encoding: str = "utf-8") -> Export:
    assert DIALECT.recognises(source(text, encoding))
    return DIALECT.parse(source(text, encoding))


def one(**changed: Any) -> Export:
    """Return a JSON export of one rule: `SHELL`, with other values or, for None, without one."""
    members = {name: value for name, value in (SHELL | changed).items() if value is not None}
    return parse(json.dumps([members]))


def rules(export: Export) -> list[Rule]:
    return [rule for policy in export.policies.values() for rule in policy.rules]


def kind(export: Export, packet: str, policy: str = "Inbound") -> Kind:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export.policies, (policy,), query).kind


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def meanings(export: Export) -> list[object]:
    return [(r.name, r.packets, r.action, r.conditions, r.enabled) for r in rules(export)]


@pytest.mark.parametrize("text", [SQL_CSV, SQL_JSON], ids=["csv", "json"])
def test_the_same_rules_mean_the_same_as_in_a_netsh_listing(text: str) -> None:
    export = parse(text)
    assert complaints(export) == []
    assert meanings(export) == meanings(NETSH.parse(read_source("netsh.txt", SQL_NETSH)))
    groups = [(rule.note("group"), rule.note("edge")) for rule in rules(export)]
    assert groups == [("SQL Server", ""), ("", "deferuser"), ("", ""), ("", "")]


def test_an_object_with_profiles_and_rules_leaves_nothing_to_assume() -> None:
    export = parse(SQL_JSON)
    assert export.diagnostics == ()
    default = export.policies["Inbound"].default_text
    assert default == "Domain Profile: DefaultInboundAction 4"


def test_a_rule_is_where_its_row_or_its_object_begins() -> None:
    assert [rule.span.line for rule in rules(parse(SQL_CSV))] == [2, 3, 4, 5]
    objects = rules(parse(SQL_JSON))
    lines = SQL_JSON.split("\n")
    assert [lines[rule.span.line - 1] for rule in objects] == ["    {"] * 4
    assert objects[1].span.column == 5
    assert '"DisplayName": "SQL Browser"' in lines[objects[1].span.line + 1]


def test_rules_on_one_line_have_places_of_their_own() -> None:
    compressed = json.dumps(json.loads(SQL_JSON))
    assert len({rule.span for rule in rules(parse(compressed))}) == 4


def test_what_packets_cannot_show_is_a_condition_in_netshs_words() -> None:
    said = {rule.name: rule.conditions for rule in rules(parse(DESKTOP))}
    assert said["Remote Scheduled Tasks Management (RPC-EPMAP)"] == (
        r"program %SystemRoot%\system32\svchost.exe",
        "service RPCSS",
    )
    assert said["Example Player"] == (
        "app package S-1-15-2-1-2-3",
        "rule owner S-1-5-21-1-2-3-1001",
        "Windows version 6.2 or later",
    )
    assert said["Admin shell from the jump host"] == (
        "interface type lan,ras",
        "remote computers O:LSD:(A;;CC;;;S-1-5-21-1-2-3-2001)",
        "security authdynenc",
        "the peer is authenticated by IPsec",
    )


def test_a_rule_that_overrides_block_rules_is_an_authenticated_bypass() -> None:
    actions = {rule.name: rule.action for rule in rules(parse(DESKTOP))}
    assert actions["Admin shell from the jump host"] is Action.BYPASS


def test_a_dynamic_target_without_a_name_is_not_any() -> None:
    said = {rule.name: rule.conditions[-1] for rule in rules(parse(DESKTOP))}
    assert said["WFD Driver-only (TCP-In)"] == "trust tuple that the export does not name"
    assert said["Wi-Fi Direct Spooler Use (In)"] == "trust tuple WFDPrint"


def test_keywords_are_netshs() -> None:
    export = parse(DESKTOP)
    said = [condition for rule in rules(export) for condition in rule.conditions]
    addresses = [condition for condition in said if condition.startswith("RemoteIP")]
    assert addresses == ["RemoteIP LocalSubnet", "RemoteIP Ply2Renders", "RemoteIP LocalSubnet"]
    mapper = next(rule for rule in rules(export) if "RPC-EPMAP" in rule.name)
    assert PacketSet.of([parse_packet("tcp 192.0.2.1:5 > 192.0.2.2:135")]) & mapper.packets


@pytest.mark.parametrize(
    ("name", "value", "packet", "expected"),
    [
        ("Enabled", 1, FROM_ANYWHERE, Kind.OPEN),
        ("Enabled", 2, FROM_ANYWHERE, Kind.CLOSED),
        ("Enabled", False, FROM_ANYWHERE, Kind.CLOSED),
        ("Direction", 1, FROM_ANYWHERE, Kind.OPEN),
        ("Direction", 2, FROM_ANYWHERE, Kind.CLOSED),
        ("Action", 2, FROM_ANYWHERE, Kind.OPEN),
        ("Action", 4, FROM_ANYWHERE, Kind.CLOSED),
        ("Profile", 0, FROM_ANYWHERE, Kind.OPEN),
        ("Profile", 6, f"{FROM_ANYWHERE} profile public", Kind.OPEN),
        ("Profile", 6, f"{FROM_ANYWHERE} profile domain", Kind.CLOSED),
        ("InterfaceType", 2, FROM_ANYWHERE, Kind.CONDITIONAL),
    ],
)
def test_enumerations_may_be_numbers(name: str, value: object, packet: str, expected: Kind) -> None:
    assert kind(one(**{name: value}), packet) is expected


@pytest.mark.parametrize("ports", [["80", 443], {"value": ["80", "443"], "Count": 2}, "80,443"])
def test_a_list_is_a_union_however_it_is_wrapped(ports: object) -> None:
    export = one(LocalPort=ports)
    assert kind(export, FROM_ANYWHERE.replace(":22", ":443")) is Kind.OPEN
    assert kind(export, FROM_ANYWHERE) is Kind.CLOSED


def test_a_row_whose_filters_are_empty_is_not_a_rule_for_everything() -> None:
    """`Select-Object LocalPort` on a rule itself exports an empty column."""
    text = "\n".join(("DisplayName,Enabled,Direction,Action,Profile,Protocol,LocalPort,Program",
                      "Shell,True,Inbound,Allow,Any,,,"))  # fmt: skip
    export = parse(text)
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL
    (rule,) = rules(export)
    assert rule.conditions == (
        "the export shows no protocol, ports, addresses, program or service of the rule",
    )


def test_what_rules_alone_do_not_show_is_said_once_with_a_cure() -> None:
    export = parse(LISTING)
    assert [rule.name for rule in rules(export)] == ["OpenSSH SSH Server (sshd)", "No telnet"]
    assert kind(export, f"{FROM_ANYWHERE} profile private") is Kind.CONDITIONAL
    assert kind(export, f"{FROM_ANYWHERE} profile public") is Kind.CLOSED
    narrower = [d for d in export.diagnostics if "may be narrower" in d.message]
    assert len(narrower) == 1
    assert "Export-FirewallRules" in narrower[0].hint
    assert "of 2 rules" in narrower[0].message


def test_only_the_columns_that_matter_for_a_rule_are_missed() -> None:
    (rule,) = rules(one(RemoteAddress=None, Service=None))
    assert rule.conditions == ("the export does not show RemoteAddress, Service",)
    assert rules(one(IcmpType=None))[0].conditions == ()


def test_a_missing_direction_may_be_either() -> None:
    export = parse(json.dumps([SHELL, {**SHELL, "Direction": None}]))
    for policy in ("Inbound", "Outbound"):
        assert export.policies[policy].rules[-1].conditions == (
            "the export does not show Direction",
        )


@pytest.mark.parametrize(
    ("name", "wrong", "hint"),
    [
        ("LocalPort", "80;443", "expected comma"),
        ("LocalPort", "70000", ""),
        ("LocalPort", "System.String[]", "-join ','"),
        ("RemoteAddress", "10.0.0.0/0.0.0.255", ""),
        ("RemoteAddress", [["10.0.0.1"]], "expected any"),
        ("Protocol", "TCPUDP", "expected"),
        ("Profile", "Work", "expected"),
        ("Enabled", "maybe", "expected no, yes"),
        ("Action", "Ask", "expected allow, block, bypass"),
        ("OverrideBlockRules", "perhaps", "expected"),
        ("Authentication", 7, "expected"),
    ],
)
def test_a_value_that_is_not_understood_costs_that_rule_only(
    name: str, wrong: object, hint: str
) -> None:
    export = parse(json.dumps([{**SHELL, name: wrong}, {**SHELL, "LocalPort": "23"}]))
    (diagnostic,) = complaints(export)
    assert diagnostic.trouble is Trouble.NOT_UNDERSTOOD
    assert (diagnostic.span.line, diagnostic.span.column) == (1, 2)
    assert diagnostic.text.startswith(f"{name}: ")
    assert hint in diagnostic.hint
    assert any(name in condition for condition in rules(export)[0].conditions)
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL
    assert kind(export, FROM_ANYWHERE.replace(":22", ":23")) is Kind.OPEN


@pytest.mark.parametrize("name", ["LocalPort", "localport"])
def test_a_member_given_twice_is_believed_neither_time(name: str) -> None:
    export = parse(json.dumps([SHELL]).replace('"LocalPort"', f'"{name}": "23", "LocalPort"'))
    assert len(complaints(export)) == 1
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL


def test_ports_that_icmp_does_not_have_are_no_limit_and_those_of_others_are() -> None:
    ping = "icmp 198.51.100.7 > 192.0.2.20 type 8"
    assert kind(one(Protocol="ICMPv4", LocalPort="RPC", IcmpType="8"), ping) is Kind.OPEN
    assert rules(one(Protocol="47", LocalPort="80"))[0].conditions == ("LocalPort 80",)


def test_dynamic_keyword_addresses_are_further_addresses_that_nobody_knows() -> None:
    guid = "{0E1B2C3D-4444-4A6B-9C1D-000000000001}"
    export = one(RemoteAddress="203.0.113.0/24", RemoteDynamicKeywordAddresses=[guid])
    assert kind(export, "tcp 203.0.113.7:50000 > 192.0.2.20:22") is Kind.OPEN
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL
    assert kind(one(RemoteDynamicKeywordAddresses=guid), FROM_ANYWHERE) is Kind.CONDITIONAL


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_from_the_headers(delimiter: str) -> None:
    row = delimiter.join(f'"{value}"' for value in SHELL.values())
    text = f"#TYPE Selected.CimInstance\r\n{delimiter.join(SHELL)}\r\n{row}\r\n"
    assert kind(parse(text), FROM_ANYWHERE) is Kind.OPEN


def test_a_lost_quote_costs_its_row_and_no_other() -> None:
    lines = SQL_CSV.split("\n")
    lines[2] = lines[2].replace('"SQL Browser"', '"SQL Browser', 1)
    export = parse("\n".join(lines))
    (diagnostic,) = complaints(export)
    assert diagnostic.span.line == 3
    assert [rule.span.line for rule in export.policies["Inbound"].rules] == [2, 3, 4, 5]
    assert export.policies["Inbound"].rules[1].action is Action.UNKNOWN


def test_a_row_with_too_few_cells_may_be_any_rule() -> None:
    export = parse(f"{SQL_CSV}cut;off\n")
    (diagnostic,) = complaints(export)
    assert diagnostic.message == "this row has 2 cells, and there are 31 headers"
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL


def test_an_export_in_a_windows_code_page_keeps_its_names() -> None:
    text = SQL_CSV.replace("SQL Browser", "Prüfdienst")
    export = parse(text, "cp1252")
    assert complaints(export) == []
    assert rules(export)[1].name == "Prüfdienst"
    assert "code page 1252" in export.diagnostics[0].message


@pytest.mark.parametrize("cut", [600, 1600, 2500])
def test_a_json_document_that_breaks_off_proves_nothing_closed(cut: int) -> None:
    export = parse(SQL_JSON[:cut] + '"Direction": 1, "DisplayName": "x", "Action": 2')
    assert complaints(export)[-1].message.startswith("the JSON cannot be read from here on")
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL
    whole = SQL_JSON[:cut].count('"SecurityFilter"')
    assert len([rule for rule in rules(export) if rule.name]) >= whole - 1


def test_objects_one_a_line_are_read() -> None:
    text = "\n".join(json.dumps({**SHELL, "LocalPort": str(port)}) for port in (22, 23))
    assert [rule.span.line for rule in rules(parse(text))] == [1, 2]


def test_rules_of_group_policy_stand_where_local_ones_are_ignored() -> None:
    ignored = {
        "Name": "Public",
        "Enabled": 1,
        "DefaultInboundAction": 4,
        "DefaultOutboundAction": 2,
        "AllowLocalFirewallRules": 0,
    }
    local, policy = dict(SHELL), {**SHELL, "LocalPort": "23", "PolicyStoreSourceType": 2}
    export = parse(json.dumps([ignored, local, policy]))
    public = f"{FROM_ANYWHERE} profile public"
    assert kind(export, public) is Kind.CLOSED
    assert kind(export, public.replace(":22 ", ":23 ")) is Kind.OPEN
    assert kind(export, f"{FROM_ANYWHERE} profile private") is Kind.OPEN


PROFILE_LIST = """
Name                            : Public
Enabled                         : {}
DefaultInboundAction            : {}
DefaultOutboundAction           : Block
AllowInboundRules               : {}
"""


@pytest.mark.parametrize(
    ("enabled", "inbound", "rules_heeded", "expected"),
    [
        ("False", "NotConfigured", "NotConfigured", Kind.OPEN),
        ("True", "Allow", "NotConfigured", Kind.CONDITIONAL),
        ("True", "Block", "False", Kind.CLOSED),
        ("True", "Block", "NotConfigured", Kind.CONDITIONAL),
        ("Perhaps", "Block", "False", Kind.CONDITIONAL),
    ],
)
def test_settings_without_rules_prove_what_no_rule_can_change(
    enabled: str, inbound: str, rules_heeded: str, expected: Kind
) -> None:
    export = parse(PROFILE_LIST.format(enabled, inbound, rules_heeded))
    assert kind(export, f"{FROM_ANYWHERE} profile public") is expected
    assert "the export shows no rules" in [one.message for one in export.diagnostics]


def test_a_list_cut_short_by_powershell_is_not_the_whole_list() -> None:
    block = "\n".join(f"{name} : {value}" for name, value in SHELL.items())
    export = parse(block.replace("LocalPort : 22", "LocalPort : {80, 443, 8080, 8443...}"))
    assert len(complaints(export)) == 1
    assert complaints(export)[0].span.line == 7
    assert kind(export, FROM_ANYWHERE) is Kind.CONDITIONAL
    whole = parse(block.replace("LocalPort : 22", "LocalPort : {80, 4\n            43}"))
    assert kind(whole, FROM_ANYWHERE.replace(":22", ":443")) is Kind.OPEN


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "object", "properties": {"DisplayName": {"type": "string"}, '
        '"Direction": {"type": "number"}, "Action": {"type": "number"}, "Profile": {}}}',
        '[{"DisplayName": "Print Spooler", "Status": 4, "Name": "Spooler"}]',
        '[{"name": "allow-ssh", "direction": "INGRESS", "allowed": [{"IPProtocol": "tcp"}]}]',
        "DisplayName,Status\nPrint Spooler,Running\n",
        "Name        : Spooler\nDisplayName : Print Spooler\nStatus      : Running\n",
        "*filter\n:INPUT DROP [0:0]\nCOMMIT\n",
        "[",
        "",
    ],
    ids=["schema", "services", "cloud", "csv", "list", "iptables", "bracket", "empty"],
)
def test_other_tables_are_not_taken_for_rules(text: str) -> None:
    assert not DIALECT.recognises(source(text))


@pytest.mark.parametrize("text", ["", "nothing of the kind", "[]", "\0\1\2\0"])
def test_an_input_without_rules_is_unreadable_and_never_no_rules(text: str) -> None:
    export = DIALECT.parse(source(text))
    assert export.policies == {}
    assert export.diagnostics[0].trouble is Trouble.UNREADABLE


def test_nesting_without_end_is_refused_in_an_instant() -> None:
    rule = json.dumps(SHELL)
    for bomb in ("[" * 200_000, '{"a":' * 200_000, f"[{rule}, {'[' * 200_000}", "1" * 10_000):
        assert complaints(DIALECT.parse(source(f"[{rule},{bomb}")))


def test_thousands_of_quotes_that_never_end_cost_no_time() -> None:
    export = parse("\n".join([SQL_CSV.split("\n")[0], *['"a"b'] * 5000]))
    assert len(rules(export)) == 2 * 101  # on both sides, for nobody knows their directions
    assert complaints(export)[-1].message == "the table cannot be read from here on"


WORDS = st.sampled_from(["Any", "TCP", "22", "80,443", "LocalSubnet", "10.0.0.0/8", "", "RPC", '"'])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100)
@given(st.lists(st.dictionaries(st.sampled_from([*SHELL, "IcmpType", "Name"]), VALUES), max_size=4))
def test_no_json_makes_it_fail(objects: list[dict[str, object]]) -> None:
    text = json.dumps([SHELL, *objects])
    export = DIALECT.parse(source(text))
    assert kind(export, FROM_ANYWHERE) in Kind


@settings(max_examples=100)
@given(st.text(max_size=80), st.integers(0, len(SQL_CSV)), st.sampled_from(["utf-8", "utf-16"]))
def test_no_damage_to_a_table_makes_it_fail(junk: str, place: int, encoding: str) -> None:
    for text in (SQL_CSV, LISTING, SQL_JSON):
        damaged = (text[:place] + junk + text[place:]).encode(encoding, errors="replace")
        found = read_source("rules", damaged)
        DIALECT.recognises(found)
        export = DIALECT.parse(found)
        assert export.policies or export.diagnostics


def test_the_dialect_is_imported_without_lark() -> None:
    code = "import sys, fwlint.dialects.windows.powershell; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
