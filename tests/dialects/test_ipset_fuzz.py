"""Whatever stands in a file of sets: no exception, no line lost, and the grammar has the say."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from fwlint.dialects.ipset import DIALECT
from fwlint.dialects.ipset.address import words_of
from fwlint.dialects.ipset.element import elements
from fwlint.dialects.ipset.kind import KINDS
from fwlint.dialects.ipset.line import LineReader, Statement, parse
from fwlint.dialects.ipset.match import Asked, Matcher
from fwlint.dialects.source import read_source
from tests.dialects.ipset_cases import read

WORDS = st.sampled_from(
    [
        *("add", "create", "del", "swap", "flush", "x", "y", "-exist", "-!", "COMMIT", "#", ""),
        *KINDS,
        *("10.0.0.1", "10.0.0.0/8", "10.0.0.1,80", "2001:db8::1", "0.0.0.0/0", "80-90", "eth0"),
        *("10.0.0.1,tcp:80,10.0.0.2", "02:00:00:00:00:01", "y,", "10.0.0.300", "timeout", "7"),
        *("nomatch", "family", "inet6", "range", "0-100", "netmask", "24", "comment", '"a b"', '"'),
        *("Name:", "Type:", "Header:", "Members:", "Number of entries:", "packets", "before"),
    ]
)
LINES = st.lists(WORDS, max_size=8).map(" ".join) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0\n"), max_size=30
)


def plainly(start: str, text: str) -> Statement | None:
    """Return what a reader without any memory says, or None for a refusal."""
    try:
        return LineReader(start, {"command": 2, "member": 0}[start]).read(text)
    except UnexpectedInput:
        return None


@given(st.sampled_from(["command", "member"]), st.lists(LINES, max_size=12))
@example("command", ["add x 10.0.0.1 timeout 7", "add x 10.0.0.2 timeout 60 nomatch"])
@example("command", ["create x hash:ip", "create x hash:nonsense"])
@example("member", ['10.0.0.1 comment "a 7 b"', '10.0.0.2 comment "c" timeout 7'])
def test_what_is_remembered_of_a_wording_is_what_the_grammar_says(
    start: str, lines: list[str]
) -> None:
    reader = LineReader(start, {"command": 2, "member": 0}[start])
    for line in lines:
        try:
            read_again = reader.read(line)
        except UnexpectedInput:
            assert plainly(start, line) is None
        else:
            assert read_again == plainly(start, line)


@given(st.text("0123456789abcdefABCDEFg.:/-[]_", max_size=20))
@example("10.0.0.1-10.0.0.9")
@example("2001:db8::/32")
def test_addresses_of_one_shape_are_cut_alike(text: str) -> None:
    try:
        words = [(one.type, str(one)) for one in parse(text, "address").scan_values(bool)]
    except UnexpectedInput:
        words = []
    try:
        assert list(words_of(text)) == words
    except UnexpectedInput:
        assert not words


@given(st.sampled_from(KINDS), st.lists(LINES.map("add x {}".format), max_size=10))
@example("hash:net", ["add x 10.0.0.0/8 nomatch", "add x 10.0.0.0/33"])
def test_no_line_that_adds_to_a_set_is_lost(kind: str, lines: list[str]) -> None:
    room = " range 10.0.0.0/24" if kind.startswith("bitmap:ip") else ""
    room = " range 0-100" if kind == "bitmap:port" else room
    reader = read(f"create x {kind}{room}", *lines)
    named = reader.sets.by_name["x"]
    told = {trouble.span.line for trouble in reader.diagnostics}
    for number, line in enumerate(reader.source.lines[1:], 2):
        if number in told:
            assert named.doubts
        else:
            statement = LineReader("command", 2).read(line)
            element, options = statement.words[1], statement.options
            if named.form and kind != "list:set":
                assert all(
                    one[:2] in named.elements for one in elements(element, named.form, options)
                )
            else:
                assert element in named.members


@given(st.lists(LINES, max_size=15))
@example(["create x list:set", "add x y", "create y list:set", "add y x"])
@example(["Name: x", "Type: hash:net", "Header: family inet", "Members:", "10.0.0.0/8", "x"])
def test_whatever_is_read_can_be_asked(lines: list[str]) -> None:
    matcher = Matcher(read("create x hash:net", *lines).sets)
    for family in (4, 6):
        answer = matcher.answer((Asked("x", ("src",)), Asked("y", ("dst", "src"), True)), family)
        assert bool(answer.perhaps) == bool(answer.conditions)


@given(st.binary(max_size=300))
def test_noise_is_no_exception(data: bytes) -> None:
    export = DIALECT.parse(read_source("ipsets", b"create x hash:ip\n" + data))
    assert export.diagnostics
