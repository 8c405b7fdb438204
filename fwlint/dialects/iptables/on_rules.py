"""Commands on the rules of a chain: `-A`, `-I`, `-R`, `-D` and `-C` of iptables(8)."""

from __future__ import annotations

from collections.abc import Callable

from lark import Token

from fwlint.dialects.iptables.chain_line import Line
from fwlint.dialects.iptables.dump import Chain, Place
from fwlint.dialects.iptables.option import RefusedError


def _append(place: Place, words: list[Token], line: Line) -> None:
    _chain(place, words[0]).lines.append(line)


def _insert(place: Place, words: list[Token], line: Line) -> None:
    chain = _chain(place, words[0])
    chain.insert(_index(chain, words[1]) if words[1:] else 0, line)


def _replace(place: Place, words: list[Token], line: Line) -> None:
    chain = existing(place, words[0])
    if line.size != 1:
        raise RefusedError("one rule cannot be replaced by several", words[1])
    chain.replace(_index_of_one(chain, words[1]), line)


def _delete(place: Place, words: list[Token], line: Line) -> None:
    chain = existing(place, words[0])
    if words[1:]:
        chain.delete(_index_of_one(chain, words[1]))
    elif not chain.delete_same(line):
        raise RefusedError(f"chain {words[0]} has no rule like this", words[0])


def _check(place: Place, words: list[Token], line: Line) -> None:
    """Change nothing: the command asks whether there is such a rule."""


ON_RULES: dict[str, Callable[[Place, list[Token], Line], None]] = {
    "append": _append,
    "insert": _insert,
    "replace": _replace,
    "delete": _delete,
    "check": _check,
}
"""What a command with a rule does, by its grammar rule; each raises RefusedError."""


def existing(place: Place, name: Token) -> Chain:
    """Return a chain that there is already. Raises RefusedError where there is none."""
    if name not in place.table.chains and not place.table.is_built_in(name):
        raise RefusedError(f"there is no chain {name} before this line", name)
    return _chain(place, name)


def _chain(place: Place, name: Token) -> Chain:
    known = place.table.chains.get(str(name))
    return known or place.table.chain(str(name), place.span, declared=False)


def _index(chain: Chain, position: Token) -> int:
    """Return where in `chain.lines` a position is, which counts the rules that iptables made.

    Raises RefusedError where there is no such place.
    """
    before = int(position) - 1
    for index, line in enumerate(chain.lines):
        if not before:
            return index
        if line.size is None or line.size > before:
            made = f"the number of rules that line {line.rules[0].span.line} makes"
            raise RefusedError(f"this counts on {made}", position)
        before -= line.size
    if before:
        rules = int(position) - 1 - before
        raise RefusedError(f"the chain has only {rules} rules before it", position)
    return len(chain.lines)


def _index_of_one(chain: Chain, position: Token) -> int:
    """Return where in `chain.lines` the rule at a position is, which must be a line of its own."""
    index = _index(chain, position)
    if index == len(chain.lines):
        raise RefusedError(f"the chain has no rule {position}", position)
    line = chain.lines[index]
    if line.size != 1:
        raise RefusedError(f"line {line.rules[0].span.line} makes several rules", position)
    return index
