"""ASA input that is cut, glued, damaged or huge: nothing is lost, and nothing takes long."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwlint.dialects.cisco.asa import DIALECT
from fwlint.dialects.cisco.asa.lines import Lines, read_line
from fwlint.dialects.source import read_source
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.rule import Action
from tests.dialects.cisco import accepted, parsed

EDGE = Path(__file__).parents[1] / "fixtures/cisco_asa/edge/running-config.cfg"
ENTRY = re.compile(r"access-list \S+ (?:line \d+ )?(?:extended |standard )?(?:permit|deny)\s")
WORDS_OF_ASA = """
access-list access-group object object-group network service EDGE line 3 extended standard
permit deny ip tcp udp icmp any any4 any6 host 10.0.0.1 255.255.255.0 0.0.0.255
2001:db8::1 2001:db8::/32 eq range lt 80 www 99999 echo log interval inactive time-range
(hitcnt=4) 0x1f interface outside in out global remark nameif security-level fqdn user ; !
: web group-object network-object port-object route 0.0.0.0 no clear configure <--- More
---> permit-vpn
"""
WORDS = st.sampled_from(WORDS_OF_ASA.split())
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", " ", "access-list EDGE extended "]), st.lists(WORDS, max_size=9)
    ),
    max_size=12,
)


def lost(export: Export, lines: list[str]) -> list[int]:
    """Return the entries that are neither a rule nor in a diagnostic."""
    known = {rule.span.line for policy in export.policies.values() for rule in policy.rules}
    known |= {one.span.line for one in export.diagnostics}
    return [n for n, line in enumerate(lines, 1) if ENTRY.match(line) and n not in known]


@given(LINES)
def test_whatever_stands_there_no_entry_is_lost(parts: list[tuple[str, list[str]]]) -> None:
    lines = [start + " ".join(words) for start, words in parts]
    export = parsed("cisco-asa", *lines)
    cleared = any(line.startswith(("no ", "clear ")) for line in lines)
    assert cleared or not lost(export, lines)
    for policy in export.policies.values():
        assert all(rule.conditions for rule in policy.rules if rule.action is Action.UNKNOWN)


@given(st.integers(0, EDGE.stat().st_size))
def test_a_file_that_is_cut_anywhere_is_read(end: int) -> None:
    data = EDGE.read_bytes()[:end]
    source = read_source("cut.cfg", data)
    export = DIALECT.parse(source)
    assert not lost(export, list(source.lines))


VALUES_TO_PUT_IN = """
10.0.0.1 255.255.255.0 300.1.1.1 1.2.3 80 99999 7 2001:db8::1 2001:db8::/32 ::/200 0xab 0
(hitcnt=4) any
"""
VALUES = st.sampled_from(VALUES_TO_PUT_IN.split())
SHAPES = st.sampled_from(
    [
        "access-list A extended permit tcp host {} host {} eq {}",
        "access-list A extended permit udp {} {} any range {} {}",
        "access-list A line {} extended deny ip {} {} (hitcnt={}) {}",
        "access-list A extended permit icmp any {} {} log interval {}",
        "access-list {} extended permit tcp object-group {} any4 eq {}",
    ]
)


@given(
    st.lists(st.tuples(SHAPES, st.lists(VALUES, min_size=5, max_size=5)), min_size=2, max_size=9)
)
def test_reading_by_shape_is_reading_by_the_grammar(filled: list[tuple[str, list[str]]]) -> None:
    from lark.exceptions import UnexpectedInput

    lines = Lines("entry")
    for shape, values in filled:
        text = shape.format(*values)
        try:
            exact = read_line("entry", text)
        except UnexpectedInput:
            with pytest.raises(UnexpectedInput):
                lines.read(text)
        else:
            assert lines.read(text) == exact


def test_a_pager_s_prompts_are_passed_over_and_said() -> None:
    export = parsed(
        "cisco-asa",
        "access-list A extended permit tcp any any eq 80",
        "<--- More --->\r              \raccess-list A extended deny ip any any",
    )
    assert [one.action for one in export.policies["A"].rules] == [Action.ACCEPT, Action.DENY]
    assert [one.trouble for one in export.diagnostics] == [Trouble.ASSUMED]


def test_banners_and_comments_are_no_entries() -> None:
    export = parsed(
        "cisco-asa",
        "banner motd access-list A extended permit ip any any",
        "! access-list A extended permit ip any any",
        ": access-list A extended permit ip any any",
        "access-list A extended permit udp any any",
    )
    assert [rule.span.line for rule in export.policies["A"].rules] == [4]


def test_entries_of_another_device_are_not_taken_for_granted() -> None:
    export = parsed(
        "cisco-asa",
        "access-list A extended permit udp any any",
        "ip access-list extended B",
        " permit tcp any any",
    )
    assert [one.span.line for one in export.diagnostics] == [3]
    assert export.policies["A"].rules[0].conditions == ("line 3 may belong to list A",)


def test_a_cleared_list_begins_anew_and_a_removed_entry_is_a_doubt() -> None:
    export = parsed(
        "cisco-asa",
        "access-list A extended permit ip any any",
        "clear configure access-list A",
        "access-list A extended permit tcp any any eq 80",
        "access-list B extended permit ip any any",
        "no access-list B extended permit ip any any",
    )
    assert not accepted(export, "tcp 10.0.0.1:5 > 10.0.0.2:81", "A")
    assert export.policies["B"].rules[0].action is Action.UNKNOWN


def test_lists_of_other_kinds_are_known_and_not_read() -> None:
    export = parsed(
        "cisco-asa",
        "access-list E ethertype permit bpdu",
        "access-list W webtype permit url http://web01.corp.example",
        "access-list alert-interval 300",
    )
    assert not export.policies
    assert not export.diagnostics


@pytest.mark.parametrize(
    "line",
    [
        "access-list A extended permit ip any any " + "log " * 50_000,
        "access-list A " + "line 1 " * 50_000,
        "access-list A remark " + "x" * 500_000,
        "object-group network " + "G" * 500_000,
        " " * 500_000 + "access-list A extended permit ip any any",
    ],
    ids=["options", "places", "remark", "name", "indent"],
)
def test_huge_lines_take_no_time(line: str) -> None:
    started = time.process_time()
    parsed("cisco-asa", line)
    assert time.process_time() - started < 4


def test_ten_thousand_entries_of_one_shape_are_read_fast() -> None:
    lines = [
        f"access-list A extended permit tcp host 10.0.{n >> 8}.{n & 255} any eq {n}"
        for n in range(10_000)
    ]
    started = time.process_time()
    export = parsed("cisco-asa", *lines)
    assert time.process_time() - started < 5
    assert len(export.policies["A"].rules) == 10_000
