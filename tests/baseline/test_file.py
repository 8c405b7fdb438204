"""A baseline as a file: it is written so that changes show, and a broken one is named."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from fwlint.baseline.baseline import Baseline, Entry
from fwlint.baseline.file import BaselineError, as_text, read_baseline

OPEN = Entry("aa", "FW102", "filter/INPUT accepts what none of its rules matches")
DEAD = Entry("bb", "FW104", "no packet gets as far as this rule of EDGE-IN")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    entries = {"b.rules": Counter({OPEN: 1}), "a.cfg": Counter({DEAD: 2, OPEN: 1})}
    path = tmp_path / "baseline.json"
    path.write_text(as_text(Baseline(tmp_path, entries)))
    assert read_baseline(path) == Baseline(tmp_path, entries)


def test_the_order_of_findings_makes_no_difference_to_the_text(tmp_path: Path) -> None:
    one = Baseline(tmp_path, {"b": Counter({OPEN: 1, DEAD: 1}), "a": Counter({OPEN: 1})})
    other = Baseline(tmp_path, {"a": Counter({OPEN: 1}), "b": Counter({DEAD: 1, OPEN: 1})})
    assert as_text(one) == as_text(other)
    assert [*json.loads(as_text(one))["files"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "is no baseline: "),
        ("[]", "is no baseline of version 1"),
        ('{"version": 2, "files": {}}', "is no baseline of version 1"),
        ('{"version": 1}', "is a damaged baseline (KeyError: 'files')"),
        ('{"version": 1, "files": []}', "is a damaged baseline"),
        ('{"version": 1, "files": {"a": [{"check": "FW102"}]}}', "(KeyError: 'fingerprint')"),
        (
            '{"version": 1, "files": {"a": [{"check": "", "claim": "", "fingerprint": "",'
            ' "count": -1}]}}',
            "-1 is no count",
        ),
    ],
)
def test_a_broken_one_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(BaselineError) as caught:
        read_baseline(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert complaint in str(caught.value)
