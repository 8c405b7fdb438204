"""What is read from a registry hive: every value as it was written, from wherever a policy is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from fwlint.dialects.source import read_source
from fwlint.dialects.windows.hive import DIALECT
from fwlint.dialects.windows.hive.error import HiveError
from fwlint.dialects.windows.hive.key import read_root
from fwlint.dialects.windows.hive.place import find_policy
from fwlint.dialects.windows.hive.render.writer import Tree, Typed, write_hive
from fwlint.dialects.windows.hive.walk import values_of
from fwlint.dialects.windows.registry.value import Origin, RegistryValue

FIXTURES = Path(__file__).parent.parent / "fixtures" / "windows"
SERVER = FIXTURES / "hive_server"
REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_QWORD = 1, 2, 3, 4, 11
PROFILE = {"EnableFirewall": 1}


def read(hive: bytes) -> list[RegistryValue]:
    return list(values_of(find_policy(read_root(hive)), "policy.wfw"))


def read_tree(tree: Tree, leaf: bytes = b"lh") -> list[RegistryValue]:
    return read(write_hive(tree, leaf=leaf))


def read_data(value: str | int | bytes | Typed) -> str | int | bytes:
    """Return what is read where `value` is the only one."""
    (found,) = read_tree({"FirewallRules": {"rule": value}})
    return found.data


def refusal(tree: Tree) -> str:
    with pytest.raises(HiveError) as refused:
        read_tree(tree)
    return str(refused.value)


def flat(tree: Tree, *keys: str) -> dict[tuple[str, ...], object]:
    """Return the values of a tree by their path; a key without values has one without a name."""
    values: dict[tuple[str, ...], object] = {} if tree else {(*keys, ""): b""}
    for name, one in tree.items():
        values |= flat(one, *keys, name) if isinstance(one, Mapping) else {(*keys, name): one}
    return values


@pytest.mark.parametrize("name", ["policy.wfw", "policy_by_hivex.wfw"])
def test_every_value_of_a_server_is_read_as_it_was_written(name: str) -> None:
    written = flat(tomllib.loads((SERVER / "policy.toml").read_text("utf-8")))
    values = read((SERVER / name).read_bytes())
    assert {(*one.keys, one.name): one.data for one in values} == written
    assert {one.origin for one in values} == {Origin.LOCAL}


def test_the_fixtures_are_what_their_texts_say_today() -> None:
    policy = tomllib.loads((SERVER / "policy.toml").read_text("utf-8"))
    root = "{6F9A1C52-0B7E-4C58-9A4D-2F1B7C9E1234}"
    assert (SERVER / "policy.wfw").read_bytes() == write_hive(policy, root)


def test_a_hive_is_recognised_by_its_first_bytes() -> None:
    assert DIALECT.recognises(read_source("policy.wfw", write_hive({})))
    assert not DIALECT.recognises(read_source("policy.wfw", b"PReg\1\0\0\0"))


def test_a_place_is_the_path_of_key_and_value() -> None:
    profile, rule = read_tree(
        {"DomainProfile": {"Logging": {"x": 1}}, "FirewallRules": {"a\\b": ""}}
    )
    if profile.keys == ("FirewallRules",):
        profile, rule = rule, profile
    assert str(profile.span) == "policy.wfw:DomainProfile\\Logging\\x"
    assert str(rule.span) == "policy.wfw:FirewallRules\\a\\b"
    assert profile.keys == ("DomainProfile", "Logging")


def test_a_value_without_a_name_is_the_default_one() -> None:
    (value,) = read_tree({"FirewallRules": {"": "v2.10|"}})
    assert (value.name, value.span.entry) == ("", "FirewallRules\\(Default)")


def test_a_key_without_values_is_known_to_be_there() -> None:
    logging, profile = read_tree({"DomainProfile": {"Logging": {}}, "PublicProfile": PROFILE})
    assert (logging.keys, logging.name, logging.data) == (("DomainProfile", "Logging"), "", b"")
    assert profile.name == "EnableFirewall"


@pytest.mark.parametrize("name", ["Zähler", "ÿ", "учёт.exe", "規則一", "🐛", "a\0b"])
def test_names_may_hold_any_character(name: str) -> None:
    (value,) = read_tree({"FirewallRules": {name: 1}})
    assert value.name == name


@pytest.mark.parametrize(
    "text", ["", "v", "v2.10|Name=規則一|", "rule一 Ā Ѐ|", "x" * 8171, "y" * 60_000]
)
def test_text_is_whole_whatever_its_length_and_characters(text: str) -> None:
    assert read_data(text) == text


@pytest.mark.parametrize("kind", [REG_SZ, REG_EXPAND_SZ])
@pytest.mark.parametrize("end", ["", "\0", "\0\0\0"])
def test_text_may_end_with_any_number_of_nuls(kind: int, end: str) -> None:
    assert read_data(Typed(kind, f"v2.10|{end}".encode("utf-16-le"))) == "v2.10|"


def test_text_behind_a_nul_is_not_cut_off() -> None:
    assert read_data("v2.10|Action=Allow|\0RA4=192.0.2.1|") == "v2.10|Action=Allow|\0RA4=192.0.2.1|"


@pytest.mark.parametrize(
    "value",
    [
        Typed(REG_SZ, b"v2.10|Action=Allow|x"[:-1]),
        Typed(REG_SZ, "v2.10|".encode("utf-16-le") + b"\x00\xd8"),
        Typed(REG_DWORD, b"\1\0"),
        Typed(REG_DWORD, b""),
        Typed(REG_QWORD, b"\1\0\0\0"),
        Typed(0x200000, b"\1\0\0\0"),
    ],
)
def test_what_its_type_does_not_fit_stays_bytes(value: Typed) -> None:
    assert read_data(value) == value.data


def test_numbers_and_bytes_are_read_by_their_types() -> None:
    assert read_data(0xFFFFFFFF) == 0xFFFFFFFF
    assert read_data(Typed(REG_QWORD, b"\1\0\0\0\0\0\0\x80")) == 0x8000000000000001
    assert read_data(b"\1\0\0\0") == b"\1\0\0\0"
    assert read_data(b"x" * 20_000) == b"x" * 20_000


@pytest.mark.parametrize("leaf", [b"lh", b"lf", b"li"])
@pytest.mark.parametrize("count", [1, 500, 501, 1700])
def test_no_subkey_of_long_lists_is_lost(leaf: bytes, count: int) -> None:
    rules = {f"key {n}": {"number": n} for n in range(count)}
    values = read_tree({"FirewallRules": rules}, leaf)
    assert {one.keys[1]: one.data for one in values} == {f"key {n}": n for n in range(count)}


def system(current: int | str | None, *control_sets: int) -> Tree:
    """Return a SYSTEM hive whose control sets hold their own number as their policy's version."""

    def control_set(number: int) -> Tree:
        policy: Tree = {"PolicyVersion": number, "FirewallRules": {"rule": "v2.10|"}}
        services: dict[str, Tree] = {f"Service{n}": {"Start": n} for n in range(700)}
        services["SharedAccess"] = {"Parameters": {"FirewallPolicy": policy}}
        return {"Services": services}

    sets = {f"ControlSet{n:03}": control_set(n) for n in control_sets}
    return sets | {"Select": {} if current is None else {"Default": 1, "Current": current}}


def test_a_system_hive_has_the_policy_of_its_current_control_set() -> None:
    version, rule = read_tree(system(2, 1, 2))
    assert (version.keys, version.name, version.data) == ((), "PolicyVersion", 2)
    assert (rule.keys, rule.origin) == (("FirewallRules",), Origin.LOCAL)
    policy = "ControlSet002\\Services\\SharedAccess\\Parameters\\FirewallPolicy"
    assert rule.span.entry == f"{policy}\\FirewallRules\\rule"


def test_a_software_hive_has_the_group_policy() -> None:
    policy = {"PrivateProfile": PROFILE}
    policies: Tree = {"Microsoft": {"WindowsFirewall": policy}}
    (value,) = read_tree({"Classes": {}, "Microsoft": {"Windows": {}}, "Policies": policies})
    assert (value.origin, value.keys) == (Origin.GROUP_POLICY, ("PrivateProfile",))
    assert value.span.entry.startswith("Policies\\Microsoft\\WindowsFirewall\\PrivateProfile\\")


@pytest.mark.parametrize("current", [3, None, "1"])
def test_a_system_hive_without_a_current_policy_is_refused(current: int | str | None) -> None:
    assert "this SYSTEM hive " in refusal(system(current, 1, 2))


@pytest.mark.parametrize("policy", [{"Edge": {}}, {"WindowsFirewall": {}}])
def test_a_software_hive_without_group_policy_is_refused(policy: Tree) -> None:
    message = refusal({"Classes": {}, "Microsoft": {}, "Policies": {"Microsoft": policy}})
    assert message == "this SOFTWARE hive holds no Group Policy of Windows Firewall"


@pytest.mark.parametrize(
    ("tree", "kind"),
    [
        ({"SAM": {"Domains": {}}}, "looks like SAM"),
        ({"Policy": {}, "Cache": {}, "SAM": {}}, "looks like SECURITY"),
        ({"Control Panel": {}, "Software": {}}, "looks like NTUSER.DAT"),
        ({"Description": {}, "Objects": {}}, "looks like BCD"),
        ({"Something": {}}, "is of no kind that fwlint knows"),
        ({}, "is of no kind that fwlint knows"),
    ],
)
def test_a_hive_of_something_else_is_refused_by_its_name(tree: Tree, kind: str) -> None:
    message = f"this registry hive {kind} and holds no policy of Windows Firewall"
    assert refusal(tree) == message


def test_the_key_of_a_path_no_registry_has_is_refused() -> None:
    tree: Tree = {"rule": "v2.10|"}
    for _ in range(300):
        tree = {"x": tree}
    assert "the path of this key is longer than 255 characters" in refusal({"FirewallRules": tree})
