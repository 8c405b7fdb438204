"""Lines of known shapes, some thousands in a row: their values are read together, by columns.

What stands at the same place of lines of one shape is read in one go, and the objects of the model
are made in as few calls as there are classes of them. The lines take effect in their own order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat

from fwlint.dialects.iptables.chain_line import Line
from fwlint.dialects.iptables.dump import Place
from fwlint.dialects.iptables.on_chains import declare
from fwlint.dialects.iptables.placing import depends_on_place, parts_anywhere, placed
from fwlint.dialects.iptables.rule import Meaning
from fwlint.dialects.iptables.shapes import Known
from fwlint.dialects.iptables.template import Columns, Template
from fwlint.dialects.iptables.translation import opened_under
from fwlint.model.rule import Rewrite, Rule
from fwlint.model.source import Span

_NO_TEXT = ""
"""Stands for the text of a line among the conditions that name it."""

Said = tuple[str, Line | Meaning | None]
"""A chain, and what becomes of it: a line, one that its place makes, or that it is declared."""


def obey_known(place: Place, shapes: Sequence[Known]) -> Iterator[int]:
    """Do what lines from `place` on say, which have these shapes and wait in them.

    Yields the number of each line of which only the grammar can tell that, when it is its turn.
    """
    table, path = place.table, place.source.path
    said = {known: iter(_said(place, known, *known.taken())) for known in dict.fromkeys(shapes)}
    for number, known in enumerate(shapes, place.line):
        found = next(said[known])
        if found is None:
            yield number
            continue
        name, line = found
        if isinstance(line, Meaning):
            line = placed(place._replace(line=number), line)._replace(meaning=known.meaning_again)
        if line is None:
            text = place.source.lines[number - 1].strip()
            declare(table, name, known.template.policy, text, Span(path, number))
        elif chain := table.chains.get(name):
            chain.lines.append(line)
        else:
            table.chain(name, Span(path, number), declared=False).lines.append(line)


def _said(
    place: Place, known: Known, indices: Sequence[int], rows: Sequence[Sequence[str]]
) -> Iterable[Said | None]:
    """Return what each line of a shape says; None where only the grammar can tell."""
    try:
        columns = known.template.read(rows)
    except ValueError:
        if len(rows) == 1:
            return [None]
        half = len(rows) // 2
        return [
            *_said(place, known, indices[:half], rows[:half]),
            *_said(place, known, indices[half:], rows[half:]),
        ]
    return zip(columns[0], _lines(place, known, columns, indices), strict=True)


def _lines(
    place: Place, known: Known, columns: Columns, indices: Sequence[int]
) -> Iterable[Line | Meaning | None]:
    template = known.template
    if template.policy:
        return repeat(None, len(indices))
    if depends_on_place(template.meaning):
        return template.meanings(columns)
    rules = zip(*_rules(place, template, columns, indices), strict=True)
    return map(
        partial(tuple.__new__, Line),
        zip(rules, repeat(template.meaning.size), repeat(known.meaning_again), strict=False),
    )


def _rules(
    place: Place, template: Template, columns: Columns, indices: Sequence[int]
) -> Iterator[Iterable[Rule]]:
    """Yield, for each part of the lines' rules, that part of every line."""
    fate, lines = template.meaning.fate, place.source.lines
    texts = [lines[index].strip() for index in indices]
    spans = list(map(Span, repeat(place.source.path), [index + 1 for index in indices]))
    rewrites: Iterable[Rewrite | None] = repeat(fate.rewrite)
    if template.argument:
        rewrites = columns[template.argument]
    targets, notes = _targets(place, template, columns), template.notes(columns)
    for packets, conditions, tests in parts_anywhere(template.meaning, _NO_TEXT):
        yield map(
            Rule,
            template.packets(packets, columns),
            repeat(fate.action),
            spans,
            texts,
            _conditions(conditions, texts),
            targets,
            repeat(""),
            repeat(True),
            rewrites,
            notes,
            repeat(tests),
            repeat(fate.tagging),
        )


def _conditions(conditions: tuple[str, ...], texts: list[str]) -> Iterable[tuple[str, ...]]:
    """Return the conditions of each line's part, of which the last may name the line."""
    if opened_under(_NO_TEXT) not in conditions:
        return repeat(conditions)
    return [(*conditions[:-1], opened_under(text)) for text in texts]


def _targets(place: Place, template: Template, columns: Columns) -> Iterable[str]:
    key = partial(place.dump.key, place.table.name)
    if template.chain:
        beginning = key("")
        return [beginning + name for name in columns[template.chain]]
    chain = template.meaning.fate.chain
    return repeat(key(chain) if chain else "")
