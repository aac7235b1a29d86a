# make run    start on this machine, at http://localhost:8501 (PORT=... for another port)
# make grown  the grown form for a look: PostgreSQL, an S3 store and two copies of the service (docs/growing.md)
# make test   everything the project promises, tried out
# make thorough  every page in every look, beyond what make test looks at
# make check  style and types
# make drill  what must hold when machines and people fail, tried on the real thing: about half an hour
# make bench  how quick it is, as ratios, in JSON
# make lock   write constraints.txt anew from the two requirements files

SHELL := bash
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# A stamp carries the sum of what was asked for, so a repeat run installs nothing and a changed pin installs again.
ASKED := $(shell cat requirements.txt constraints.txt | cksum | cut -d ' ' -f 1)
ASKED_DEV := $(shell cat requirements.txt requirements-dev.txt constraints.txt | cksum | cut -d ' ' -f 1)
ASKED_GROWN := $(shell cat requirements.txt requirements-grown.txt constraints.txt | cksum | cut -d ' ' -f 1)
INSTALLED := .venv/installed-$(ASKED)
INSTALLED_DEV := .venv/installed-dev-$(ASKED_DEV)

.PHONY: run grown test thorough check drill bench lock

run: $(INSTALLED)
	$(BIN)/streamlit run app.py --server.port $(PORT)

# What a grown service needs besides lies in a place of its own, so that one machine's never has it.
grown: .venv-grown/installed-$(ASKED_GROWN)
	@PORT=$(PORT) bash scripts/grown.sh "$(CURDIR)/.venv-grown/bin"

.venv-grown/installed-$(ASKED_GROWN): requirements-grown.txt requirements.txt constraints.txt
	$(PYTHON) -m venv .venv-grown
	.venv-grown/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-grown.txt -c constraints.txt
	@touch $@

test: $(INSTALLED_DEV)
	@bash scripts/install-chromium.sh
	$(BIN)/python -m pytest -n 2 $(TESTS)

thorough: $(INSTALLED_DEV)
	@bash scripts/install-chromium.sh
	$(BIN)/python -m pytest -n 2 -m thorough $(TESTS)

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

drill: $(INSTALLED_DEV)
	$(BIN)/python -m drills $(PARTS)

bench: $(INSTALLED_DEV)
	@bash scripts/install-chromium.sh >&2
	@$(BIN)/python -m bench

lock:
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet -r requirements-dev.txt
	.venv-lock/bin/python -m pip freeze > constraints.txt
	rm -rf .venv-lock

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(INSTALLED): | $(BIN)/python
	$(PIP) -r requirements.txt -c constraints.txt
	@touch $@

$(INSTALLED_DEV): | $(BIN)/python
	$(PIP) -r requirements-dev.txt -c constraints.txt
	@touch $@ $(INSTALLED)
