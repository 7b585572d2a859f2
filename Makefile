# make demo: look around a sample program.   make test: everything.   See README.md.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: demo run test check shots bench torture

.venv/runs: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Menteo needs Python 3.11 or newer; say make PYTHON=/path/to/python3.11."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python has no venv module here; on Debian install the package python3-venv."; exit 1; }
	@echo "Installing what Menteo runs on into .venv; about a minute, and only when requirements change."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/tests: .venv/runs requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: .venv/runs
	@mkdir -p var && $(BIN)/python -m mentoring.sample var/demo.duckdb
	@MENTEO_STORE=var/demo.duckdb MENTEO_DEMO=1 $(BIN)/python -m data ready --port $(PORT)
	@MENTEO_STORE=var/demo.duckdb MENTEO_DEMO=1 exec $(BIN)/streamlit run app.py --server.port $(PORT)

run: .venv/runs
	@$(BIN)/python -m data ready --port $(PORT)
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

check: .venv/tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --cache-dir var/imports

test: .venv/tests
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m pytest -q

shots: .venv/tests
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m tests.support.shots

bench: .venv/tests
	@$(BIN)/python -m benchmarks

torture: .venv/tests
	@$(BIN)/python -m pytest -q --override-ini addopts="--import-mode=importlib -p no:cacheprovider" tests/torture
