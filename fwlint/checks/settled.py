"""Which judgements count where a document leaves a choice, or names another way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fwlint.analysis.judgement import Judgement, Standing
from fwlint.model.requirement import Demand

_GRAVITY = {Standing.MET: 0, Standing.CONDITIONAL: 1, Standing.UNMET: 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """A demand, the requirements that ask for the very same packets, and its judgements.

    Without judgements no path of the export has the packets. `stand_in` is the summary of an
    alternative that the document names and that holds, where the demand itself does not.
    """

    demands: tuple[Demand, ...]
    judgements: tuple[Judgement, ...]
    stand_in: str = ""

    @property
    def demand(self) -> Demand:
        """The first of the demands, which speaks for all."""
        return self.demands[0]

    @property
    def gravity(self) -> int:
        """How bad it is: 0 where the demand is met, 1 where that depends, 2 where it is not."""
        return max((_GRAVITY[one.standing] for one in self.judgements), default=0)

    @property
    def is_met(self) -> bool:
        """Whether every path has the packets open, and there is one."""
        return bool(self.judgements) and self.gravity == 0


def settle(judged: Sequence[Judged]) -> Iterator[Judged]:
    """Yield what counts: of each choice the best option; what an alternative replaces, marked."""
    chosen = _best_options(judged)
    kept = [one for one in judged if _counts(one.demand, chosen)]
    met = {demand.requirement: one.demand for one in kept if one.is_met for demand in one.demands}
    for one in kept:
        others = [met[name] for name in one.demand.alternatives if name in met]
        if others and not one.is_met:
            yield Judged(one.demands, one.judgements, others[0].summary)
        else:
            yield one


def _best_options(judged: Iterable[Judged]) -> dict[str, int]:
    """Return for each choice the option with the fewest faults; of equals the first."""
    faults: dict[str, dict[int, int]] = {}
    for one in judged:
        if choice := one.demand.choice:
            options = faults.setdefault(choice.name, {})
            options[choice.option] = options.get(choice.option, 0) + one.gravity
    return {name: min(options, key=lambda o: (options[o], o)) for name, options in faults.items()}


def _counts(demand: Demand, chosen: dict[str, int]) -> bool:
    return demand.choice is None or chosen[demand.choice.name] == demand.choice.option
