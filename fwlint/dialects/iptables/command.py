"""What a line does to its table, or may do where it was refused."""

from __future__ import annotations

from fwlint.dialects.iptables.dump import Place
from fwlint.dialects.iptables.line import Command, Statement
from fwlint.dialects.iptables.on_chains import ON_CHAINS
from fwlint.dialects.iptables.on_rules import ON_RULES
from fwlint.dialects.iptables.option import RefusedError
from fwlint.dialects.iptables.placing import opaque, placed
from fwlint.dialects.iptables.rule import Meaning, meaning_of
from fwlint.dialects.iptables.target import Fate
from fwlint.model.rule import Action

_APPENDING = ("-A", "--append")
_ADDING = (*_APPENDING, "-I", "--insert")
_HARMLESS = ("-C", "--check", "-L", "--list", "-S", "--list-rules", "-Z", "--zero")
_ANYWHERE = ("ipv4", "ipv6", "counters", "display")
"""Options that may stand with any command, for they say nothing of rules."""


def obey(place: Place, statement: Statement) -> Meaning | None:
    """Do what `statement` says, and return what its rule means, if it has one.

    Raises RefusedError where it means nothing.
    """
    if statement.kind in ON_RULES:
        meaning = meaning_of(statement.options, place.dump.family, place.table.name)
        ON_RULES[statement.kind](place, statement.words, placed(place, meaning))
        return meaning
    for option in statement.options:
        if option.kind not in _ANYWHERE:
            raise RefusedError(f"{option.word} has no meaning with this command", option.word)
    ON_CHAINS[statement.kind](place, statement.words)
    return None


def suspect(place: Place, command: Command) -> None:
    """Put an opaque rule where a refused `command` may have changed a chain: in all it may mean."""
    if command.name in _HARMLESS:
        return
    known = place.table.chains
    if command.chain in known or (command.chain and command.name in _ADDING):
        chains = [place.table.chain(command.chain, place.span, declared=False)]
    else:
        chains = list(known.values())
    for chain in chains:
        if command.name in _APPENDING:
            chain.lines.append(opaque(place, command.fate))
        else:
            fate = command.fate if command.name in _ADDING else Fate(Action.UNKNOWN)
            chain.insert(0, opaque(place, fate))
