"""Cisco IOS is told from its relatives, and read quickly."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from fwlint.dialects.cisco.ios import DIALECT
from fwlint.dialects.source import Source, read_source

FIXTURES = Path(__file__).parent.parent / "fixtures" / "cisco_ios"


def source(*lines: str) -> Source:
    return read_source("r1.cfg", "\n".join(lines).encode())


def fixture(name: str) -> Source:
    return read_source(name, (FIXTURES / name).read_bytes())


@pytest.mark.parametrize("name", sorted(path.name for path in (FIXTURES / "relatives").iterdir()))
def test_configurations_of_the_relatives_are_not_taken_for_ios(name: str) -> None:
    assert not DIALECT.recognises(fixture(f"relatives/{name}"))


@pytest.mark.parametrize(
    "lines",
    [
        ("ip access-list standard 10",),
        ("access-list 101 remark what for",),
        ("ipv6 access-list EDGE",),
        ("Extended IP access list 101",),
        ("version 15.7", "interface Vlan1", " no ip address"),
    ],
)
def test_ios_is_recognised_by_its_own_lines(lines: tuple[str, ...]) -> None:
    assert DIALECT.recognises(source(*lines))


@pytest.mark.parametrize("lines", [("",), ("interface Vlan1",), ("*filter", ":INPUT DROP [0:0]")])
def test_what_says_too_little_is_not_recognised(lines: tuple[str, ...]) -> None:
    assert not DIALECT.recognises(source(*lines))


def test_the_fixtures_are_recognised() -> None:
    assert DIALECT.recognises(fixture("branch-router/running-config.cfg"))
    assert DIALECT.recognises(fixture("show-access-lists/output.txt"))


def test_a_long_configuration_with_few_lists_is_read_quickly() -> None:
    interface = ("interface Vlan1", " description uplink", " no shutdown", "!", "router bgp 1")
    long = source(*(interface * 10_000), "access-list 10 permit any")
    start = time.perf_counter()
    assert DIALECT.recognises(long)
    assert list(DIALECT.parse(long).policies) == ["10"]
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "entry", [" permit " + "x" * 10**6, " permit ipv6 " + ":" * 10**6, " " * 10**6 + "1"]
)
def test_a_line_of_a_megabyte_is_one_diagnostic(entry: str) -> None:
    start = time.perf_counter()
    assert len(DIALECT.parse(source("ipv6 access-list EDGE", entry)).diagnostics) == 1
    assert time.perf_counter() - start < 5


def test_recognition_does_not_import_lark() -> None:
    program = (
        "import sys; from fwlint.dialects.cisco.ios import DIALECT;"
        "from fwlint.dialects.source import read_source;"
        "DIALECT.recognises(read_source('x', b'access-list 10 permit any'));"
        "sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
