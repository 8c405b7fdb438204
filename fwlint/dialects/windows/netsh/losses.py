"""What netsh does not print, or prints as something else, and what fwlint makes of that."""

from __future__ import annotations

from collections.abc import Iterator, Set

from fwlint.dialects.source import Source
from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.match import ANYWHERE
from fwlint.dialects.windows.netsh import hints
from fwlint.dialects.windows.netsh.blocks import Block
from fwlint.dialects.windows.netsh.languages import english
from fwlint.model.box import PUBLIC
from fwlint.model.diagnostic import Diagnostic, Trouble

NOT_VERBOSE = "the export is not verbose: program, service and users are not shown"
HIDDEN_PACKAGE = "netsh does not show app packages: the rule may be for one app only"
PLAY_TO_AS_ANY = "netsh shows Play-To renderers as Any: the rule may be for those only"

_CAST_TO_DEVICE = frozenset(("Cast to Device functionality", "@FirewallAPI.dll,-36001"))
_PLAY_TO_DISCOVERY = "Ply2Disc"


def play_to_groups(blocks: list[Block]) -> Set[str]:
    """Return the groups of those rules that Windows makes for Play-To renderers.

    The group's name is translated, but the port keyword of one of its rules is not.
    """
    found = {
        block.entries["Grouping"].value
        for block in blocks
        if "Grouping" in block.entries
        and "LocalPort" in block.entries
        and _PLAY_TO_DISCOVERY in block.entries["LocalPort"].value
    }
    return _CAST_TO_DEVICE | found - {""}


def say_losses(
    source: Source, blocks: list[Block], rules: list[FirewallRule], play_to: Set[str]
) -> Iterator[Diagnostic]:
    """Yield each loss that touches this listing, once."""
    if terse := next((block for block in blocks if block.is_terse), None):
        yield Diagnostic(source.span(terse.line), Trouble.ASSUMED, NOT_VERBOSE, hints.VERBOSE)
    pairs = zip(blocks, rules, strict=True)
    if rule := next((rule for block, rule in pairs if _may_be_play_to(block, rule, play_to)), None):
        yield Diagnostic(
            rule.span,
            Trouble.ASSUMED,
            "netsh shows Play-To renderers as RemoteIP Any; only the rules of the group "
            "'Cast to Device functionality' are taken to be possibly for those only",
            hints.COMPLETE,
        )


def _may_be_play_to(block: Block, rule: FirewallRule, play_to: Set[str]) -> bool:
    """Return whether the rule may be limited so, as those of Windows for the public profile are.

    In another language than English the group's name may not be known.
    """
    if rule.remote != ANYWHERE:
        return False
    nameless = block.language is not english() and play_to == _CAST_TO_DEVICE
    return rule.group in play_to or (nameless and bool(rule.group) and PUBLIC in rule.profiles)
