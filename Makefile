# Parvis: `make demo` to visit, `make test` to check, `make help` for the rest.

PORT ?= 8000
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet

# What is imported is compiled once, and kept, whatever the environment says: each process starts much sooner.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup develop demo test lint lint-types lint-rest audit bench bench-analysis chaos falsify clean

help:
	@echo "make setup           make .venv, with the parvis command in it"
	@echo "make demo PORT=8000  serve the demonstration"
	@echo "make test            run every test, browser journeys included"
	@echo "make lint            check style, types, layers, migrations, translations, lock files"
	@echo "make audit           ask whether a package in use has a published advisory (needs a network)"
	@echo "make bench           measure what must stay fast"
	@echo "make bench-analysis  measure the analysis engine against its peers, installed for that alone"
	@echo "make chaos           kill parts of a site hundreds of times under load (about half an hour)"
	@echo "make falsify         break the software on purpose, in a copy: the hostile tests must see it (about half an hour)"
	@echo "make clean           remove .venv and caches; data in var/ stay"

setup: $(VENV)/base.stamp
	@$(VENV)/bin/python tools/compile_catalogs.py

develop: $(VENV)/dev.stamp
	@$(VENV)/bin/python tools/compile_catalogs.py

$(VENV)/bin/pip:
	@sh tools/make_venv.sh

# Modules are compiled when they are first imported: most never are.
$(VENV)/base.stamp: requirements/base.txt requirements/build.txt pyproject.toml | $(VENV)/bin/pip
	@echo "Installing Parvis in $(VENV) (about a minute the first time)."
	@$(PIP) install --no-compile --require-hashes -r requirements/base.txt -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	@$(PIP) install --no-compile --require-hashes -r requirements/dev.txt
	@touch $@

demo: setup
	@exec $(VENV)/bin/parvis demo --port $(PORT)

test: develop
	@sh tools/need.sh chromium-headless-shell chromium-headless-shell chromium chromium-browser google-chrome
	$(VENV)/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

# The checker of types takes the longest: the others run beside it.
lint: develop
	@sh tools/need.sh gettext xgettext
	@$(MAKE) --no-print-directory --jobs=2 lint-types lint-rest

lint-types:
	$(VENV)/bin/mypy

lint-rest:
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/lint-imports
	@# Of the files alone: no server is started for it, and none is asked.
	DJANGO_SETTINGS_MODULE=parvis.config.settings $(VENV)/bin/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
	$(VENV)/bin/python tools/check_catalogs.py
	$(VENV)/bin/python tools/check_lock.py

audit: develop
	$(VENV)/bin/python tools/audit.py

bench: develop
	$(VENV)/bin/python -m benchmarks

bench-analysis: develop $(VENV)/bench/peers.stamp
	PARVIS_BENCH_PYTHON=$(VENV)/bench/bin/python $(VENV)/bin/python -m benchmarks.analysis

$(VENV)/bench/peers.stamp: requirements/bench.txt
	@echo "Installing the peers in $(VENV)/bench."
	@$(VENV)/bin/python -m venv $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --require-hashes -r $<
	@touch $@

chaos: develop
	$(VENV)/bin/python -m tests.chaos $(ARGS)

falsify: develop
	$(VENV)/bin/python -m tests.hostile.falsify $(ARGS)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
