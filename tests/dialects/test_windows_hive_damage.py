"""Hives that are damaged, by accident or on purpose: one clear error, and nothing half read."""

from __future__ import annotations

from pathlib import Path
from struct import pack_into, unpack_from

import pytest

from fwlint.config.site import Config
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.hive import DIALECT
from fwlint.dialects.windows.hive.error import EXPORT, HiveError
from fwlint.dialects.windows.hive.key import read_root
from fwlint.dialects.windows.hive.place import find_policy
from fwlint.dialects.windows.hive.render.writer import PAGE, Typed, seal, write_hive
from fwlint.dialects.windows.hive.walk import values_of
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.diagnostic import Diagnostic, Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span

FIXTURES = Path(__file__).parent.parent / "fixtures" / "windows"
RULE = "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=Web|"
HIVE = write_hive(
    {
        "DomainProfile": {"EnableFirewall": 1, "Logging": {"LogFileSize": 4096}},
        "FirewallRules": {"web": RULE, "mail": RULE, "long": "x" * 20_000},
    }
)


def number(at: int) -> int:
    """Return the number at byte `at`."""
    (value,) = unpack_from("<I", HIVE, at)
    assert isinstance(value, int)
    return value


def record(at: int) -> int:
    """Return the byte at which the record begins that the offset at byte `at` leads to."""
    return PAGE + number(at) + 4


# Where numbers of a key, counted from its first byte, and the records of this hive are.
SUBKEYS, SUBKEY_LIST, VALUES, VALUE_LIST, SECURITY, NAME_SIZE = 20, 28, 36, 40, 44, 72
PROFILE, LOGGING, RULES = (
    HIVE.index(name) - 76 for name in (b"DomainProfile", b"Logging", b"FirewallRules")
)
KEYS_OF_ROOT, KEYS_OF_PROFILE = record(PAGE + 36 + SUBKEY_LIST), record(PROFILE + SUBKEY_LIST)
VALUES_OF_RULES = record(RULES + VALUE_LIST)
WEB = record(VALUES_OF_RULES)
BIG_DATA = HIVE.index(b"db\3\0")
SEGMENTS = record(BIG_DATA + 4)


def parse(hive: bytes) -> Export:
    return DIALECT.parse(read_source("policy.wfw", hive))


def refusal(hive: bytes) -> str:
    with pytest.raises(HiveError) as refused:
        list(values_of(find_policy(read_root(hive)), "policy.wfw"))
    return str(refused.value)


def patched(at: int, value: int) -> bytes:
    """Return the hive with `value` at byte `at`, and with the checksum that belongs to it."""
    changed = bytearray(HIVE)
    pack_into("<I", changed, at, value)
    seal(changed)
    return bytes(changed)


def test_a_damaged_hive_has_no_policies_and_one_error() -> None:
    export = parse(patched(PAGE, 0))
    message = "this registry hive is damaged at byte 0x1000: a bin should begin here"
    trouble = Diagnostic(Span("policy.wfw"), Trouble.UNREADABLE, message, EXPORT)
    assert (export.policies, export.diagnostics) == ({}, (trouble,))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hive_truncated", "damaged at byte 0x24D2: the file ends here, and should at 0xC000"),
        ("hive_cyclic", "damaged at byte 0x1020: a key should be here, but the cell is"),
    ],
)
def test_a_file_that_lost_its_end_or_leads_in_circles_is_refused(name: str, message: str) -> None:
    export = parse((FIXTURES / name / "policy.wfw").read_bytes())
    assert not export.policies
    assert message in export.diagnostics[0].message


def test_the_other_files_are_linted_beside_a_damaged_hive() -> None:
    good = FIXTURES / "hive_server" / "policy.wfw"
    bad, whole = lint([Input("bad.wfw", HIVE[:-1]), Input(str(good))], Config()).files
    assert [one.trouble for one in bad.diagnostics] == [Trouble.UNREADABLE]
    assert (bad.rules, whole.rules) == (0, 11)


def test_the_hive_of_a_user_is_refused() -> None:
    export = parse((FIXTURES / "hive_user" / "ntuser.dat").read_bytes())
    assert not export.policies
    assert "looks like NTUSER.DAT" in export.diagnostics[0].message
    assert "netsh advfirewall export" in export.diagnostics[0].hint


NO_CELL = "no cell in use begins here"
TAKEN = "the cell is something else already"

BASE_BLOCK = [
    (4, 5, "byte 0x4: it was copied while Windows wrote to it, and lacks the last changes"),
    (20, 2, "has the version 2.5, unknown to fwlint"),
    (24, 2, "has the version 1.2, unknown to fwlint"),
    (28, 6, "is the transaction log of a registry hive, not the hive itself"),
    (36, 0xFFFFFFFF, f"byte 0x100000FFF: a key should be here, but {NO_CELL}"),
    (36, 0x24, f"byte 0x1024: a key should be here, but {NO_CELL}"),
    (40, 0, "byte 0x28: its bins cannot be 0 bytes long"),
    (40, 5000, "byte 0x28: its bins cannot be 5000 bytes long"),
    (40, 0xFFFFF000, "the file ends here, and should at 0x100000000"),
]
BINS = [
    (PAGE, 0, "byte 0x1000: a bin should begin here"),
    (PAGE + 4, 4096, "byte 0x1000: a bin should begin here"),
    (PAGE + 8, 0, "byte 0x1000: a bin cannot be 0 bytes long here"),
    (PAGE + 8, 4095, "byte 0x1000: a bin cannot be 4095 bytes long here"),
    (PAGE + 8, 0x7FFFF000, "byte 0x1000: a bin cannot be 2147479552 bytes long here"),
    (PAGE + 32, 0, "byte 0x1020: a cell cannot be 0 bytes long here"),
    (PAGE + 32, 0xFFFFFFFC, "byte 0x1020: a cell cannot be 4 bytes long here"),
    (PAGE + 32, 0x80000000, "byte 0x1020: a cell cannot be 2147483648 bytes long here"),
    (PAGE + 32, 0x7FFFFFF8, "byte 0x1020: a cell cannot be 2147483640 bytes long here"),
]
KEYS = [
    (PAGE + 36, 0, "byte 0x1020: this is no key"),
    (RULES + NAME_SIZE, 0xFFFF, "a key's name of 65535 bytes does not fit into its cell"),
    (PROFILE + SUBKEYS, 2, "the key has 1 of 2 subkeys"),
    (PROFILE + SUBKEY_LIST, number(PROFILE + SECURITY), "this is no list of subkeys"),
    (PROFILE + SUBKEY_LIST, number(36), f"a list of subkeys should be here, but {TAKEN}"),
    (KEYS_OF_PROFILE, 0xFFFF686C, "a list of subkeys of 524280 bytes does not fit into its cell"),
    (KEYS_OF_PROFILE, 0x00016972, "this is no list of subkeys"),
    (KEYS_OF_PROFILE + 4, number(36), f"byte 0x1020: a key should be here, but {TAKEN}"),
    (KEYS_OF_PROFILE + 4, number(PROFILE + SECURITY), "this is no key"),
    (KEYS_OF_ROOT + 4, LOGGING - 4 - PAGE, "this key belongs elsewhere"),
]
VALUES_AND_DATA = [
    (RULES + VALUES, 0x7FFFFFFF, "a list of values of 8589934588 bytes does not fit"),
    (RULES + VALUE_LIST, 0xFFFFFFFF, f"a list of values should be here, but {NO_CELL}"),
    (VALUES_OF_RULES, 0, f"byte 0x1000: a value should be here, but {NO_CELL}"),
    (VALUES_OF_RULES + 4, number(VALUES_OF_RULES), f"a value should be here, but {TAKEN}"),
    (WEB, 0, "this is no value"),
    (WEB, 0x7FFF6B76, "a value's name of 32767 bytes does not fit into its cell"),
    (WEB + 4, 0x7FFFFFFF, "a value of 2147483647 bytes does not fit into its cell"),
    (WEB + 4, 0x80000005, "a value of 5 bytes does not fit into 4"),
    (WEB + 8, number(RULES + VALUE_LIST), f"a value's data should be here, but {TAKEN}"),
    (BIG_DATA, 0x00026264, "2 segments cannot hold a value of 40002 bytes"),
    (BIG_DATA + 4, number(36), f"a list of segments should be here, but {TAKEN}"),
    (SEGMENTS + 4, number(SEGMENTS), f"a segment of a value should be here, but {TAKEN}"),
    (SEGMENTS + 4, number(PROFILE + SECURITY), "a segment of a value of 16344 bytes does not fit"),
]


@pytest.mark.parametrize(("at", "value", "message"), [*BASE_BLOCK, *BINS, *KEYS, *VALUES_AND_DATA])
def test_what_cannot_be_is_named_with_its_place(at: int, value: int, message: str) -> None:
    assert message in refusal(patched(at, value))


def test_a_changed_base_block_is_refused() -> None:
    changed = bytearray(HIVE)
    changed[100] ^= 1
    assert "byte 0x1FC: the checksum of the base block is wrong" in refusal(bytes(changed))


def test_a_file_that_is_no_hive_is_refused() -> None:
    assert "byte 0x7: the file ends inside its base block" in refusal(b"regf\1\0\0")
    assert "byte 0x0: no hive begins like this" in refusal(b"PReg" + HIVE[4:])


def test_a_cut_anywhere_is_noticed() -> None:
    assert all("the file ends " in refusal(HIVE[:size]) for size in range(0, len(HIVE), 509))


def test_what_stands_behind_the_bins_does_no_harm() -> None:
    padded = find_policy(read_root(HIVE + b"padding" * 1000))
    assert len(list(values_of(padded, "policy.wfw"))) == 5


def test_a_second_key_or_value_of_one_name_is_refused() -> None:
    rules = {"FirewallRules": {"rule": RULE, "RULE": RULE}}
    assert "two values of one key have the same name" in refusal(write_hive(rules))
    keys = {"FirewallRules": {"rule": RULE}, "FIREWALLRULES": {}}
    assert "a key of this name is here already" in refusal(write_hive(keys))


def test_a_list_of_lists_may_not_hold_another() -> None:
    hive = bytearray(write_hive({"FirewallRules": {f"key {n}": {} for n in range(600)}}))
    root_of_lists = hive.index(b"ri\2\0")
    (first,) = unpack_from("<I", hive, root_of_lists + 4)
    hive[PAGE + first + 4 : PAGE + first + 6] = b"ri"
    assert "this is no list of subkeys" in refusal(bytes(hive))
    pack_into("<I", hive, root_of_lists + 4, root_of_lists - 4 - PAGE)
    assert f"a list of subkeys should be here, but {TAKEN}" in refusal(bytes(hive))


def test_data_that_only_begin_like_segments_are_data() -> None:
    data = b"db\2\0" + b"x" * 1000
    (value,) = values_of(
        find_policy(read_root(write_hive({"FirewallRules": {"x": Typed(3, data)}}))), "policy.wfw"
    )
    assert value.data == data
