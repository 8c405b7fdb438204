"""What a Registry.pol sets: its instructions, and files that are damaged or say nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.pol import DIALECT
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet

FIREWALL = "Software\\Policies\\Microsoft\\WindowsFirewall"
RULES = f"{FIREWALL}\\FirewallRules"
WEB = "tcp 198.51.100.7:50000 > 192.0.2.20:443"
HEADER = b"PReg\x01\0\0\0"


def instruction(
    key: str, name: str, data: str | int | bytes = b"", kind: int | None = None
) -> bytes:
    """Return `[key;name;type;size;data]` as Windows writes it."""
    if isinstance(data, int):
        kind, data = 4 if kind is None else kind, data.to_bytes(4, "little")
    elif isinstance(data, str):
        kind, data = 1 if kind is None else kind, f"{data}\0".encode("utf-16-le")
    parts = [
        f"{key}\0".encode("utf-16-le"),
        f"{name}\0".encode("utf-16-le"),
        (kind or 0).to_bytes(4, "little"),
        len(data).to_bytes(4, "little"),
        data,
    ]
    return b"[\0" + b";\0".join(parts) + b"]\0"


def rule(name: str, port: int = 443, action: str = "Allow") -> bytes:
    start = f"v2.30|Action={action}|Active=TRUE|Dir=In|Protocol=6|"
    return instruction(RULES, name, f"{start}LPort={port}|Name={name}|")


def parse(*instructions: bytes) -> Export:
    return DIALECT.parse(read_source("registry.pol", HEADER + b"".join(instructions)))


def names(export: Export) -> list[str]:
    return [one.name for one in export.policies["Inbound"].rules]


def kind(export: Export, packet: str = WEB) -> Kind:
    query = PacketSet.of([parse_packet(packet)])
    return decide(export.policies, ("Inbound",), query).kind


def complaints(export: Export) -> list[Diagnostic]:
    return [one for one in export.diagnostics if one.trouble is not Trouble.ASSUMED]


def profile(name: str) -> bytes:
    key = f"{FIREWALL}\\{name}Profile"
    return (
        instruction(key, "EnableFirewall", 1)
        + instruction(key, "DefaultInboundAction", 1)
        + instruction(key, "DefaultOutboundAction", 0)
        + instruction(f"{key}\\Logging", "LogFileSize", 16384)
    )


WEB_SERVERS = (
    instruction("Software\\Policies\\Example", "**del.Old", " "),
    instruction("Software\\Policies\\Example", "Setting", 1),
    instruction(FIREWALL, "PolicyVersion", 0x21E),
    *(profile(name) for name in ("Domain", "Private", "Public")),
    instruction(f"{FIREWALL}\\PublicProfile", "AllowLocalPolicyMerge", 0),
    instruction(
        RULES,
        "{F7EE5C6D-0000-4000-8000-000000000001}",
        "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Domain|LPort=443|Name=Web|",
    ),
    rule("No remote desktop", 3389, "Block"),
)


def test_a_policy_is_read_with_its_rules_and_settings() -> None:
    assert DIALECT.recognises(read_source("registry.pol", HEADER + WEB_SERVERS[0]))
    export = parse(*WEB_SERVERS)
    assert export.dialect == "windows-pol"
    assert complaints(export) == []
    assert kind(export, f"{WEB} profile domain") is Kind.OPEN
    assert kind(export, f"{WEB} profile public") is Kind.CLOSED
    assert kind(export, "tcp 198.51.100.7:5 > 192.0.2.20:3389 profile domain") is Kind.CLOSED


def test_a_rule_is_at_its_entry_because_there_are_no_lines() -> None:
    web = parse(*WEB_SERVERS).policies["Inbound"].rules[0]
    assert web.span.entry == f"{RULES}\\{{F7EE5C6D-0000-4000-8000-000000000001}}"
    assert str(web.span) == f"registry.pol:{web.span.entry}"


def test_the_rules_of_the_computer_are_said_to_be_elsewhere() -> None:
    (own,) = [one for one in parse(rule("Web")).diagnostics if "own rules" in one.message]
    assert own.trouble is Trouble.ASSUMED
    assert "domain, private, public" in own.message


def test_the_standard_profile_holds_where_no_other_is_set() -> None:
    off = instruction(f"{FIREWALL}\\StandardProfile", "EnableFirewall", 0)
    assert kind(parse(off), f"{WEB} profile public") is Kind.OPEN
    only_the_key = instruction(f"{FIREWALL}\\PrivateProfile", "")
    assert kind(parse(off, only_the_key), f"{WEB} profile public") is Kind.CLOSED


@pytest.mark.parametrize(
    "order",
    [
        instruction(RULES, "**del.Web", " "),
        instruction(RULES, "**DeleteValues", "Other; web"),
        instruction(RULES, "**delvals.", " "),
        instruction(RULES, "**DelVals", " "),
        instruction(FIREWALL, "**DeleteKeys", "ConSecRules;FirewallRules"),
    ],
)
def test_what_is_deleted_is_gone_and_what_comes_later_stays(order: bytes) -> None:
    export = parse(rule("Web"), order, rule("Later", 80))
    assert names(export) == ["Later"]
    assert complaints(export) == []


def test_a_deletion_of_what_another_policy_may_have_set_is_said() -> None:
    export = parse(
        instruction(f"{FIREWALL}\\PublicProfile", "**del.EnableFirewall", " "), rule("Web")
    )
    (said,) = [one for one in export.diagnostics if "is deleted here" in one.message]
    assert said.message.startswith("HKEY_LOCAL_MACHINE\\Software\\Policies")
    assert "PublicProfile\\EnableFirewall is deleted" in said.message


def test_orders_of_other_policies_and_about_permissions_change_nothing() -> None:
    other = instruction("Software\\Policies\\X", "**del.Web", " ")
    export = parse(rule("Web"), other, instruction(RULES, "**SecureKey", 1))
    assert names(export) == ["Web"]
    assert complaints(export) == []


def test_an_order_that_nobody_knows_is_reported() -> None:
    export = parse(rule("Web"), instruction(RULES, "**soft.Web", "x"))
    (diagnostic,) = complaints(export)
    assert diagnostic.message == "fwlint does not know the order '**soft.Web'"
    assert names(export) == ["Web"]


def test_a_policy_without_a_word_on_the_firewall_is_no_fault() -> None:
    export = parse(instruction("Software\\Policies\\Microsoft\\Windows", "Example", 1))
    assert export.policies == {}
    (diagnostic,) = export.diagnostics
    assert diagnostic.trouble is Trouble.ASSUMED
    assert diagnostic.message == "this policy sets nothing of Windows Firewall"
    assert parse().diagnostics == export.diagnostics
    deletion = parse(instruction(RULES, "**del.Web", " "))
    assert {one.trouble for one in deletion.diagnostics} == {Trouble.ASSUMED}


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (
            lambda data: data[:-3],
            "at byte 150 of this registry policy data of 138 bytes does not fit",
        ),
        (lambda data: data.replace(b"]\0", b"}\0"), "there is no ']'"),
        (
            lambda data: data[: len(HEADER)] + b"x\0" + data[10:],
            "at byte 8 of this registry policy",
        ),
        (lambda data: data[:60], "the name at byte 10 of this registry policy does not end"),
        (lambda data: data[:9], "at byte 8 of this registry policy '[' of 2 bytes does not fit"),
        (lambda data: b"PReg\x02" + data[5:], "not of version 1"),
    ],
)
def test_damage_is_reported_with_its_byte(damage: object, message: str) -> None:
    assert callable(damage)
    data = damage(HEADER + rule("Web"))
    export = DIALECT.parse(read_source("registry.pol", data))
    assert export.policies == {}
    (diagnostic,) = export.diagnostics
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert message in diagnostic.message


def test_what_stands_before_the_damage_stays() -> None:
    size = (0xFFFFFFFF).to_bytes(4, "little")
    bad = rule("Mail", 25).replace(b"\x01\0\0\0;\0", b"\x01\0\0\0;\0" + size + b";\0", 1)
    export = parse(rule("Web"), bad, rule("Lost", 80))
    (diagnostic,) = complaints(export)
    assert diagnostic.trouble is Trouble.UNREADABLE
    assert "data of 4294967295 bytes does not fit into" in diagnostic.message
    assert names(export) == ["Web"]


def test_a_rule_of_the_wrong_type_may_do_anything() -> None:
    export = parse(instruction(RULES, "Web", 7))
    assert complaints(export)[0].span.entry == f"{RULES}\\Web"
    assert kind(export) is Kind.CONDITIONAL


def test_other_files_are_no_registry_policies() -> None:
    assert not DIALECT.recognises(read_source("x.pol", b"regf" + bytes(64)))
    assert not DIALECT.recognises(read_source("x.pol", b""))


def test_the_dialect_is_imported_without_lark() -> None:
    code = "import sys, fwlint.dialects.windows.pol; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.binary(max_size=120))
def test_any_bytes_are_an_export_or_an_error(data: bytes) -> None:
    export = DIALECT.parse(read_source("registry.pol", HEADER + data))
    assert export.policies or export.diagnostics


@given(st.data())
def test_any_damage_to_a_policy_is_survived(data: st.DataObject) -> None:
    whole = bytearray(HEADER + rule("A") + instruction(RULES, "**del.A", " ") + rule("B", 25))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    export = DIALECT.parse(read_source("registry.pol", bytes(whole)))
    assert export.policies or export.diagnostics
