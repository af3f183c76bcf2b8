# Two commands matter to a newcomer: make demo, make test. Needs Python 3.11+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TOOL := PYTHONPATH=bridge:tests $(BIN)/python -m

.DEFAULT_GOAL := help
.PHONY: help venv demo test test-long test-sql mutate bench lint format reference lock clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Seconds to the first output count, so the demo installs only what running needs.
# A stamp is newer than its lock file, or the lock file is installed again.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Tradekeel needs Python 3.11 or newer; '$(PYTHON)' is" \
	    "$$($(PYTHON) --version 2>&1 || true). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu: apt install python3-venv" >&2; \
	  rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements/run.lock | $(BIN)/python
	@echo "installing requirements/run.lock into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@echo "installing requirements/dev.lock into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@

venv: $(VENV)/dev.stamp ## Everything for development into .venv, from the lock files

demo: $(VENV)/run.stamp ## The control plane end to end, live; DEMO_SECONDS=60 bounds it
	@$(BIN)/tradekeel demo

test: $(VENV)/dev.stamp ## Lint, Python tests, SQL suites on Debian's PostgreSQL and the wheel's two
	@tests/tools/install_debian.sh
	@$(TOOL) tools.suite

test-sql: $(VENV)/dev.stamp ## Only the SQL suites, on one server: TRADEKEEL_TEST_PG=system|wheel|wheel16|docker
	@$(BIN)/pytest $(wildcard tests/pgtap tests/isolation tests/property)

test-long: $(VENV)/dev.stamp ## The tests marked long
	@tests/tools/install_debian.sh
	@TRADEKEEL_HYPOTHESIS=explore $(BIN)/pytest -m long tests

mutate: $(VENV)/dev.stamp ## Take enforcement away piece by piece, see red: WORDS="ledger.capital fn_begin_entry"
	@tests/tools/install_debian.sh
	@$(TOOL) tools.mutate $(WORDS)

bench: $(VENV)/dev.stamp ## The benchmarks, on a server of their own: NAMES="lifecycle intake"
	@$(TOOL) bench $(NAMES)

lint: $(VENV)/dev.stamp ## ruff, mypy, sqlfluff and the house rules
	@$(TOOL) tools.lint

format: $(VENV)/dev.stamp ## Rewrite Python in the house style; SQL is only checked
	@$(BIN)/ruff check --quiet --fix-only bridge tests
	@$(BIN)/ruff format bridge tests

reference: $(VENV)/dev.stamp ## Write runbooks/reference from the catalog again
	@$(TOOL) tools.reference

lock: $(BIN)/python ## Resolve pyproject.toml again into requirements/*.lock
	@tests/tools/lock.sh

clean: ## Remove .venv and caches; a private database in .tradekeel stays
	@rm -rf $(VENV) .tradekeel/cache .mypy_cache .ruff_cache .pytest_cache .hypothesis coverage build dist
	@find bridge tests -name __pycache__ -type d -prune -exec rm -rf {} +
