"""A member of a group that is read by its shape is what the grammar makes of it."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from fwlint.dialects.cisco import member_shapes
from fwlint.dialects.cisco.addresses import FORMS
from fwlint.dialects.cisco.ios.platform import IOS
from fwlint.dialects.cisco.iosxr.platform import IOSXR
from fwlint.dialects.cisco.member_shapes import MemberShapes
from fwlint.dialects.cisco.nxos.platform import NXOS
from fwlint.dialects.cisco.platform import Platform
from fwlint.dialects.cisco.words import MeaninglessError, parse, trees, words
from tests.dialects.cisco import parsed

STARTS = [
    pytest.param(platform, start, id=f"{platform.title} {start}")
    for platform in (IOS, NXOS, IOSXR)
    for start in platform.starts
    if start.endswith("_member")
]
VALUES = st.sampled_from(
    (
        *("10.0.0.1", "10.0.0.0", "255.255.255.0", "0.0.0.255", "256.1.1.1", "10.0.0", "10.0.0.01"),
        *("10.0.0.0/24", "10.0.0.0/08", "10.0.0.0/33", "10.0.0.0/", "1.2.3.4/24/1", "10.1.1.1.1"),
        *("5", "0", "007", "443", "65536", "4294967296", "2001:db8::1", "2001:db8::/32", "::/0"),
        *("2001:db8::/129", "::1", "1:2", "any", "www", "G1"),
    )
)
SHAPES = st.sampled_from(
    (
        *(" {}", " {} {}", " {} {} {}", " host {}", " range {} {}", "{} host {}", "10 {} {}"),
        *(" group-object {}", " eq {}", " tcp eq {}", " {} ", "\t{} {}", "10 range {} {}"),
    )
)
LINES = st.lists(
    st.builds(lambda shape, values: shape.format(*values), SHAPES, st.tuples(*[VALUES] * 3)),
    min_size=2,
    max_size=8,
)


def told(platform: Platform, start: str, text: str, shapes: MemberShapes | None) -> object:
    """Return what a member says and means, or that it is refused; by the grammar, or by shapes."""
    try:
        tree = shapes.read(text) if shapes else parse(platform, start, text)
    except UnexpectedInput:
        return "refused"
    if tree.data == start:
        tree = trees(tree)[-1]
    said = [str(word) for word in words(tree)]
    try:
        return str(tree.data), said, FORMS[tree.data](said) if tree.data in FORMS else None
    except MeaninglessError as error:
        return str(error)


@pytest.mark.parametrize(("platform", "start"), STARTS)
@settings(max_examples=60, deadline=None)
@given(lines=LINES)
def test_shapes_and_the_grammar_agree(platform: Platform, start: str, lines: list[str]) -> None:
    shapes = MemberShapes(platform, start)
    for line in lines:
        assert told(platform, start, line, shapes) == told(platform, start, line, None)


def test_the_grammar_reads_the_first_of_many_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar = Mock(side_effect=parse)
    monkeypatch.setattr(member_shapes, "parse", grammar)
    hosts = [f" host 10.0.{number >> 8}.{number & 255}" for number in range(1_000)]
    networks = [f" 10.{number}.0.0 255.255.0.0" for number in range(200)]
    parsed("cisco-ios", "object-group network G", *hosts, *networks)
    assert grammar.call_count == 2
