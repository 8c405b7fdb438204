"""A result is kept as lines, and read again as it was."""

from __future__ import annotations

import pytest

from fwlint.cache import in_lines
from fwlint.model.finding import Finding, Level
from fwlint.model.source import Span
from fwlint.reports.report import FileReport
from fwlint.reports.result import Result


@pytest.mark.parametrize("counts", [(), (0,), (1,), (2_500, 0, 1_000)], ids=str)
def test_a_result_of_many_files_and_findings_is_read_as_it_was(counts: tuple[int, ...]) -> None:
    result = Result(
        tuple(
            FileReport(
                f"{number}.rules",
                "iptables",
                count,
                tuple(
                    Finding("FW104", Level.WARNING, "a\nb", Span("x", line))
                    for line in range(count)
                ),
            )
            for number, count in enumerate(counts)
        ),
        is_reviewed=True,
    )
    lines = list(in_lines.written(result))

    assert in_lines.read(iter(lines)) == result
    assert len(lines) == 1 + sum(-(-count // 1_000) for count in counts)
    assert not any("\n" in line for line in lines)
