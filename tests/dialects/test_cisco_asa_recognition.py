"""By which lines ASA is told from its relatives."""

from __future__ import annotations

import pytest

from fwlint.dialects.cisco.asa import DIALECT
from fwlint.dialects.source import read_source


@pytest.mark.parametrize(
    "line",
    [
        "access-list 101 extended permit ip any any",
        "access-list outside_in permit ip any any",
        "access-list outside_in; 3 elements; name hash: 0x1",
        "access-group outside_in in interface outside",
        "ASA Version 9.8(2)",
        " nameif outside",
    ],
)
def test_asa_is_recognised_by_its_own_lines(line: str) -> None:
    assert DIALECT.recognises(read_source("device.cfg", f"!\n{line}\n".encode()))


@pytest.mark.parametrize(
    "line",
    [
        "access-list 101 permit ip any any",
        "ip access-list extended EDGE",
        " ip access-group EDGE in",
        "ipv4 access-list EDGE",
        "object-group network SERVERS",
    ],
)
def test_its_relatives_are_not_asa(line: str) -> None:
    assert not DIALECT.recognises(read_source("device.cfg", f"!\n{line}\n".encode()))
