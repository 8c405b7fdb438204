"""The pages of the site, in their order: the guides as they stand, and the written ones."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fwlint.registry import all_checks
from fwlint.requirements.load import builtin_names
from tools.docs import checks, command_line, configuration, rulesets

ROOT = Path(__file__).parents[2]
THEME = Path(__file__).parent / "theme"
WRITTEN = (checks, rulesets, configuration, command_line)
BESIDE = ("CONTRIBUTING.md", "CHANGELOG.md", "examples", "rulesets")
"""What the guides link to outside of `docs/`; in the site it lies among them."""

_CHECK = re.compile(r"\b(FW\d{3})\b")
_UNTOUCHED = re.compile(r"^```.*?^```$|^#.*?$|`[^`\n]*`|\[[^\]]*\]\([^)]*\)", re.M | re.S)


def write_site(folder: Path) -> None:
    """Write the pages and the configuration of the site into `folder`, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder / "pages")
    for name in BESIDE:
        _copy(ROOT / name, folder / "pages" / name)
    for module in WRITTEN:
        for path, text in module.pages():
            target = folder / "pages" / path
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
    for page in (folder / "pages").rglob("*.md"):
        text = linked(page.read_text("utf-8"), page.relative_to(folder / "pages"))
        page.write_text(text, encoding="utf-8")
    shutil.copy(THEME / "site.css", folder / "pages")
    settings = (THEME / "zensical.toml").read_text("utf-8")
    settings = settings.replace("nav = []", f"nav = {_toml(list(_navigation()))}")
    (folder / "zensical.toml").write_text(settings, encoding="utf-8")


def linked(text: str, path: Path) -> str:
    """Return a page's text with links to files of the site, and to each check that it names."""
    up = "../" * (len(path.parts) - 1)
    text = text.replace(f"](../{up}", f"]({up}")
    known = {check.id: f"{up}{checks.path(check)}" for check in all_checks()}
    known.pop(path.stem.upper(), None)

    def link(match: re.Match[str]) -> str:
        return f"[{match[1]}]({known[match[1]]})" if match[1] in known else match[0]

    ends = [0, *(end for kept in _UNTOUCHED.finditer(text) for end in kept.span()), len(text)]
    pieces = [text[start:end] for start, end in pairwise(ends)]
    return "".join(_CHECK.sub(link, one) if at % 2 == 0 else one for at, one in enumerate(pieces))


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def _navigation() -> Iterator[dict[str, object]]:
    yield {"Home": "index.md"}
    yield {"Getting started": "getting-started.md"}
    yield {
        "Guides": [
            {"The configuration": "configuration.md"},
            {"Accept what has to stay": "accepting-findings.md"},
            {"Write your own ruleset": "write-your-own-ruleset.md"},
            {"In CI and pre-commit": "continuous-integration.md"},
        ]
    }
    yield {
        "Dialects": [
            {"iptables and ipset": "dialects/iptables.md"},
            {"Extensions of iptables": "iptables-extensions.md"},
            {"Cisco": "dialects/cisco.md"},
            {"Windows Firewall": "dialects/windows.md"},
        ]
    }
    yield {"Checks": ["checks/index.md", *_checks()]}
    names = [{name: f"rulesets/{name}.md"} for name in builtin_names()]
    yield {"Rulesets": ["rulesets/index.md", *names]}
    yield {
        "Reference": [
            {"The command line": "command-line.md"},
            {"fwlint.toml": "configuration-reference.md"},
            {"Exit codes": "exit-codes.md"},
        ]
    }
    yield {"Project": [{"Contributing": "CONTRIBUTING.md"}, {"Changelog": "CHANGELOG.md"}]}


def _checks() -> Iterator[dict[str, object]]:
    for title in checks.GROUPS.values():
        members = [check for check in all_checks() if checks.group_of(check) == title]
        yield {title: [{f"{one.id} {one.name}": checks.path(one)} for one in members]}


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    return json.dumps(value)
