"""A page of documentation for each built-in ruleset: `docs/rulesets/<name>.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fwlint.cli.ruleset_words import parameters_of, ports_by_default
from fwlint.model.requirement import Need, Question
from fwlint.requirements.load import builtin_names, load_ruleset
from fwlint.requirements.requirement import Requirement
from fwlint.requirements.ruleset import Parameter, Ruleset

FOLDER = Path(__file__).parents[1] / "docs" / "rulesets"
HEAD = "<!-- Written by tools/ruleset_pages.py from rulesets/{}.yaml; do not edit. -->"

Parameters = dict[str, Parameter]


def write_pages() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in builtin_names():
        (FOLDER / f"{name}.md").write_text(page(name), encoding="utf-8")


def page(name: str) -> str:
    """Return the page of the built-in ruleset `name`, in Markdown."""
    ruleset = load_ruleset(name)
    parameters = parameters_of([*map(load_ruleset, ruleset.uses), ruleset])
    blocks = [
        HEAD.format(name),
        f"# {ruleset.title} (`{name}`)",
        *_documents(ruleset),
        *_names(ruleset, parameters),
        *_requirements(ruleset, parameters),
        *_prose(ruleset),
    ]
    return "\n\n".join(blocks) + "\n"


def _documents(ruleset: Ruleset) -> Iterator[str]:
    rows = {
        (r.row.document, r.row.date, r.row.revision, r.row.address) for r in ruleset.requirements
    }
    for title, date, revision, address in sorted(rows):
        where = f"[{title}]({address})" if address else title
        yield f"It stands on “{where}” of {date}, revision `{revision}`."


def _names(ruleset: Ruleset, parameters: Parameters) -> Iterator[str]:
    if ruleset.roles:
        yield "## Roles"
        yield _table(
            ("role", "is", "holds, too"),
            (
                (f"`{ruleset.name}/{name}`", role.title, ", ".join(role.includes))
                for name, role in ruleset.roles.items()
            ),
        )
    if ruleset.features:
        yield "## Features"
        yield _table(
            ("feature", "is on where", "by default"),
            (
                (f"`{ruleset.name}/{name}`", one.about, "on" if one.default else "off")
                for name, one in ruleset.features.items()
            ),
        )
    if ruleset.parameters:
        yield "## Parameters"
        yield _table(
            ("parameter", "is", "by default"),
            (
                (f"`{name}`", one.about, _default(f"{ruleset.name}/{name}", parameters))
                for name, one in ruleset.parameters.items()
            ),
        )


def _default(name: str, parameters: Parameters) -> str:
    one = parameters[name]
    if one.follows:
        return f"follows `{one.follows}`"
    return " or ".join(str(a) if a == b else f"{a}-{b}" for a, b in one.choices or one.default)


def _requirements(ruleset: Ruleset, parameters: Parameters) -> Iterator[str]:
    yield "## Requirements"
    sections: dict[str, list[Requirement]] = {}
    for one in ruleset.requirements:
        sections.setdefault(one.row.section, []).append(one)
    for section, members in sections.items():
        yield f"### {section}"
        yield _table(
            ("line", "requirement", "asks for", "level", "when"),
            (
                (
                    str(one.row.line),
                    f"`{one.id.removeprefix(ruleset.name + '/')}`",
                    _asks(one, parameters),
                    one.need.value,
                    _when(one),
                )
                for one in members
            ),
        )
        yield from (f"- line {one.row.line}: {one.note}" for one in members if one.note)


def _asks(one: Requirement, parameters: Parameters) -> str:
    ports = " or ".join(ports_by_default(one.ports, parameters))
    words = [one.protocol.upper(), ports, f"({one.service})"]
    if one.bidirectional:
        words.append("both ways")
    if one.at_least:
        words.append(f"at least {one.at_least} of them")
    if one.question is not Question.PASSES:
        words.append("exempt from IPsec" if one.question is Question.NO_IPSEC else "running")
    return " ".join(filter(None, words))


def _when(one: Requirement) -> str:
    words = [one.condition] if one.condition else []
    words += [f"`{name}`" for name in one.features]
    words += [f"not `{name}`" for name in one.unless]
    if one.alternatives and one.need is not Need.NOT_NEEDED:
        words.append("or else " + ", ".join(f"`{a.rpartition('/')[2]}`" for a in one.alternatives))
    return ", ".join(words)


def _prose(ruleset: Ruleset) -> Iterator[str]:
    if not ruleset.remarks:
        return
    yield "## What the prose says"
    yield _table(
        ("line", "it says", "encoded by"),
        (
            (
                str(one.row.line),
                one.says,
                ", ".join(f"`{name.partition('/')[2]}`" for name in one.requirements)
                or f"nothing: {one.reason}",
            )
            for one in ruleset.remarks
        ),
    )


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines
    )
