"""Targets: what `-j NAME` does with a packet, by iptables-extensions(8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fwlint.dialects.iptables.extensions import extension
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.rewrite import rewrite_of
from fwlint.model.rule import Action, Rewrite

_UNTRACKING = "--notrack"


class Fate(NamedTuple):
    """What a target does; `chain` is where a JUMP or GOTO leads.

    `addon` is its name if it does not come with iptables, so that a chain may be called like it.
    """

    action: Action
    chain: str = ""
    conditions: tuple[str, ...] = ()
    rewrite: Rewrite | None = None
    addon: str = ""


def fate_of_jump(target: str, family: int, options: Sequence[Option] | None = None) -> Fate:
    """Return what `-j target` with `options` behind it does; an unknown name is a chain.

    `options` is None where they could not be read.
    """
    known = extension("target", target, family)
    if known is None:
        return Fate(Action.JUMP, target)
    action = Action(known.treatment)
    if action is Action.REWRITE:
        rewrite = rewrite_of(target, options) if options is not None else None
        if rewrite:
            return Fate(action, rewrite=rewrite)
        action = Action.UNKNOWN
    if action is Action.UNKNOWN or (target == "CT" and _may_untrack(options)):
        words = " ".join([target, *map(str, options or ())])
        return Fate(Action.UNKNOWN, conditions=(words,))
    return Fate(action, addon=target if known.origin else "")


def _may_untrack(options: Sequence[Option] | None) -> bool:
    return options is None or any(option.name == _UNTRACKING for option in options)
