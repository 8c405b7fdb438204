"""What a line does to the chains of its table."""

from __future__ import annotations

from lark import Token

from fwlint.dialects.iptables.dump import Chain, Place
from fwlint.dialects.iptables.line import Command, Statement
from fwlint.dialects.iptables.option import RefusedError
from fwlint.dialects.iptables.rule import lower_rule, opaque_rule
from fwlint.dialects.iptables.target import Fate
from fwlint.model.rule import Action, Rule

_POLICIES = {"ACCEPT": Action.ACCEPT, "DROP": Action.DENY}
_ADDING = ("-A", "--append", "-I", "--insert")
_APPENDING = ("-A", "--append")


def obey(place: Place, statement: Statement) -> None:
    """Do what `statement` says. Raises RefusedError where it means nothing."""
    name = str(statement.words[0])
    if statement.kind in ("append", "insert"):
        rule = lower_rule(place, statement.options)
        chain = place.table.chain(name, place.span, declared=False)
        _insert(chain, rule, statement.words[1:], last=statement.kind == "append")
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
            chain.rules.append(opaque_rule(place, command.fate))
        elif command.name in _ADDING:
            chain.rules.insert(0, opaque_rule(place, command.fate))
        else:
            chain.rules.insert(0, opaque_rule(place, Fate(Action.UNKNOWN)))


def _insert(chain: Chain, rule: Rule, position: list[Token], *, last: bool) -> None:
    if last:
        chain.rules.append(rule)
        return
    index = int(position[0]) - 1 if position else 0
    if index > len(chain.rules):
        raise RefusedError(f"the chain has only {len(chain.rules)} rules before it", position[0])
    chain.rules.insert(index, rule)
