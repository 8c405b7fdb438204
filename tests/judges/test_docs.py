"""The documentation site, built as `make docs` does: every link in it leads somewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from fwlint.registry import all_checks
from fwlint.requirements.load import builtin_names
from tools.docs import site as pages
from tools.docs.__main__ import build

pytestmark = pytest.mark.judge
pytest.importorskip("zensical", reason="pip install .[docs]")


class Page(HTMLParser):
    """The links of a page, what it loads from elsewhere, and the anchors in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors.add(values.get("id", ""))
        self.links += [values[name] for name in ("href", "src") if name in values]
        if tag in ("script", "img", "link") and values.get("rel") != "canonical":
            self.loaded += [values[name] for name in ("href", "src") if name in values]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Page]:
    folder = tmp_path_factory.mktemp("docs")
    run = build(folder)
    assert run.returncode == 0, run.stdout
    built = (one for one in (folder / "site").rglob("*.html") if one.name != "404.html")
    return {path: Page(path) for path in built}


def test_every_link_leads_to_a_page_and_a_place_there(site: dict[Path, Page]) -> None:
    lost = []
    for path, page in site.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            known = site[target].anchors if target in site else None
            if not target.exists() or (known and parts.fragment and parts.fragment not in known):
                lost.append(f"{path.name}: {link}")
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(site: dict[Path, Page]) -> None:
    loaded = {link for page in site.values() for link in page.loaded}
    assert loaded
    assert [link for link in loaded if urlsplit(link).netloc] == []


def test_every_check_and_every_ruleset_has_a_page(site: dict[Path, Page]) -> None:
    names = {path.stem for path in site}
    assert {check.id.lower() for check in all_checks()} <= names
    assert set(builtin_names()) <= names


def test_a_broken_link_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "linked", lambda text, _: text + "\n[nowhere](nowhere.md)\n")
    run = build(tmp_path)
    assert run.returncode != 0
    assert "page does not exist" in run.stdout
