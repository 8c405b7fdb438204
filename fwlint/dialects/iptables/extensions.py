"""The options of iptables, and of its matches and targets: the table `extensions.tsv`, read once.

Its rows stand on iptables(8) and iptables-extensions(8) of iptables 1.8, and those of a few further
extensions on the manual of xtables-addons.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("extensions.tsv")
_NONE = "-"

_ALIASES = {"icmpv6": "icmp6", "ipv6-icmp": "icmp6", "ipv6-mh": "mh"}
"""Names of protocols under which iptables finds a match of another name."""


@dataclass(frozen=True, slots=True)
class Word:
    """An option as the table has it; `kind` is the grammar rule that its arguments follow.

    `names` are its spellings, the usual one first. `owner` is the match or target that it belongs
    to, and None for the options that every rule and command has.
    """

    names: tuple[str, ...]
    kind: str
    negatable: bool = False
    families: str = "46"
    owner: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The usual spelling."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Extension:
    """A match or a target, with its options.

    `treatment` is `nothing` for a match that by itself says nothing of packets, `condition` for one
    that is a condition by being there, and what a target does: the name of an action. A match of a
    transport header needs one of `protocols`, by their names. `origin` is the package of what does
    not come with iptables.
    """

    role: str
    name: str
    families: str
    protocols: tuple[str, ...]
    treatment: str
    origin: str
    remark: str
    words: tuple[Word, ...] = ()


@cache
def extensions() -> dict[tuple[str, str], Extension]:
    """Return all matches and targets, by role (`match`, `target`) and name."""
    found: dict[tuple[str, str], Extension] = {}
    words: dict[tuple[str, str], list[Word]] = {}
    for row in _rows():
        key = row["kind"], row["extension"]
        if row["option"] != _NONE:
            words.setdefault(key, []).append(_word(row, key))
        else:
            protocols = tuple(row["value"].split(",")) if row["value"] != _NONE else ()
            origin, remark = (row[name].removeprefix(_NONE) for name in ("origin", "remark"))
            found[key] = Extension(
                *key, row["families"], protocols, row["treatment"], origin, remark
            )
    return {key: replace(one, words=tuple(words.get(key, ()))) for key, one in found.items()}


def extension(role: str, name: str, family: int) -> Extension | None:
    """Return the match or target of that name, with the options it has for `family`, if any."""
    if role == "match":
        name = _ALIASES.get(name, name)
    return _for_family(role, name, str(family))


@cache
def common_words(family: int) -> tuple[Word, ...]:
    """Return the commands, and the options of every rule."""
    words = (_word(row, None) for row in _rows() if row["extension"] == _NONE)
    return tuple(word for word in words if str(family) in word.families)


@cache
def owners_of(name: str) -> tuple[str, ...]:
    """Return what has an option spelled `name`, as `-m limit` or `-j LOG`."""
    flags = {"match": "-m", "target": "-j"}
    return tuple(
        f"{flags[one.role]} {one.name}"
        for one in extensions().values()
        if any(name in word.names for word in one.words)
    )


@cache
def _for_family(role: str, name: str, family: str) -> Extension | None:
    found = extensions().get((role, name))
    if found is None or family not in found.families:
        return None
    return replace(found, words=tuple(word for word in found.words if family in word.families))


def _word(row: dict[str, str], owner: tuple[str, str] | None) -> Word:
    names = tuple(row["option"].split(","))
    return Word(names, row["value"], row["negatable"] == "!", row["families"], owner)


def _rows() -> Iterator[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
