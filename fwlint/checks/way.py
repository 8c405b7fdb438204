"""The way of packets through several policies, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, takewhile

from fwlint.analysis.outcome import Outcome
from fwlint.analysis.verdict import Verdict
from fwlint.model.finding import Related
from fwlint.model.packetset import PacketSet
from fwlint.model.rule import Action

_DECISIONS = {Action.ACCEPT: "accepts", Action.DENY: "denies", Action.UNKNOWN: "may decide"}
_CALLS = {Action.JUMP: "jumps to", Action.GOTO: "goes to"}


def way(verdict: Verdict, outcome: Outcome, packets: PacketSet) -> tuple[Related, ...]:
    """Return each place that sends `packets` on, then the one where `outcome` decides them.

    Nothing where that place alone has a say. A stage before `outcome` counts where it has but one
    answer for all of `packets`.
    """
    steps: list[Related] = []
    stages = groupby(verdict.outcomes, key=lambda one: one.stage)
    for _, fates in takewhile(lambda stage: stage[0] != outcome.stage, stages):
        answers = [fate for fate in fates if fate.packets & packets]
        if len(answers) == 1:
            steps += _steps(answers[0])
    steps += _steps(outcome)
    return tuple(steps) if len(steps) > 1 else ()


def _steps(outcome: Outcome) -> Iterator[Related]:
    policy = outcome.stage
    for call in outcome.calls:
        yield Related(call.span, f"{policy} {_CALLS[call.action]} {call.target}")
        policy = call.target
    by_default = "" if outcome.rule else " by default"
    yield Related(outcome.span, f"{policy} {_DECISIONS[outcome.action]}{by_default}")
