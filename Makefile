# Every target works from a bare checkout: it makes its own virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PEERS := $(VENV)/peers

.PHONY: demo test check judge bench corpus golden rulesets clean

demo: $(INSTALLED)  ## lint the example site
	@cd examples && ../$(BIN)/fwlint check; code=$$?; \
	if [ $$code -ne 1 ]; then echo "expected exit code 1 (findings), got $$code"; exit 1; fi

test: $(INSTALLED)  ## run the tests
	$(BIN)/pytest

check: $(INSTALLED)  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

judge: $(INSTALLED)  ## the long independent judges: kernel, BDDs, a clean wheel, pre-commit
	sh tools/install_judges.sh
	$(BIN)/pytest -m judge -rs

bench: $(PEERS)/.installed  ## the engine beside its peers, as ratios
	$(PEERS)/bin/python -m tools.bench
	$(PEERS)/bin/python -m tools.bench.reading
	$(PEERS)/bin/python -m tools.bench.checking
	$(PEERS)/bin/python -m tools.bench.cisco

corpus: $(INSTALLED)  ## lint every file under CORPUS=DIR and account for every rule line
	$(BIN)/python -m tools.corpus $(CORPUS)

golden: $(INSTALLED)  ## write the output that the README shows anew
	$(BIN)/python -m tools.golden

rulesets: $(INSTALLED)  ## compile the built-in rulesets, write their pages and the schemas
	$(BIN)/python -m tools.compile_rulesets

clean:
	rm -rf $(VENV) build dist

$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("fwlint needs Python 3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# The peers have an environment of their own: one of them brings a package `tools` as we do.
$(PEERS)/.installed: $(INSTALLED)
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@
