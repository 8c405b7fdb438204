"""One rule line, from options to what it means, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod
from typing import NamedTuple

from lark import Token

from fwlint.dialects.ipset.match import Asked
from fwlint.dialects.iptables.address import has_host_name
from fwlint.dialects.iptables.clause import Clause, clauses
from fwlint.dialects.iptables.connection import questions, tests, tests_before_tracking
from fwlint.dialects.iptables.extensions import extension, owners_of
from fwlint.dialects.iptables.mark import MARKING, change
from fwlint.dialects.iptables.match import Match
from fwlint.dialects.iptables.meaning import UNTRACKED_TABLE, Told, apply, load
from fwlint.dialects.iptables.option import Option, RefusedError
from fwlint.dialects.iptables.quoting import unquoted
from fwlint.dialects.iptables.sets import SET, Parts, asked_by
from fwlint.dialects.iptables.state import TRACKED
from fwlint.dialects.iptables.target import Fate, fate_of_jump
from fwlint.model.rule import Action
from fwlint.model.tag import PACKET, AnyTest, Tagging

_ON_CONNECTIONS = "CONNMARK"
_OF_SOCKET = "--restore-skmark"
"""An option of a match that gives packets the mark of the socket that they belong to."""
TEXTS = {"comment": "comment", "log_prefix": "log-prefix"}
"""The kinds of option that are a note of the rule, and its label."""


class Complaint(NamedTuple):
    """What of a rule nobody knows, from `word` on; the rule has it as a condition."""

    word: Token
    message: str
    hint: str = ""


class Meaning(NamedTuple):
    """What a rule line means.

    `parts` holds its packets with the conditions under which they match. Where some match under
    fewer conditions than others, these are a part of their own, before the others. `asked` is what
    it asks of sets, and `silent` the options that iptables stores and no packet tells, but for the
    texts, which are among the notes. `size` is how many rules iptables makes of the line, one for
    each source and destination, or None where a host name stands among them. `tag_tests` tells
    which conditions ask for marks.
    """

    parts: Parts
    asked: tuple[Asked, ...]
    fate: Fate
    notes: tuple[tuple[str, str], ...]
    complaints: tuple[Complaint, ...]
    silent: tuple[str, ...]
    size: int | None
    tag_tests: tuple[AnyTest, ...] = ()

    @property
    def identity(self) -> tuple[object, ...]:
        """The same for two lines that iptables takes for one rule."""
        texts = tuple(note for note in self.notes if note[0] in TEXTS.values())
        return self.parts, self.asked, self.fate, self.silent, texts


def meaning_of(options: list[Option], family: int, table: str) -> Meaning:
    """Return what `options` mean in a table. Raises RefusedError where they mean nothing."""
    _refuse_negations(options)
    found = clauses(options, family)
    match = Match(family, table)
    for clause in found:
        if not clause.is_target:
            _gather(clause, match)
        elif clause.name == _ON_CONNECTIONS and table != UNTRACKED_TABLE:
            match.narrow("state", TRACKED)  # for on others it does nothing
    fate = _fate(found, family, table)
    return Meaning(
        tuple((packets, (*words, *fate.conditions)) for packets, words in match.parts()),
        asked_by(found),
        fate,
        tuple(_notes(options, found)),
        tuple(_complaints(found, family)),
        tuple(str(option) for clause in found for option in _saying_nothing(clause)),
        _size(options),
        tuple(match.tag_tests),
    )


def _refuse_negations(options: list[Option]) -> None:
    for option in options:
        if option.negated and option.known and not option.known.negatable:
            raise RefusedError(f"{option.word} cannot be negated", option.word)


def _gather(clause: Clause, match: Match) -> None:
    """Add what a match says to `match`, in packets as far as they tell it."""
    load(clause, match)
    told = [(option, apply(option, match)) for option in clause.options]
    if not clause.role:
        match.conditions += [str(one) for one, how in told if how in (Told.NOT, Told.BESIDES)]
        return
    if clause.name == SET:
        return  # what is in the set answers that
    stands = clause.extension is None or clause.extension.treatment == "condition"
    how_told = dict(told)
    for options in questions(clause):
        _doubt(clause, {option: how_told[option] for option in options}, match, stands=stands)


def _doubt(clause: Clause, told: dict[Option, Told], match: Match, *, stands: bool) -> None:
    """Add to `match` what its packets do not tell of these options of a clause."""
    ask = tests_before_tracking if match.table == UNTRACKED_TABLE else tests
    left = [option for option, how in told.items() if how in (Told.NOT, Told.BESIDES)]
    if stands or Told.NOT in told.values():
        match.conditions.append(clause.words(left))
        match.tag_tests += ask(clause, left, match.conditions[-1], match.family)
    doubted = [option for option, how in told.items() if how in (Told.PARTLY, Told.BESIDES)]
    if Told.PARTLY in told.values():
        match.doubts.append(clause.words(doubted))
        match.tag_tests += ask(clause, doubted, match.doubts[-1], match.family)


def _fate(found: list[Clause], family: int, table: str) -> Fate:
    fate = _fate_of_target(found, family)
    tagging = fate.tagging or Tagging()
    if any(option.name == _OF_SOCKET for clause in found for option in clause.options):
        return fate._replace(tagging=replace(tagging, lose=PACKET))
    if table == UNTRACKED_TABLE and any(one.name == _ON_CONNECTIONS for one in found):
        # there is no connection yet, if not a template of one
        return fate._replace(tagging=Tagging(lose=(tagging.clear | tagging.lose) & PACKET))
    return fate


def _fate_of_target(found: list[Clause], family: int) -> Fate:
    for clause in found:
        if clause.head and clause.head.kind == "jump":
            try:
                return fate_of_jump(str(clause.head.value), family, clause.options)
            except ValueError as error:
                raise RefusedError(str(error), clause.options[0].value) from error
        if clause.head and clause.head.kind == "goto":
            return Fate(Action.GOTO, str(clause.head.value))
    return Fate(Action.CONTINUE)


def _saying_nothing(clause: Clause) -> list[Option]:
    """Return the options that iptables stores, and no packet tells, but for texts."""
    return [one for one in clause.options if one.kind not in TEXTS] if clause.is_target else []


def _size(options: list[Option]) -> int | None:
    lists = [option.value for option in options if option.kind in ("source", "destination")]
    if any(map(has_host_name, lists)):
        return None
    return prod(text.count(",") + 1 for text in lists)


def _notes(options: list[Option], found: list[Clause]) -> Iterator[tuple[str, str]]:
    old = [str(option.word) for option in options if option.is_old_negation]
    if old:
        yield "old-negation", ", ".join(old)
    for option in options:
        if option.kind in TEXTS:
            yield TEXTS[option.kind], unquoted(option.value)
    for clause in found:
        if clause.role == "target" and clause.name in MARKING:
            given = {option.name: str(option.value) for option in clause.options}
            yield clause.name, change(given)


def _complaints(found: list[Clause], family: int) -> Iterator[Complaint]:
    for clause in found:
        if clause.role == "match" and clause.extension is None and clause.head:
            yield Complaint(clause.head.value, f"-m {clause.name} is {_why_not(clause, family)}")
            continue
        for option in clause.options:
            if option.known is None:
                yield Complaint(
                    option.word, f"{option.word} is unknown at this place", _hint(option)
                )


def _why_not(clause: Clause, family: int) -> str:
    other = 6 if family == 4 else 4
    if extension("match", clause.name, other):
        return f"for IPv{other}, and this dump is not"
    return "no match that fwlint knows"


def _hint(option: Option) -> str:
    owners = owners_of(option.name)
    return f"it is an option of {', '.join(owners)}, which must stand before it" if owners else ""
