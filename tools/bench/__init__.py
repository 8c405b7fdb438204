"""The benchmark: `python -m tools.bench` sets the engine beside others, in one run."""
