# The commands of this repository; `make` alone lists them. A fresh machine needs Python 3.11 or newer and make:
# the first command makes .venv and installs into it what requirements.lock names, checked by hash.

VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

# The first interpreter that is new enough; `make PYTHON=/path/to/python3.12 ...` names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# Python keeps what it compiled, whatever the environment says: else every worker rewrites the asserts of all tests anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve test ci nightly lint conformance bench screenshots system-deps lock venv clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: venv  ## the story on this terminal; ARGS=--yes lets a scripted phone decide, ARGS="--yes --deny" refuses
	@$(BIN)/countersign demo $(ARGS)

serve: venv  ## the broker, with the files and state of this user
	@$(BIN)/countersign serve $(ARGS)

test: venv  ## the tests that need Python only, short rounds; what this machine lacks is named at the end
	$(PYTEST) -n 2 --dist loadgroup -m "not (slow or crash or browser or postgresql or redis)" $(ARGS)

ci: lint  ## lint and every test; a skipped one is a failure; then: did each named capability's test pass?
	rm -rf .work/ran
	CI_NO_SKIP=1 TESTS_RAN=.work/ran/ci.txt $(PYTEST) -n 2 --dist loadgroup --durations=40 $(ARGS)
	$(BIN)/python -m tests.capabilities --ran

nightly: venv  ## every test again, with the long rounds
	CI_NO_SKIP=1 TESTS_ROUNDS=long $(PYTEST) -n 2 --dist loadgroup $(ARGS)
	$(BIN)/python -m tests.fuzz

lint: venv  ## ruff, mypy --strict (tests too), the import contracts, the allowlist of the pure packages
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.lint.purity

conformance: venv  ## RFC 9635 and RFC 9767 row by row: shown by a test, divergence, open; .work/conformance.json
	@$(BIN)/python -m tests.rfc9635.conformance

bench: venv  ## figures of this machine, some minutes; ARGS=mcp-call measures calls only, ARGS=--help says what else
	@$(BIN)/countersign bench $(ARGS)

screenshots: venv  ## the picture of the README anew, and pictures of every page into .work/screenshots
	TESTS_SCREENSHOTS=.work/screenshots $(PYTEST) -p no:randomly tests/browser $(ARGS)
	@test -n "$(ARGS)" || $(BIN)/python -m tests.browser.paths .work/screenshots

system-deps:  ## what the heavier tests need: chromium, PostgreSQL, Redis, nginx, caddy, Node (Debian; root or sudo)
	bash tests/system_deps.sh

lock: venv  ## requirements.lock again from pyproject.toml; ARGS=--upgrade takes newer versions
	test -x .work/uv/bin/uv || { $(BIN)/python -m venv .work/uv && .work/uv/bin/pip install -qq uv; }
	.work/uv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate -q -o requirements.lock $(ARGS)

venv: $(VENV)/project.stamp

# Built wheels only: a source distribution would run code of its own while it installs.
$(VENV)/requirements.lock: requirements.lock
	@test -n "$(PYTHON)" || { echo "Countersign needs Python 3.11 or newer with venv (Debian: python3-venv);" \
		"here: $$(python3 --version 2>&1). Name another: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@if cmp -s requirements.lock $@; then touch $@; else \
		echo "Installing what requirements.lock names into $(VENV) ($$($(PYTHON) --version)); this takes about a minute." && \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.lock && \
		cp requirements.lock $@; fi

# The checkout itself, editable, so that .venv/bin/countersign runs these files.
$(VENV)/project.stamp: pyproject.toml $(VENV)/requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

clean:  ## remove caches, built files and .work; .venv stays
	rm -rf .work build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find broker tests -name __pycache__ -prune -exec rm -rf {} +
