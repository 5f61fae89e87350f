# Two commands for a machine that has only Python: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test setup languagetool lint types imports docs clean

demo: setup languagetool
	$(BIN)/mtcheck check --fail-on none seeds/lavrov-aleppo.txt

test: setup languagetool
	$(BIN)/mtcheck rules test
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("mtcheck needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	touch $@

languagetool: setup
	$(BIN)/mtcheck languagetool install

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

docs: setup
	$(BIN)/mtcheck rules docs docs/rules

clean:
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache
