# Every target works from a bare checkout: it makes its own virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DOCS := $(VENV)/.docs-installed
PEERS := $(VENV)/peers
LINTERS := $(VENV)/linters

.PHONY: demo test check judge docs bench corpus golden rulesets clean

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

judge: $(DOCS)  ## the long independent judges: kernel, BDDs, a clean wheel, pre-commit, CI files
	sh tools/install_judges.sh
	$(BIN)/pytest -m judge -rs

docs: $(DOCS)  ## build the documentation, in build/docs/site
	$(BIN)/python -m tools.docs

bench: $(PEERS)/.installed $(LINTERS)/.installed  ## the engine beside its peers, as ratios
	$(PEERS)/bin/python -m tools.bench
	$(PEERS)/bin/python -m tools.bench.reading
	$(PEERS)/bin/python -m tools.bench.checking
	$(PEERS)/bin/python -m tools.bench.cisco
	$(BIN)/python -m tools.bench.command $(LINTERS)/bin

corpus: $(INSTALLED)  ## lint every file under CORPUS=DIR and account for every rule line
	$(BIN)/python -m tools.corpus $(CORPUS)

golden: $(INSTALLED)  ## write the output that the README and the guides show anew
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

$(DOCS): $(INSTALLED)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

# The peers have an environment of their own: one of them brings a package `tools` as we do.
$(PEERS)/.installed: $(INSTALLED)
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

# Commands are compared as they are installed, fwlint too: without what an editable install adds.
$(LINTERS)/.installed: $(INSTALLED)
	$(PYTHON) -m venv $(LINTERS)
	$(LINTERS)/bin/pip install --quiet --disable-pip-version-check . yamllint cfn-lint checkov
	@touch $@
