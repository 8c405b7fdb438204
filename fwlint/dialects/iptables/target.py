"""Targets: what `-j NAME` does with a packet, by iptables-extensions(8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fwlint.dialects.iptables.extensions import extension
from fwlint.dialects.iptables.mark import MARKING, tagging_of
from fwlint.dialects.iptables.option import Option
from fwlint.dialects.iptables.rewrite import rewrite_of
from fwlint.model.rule import Action, Rewrite
from fwlint.model.tag import CONNECTED, CONNECTION, PACKET, Tagging

_UNTRACKING = "--notrack"
_MAPPING = "--map-mark"


class Fate(NamedTuple):
    """What a target does; `chain` is where a JUMP or GOTO leads.

    `tagging` is what it writes on packets and on their connections for later rules to ask for.
    `addon` is its name if it does not come with iptables, so that a chain may be called like it.
    """

    action: Action
    chain: str = ""
    conditions: tuple[str, ...] = ()
    rewrite: Rewrite | None = None
    addon: str = ""
    tagging: Tagging | None = None


def fate_of_jump(target: str, family: int, options: Sequence[Option] | None = None) -> Fate:
    """Return what `-j target` with `options` behind it does; an unknown name is a chain.

    `options` is None where they could not be read. Raises ValueError for a mark that is none.
    """
    known = extension("target", target, family)
    if known is None:
        return Fate(Action.JUMP, target)
    action = Action(known.treatment)
    if action is Action.REWRITE:
        rewrite = rewrite_of(target, options, family) if options is not None else None
        if rewrite:
            return Fate(action, rewrite=rewrite)
        action = Action.UNKNOWN
    if action is Action.UNKNOWN or (target == "CT" and options is None):
        words = " ".join([target, *map(str, options or ())])
        return Fate(Action.UNKNOWN, conditions=(words,))
    return Fate(action, addon=target if known.origin else "", tagging=_tagging(target, options))


def _tagging(target: str, options: Sequence[Option] | None) -> Tagging | None:
    """Return what a target writes on tags, if it does."""
    if target in MARKING:
        if options is None:
            return Tagging(lose=PACKET | CONNECTION)
        return tagging_of(target, {option.name: str(option.value) for option in options})
    named = [option.name for option in options or ()]
    if target == "NOTRACK" or _UNTRACKING in named:
        return Tagging(untrack=True)
    if target == "CT":
        return Tagging(lose=CONNECTED, claim=True)  # the packet gets a template of a connection
    maps = target == "SET" and (options is None or _MAPPING in named)
    return Tagging(lose=PACKET) if maps or target == "HMARK" else None
