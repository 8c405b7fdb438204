"""The judge by hand, for as long as one likes: `python -m tests.judges.kernel --seconds 300`."""

from __future__ import annotations

import argparse
import sys
import time
from itertools import count

from tests.judges.kernel.requisites import missing
from tests.judges.kernel.shrink import shrunk
from tests.judges.kernel.trial import Tally, try_random_ruleset
from tests.judges.kernel.world import VARIANTS, built


def judge(variant: str, first_seed: int, seconds: float) -> Tally:
    """Return the sum of trials with rising seeds; what is wrong is printed at its smallest."""
    tally = Tally()
    end = time.monotonic() + seconds
    with built(variant) as world:
        for seed in count(first_seed):
            if time.monotonic() > end:
                break
            answers = try_random_ruleset(world, seed)
            tally.add(answers)
            for answer in [answer for answer in answers if answer.wrong][:1]:
                print(f"# seed {seed}, iptables-{variant}\n{shrunk(world, answer)}", flush=True)
    return tally


def main() -> int:
    """Run the judge once for each variant of iptables; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.judges.kernel", description=__doc__)
    parser.add_argument("--variant", choices=VARIANTS, help="one alone; else each in turn")
    parser.add_argument("--seconds", type=float, default=60, help="for each variant (60)")
    parser.add_argument("--seed", type=int, default=0, help="of the first ruleset (0)")
    options = parser.parse_args()
    wrong = 0
    for variant in [options.variant] if options.variant else VARIANTS:
        if reason := missing(variant):
            print(f"iptables-{variant}: skipped, {reason}")
            continue
        began = time.monotonic()
        tally = judge(variant, options.seed, options.seconds)
        print(f"iptables-{variant}: {tally}, {time.monotonic() - began:.0f} s", flush=True)
        wrong += len(tally.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
