"""Results are kept: found again while nothing has changed, found anew when anything has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fwlint import lint
from fwlint.cache import cache, code
from tests.cli.conftest import RULES, Run

SHUT = "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
RULESET = """\
ruleset: office
title: Office
document: {title: Office, revision: "1", date: "2026-01-01"}
roles: {host: Host, anyone: Anyone}
flows:
  - from: anyone
    to: host
    rows: [{id: web, line: 1, section: Web, service: Web, protocol: tcp, ports: 443}]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose files are older than the run, with a configuration and a list."""
    monkeypatch.setenv("FWLINT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "dp").mkdir()
    (tmp_path / "dp" / "rules.v4").write_text(RULES.replace(":INPUT DROP", ":INPUT ACCEPT"))
    (tmp_path / "accepted.toml").write_text("")
    (tmp_path / "fwlint.toml").write_text(
        'suppressions = ["accepted.toml"]\nlevels = {FW102 = "note"}\n'
    )
    aged(tmp_path)
    return tmp_path


def aged(folder: Path) -> None:
    """Make everything in `folder` as old as what one finds in the morning."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (1_700_000_000, 1_700_000_000))


@pytest.fixture
def no_linting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which nothing can be linted."""

    def forbid() -> None:
        monkeypatch.delattr(lint.Linter, "result")

    return forbid


ASKED = ("check", "dp/rules.v4")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit", "markdown"])
def test_what_is_found_again_is_the_same_to_the_byte(
    run: Run, form: str, no_linting: Callable[[], None]
) -> None:
    anew = run(*ASKED, "--format", form, "--no-cache")
    first = run(*ASKED, "--format", form)
    no_linting()
    again, by_results = run(*ASKED, "--format", form), run(*ASKED, "dp/", "--format", form)

    assert anew.exit_code == first.exit_code == again.exit_code == by_results.exit_code == 0
    assert anew.stdout == first.stdout == again.stdout == by_results.stdout


def changed_export(site: Path) -> None:
    (site / "dp" / "rules.v4").write_text(SHUT)


def other_family(site: Path) -> None:
    (site / "dp" / "rules.v6").write_text(SHUT.replace("DROP", "ACCEPT"))


def changed_configuration(site: Path) -> None:
    (site / "fwlint.toml").write_text('ignore = ["FW102"]\n')


def nearer_configuration(site: Path) -> None:
    (site / "dp" / "fwlint.toml").write_text('levels = {FW102 = "error"}\n')


def nearer_project(site: Path) -> None:
    (site / "dp" / "pyproject.toml").write_text('[tool.fwlint]\nselect = ["FW3"]\n')


def accepted_finding(site: Path) -> None:
    (site / "accepted.toml").write_text(
        '[[suppress]]\ncheck = "FW102"\nfile = "dp/*"\nreason = "bench"\n'
    )


def lower_threshold(site: Path) -> None:
    (site / "fwlint.toml").write_text('fail-on = "error"\n')


def broken_configuration(site: Path) -> None:
    (site / "fwlint.toml").write_text("ignore = 5\n")


def gone_configuration(site: Path) -> None:
    (site / "fwlint.toml").unlink()


def gone_export(site: Path) -> None:
    (site / "dp" / "rules.v4").unlink()


@pytest.mark.parametrize("old", [True, False], ids=["with an old date", "with its own date"])
@pytest.mark.parametrize(
    "change",
    [
        changed_export,
        other_family,
        changed_configuration,
        nearer_configuration,
        nearer_project,
        accepted_finding,
        lower_threshold,
        broken_configuration,
        gone_configuration,
        gone_export,
    ],
    ids=lambda change: change.__name__,
)
def test_every_change_is_noticed(
    run: Run, site: Path, change: Callable[[Path], None], old: bool
) -> None:
    before = run(*ASKED)
    change(site)
    if old:
        aged(site)

    after, anew = run(*ASKED), run(*ASKED, "--no-cache")

    assert (after.exit_code, after.output) == (anew.exit_code, anew.output)
    assert (after.exit_code, after.output) != (before.exit_code, before.output)


def test_a_change_of_fwlint_itself_is_noticed(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(*ASKED)
    monkeypatch.setattr("fwlint.cache.entries.code_version", lambda: "another fwlint")
    monkeypatch.delattr(lint.Linter, "_reports")

    assert "no findings" not in before.output
    assert "the fault is fwlint's" in run(*ASKED).output
    assert site.is_dir()


def test_a_change_of_one_file_of_fwlint_makes_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fwlint/cache", "grammars", "rulesets"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(code, "__file__", str(tmp_path / "fwlint" / "cache" / "code.py"))
    monkeypatch.setattr(code, "folder", lambda name: tmp_path / name)
    versions = set()
    for name in ("fwlint/x.py", "fwlint/cache/y.py", "grammars/z.lark", "rulesets/z.yaml"):
        (tmp_path / name).write_text("1")
        code.code_version.cache_clear()
        versions.add(code.code_version())
    code.code_version.cache_clear()

    assert len(versions) == 4


def test_what_somebody_accepts_until_a_day_is_found_anew_each_day(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch, no_linting: Callable[[], None]
) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls(2030, 1, 1)

    (site / "accepted.toml").write_text(
        '[[suppress]]\ncheck = "FW102"\nfile = "dp/*"\nreason = "bench"\nuntil = 2029-12-31\n'
    )
    aged(site)
    assert "1 suppressed" in run(*ASKED).output
    assert "1 suppressed" in run(*ASKED).output
    no_linting()
    assert "1 suppressed" in run(*ASKED).output
    monkeypatch.setattr(cache, "date", Tomorrow)

    with pytest.raises(AttributeError, match="result"):
        run(*ASKED)


@pytest.mark.parametrize(
    "more",
    [
        ("--select", "FW2"),
        ("--ignore", "FW102"),
        ("--role", "configmgr/site-database-server"),
        ("--dialect", "cisco-ios"),
        ("--show-passes", "--role", "configmgr/pxe-distribution-point"),
        ("--fail-on", "note"),
        ("--quiet",),
        ("--verbose",),
        ("--config", "other.toml"),
        ("--color", "always"),
    ],
    ids=" ".join,
)
def test_another_question_has_another_answer(run: Run, site: Path, more: tuple[str, ...]) -> None:
    (site / "other.toml").write_text('levels = {FW102 = "error"}\n')
    before = run(*ASKED)

    after, anew = run(*ASKED, *more), run(*ASKED, *more, "--no-cache")

    assert (after.exit_code, after.output) == (anew.exit_code, anew.output)
    assert (after.exit_code, after.output) != (before.exit_code, before.output)


def test_a_damaged_entry_is_named_and_found_anew(run: Run, site: Path) -> None:
    before = run(*ASKED)
    for entry in (site / "cache").iterdir():
        entry.write_bytes(entry.read_bytes()[:-3])

    after = run(*ASKED)

    assert after.stdout == before.stdout
    assert "note: cache: " in after.stderr
    assert " is damaged, and what it held is found anew" in after.stderr
    assert run(*ASKED).stderr == ""


def test_a_file_that_changed_while_it_was_linted_is_not_kept(run: Run, site: Path) -> None:
    (site / "dp" / "rules.v4").write_text(SHUT)  # just now

    run(*ASKED)

    assert [one.name for one in (site / "cache").iterdir() if len(one.name) == 64] == []


def test_a_folder_that_cannot_be_written_is_said_where_somebody_named_it(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "file").write_text("")
    anew = run(*ASKED, "--no-cache")

    named = run(*ASKED, "--cache-dir", "file/cache")
    monkeypatch.delenv("FWLINT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(site / "file"))
    usual = run(*ASKED)

    assert "file/cache cannot be written: Not a directory" in named.stderr
    assert usual.stderr == ""
    assert named.stdout == usual.stdout == anew.stdout


def test_no_cache_writes_nothing(run: Run, site: Path) -> None:
    run(*ASKED, "--no-cache")

    assert not (site / "cache").exists()


def test_only_the_user_can_read_the_cache(run: Run, site: Path) -> None:
    run(*ASKED)

    assert (site / "cache").stat().st_mode & 0o077 == 0


def test_what_nobody_asks_for_is_gone_after_a_month(run: Run, site: Path) -> None:
    run(*ASKED)
    aged(site)
    (site / "fwlint.toml").write_text("")

    run(*ASKED)

    kept = {one.stat().st_mtime for one in (site / "cache").glob("[!.]*")}
    assert 1_700_000_000 not in kept


@pytest.mark.parametrize("more", [(), ("dp",)], ids=["the whole run", "results"])
def test_a_run_that_is_known_loads_neither_lark_nor_pydantic(
    site: Path, more: tuple[str, ...]
) -> None:
    program = (
        "import sys; from fwlint.cli.main import main; main(sys.argv[1:], standalone_mode=False)"
    )
    watched = "import atexit, sys; atexit.register(lambda: print(sorted({one.partition('.')[0]"
    watched += " for one in sys.modules} & {'lark', 'pydantic', 'yaml', 'sarif_om'}))); "
    command = [sys.executable, "-c", watched + program, *ASKED, *more]
    first, second = (
        subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
        for _ in range(2)
    )

    assert "'lark'" in first.stdout.splitlines()[-1]
    assert second.stdout.splitlines()[-1] == "[]"
