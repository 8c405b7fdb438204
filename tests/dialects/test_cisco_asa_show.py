"""The output of `show access-list`: hit counts, hashes, and lines expanded into elements."""

from __future__ import annotations

from pathlib import Path

from fwlint.dialects.cisco.asa import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.export import Export
from fwlint.model.rule import Action
from tests.dialects.cisco import accepted, parsed

OUTPUT = Path(__file__).parents[1] / "fixtures/cisco_asa/show-access-list/output.txt"


def shown() -> Export:
    source = read_source(str(OUTPUT), OUTPUT.read_bytes())
    assert DIALECT.recognises(source)
    return DIALECT.parse(source)


def test_hit_counts_and_hashes_are_kept() -> None:
    rule = shown().policies["outside_in"].rules[0]
    assert (rule.note("hits"), rule.note("hash")) == ("1204", "0x8b7c4bc4")
    assert rule.note("remark") == "published services"


def test_elements_say_what_a_group_holds_that_the_file_does_not_define() -> None:
    export = shown()
    assert not export.diagnostics
    for port in (443, 8080, 8081):
        assert accepted(export, f"tcp 192.0.2.9:5 > 10.30.0.20:{port}", "outside_in")
    assert not accepted(export, "tcp 192.0.2.9:5 > 10.30.0.20:80", "outside_in")


def test_a_line_of_which_all_elements_are_there_only_announces_them() -> None:
    rules = shown().policies["outside_in"].rules
    announcing = [rule for rule in rules if rule.action is Action.CONTINUE]
    assert [rule.span.line for rule in announcing] == [5]


def test_elements_that_are_missing_leave_their_line_open() -> None:
    export = parsed(
        "cisco-asa",
        "access-list A; 9 elements; name hash: 0x1",
        "access-list A line 1 extended permit tcp any object-group G eq 80 (hitcnt=3) 0x2",
        "  access-list A line 1 extended permit tcp any host 10.0.0.1 eq 80 (hitcnt=3) 0x3",
    )
    element, line = export.policies["A"].rules
    assert (element.conditions, element.note("hits")) == ((), "3")
    assert line.conditions == ("G is not defined",)
    assert accepted(export, "tcp 192.0.2.9:5 > 10.0.0.1:80", "A")


def test_elements_of_a_group_that_the_file_defines_do_not_count_again() -> None:
    export = parsed(
        "cisco-asa",
        "object-group network G",
        " network-object host 10.0.0.1",
        "access-list A line 1 extended permit ip any object-group G (hitcnt=3) 0x2",
        "  access-list A line 1 extended permit ip any host 10.0.0.1 (hitcnt=3) 0x3",
    )
    (rule,) = export.policies["A"].rules
    assert (rule.span.line, rule.note("elements")) == (3, "1")


def test_a_name_that_is_not_resolved_stays_a_condition() -> None:
    rule = shown().policies["outside_in"].rules[-1]
    assert rule.conditions == ("fqdn mirror.corp.example",)


def test_lines_that_follow_each_other_are_no_elements() -> None:
    rules = shown().policies["mgmt"].rules
    assert [rule.enabled for rule in rules] == [True, False]
