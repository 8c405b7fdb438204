"""Targets: what `-j NAME` does with a packet, by iptables-extensions(8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.rewrite import rewrite_of
from fwlint.model.rule import Action, Rewrite

_TARGETS = {
    Action.ACCEPT: "ACCEPT SNAT MASQUERADE",  # the latter two rewrite behind the filter
    Action.DENY: "DROP REJECT",
    Action.RETURN: "RETURN",
    Action.CONTINUE: """
        LOG NFLOG ULOG TRACE AUDIT TEE LED IDLETIMER RATEEST NFACCT SET CT
        MARK CONNMARK SECMARK CONNSECMARK HMARK CLASSIFY
        CHECKSUM DSCP TOS ECN TTL HL TCPMSS TCPOPTSTRIP
    """,
    Action.UNKNOWN: "NFQUEUE QUEUE TPROXY SYNPROXY DNAT REDIRECT NETMAP NOTRACK",
}
_ACTIONS = {name: action for action, names in _TARGETS.items() for name in names.split()}

_OWN_OPTIONS = {
    "REJECT": ("--reject-with",),
    "SNAT": ("--to-source", "--random", "--random-fully", "--persistent"),
    "MASQUERADE": ("--to-ports", "--random", "--random-fully"),
}


class Fate(NamedTuple):
    """What a target does; `chain` is where a JUMP or GOTO leads."""

    action: Action
    chain: str = ""
    conditions: tuple[str, ...] = ()
    rewrite: Rewrite | None = None


def fate_of_jump(target: str, options: Sequence[Option] | None = None) -> Fate:
    """Return what `-j target` with `options` behind it does; an unknown name is a chain.

    `options` is None where they could not be read. An option that the target does not have
    belongs to some match, and so is a condition.
    """
    action = _ACTIONS.get(target, Action.JUMP)
    if options is not None and (rewrite := rewrite_of(target, options)):
        return Fate(Action.REWRITE, rewrite=rewrite)
    if action is Action.UNKNOWN or (target == "CT" and _may_untrack(options)):
        return Fate(Action.UNKNOWN, conditions=(" ".join([target, *map(str, options or ())]),))
    if action is Action.CONTINUE:
        return Fate(action)
    own = _OWN_OPTIONS.get(target, ())
    foreign = tuple(
        str(option)
        for option in options or ()
        if not any(name.startswith(option.name) for name in own)
    )
    return Fate(action, target if action is Action.JUMP else "", foreign)


def _may_untrack(options: Sequence[Option] | None) -> bool:
    return options is None or any("--notrack".startswith(option.name) for option in options)
