"""What a .reg file sets: its statements, deletions, encodings, and what of it is not understood."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.reg import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action, Rule

SERVER = Path(__file__).parents[1] / "fixtures" / "windows" / "reg_file_server" / "policy.reg"
HEADER = "Windows Registry Editor Version 5.00\n\n"
OWN = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters"
POLICY = f"{OWN}\\FirewallPolicy"
RULES = f"[{POLICY}\\FirewallRules]\n"
GROUP_POLICY = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall"
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"


def rule(name: str, port: int = 443, action: str = "Allow") -> str:
    """Return the line of an inbound TCP rule."""
    start = f"v2.30|Action={action}|Active=TRUE|Dir=In|Protocol=6|"
    return f'"{name}"="{start}LPort={port}|Name={name}|"\n'


def source(text: str, encoding: str = "utf-8") -> Source:
    return read_source("policy.reg", text.encode(encoding))


def parse(text: str) -> Export:
    return DIALECT.parse(source(HEADER + text))


def inbound(export: Export) -> tuple[Rule, ...]:
    return export.policies["Inbound"].rules


def names(export: Export) -> list[str]:
    return [one.name for one in inbound(export)]


def kind(export: Export, packet: str = WEB) -> Kind:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export.policies, ("Inbound",), query).kind


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def assumed(export: Export) -> str:
    said = (one.message for one in export.diagnostics if one.trouble is Trouble.ASSUMED)
    return "\n".join(said)


def test_an_export_of_registry_editor_is_understood_without_a_word() -> None:
    text = read_source("policy.reg", SERVER.read_bytes())
    assert DIALECT.recognises(text)
    export = DIALECT.parse(text)
    assert export.dialect == "windows-reg"
    assert export.diagnostics == ()
    smb = "tcp 10.20.0.7:50000 > 10.20.0.20:445"
    assert kind(export, f"{smb} profile domain") is Kind.OPEN
    assert kind(export, f"{smb} profile public") is Kind.CLOSED
    assert kind(export, f"{WEB} profile public") is Kind.CLOSED


def test_a_rule_is_where_its_line_is() -> None:
    export = DIALECT.parse(read_source("policy.reg", SERVER.read_bytes()))
    lines = SERVER.read_bytes().decode("utf-16").split("\r\n")
    backup = next(one for one in inbound(export) if one.name == "Sicherung für Büro 1")
    assert '"{A-2}"' in lines[backup.span.line - 1]
    assert backup.text.startswith("v2.30|Action=Allow|")
    assert 'program C:\\Example\\backup "pro".exe' in backup.conditions


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_of_windows_is_read(encoding: str) -> None:
    text = HEADER + RULES + rule("Büro").replace("|Name", "|LA4=10.0.0.20|Name")
    found = source(text.replace("\n", "\r\n"), encoding)
    assert DIALECT.recognises(found)
    export = DIALECT.parse(found)
    assert names(export) == ["Büro"]
    assert complaints(export) == []
    assert ("code page 1252" in assumed(export)) is (encoding == "cp1252")


def test_the_old_format_has_its_texts_in_the_code_page() -> None:
    text = "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=Büro|\0"
    data = ",".join(f"{byte:02x}" for byte in text.encode("cp1252"))
    export = DIALECT.parse(source(f'REGEDIT4\n\n{RULES}"Web"=hex(1):{data}\n'))
    assert names(export) == ["Büro"]


def test_bytes_go_on_behind_a_backslash() -> None:
    text = "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=Web|\0"
    data = [f"{byte:02X}" for byte in text.encode("utf-16-le")]
    wrapped = ",\\\n  ".join(",".join(data[i : i + 20]) for i in range(0, len(data), 20))
    export = parse(f'{RULES}"Web"=hex(2):{wrapped}\n{rule("Other", 80)}')
    assert names(export) == ["Web", "Other"]
    assert inbound(export)[1].span.line > inbound(export)[0].span.line + 5
    number = parse(f'[{POLICY}\\PublicProfile]\n"EnableFirewall"=hex(4):00,00,00,00\n')
    assert kind(number, f"{WEB} profile public") is Kind.OPEN


def test_a_text_may_have_several_lines() -> None:
    lines = rule("Web").replace("|Name", "|Desc=First line\n[second line]\nthird|Name")
    export = parse(RULES + lines + rule("Other", 80))
    assert names(export) == ["Web", "Other"]
    assert inbound(export)[0].note("description") == "First line\n[second line]\nthird"
    assert complaints(export) == []


def test_a_multi_line_text_of_another_key_hides_no_rules_in_it() -> None:
    hidden = RULES + rule("Hidden").replace('"', '\\"')
    export = parse(f'[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n"Note"="x\n{hidden}"\n{RULES}{rule("Web")}')
    assert names(export) == ["Web"]


def test_short_names_comments_and_other_keys_change_nothing() -> None:
    short = RULES.replace("HKEY_LOCAL_MACHINE", "HKLM").replace("SYSTEM", "system")
    other = '[HKEY_CURRENT_USER\\Software\\X]\n"FirewallRules"="v2.30|nonsense"\n@="x"\n'
    export = parse(f"; a comment\n{other}{short}; another\n{rule('Web')[:-1]} ; behind\n\n{other}")
    assert names(export) == ["Web"]
    assert complaints(export) == []


@pytest.mark.parametrize(
    "root",
    [
        "HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet001\\Services\\SharedAccess\\Parameters\\FirewallPolicy",
        "HKEY_LOCAL_MACHINE\\FIREWALL",
        "HKLM",
    ],
    ids=["a SYSTEM hive", "a .wfw", "reged"],
)
def test_policies_of_other_computers_are_read_from_hives_that_are_loaded(root: str) -> None:
    assert names(parse(f"[{root}\\FirewallRules]\n{rule('Web')}")) == ["Web"]


@pytest.mark.parametrize(
    "key",
    [
        "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Defaults"
        "\\FirewallPolicy\\FirewallRules",
        "HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules",
    ],
)
def test_keys_that_windows_does_not_go_by_are_passed_over(key: str) -> None:
    export = parse(f"[{key}]\n{rule('Web')}")
    assert export.policies == {}
    assert [one.trouble for one in export.diagnostics] == [Trouble.UNREADABLE]


def test_group_policy_and_the_computer_can_be_in_one_file() -> None:
    text = RULES + rule("Web") + f"[{GROUP_POLICY}\\FirewallRules]\n" + rule("No", action="Block")
    assert names(parse(text)) == ["No", "Web"]
    assert kind(parse(text)) is Kind.CLOSED
    no = f'[{GROUP_POLICY}\\PublicProfile]\n"AllowLocalPolicyMerge"=dword:00000000\n'
    mail = parse(RULES + rule("Mail", 25) + no)
    assert kind(mail, "tcp 10.0.0.1:5 > 10.0.0.2:25 profile public") is Kind.CLOSED


def test_the_current_control_set_is_the_one_in_use() -> None:
    backup = RULES.replace("CurrentControlSet", "ControlSet002")
    export = parse(backup + rule("Old", 80) + RULES + rule("Web"))
    assert names(export) == ["Web"]
    assert "controlset002: passed over" in assumed(export)
    assert names(parse(backup + rule("Old", 80))) == ["Old"]


def test_a_later_value_replaces_an_earlier_one() -> None:
    twice = rule("Web", 80) + rule("Web", 443).replace('"Web"=', '"WEB"=')
    assert names(parse(RULES + twice)) == ["Web"]
    assert kind(parse(RULES + twice)) is Kind.OPEN


@pytest.mark.parametrize(
    "deletion",
    [
        '"Web"=-\n',
        f"[-{POLICY}\\FirewallRules]\n",
        f"[-{POLICY}]\n",
        f"[-{OWN.removesuffix('Parameters')[:-1].replace('HKEY_LOCAL_MACHINE', 'HKLM')}]\n",
    ],
    ids=["value", "key", "policy", "service"],
)
def test_what_is_deleted_is_gone(deletion: str) -> None:
    export = parse(RULES + rule("Web") + deletion + RULES + rule("Later", 80))
    assert names(export) == ["Later"]
    assert "is deleted here" not in assumed(export)


def test_a_key_that_is_deleted_and_made_again_is_there() -> None:
    key = f"{GROUP_POLICY}\\PrivateProfile]\n"
    standard = f'[{GROUP_POLICY}\\StandardProfile]\n"EnableFirewall"=dword:0\n'
    assert kind(parse(f"{standard}[{key}"), f"{WEB} profile public") is Kind.CLOSED
    assert kind(parse(f"{standard}[{key}[-{key}"), f"{WEB} profile public") is Kind.OPEN
    assert kind(parse(f"{standard}[{key}[-{key}[{key}"), f"{WEB} profile public") is Kind.CLOSED


def test_a_deletion_of_what_only_the_computer_has_is_said_once() -> None:
    export = parse(f'[-{POLICY}\\FirewallRules]\n{RULES}"Old"=-\n"Older"=-\n{rule("Web")}')
    (said,) = [one for one in export.diagnostics if "is deleted here" in one.message]
    assert said.trouble is Trouble.ASSUMED
    assert said.span.line == 3
    assert "and 2 others" in said.message
    assert names(export) == ["Web"]


def test_a_file_of_other_keys_is_recognised_and_has_nothing_to_judge() -> None:
    text = source(HEADER + '[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n"Start"=dword:00000002\n')
    assert DIALECT.recognises(text)
    export = DIALECT.parse(text)
    assert export.policies == {}
    (diagnostic,) = export.diagnostics
    assert diagnostic.message == "this file sets nothing of Windows Firewall"


@pytest.mark.parametrize(
    "text", ["", "[HKEY_LOCAL_MACHINE\\X]\n", "Windows Registry Editor Version 9\n", "*filter\n"]
)
def test_other_text_is_no_reg_file(text: str) -> None:
    assert not DIALECT.recognises(source(text))


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ('"EnableFirewall"=0\n', 18, "expected dword, hex, hex of type, minus, text"),
        ('"EnableFirewall"=dword:xyz\n', 24, "expected digits"),
        ('"EnableFirewall" dword:00000000\n', 18, "expected equal"),
        ('"EnableFirewall"="0" 1\n', 22, "expected the end of the line"),
        ('"EnableFirewall"=hex(4):00,00,\\\n', 31, ""),
    ],
)
def test_a_setting_that_is_not_understood_leaves_its_profile_open(
    line: str, column: int, hint: str
) -> None:
    export = parse(f"[{POLICY}\\PublicProfile]\n{line}{RULES}{rule('Web')}")
    (diagnostic,) = complaints(export)
    assert (diagnostic.span.line, diagnostic.span.column) == (4, column)
    assert diagnostic.trouble is Trouble.NOT_UNDERSTOOD
    assert hint in diagnostic.hint
    assert kind(export, f"{WEB} profile domain") is Kind.OPEN


def test_a_setting_without_its_type_is_not_taken_for_what_it_may_mean() -> None:
    export = parse(f'[{POLICY}\\PublicProfile]\n"EnableFirewall"=0\n{RULES}{rule("Web")}')
    smtp = "tcp 198.51.100.7:50000 > 192.0.2.20:25"
    assert kind(export, f"{smtp} profile public") is Kind.CONDITIONAL
    assert kind(export, f"{smtp} profile private") is Kind.CLOSED


@pytest.mark.parametrize(
    "line",
    [
        '"Web"=v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|\n',
        '"Web"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|\n',
        'Web="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|"\n',
    ],
    ids=["no quotes", "one quote", "no name"],
)
def test_a_broken_rule_may_still_be_one(line: str) -> None:
    export = parse(RULES + line + rule("Mail", 25))
    (diagnostic,) = complaints(export)
    assert diagnostic.span.line == 4
    assert len(inbound(export)) == 2
    assert kind(export) is Kind.CONDITIONAL


def test_a_rule_outside_the_grammar_is_pointed_at_in_its_line() -> None:
    line = rule("Web").replace("LPort=443", "LPort=80,443")
    (diagnostic,) = complaints(parse(RULES + line))
    assert diagnostic.span.line == 4
    assert diagnostic.span.column == line.index("LPort=80,443") + 1


def test_a_key_that_is_not_understood_is_reported() -> None:
    export = parse(RULES.replace("]", "") + rule("Web") + RULES + rule("Mail", 25))
    (diagnostic,) = complaints(export)
    assert diagnostic.span.line == 3
    assert names(export) == ["Mail"]


def test_paths_without_end_are_no_trouble() -> None:
    deep = f"[{POLICY}" + "\\x" * 50_000 + "]\n"
    export = parse(deep + rule("Web") + RULES + rule("Web"))
    assert names(export) == ["Web"]


def test_the_dialect_is_imported_without_lark() -> None:
    code = "import sys, fwlint.dialects.windows.reg; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LINES = st.one_of(
    st.sampled_from(
        [
            RULES.strip(),
            f"[{POLICY}\\PublicProfile]",
            f"[-{POLICY}]",
            f"[{GROUP_POLICY}\\StandardProfile]",
            f"[{GROUP_POLICY}\\FirewallRules",
            "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]",
            rule("A").strip(),
            rule("A", action="Block").strip(),
            '"A"=-',
            '"EnableFirewall"=dword:0',
            '"EnableFirewall"=hex(4):01,00,\\',
            "  00,00",
            '"A"="v2.30|Action=Allow',
            '"B"=hex(2):76,00',
            "@=dword:1",
            '"',
            "",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12),
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_text_is_an_export(text: str) -> None:
    export = parse(text)
    assert export.policies or any(one.trouble is Trouble.UNREADABLE for one in export.diagnostics)
    for policy in export.policies.values():
        assert all(one.conditions for one in policy.rules if one.action is Action.UNKNOWN)


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_header_are_an_export(data: bytes) -> None:
    start = (HEADER + RULES).encode()
    assert DIALECT.parse(read_source("policy.reg", start + data)).diagnostics is not None
