"""A wrong answer, made small enough to be read."""

from __future__ import annotations

from tests.judges.kernel.namespace import RefusedError
from tests.judges.kernel.trial import Answer, answers
from tests.judges.kernel.world import World


def shrunk(world: World, answer: Answer) -> Answer:
    """Return a wrong answer on the same probe from which no rule can be left out."""
    while smaller := _smaller(world, answer):
        answer = smaller
    return answer


def _smaller(world: World, answer: Answer) -> Answer | None:
    """Return a wrong answer with one rule less, or None where every rule is needed."""
    lines = answer.dump.splitlines(keepends=True)
    rules = (number for number, line in enumerate(lines) if line.startswith("-"))
    attempts = (
        _again(world, answer, "".join(lines[:number] + lines[number + 1 :])) for number in rules
    )
    return next((attempt for attempt in attempts if attempt and attempt.wrong), None)


def _again(world: World, answer: Answer, dump: str) -> Answer | None:
    """Return the answer at another ruleset, or None where that is none."""
    try:
        world.load(answer.family, dump)
    except RefusedError:
        return None
    survived = [state is not None for state in world.send([answer.probe])]
    [again] = answers(answer.family, dump, [answer.probe], survived)
    return again
