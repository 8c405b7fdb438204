"""Whose rules a listing shows: those of the computer, or those of Group Policy.

It matters where a profile ignores local rules; see [MS-GPFAS] 2.2.3.13.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fwlint.dialects.windows.firewall_rule import FirewallRule
from fwlint.dialects.windows.netsh import hints, values
from fwlint.dialects.windows.netsh.reading import Reading
from fwlint.dialects.windows.settings import About, Setting
from fwlint.dialects.windows.store import Store
from fwlint.model.diagnostic import Diagnostic, Trouble

NOT_SHOWN = "the export does not show whether this rule is local: local rules are ignored"


def sort_by_origin(
    pairs: Iterable[tuple[Reading, FirewallRule]], settings: list[Setting]
) -> tuple[Store, Store]:
    """Return the store of local rules, with the settings, and that of Group Policy.

    Where local rules are ignored, a rule that may be local or not stays, under a condition.
    """
    merge = [one for one in settings if one.about is About.LOCAL_RULES_MERGED and not one.value]
    local, group_policy = Store(settings=settings), Store()
    for reading, rule in pairs:
        is_local = reading.optional("Rule source", values.is_local, None) if merge else True
        if is_local:
            local.rules.append(rule)
        elif is_local is None and any(one.profile in rule.profiles for one in merge):
            group_policy.rules.append(replace(rule, others=(*rule.others, NOT_SHOWN)))
        else:
            group_policy.rules.append(rule)
    return local, group_policy


def say_unseen_rules(local: Store, group_policy: Store) -> Iterator[Diagnostic]:
    """Yield what is to be said where only rules of Group Policy count and none is shown."""
    ignoring = [
        one
        for one in local.settings
        if one.about is About.LOCAL_RULES_MERGED and one.value is False
    ]
    if ignoring and not group_policy.rules:
        yield Diagnostic(
            ignoring[0].span,
            Trouble.ASSUMED,
            f"{ignoring[0].text}: only rules of Group Policy count, and the export shows none",
            hints.ADD_GROUP_POLICY,
        )
