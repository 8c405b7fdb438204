"""How often the grammar is asked: once a shape, however many lines and however bad they are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from unittest.mock import Mock

import pytest

from fwlint.dialects.iptables import DIALECT, reader
from fwlint.dialects.iptables.line import read_statement
from fwlint.dialects.source import read_source
from fwlint.model.export import Export


@pytest.fixture
def grammar(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """The reader of new lines, which counts its calls."""
    counted = Mock(side_effect=read_statement)
    monkeypatch.setattr(reader, "read_statement", counted)
    return counted


def parsed(lines: Iterable[str]) -> Export:
    text = "\n".join(["*filter", *lines, "COMMIT"])
    return DIALECT.parse(read_source("rules.v4", text.encode()))


def test_ten_thousand_chains_nested_in_each_other_are_few_shapes(grammar: Mock) -> None:
    names = [f"c{number}" for number in range(10_000)]
    jumps = [f"-A {one} -j {next_one}" for one, next_one in pairwise(names)]
    export = parsed([*(f":{name} - [0:0]" for name in names), *jumps])
    assert not export.diagnostics
    assert len(export.policies) == 10_003
    assert grammar.call_count == 4  # with the table and its end


def test_a_value_that_fits_nowhere_asks_the_grammar_for_its_line_only(grammar: Mock) -> None:
    hosts = [f"10.0.{number // 250}.{number % 250 + 1}" for number in range(2000)]
    hosts[1000] = "10.0.0.999"
    export = parsed(f"-A INPUT -s {host}/32 -j DROP" for host in hosts)
    assert [one.span.line for one in export.diagnostics] == [1002]
    assert grammar.call_count == 4


def test_a_line_of_a_megabyte_is_refused_unread(grammar: Mock) -> None:
    long = f"-A INPUT -s {','.join(['10.0.0.1'] * 110_000)} -j DROP"
    [told] = parsed([long]).diagnostics
    assert "longer than the 10240 bytes" in told.message
    assert grammar.call_count == 2


def test_a_dump_cut_in_the_middle_of_a_line_says_so() -> None:
    lines = [f"-A INPUT -s 192.0.2.{host}/32 -j DROP" for host in range(1, 9)]
    text = "\n".join(["*filter", *lines])[: -len("DROP")]
    told = DIALECT.parse(read_source("rules.v4", text.encode())).diagnostics
    assert [one.span.line for one in told] == [9, 9]
    assert "it may be cut off" in told[1].message
