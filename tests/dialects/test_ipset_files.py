"""Files of sets, line by line: saved, listed, written by hand, and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.dialects.dialect import all_dialects
from fwlint.dialects.ipset import DIALECT
from fwlint.dialects.ipset.match import Matcher
from fwlint.dialects.reading import recognise
from fwlint.dialects.source import Source, read_source
from fwlint.model.diagnostic import Trouble
from tests.dialects.ipset_cases import ask, read, sets

LISTING = Path(__file__).parent.parent / "fixtures" / "iptables" / "ipset_listing"
PARTNER = "tcp 198.51.100.9:40000 > 192.0.2.20:443"
GUEST = "tcp 198.51.100.70:40000 > 192.0.2.20:443"


def source(*lines: str) -> Source:
    return read_source("ipsets", "\n".join(lines).encode())


def listing() -> list[str]:
    return (LISTING / "ipset-list.txt").read_text().splitlines()


def test_a_listing_says_what_the_saved_sets_say() -> None:
    matcher = sets(*listing())
    assert ask(matcher, "partners src", PARTNER) == "in"
    assert ask(matcher, "partners src", GUEST) == "out"
    assert ask(matcher, "partners src", PARTNER.replace("198.51.100.9", "203.0.113.7")) == "perhaps"
    assert ask(matcher, "web dst", GUEST) == "in"
    assert ask(matcher, "allowed dst", GUEST) == "in"


@pytest.mark.parametrize(
    ("left_out", "name", "message"),
    [
        (slice(19, 22), "web", "no members of set web are listed"),
        (slice(20, 21), "web", "1 of 2 members of set web are listed"),
        (slice(2, 40), "partners", "the heading of set partners is not complete"),
    ],
    ids=["terse", "cut off", "heading only"],
)
def test_a_listing_without_all_members_leaves_its_set_in_doubt(
    left_out: slice, name: str, message: str
) -> None:
    lines = listing()
    del lines[left_out]
    reader = read(*lines)
    [trouble] = reader.diagnostics
    assert (trouble.trouble, trouble.message) == (Trouble.UNREADABLE, message)
    assert ask(Matcher(reader.sets), f"{name} dst", PARTNER) == "perhaps"


def test_commands_are_obeyed_in_their_order() -> None:
    matcher = sets(
        "create old hash:ip",
        "add old 192.0.2.1",
        "create new hash:ip -exist",
        "-! add new 192.0.2.2",
        "add -exist new 192.0.2.3",
        "del new 192.0.2.3",
        "swap old new",
        "rename new retired",
        "create gone hash:net",
        "destroy gone",
        "create emptied hash:net",
        "add emptied 10.0.0.0/8",
        "flush emptied",
        "COMMIT",
    )
    assert [*matcher.sets.by_name] == ["old", "retired", "emptied"]
    assert ask(matcher, "old src", "gre 192.0.2.2 > 192.0.2.9") == "in"
    assert ask(matcher, "old src", "gre 192.0.2.3 > 192.0.2.9") == "out"
    assert ask(matcher, "retired src", "gre 192.0.2.1 > 192.0.2.9") == "in"
    assert ask(matcher, "emptied src", "gre 10.0.0.1 > 192.0.2.9") == "out"


def test_an_element_that_is_added_again_has_its_new_options() -> None:
    matcher = sets(
        "create x hash:net", "add x 10.0.0.0/8 nomatch", "add x 10.0.0.0-10.255.255.255 -exist"
    )
    assert ask(matcher, "x src", "gre 10.0.0.1 > 192.0.2.9") == "in"


def test_comments_counters_and_marks_of_elements_take_no_part() -> None:
    element = "add x 10.0.0.1 packets 3 bytes 180 comment \"host, \\\\ 'one'\" skbmark 0x1/0xff"
    matcher = sets("create x hash:ip counters comment skbinfo", element, "   add x 10.0.0.2\t")
    assert ask(matcher, "x src", "gre 10.0.0.2 > 192.0.2.9") == "in"


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("add x", 6, "this line is not understood from the end of the line on"),
        ("add x 10.0.0.1 forever", 16, "this line is not understood from 'forever' on"),
        ('add x 10.0.0.1 comment "open', 24, "this line is not understood from '\"open' on"),
        ("create x hash:net", 10, "there is a set x of another kind already"),
        ("create y hash:colour", 10, "there is no type hash:colour"),
        ("create y hash:net netmask 24", 10, "hash:net does not take netmask 24"),
        ("create y bitmap:ip", 10, "a bitmap needs a range, and no other type has one"),
        ("create y hash:ip netmask 33", 10, "a netmask has a length of 1 to 32"),
        ("add y 10.0.0.1", 7, "there is no set y"),
        ("del x 10.0.0.9", 7, "no line adds 10.0.0.9 like this"),
        ("rename x x", 8, "there is a set x already"),
        ("Members:", 1, "this is no line of"),
        ("list x", 1, "this is no line of what `ipset save` or `ipset list` prints"),
        (f"add x 10.0.0.1 comment {'a' * 1024}", 1, "this line is longer than"),
    ],
)
def test_a_line_that_is_not_understood_says_where_and_why(
    line: str, column: int, message: str
) -> None:
    [trouble] = read("create x hash:ip", line).diagnostics
    assert trouble.trouble is Trouble.NOT_UNDERSTOOD
    assert (trouble.span.line, trouble.span.column) == (2, column)
    assert trouble.message.startswith(message)


def test_a_refused_line_makes_its_set_conditional_and_no_other() -> None:
    reader = read("create x hash:ip", "create y hash:ip", "add x 10.0.0.1 forever")
    matcher = Matcher(reader.sets)
    assert ask(matcher, "x src", "gre 10.0.0.1 > 192.0.2.9") == "perhaps"
    assert ask(matcher, "y src", "gre 10.0.0.1 > 192.0.2.9") == "out"


def test_elements_of_a_set_that_no_line_creates_are_said_once() -> None:
    reader = read("add x 10.0.0.1", "add x 10.0.0.2", "add x 10.0.0.3")
    [trouble] = reader.diagnostics
    assert trouble.message == "there is no set x"
    assert ask(Matcher(reader.sets), "x src", "gre 10.0.0.1 > 192.0.2.9") == "perhaps"


def test_a_file_of_sets_alone_is_recognised_and_told_to_go_with_a_dump() -> None:
    alone = source("create x hash:ip family inet", "add x 10.0.0.1")
    assert recognise(alone, all_dialects()) is DIALECT
    export = DIALECT.parse(alone)
    assert (export.policies, export.paths) == ({}, ())
    [note] = export.diagnostics
    assert note.trouble is Trouble.ASSUMED
    assert note.message == "this file holds 1 set and no rules, so there is nothing to judge in it"
    assert "`with` in fwlint.toml" in note.hint


def test_a_listing_alone_is_recognised() -> None:
    assert recognise(source(*listing()), all_dialects()) is DIALECT


@pytest.mark.parametrize(
    "line", ["create a rule for the web", "Name: partners", "Type: laptop", "add x 10.0.0.1"]
)
def test_other_text_is_not(line: str) -> None:
    assert not DIALECT.recognises(source(line))


def test_a_dump_with_sets_in_it_is_a_dump() -> None:
    mixed = source("create x hash:ip", "add x 10.0.0.1", "*filter", ":INPUT DROP [0:0]", "COMMIT")
    assert not DIALECT.recognises(mixed)
