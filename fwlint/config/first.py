"""A first configuration, written for exports that are there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import escape

from fwlint.config.suggest import Fit
from fwlint.reports.summary import count

_HEAD = """\
# What fwlint knows of this site. `fwlint schema config` prints all that can stand here.

# Which checks run, by ids or beginnings of ids; `fwlint explain FW104` says what one finds.
# select = ["FW1", "FW2"]
# ignore = ["FW107"]

# Findings of this level and above make the exit code 1: note, warning or error.
# fail-on = "warning"

# [levels]
# FW105 = "note"     # off, note, warning or error

# [[per-path]]
# files = ["lab/*"]
# ignore = ["FW102"]

# A finding that somebody accepts, where the export itself cannot say so in a comment, which is
# fwlint: ignore[FW104] until 2027-01-31 by OWNER -- reason
# [[suppress]]
# check = "FW104"
# file = "edge.cfg"
# line = 12          # or rule = "…", entry = "…", requirement = "…"
# reason = "…"
# owner = "…"
# until = 2027-01-31

# Where the holders of a role live; a proof then covers all of these networks.
# `fwlint rulesets` lists the roles.
# [networks]
# "configmgr/client" = ["10.20.0.0/16"]
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one export shows: its files, what wrote it, and what its host or device is called."""

    files: tuple[str, ...]
    dialect: str
    rules: int
    hostname: str = ""
    is_device: bool = False
    fits: tuple[Fit, ...] = ()


def first_config(exports: Iterable[Shown]) -> str:
    """Return the text of a commented `fwlint.toml` that names `exports`; roles are suggestions."""
    return "\n".join([_HEAD, *("\n".join([*_table(one), ""]) for one in exports)])


def _table(one: Shown) -> Iterator[str]:
    yield "[[device]]" if one.is_device else "[[host]]"
    if one.hostname:
        yield f"name = {_text(one.hostname)}"
    files = ", ".join(_text(escape(name)) for name in one.files)
    yield f"files = [{files}]  # {one.dialect}, {count(one.rules, 'rule', 'rules')}"
    if not one.is_device:
        yield from _roles(one.fits)
        yield '# addresses = ["192.0.2.10"]'


def _roles(fits: Sequence[Fit]) -> Iterator[str]:
    if not fits:
        yield "# roles = []"
        return
    yield "# What it lets in fits these roles:"
    for fit in fits:
        yield f"# roles = [{_text(fit.role)}]  # {fit.opened} of {fit.asked} services are open"


def _text(value: str) -> str:
    """Return `value` as a TOML string; JSON's are that, but for the one control that it keeps."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
