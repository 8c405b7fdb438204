"""A search for dead rules that would take too long says which rules it has not decided."""

from __future__ import annotations

import pytest

from fwlint.analysis import dead_rules as search
from fwlint.model.packetset import ANYTHING
from fwlint.model.policy import Policy
from fwlint.model.rule import Action, Rule
from fwlint.model.source import Span


def test_rules_beyond_the_limit_are_named_and_not_called_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = tuple(
        Rule(ANYTHING, Action.ACCEPT, Span("rules", line), "accept") for line in range(1, 9)
    )
    policies = {"entry": Policy("entry", rules, Action.DENY, "", Span("rules"))}
    everything = search.dead_rules(policies, ["entry"])
    assert [one.rule.span.line for one in everything.dead] == [2, 3, 4, 5, 6, 7, 8]
    monkeypatch.setattr(search, "WORK_LIMIT", 0)
    limited = search.dead_rules(policies, ["entry"])
    assert limited.undecided
    decided = len(limited.dead) + len(limited.undecided)
    assert decided == 7
