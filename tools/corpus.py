"""The mirror: lint every file under a folder and account for every rule line in it.

    python -m tools.corpus DIR

A plain count, which knows nothing of grammars, says how many rule lines a file has; in a hive these
are the values of the keys of rules. Each of them must have become an exact rule, a rule with a
condition, or a refusal with a diagnostic. A line in none of these columns, or a traceback, makes
the exit code 1.
"""

from __future__ import annotations

import re
import sys
import time
import traceback
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from fwlint.config.site import Config
from fwlint.dialects.files import UnreadableError
from fwlint.dialects.reading import read_export
from fwlint.dialects.source import read_source
from fwlint.dialects.windows.hive.error import HiveError
from fwlint.dialects.windows.hive.key import read_root
from fwlint.dialects.windows.hive.place import find_policy
from fwlint.dialects.windows.hive.walk import values_of
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.source import Span

RULE_LINES = {
    "iptables": re.compile(r"\s*(\[\d+:\d+\]\s*)?(-A|-I|--append|--insert)\s"),
    "cisco-ios": re.compile(
        r"\s*(\d+\s+|sequence \d+\s+)?(permit|deny)\s|access-list \d+ (permit|deny)\s"
    ),
    "cisco-asa": re.compile(
        r"(ipv6 )?access-list \S+ (line \d+ )?((extended|standard) )?(permit|deny)\s"
    ),
    "cisco-nxos": re.compile(r"\s*(\d+\s+)?(permit|deny)\s"),
    "cisco-iosxr": re.compile(r"\s*(\d+\s+)?(permit|deny)\s"),
    "windows-netsh": re.compile(
        r"\W*(Rule Name|Nom de la règle|Regelname|Nombre de regla|Nome da Regra|規則名)\s*:"
    ),
    "windows-reg": re.compile(r'"[^"]+"="v\d+\.\d+\|'),
    "windows-script": re.compile(r"(?i)[^#\n]*(firewall add rule|\bNew-NetFirewallRule)\s"),
    "windows-powershell": re.compile(r'\W*DisplayName"?\s*:'),
    "windows-console": re.compile(r"(?!Name\t)[^\t]+\t"),
}
"""For each dialect of text what its rules begin with; others have no lines of rules."""
HIVE = "windows-hive"
UNRECOGNISED = "(unrecognised)"


@dataclass
class Tally:
    """One row of the table."""

    files: int = 0
    lines: int = 0
    exact: int = 0
    conditional: int = 0
    refused: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)


def main(folder: str) -> int:
    tallies: dict[str, Tally] = defaultdict(Tally)
    broken = []
    for path in sorted(one for one in Path(folder).rglob("*") if one.is_file()):
        try:
            _count(str(path), tallies)
        except Exception:
            broken.append(f"{path}\n{traceback.format_exc()}")
    _print(tallies)
    lost = [line for tally in tallies.values() for line in tally.lost]
    for text in [*lost, *broken]:
        print(text)
    print(f"{len(lost)} rule lines lost, {len(broken)} tracebacks")
    return 1 if lost or broken else 0


def _count(path: str, tallies: dict[str, Tally]) -> None:
    started = time.perf_counter()
    try:
        export = read_export(path)
    except UnreadableError:
        tally = tallies[UNRECOGNISED]
        lines = _rule_lines(path, *RULE_LINES.values())
        tally.lines += len(lines)
        tally.refused += len(lines)
    else:
        report = lint([Input(path)], Config())
        if not report.files[0].dialect:
            raise RuntimeError(report.files[0].diagnostics[0].message)
        tally = tallies[export.dialect]
        _account(export, _places(export), tally)
    tally.files += 1
    tally.seconds += time.perf_counter() - started


def _places(export: Export) -> list[int | str]:
    if export.dialect == HIVE:
        return _hive_rules(export.path)
    pattern = RULE_LINES.get(export.dialect)
    return _rule_lines(export.path, pattern) if pattern else []


def _rule_lines(path: str, *patterns: re.Pattern[str]) -> list[int | str]:
    lines = read_source(path, Path(path).read_bytes()).lines
    return [n for n, line in enumerate(lines, 1) if any(one.match(line) for one in patterns)]


def _hive_rules(path: str) -> list[int | str]:
    try:
        values = list(values_of(find_policy(read_root(Path(path).read_bytes())), path))
    except HiveError:
        return []
    return [one.span.entry for one in values if one.name and "FirewallRules" in one.keys]


def _place(span: Span) -> int | str:
    return span.entry or span.line


def _account(export: Export, places: list[int | str], tally: Tally) -> None:
    refused = {_place(one.span) for one in export.diagnostics if one.trouble is not Trouble.ASSUMED}
    conditions: dict[int | str, list[str]] = defaultdict(list)
    for policy in export.policies.values():
        for rule in policy.rules:
            conditions[_place(rule.span)] += rule.conditions
    ended = [one.span.line for one in export.diagnostics if "is not run" in one.message]
    for line in places:
        tally.lines += 1
        passed_over = bool(ended) and isinstance(line, int) and line >= ended[0]
        doubted = any("not understood" in one for one in conditions.get(line, ()))
        if passed_over or doubted or line in refused:
            tally.refused += 1
        elif line not in conditions:
            if 0 in refused or (not export.policies and refused):
                tally.refused += 1
            else:
                tally.lost.append(f"{export.path}:{line}: rule line lost")
        elif conditions[line]:
            tally.conditional += 1
        else:
            tally.exact += 1


def _print(tallies: dict[str, Tally]) -> None:
    columns = ("dialect", "files", "rule lines", "exact", "with condition", "refused", "seconds")
    print("{:16} {:>6} {:>11} {:>8} {:>15} {:>8} {:>8}".format(*columns))
    for name, one in sorted(tallies.items()):
        print(
            f"{name:16} {one.files:6} {one.lines:11} {one.exact:8} {one.conditional:15}"
            f" {one.refused:8} {one.seconds:8.1f}"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make corpus CORPUS=DIR")
    sys.exit(main(sys.argv[1]))
