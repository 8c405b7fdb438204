"""A path becomes a URI that GitHub can follow to a file of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.reports.sarif_place import uri


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
def test_a_path_inside_is_relative_and_percent_encoded(
    path: str, expected: str, tmp_path: Path
) -> None:
    assert uri(path, tmp_path) == expected


def test_an_absolute_path_inside_is_made_relative(tmp_path: Path) -> None:
    assert uri(str(tmp_path / "edge" / "core.cfg"), tmp_path) == "edge/core.cfg"


def test_a_path_outside_is_a_file_uri(tmp_path: Path) -> None:
    inside = tmp_path / "repository"

    assert uri("../my core.cfg", inside) == (tmp_path.resolve() / "my core.cfg").as_uri()


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.cfg").symlink_to(tmp_path / "real.cfg")

    assert uri("link.cfg", tmp_path) == "real.cfg"


def test_a_symbolic_link_that_leads_out_keeps_its_own_name(tmp_path: Path) -> None:
    inside = tmp_path / "repository"
    inside.mkdir()
    (inside / "link.cfg").symlink_to(tmp_path / "real.cfg")

    assert uri("link.cfg", inside) == "link.cfg"


def test_a_working_directory_reached_by_a_link_is_the_same_place(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "linked").symlink_to(real)

    assert uri(str(real / "a.cfg"), tmp_path / "linked") == "a.cfg"


def test_a_symbolic_link_to_itself_still_has_a_uri(tmp_path: Path) -> None:
    (tmp_path / "loop.cfg").symlink_to("loop.cfg")

    assert uri("loop.cfg", tmp_path) == "loop.cfg"
