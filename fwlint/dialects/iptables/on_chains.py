"""Commands on whole chains: a dump's `:CHAIN`, and `-N`, `-X`, `-E`, `-F`, `-P` of iptables(8)."""

from __future__ import annotations

from collections.abc import Callable

from lark import Token

from fwlint.dialects.iptables.dump import Chain, Place, Table
from fwlint.dialects.iptables.on_rules import existing
from fwlint.dialects.iptables.option import RefusedError
from fwlint.model.rule import Action
from fwlint.model.source import Span

_POLICIES = {"ACCEPT": Action.ACCEPT, "DROP": Action.DENY}


def _declare(place: Place, words: list[Token]) -> None:
    name, verdict = map(str, words[:2])
    declare(place.table, name, verdict, place.text, place.span)


def declare(table: Table, name: str, verdict: str, text: str, span: Span) -> None:
    """Take down a chain with its policy; a chain of a user's that stands here again is emptied."""
    chain = table.chain(name, span, declared=True)
    if not table.is_built_in(name):
        chain.clear()
    _set_policy(chain, verdict, text, span)


def _new(place: Place, words: list[Token]) -> None:
    place.table.chain(str(words[0]), place.span, declared=True)


def _policy(place: Place, words: list[Token]) -> None:
    name, verdict = map(str, words)
    chain = place.table.chain(name, place.span, declared=False)
    _set_policy(chain, verdict, place.text, place.span)


def _set_policy(chain: Chain, verdict: str, text: str, span: Span) -> None:
    if verdict in _POLICIES:
        chain.policy = _POLICIES[verdict]
        chain.policy_text, chain.policy_span = text, span


def _flush(place: Place, words: list[Token]) -> None:
    if words:
        existing(place, words[0]).clear()
    elif any(chain.lines for chain in place.table.chains.values()):
        message = "iptables-legacy empties every chain here, iptables-nft none that this file fills"
        raise RefusedError(message)


def _delete(place: Place, words: list[Token]) -> None:
    """Delete a chain of a user's, or all; iptables does so only where nothing is lost by it."""
    table = place.table
    names = (
        [str(words[0])] if words else [one for one in table.chains if not table.is_built_in(one)]
    )
    for word in words:
        existing(place, word)
    for name in names:
        if table.is_built_in(name) or table.chains[name].lines:
            raise RefusedError(f"chain {name} is not empty, or the kernel's own", *words)
        if table.jumps_to(place.dump.key(table.name, name)):
            raise RefusedError(f"chain {name} cannot be deleted: a rule jumps to it", *words)
    for name in names:
        del table.chains[name]


def _rename(place: Place, words: list[Token]) -> None:
    table = place.table
    old, new = map(str, words)
    existing(place, words[0])
    if new in table.chains:
        raise RefusedError(f"there is a chain {new} already", words[1])
    table.chains = {new if name == old else name: chain for name, chain in table.chains.items()}
    table.retarget(place.dump.key(table.name, old), place.dump.key(table.name, new))


def _nothing(place: Place, words: list[Token]) -> None:
    """Do nothing: the command shows rules or counts anew."""


ON_CHAINS: dict[str, Callable[[Place, list[Token]], None]] = {
    "chain": _declare,
    "new_chain": _new,
    "delete_chain": _delete,
    "rename_chain": _rename,
    "flush": _flush,
    "policy": _policy,
    "zero": _nothing,
    "list": _nothing,
}
"""What a command without a rule does, by its grammar rule; each raises RefusedError."""
