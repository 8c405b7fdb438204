"""A path becomes a URI that GitHub can follow to a file of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.reports.place import uri


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory of the test, which lies in no repository."""
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    return inside


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("edge/core.cfg", "edge/core.cfg"),
        ("./edge/../core.cfg", "core.cfg"),
        ("my router #1.cfg", "my%20router%20%231.cfg"),
        ("größe.cfg", "gr%C3%B6%C3%9Fe.cfg"),
        ("caf\udce9.cfg", "caf%E9.cfg"),
        ("c:edge.cfg", "c%3Aedge.cfg"),
        ("100%.cfg", "100%25.cfg"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_a_path_inside_is_relative_and_percent_encoded(path: str, expected: str) -> None:
    assert uri(path) == expected


def test_an_absolute_path_inside_is_made_relative(folder: Path) -> None:
    assert uri(str(folder / "edge" / "core.cfg")) == "edge/core.cfg"


def test_a_path_outside_is_a_file_uri(tmp_path: Path) -> None:
    assert uri("../my core.cfg") == (tmp_path.resolve() / "my core.cfg").as_uri()


def test_a_path_counts_from_the_repository_and_not_from_a_folder_in_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert uri("core.cfg") == "inside/core.cfg"
    assert uri("../top.cfg") == "top.cfg"


def test_a_symbolic_link_is_followed(folder: Path) -> None:
    (folder / "link.cfg").symlink_to(folder / "real.cfg")

    assert uri("link.cfg") == "real.cfg"


def test_a_symbolic_link_that_leads_out_keeps_its_own_name(folder: Path) -> None:
    (folder / "link.cfg").symlink_to(folder.parent / "real.cfg")

    assert uri("link.cfg") == "link.cfg"


def test_a_working_directory_reached_by_a_link_is_the_same_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "linked").symlink_to(folder)
    monkeypatch.chdir(tmp_path / "linked")

    assert uri(str(folder / "a.cfg")) == uri(str(tmp_path / "linked" / "a.cfg")) == "a.cfg"


def test_a_symbolic_link_to_itself_still_has_a_uri(folder: Path) -> None:
    (folder / "loop.cfg").symlink_to("loop.cfg")

    assert uri("loop.cfg") == "loop.cfg"
