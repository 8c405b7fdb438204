"""FW151 and FW152: wildcards that free bits of their own address."""

from __future__ import annotations

import pytest

from tests.checks.linting import access_list, found


def test_a_mask_where_a_wildcard_belongs_says_what_it_matches() -> None:
    text = access_list("permit tcp host 10.0.0.1 10.1.1.0 255.255.255.0 eq 443")
    (finding,) = found("FW151", "cisco-ios", text)
    assert (finding.span.line, finding.span.column) == (2, 27)
    assert finding.message.startswith(
        "10.1.1.0 255.255.255.0 in EDGE-IN matches 0.0.0.0 wildcard 255.255.255.0"
    )
    assert found("FW152", "cisco-ios", text) == []


def test_host_bits_under_a_wildcard_say_nothing() -> None:
    text = "access-list 10 permit 10.9.9.77 0.0.0.255"
    (finding,) = found("FW152", "cisco-ios", text)
    assert finding.message == "10.9.9.77 0.0.0.255 in 10 matches all of 10.9.9.0/24"
    assert finding.span.column == 23
    assert found("FW151", "cisco-ios", text) == []


def test_the_wording_of_show_access_lists_is_read_too() -> None:
    text = "Standard IP access list 10\n    10 permit 10.9.9.77, wildcard bits 0.0.0.255"
    assert len(found("FW152", "cisco-ios", text)) == 1


@pytest.mark.parametrize(
    "entry",
    [
        "permit ip 10.1.1.0 0.0.0.255 any",
        "permit ip 0.0.0.1 255.255.255.0 any",
        "permit ip 10.0.1.0 0.255.0.255 any",
        "permit ip 0.0.0.0 255.255.255.255 any",
        "permit ip host 10.1.1.1 10.2.2.0 0.0.0.255",
        "permit ip 10.1.1.7 0.0.0.255 any nonsense",
    ],
)
def test_what_is_meant_so_or_not_understood_is_left_alone(entry: str) -> None:
    for check in ("FW151", "FW152"):
        assert found(check, "cisco-ios", access_list(entry)) == []
