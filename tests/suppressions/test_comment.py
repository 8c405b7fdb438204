"""The words of a suppression: what they say, and what is wrong with them."""

from __future__ import annotations

from datetime import date

import pytest

from fwlint.model.finding import Suppression
from fwlint.model.source import Span
from fwlint.suppressions.comment import parse_comment

CHECKS = ("FW104", "FW105", "FW109")


def parsed(line: str) -> Suppression:
    found = parse_comment(line, Span("edge.cfg", 7), CHECKS)
    assert found
    return found[1]


def test_everything_that_can_be_said_is_understood() -> None:
    line = "! fwlint: ignore[FW104, FW105] until 2027-01-31 by ops -- merged, see CHG-77"
    assert parsed(line) == Suppression(
        reason="merged, see CHG-77",
        in_source=True,
        checks=("FW104", "FW105"),
        owner="ops",
        until=date(2027, 1, 31),
        span=Span("edge.cfg", 7, 3),
    )


def test_all_but_the_checks_may_be_left_out() -> None:
    one = parsed("fwlint:ignore[FW104]")
    assert (one.checks, one.reason, one.owner, one.until) == (("FW104",), "", "", None)
    assert one.fault == ""


def test_owner_and_date_stand_in_any_order() -> None:
    one = parsed("# fwlint: ignore[FW104] by ops until 2030-12-31 -- why")
    assert (one.owner, one.until) == ("ops", date(2030, 12, 31))


@pytest.mark.parametrize(
    "line",
    [
        '-A INPUT -m comment --comment "fwlint: ignore[FW109] -- jump host" -j ACCEPT',
        "-A INPUT -m comment --comment 'fwlint: ignore[FW109] -- jump host' -j ACCEPT",
        '"Rule";"fwlint: ignore[FW109] -- jump host";"True"',
        '      "Description": "rack 4, fwlint: ignore[FW109] -- jump host",',
    ],
)
def test_within_quotation_marks_it_ends_with_them(line: str) -> None:
    assert parsed(line).reason == "jump host"


def test_an_apostrophe_is_no_quotation_mark() -> None:
    one = parsed("! don't ask: fwlint: ignore[FW104] -- it's the vendor's list")
    assert one.reason == "it's the vendor's list"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("# fwlint: ignore", "expected fwlint: ignore[FW104]"),
        ("# fwlint: ignore[]", "expected fwlint: ignore[FW104]"),
        ("# fwlint: ignore[FW104] because I say so", "expected fwlint: ignore[FW104]"),
        ("# fwlint: ignore[FW104] until -- why", "expected fwlint: ignore[FW104]"),
        ("# fwlint: ignore[FW104] until summer -- why", "'summer' is no date such as 2027-01-31"),
        ("# fwlint: ignore[FW104] until 2027-02-30 -- why", "'2027-02-30' is no date"),
        ("# fwlint: ignore[fw104] -- why", "there is no check 'fw104'; did you mean FW104?"),
        ("# fwlint: ignore[FW1040] -- why", "there is no check 'FW1040'; did you mean FW104?"),
        ("# fwlint: ignore[FW1] -- why", "there is no check 'FW1'"),
    ],
)
def test_what_is_not_understood_is_said_and_has_no_effect(line: str, fault: str) -> None:
    one = parsed(line)
    assert one.fault.startswith(fault)
    assert not one.holds(date(2000, 1, 1))


@pytest.mark.parametrize("line", ["! ignore[FW104]", "! see fwlint.toml", "! fwlint ignores this"])
def test_other_comments_are_left_alone(line: str) -> None:
    assert parse_comment(line, Span("edge.cfg", 7), CHECKS) is None


def test_it_holds_up_to_and_with_its_last_day() -> None:
    one = parsed("fwlint: ignore[FW104] until 2027-01-31 -- why")
    assert one.holds(date(2027, 1, 31))
    assert not one.holds(date(2027, 2, 1))
