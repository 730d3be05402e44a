# One command per intention. Everything is installed into .venv, once, and again when the requirements change.

VENV := .venv
PY := $(VENV)/bin/python
# Any Python from 3.11 on: the first name that is one.
PYTHON ?= $(shell for name in python3 python python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
UV := 0.13.9

.PHONY: help run test lint refresh build seed locks bench shots

help:
	@echo "make run      build the database if needed and start the dashboard"
	@echo "make test     install everything the tests need, a browser included, and run them; ARGS='-k name' chooses"
	@echo "make refresh  ask the publishers for what is new, then build; SOURCES='bis economist' chooses"
	@echo "make build    build the database from what is held"
	@echo "make seed     FROM=folder: replay recorded answers into data/seed/"
	@echo "make lint     check form and style"
	@echo "make locks    write requirements*.txt anew from pyproject.toml; ARGS=--upgrade takes newer versions"
	@echo "make bench    measure building, refreshing, memory and page speed"
	@echo "make shots    take the screenshots"

# A build that fails says why and leaves the last good one in place, so the dashboard still starts.
run: $(VENV)/for-running
	-$(PY) -m etl build
	$(PY) -m streamlit run app.py

refresh: $(VENV)/for-running
	$(PY) -m etl refresh $(SOURCES)

build: $(VENV)/for-running
	$(PY) -m etl build

seed: $(VENV)/for-running
	@test -n "$(FROM)" || { echo "make seed needs the folder of recorded answers: make seed FROM=folder" >&2; exit 1; }
	$(PY) -m etl seed --from "$(FROM)"

# Compiled code is kept, though the environment forbids it: else each process compiles all tests and all code anew.
test: $(VENV)/for-testing
	$(PY) tools/chromium.py --install
	$(PY) tools/firefox.py --install
	PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses auto --dist loadgroup --no-loadscope-reorder $(ARGS)

lint: $(VENV)/for-testing
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(VENV)/bin/lint-imports
	$(PY) -m mypy

# Whatever is locked already keeps its version, if pyproject.toml allows it.
locks:
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV)
	$(PY) -m uv pip compile --quiet $(ARGS) pyproject.toml --output-file requirements.txt
	$(PY) -m uv pip compile --quiet $(ARGS) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

bench: $(VENV)/for-testing
	$(PY) tools/chromium.py --install
	$(PY) -m bench

shots: $(VENV)/for-testing
	$(PY) tools/chromium.py --install
	$(PY) -m tools.shots

# The stamps are written last: an installation that was cut short is done again.
$(VENV)/for-running: requirements.txt
	$(call install,requirements.txt)

$(VENV)/for-testing: requirements.txt requirements-dev.txt
	$(call install,requirements-dev.txt)
	touch $(VENV)/for-running

define install
@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with make PYTHON=path" >&2; exit 1; }
@echo "installing $(1) into $(VENV); this takes a minute or two, once"
$(PYTHON) -m venv $(VENV)
$(PY) -m pip install --quiet --disable-pip-version-check --requirement $(1)
touch $@
endef
