"""What a line does to the chains of its table."""

from __future__ import annotations

from math import prod

from lark import Token

from fwlint.dialects.iptables.address import has_host_name
from fwlint.dialects.iptables.dump import Chain, Place
from fwlint.dialects.iptables.line import Command, Statement
from fwlint.dialects.iptables.option import Option, RefusedError
from fwlint.dialects.iptables.rule import lower_rule, opaque_rule
from fwlint.dialects.iptables.target import Fate
from fwlint.dialects.iptables.translation import by_connection
from fwlint.model.rule import Action

_POLICIES = {"ACCEPT": Action.ACCEPT, "DROP": Action.DENY}
_ADDING = ("-A", "--append", "-I", "--insert")
_APPENDING = ("-A", "--append")


def obey(place: Place, statement: Statement) -> None:
    """Do what `statement` says. Raises RefusedError where it means nothing."""
    name = str(statement.words[0])
    if statement.kind in ("append", "insert"):
        rule = lower_rule(place, statement.options)
        chain = place.table.chain(name, place.span, declared=False)
        end = len(chain.rules)
        index = end if statement.kind == "append" else _index(chain, statement.words[1:])
        size = _size(statement.options)
        if rule.rewrite:
            opening, later = by_connection(rule)
            chain.insert(index, later, 0)
            chain.insert(index, opening, size)
        else:
            chain.insert(index, rule, size)
        return
    chain = place.table.chain(name, place.span, declared=statement.kind != "policy")
    policy = _POLICIES.get(str(statement.words[-1]))
    if policy is not None and statement.kind != "new_chain":
        chain.policy, chain.policy_text, chain.policy_span = policy, place.text, place.span


def suspect(place: Place, command: Command) -> None:
    """Put an opaque rule where a refused `command` may have changed a chain: in all it may mean."""
    rules = place.table.chains
    if command.chain in rules or (command.chain and command.name in _ADDING):
        chains = [place.table.chain(command.chain, place.span, declared=False)]
    else:
        chains = list(rules.values())
    for chain in chains:
        if command.name in _APPENDING:
            chain.insert(len(chain.rules), opaque_rule(place, command.fate))
        elif command.name in _ADDING:
            chain.insert(0, opaque_rule(place, command.fate))
        else:
            chain.insert(0, opaque_rule(place, Fate(Action.UNKNOWN)))


def _index(chain: Chain, position: list[Token]) -> int:
    """Return where in `chain.rules` an insertion goes, which counts the rules that iptables made.

    Raises RefusedError where there is no such place.
    """
    before = int(position[0]) - 1 if position else 0
    for index, size in enumerate(chain.sizes):
        if not before:
            return index
        if size is None or size > before:
            line = chain.rules[index].span.line
            raise RefusedError(
                f"this counts on the number of rules that line {line} makes", position[0]
            )
        before -= size
    if before:
        rules = int(position[0]) - 1 - before
        raise RefusedError(f"the chain has only {rules} rules before it", position[0])
    return len(chain.rules)


def _size(options: list[Option]) -> int | None:
    """Return how many rules iptables makes of one line: one for each source and destination.

    Returns None where a host name stands among them.
    """
    lists = [option.value for option in options if option.kind in ("source", "destination")]
    if any(map(has_host_name, lists)):
        return None
    return prod(text.count(",") + 1 for text in lists)
