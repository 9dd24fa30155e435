# Rettvis: everything a newcomer or a machine needs. A bare `make` lists the targets.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench lawbook catalogues lock
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := $(PIP) install --require-hashes
CATALOGUES := $(wildcard src/rettvis/locale/*/LC_MESSAGES/*.po)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.installed ## start Rettvis in the browser with a synthetic municipality (DEMO="--port 8001" for options)
	@$(BIN)/rettvis demo $(DEMO)

test: .venv/.installed .venv/.test ## run every test, browser and PostgreSQL included (TESTS=tests/journey for some)
	@$(BIN)/python tools/spark.py
	@$(BIN)/python tools/system.py
	@$(BIN)/python tools/run_tests.py $(TESTS)

check: .venv/.installed .venv/.check ## style, types, import contracts, glossary, catalogues, law book
	@$(BIN)/python tools/checks.py

bench: .venv/.installed .venv/.test .venv/.bench ## measure side by side and print the ratios (BENCH=web for one)
	@$(BIN)/python -m bench $(BENCH)

lawbook: .venv/.installed ## write docs/law/ from the rules
	@$(BIN)/rettvis lawbook

catalogues: .venv/.installed ## take up new texts in the message catalogues, and compile them
	@$(BIN)/python tools/catalogues.py update
	@$(BIN)/python tools/catalogues.py compile

lock: .venv/.lock ## resolve the dependencies anew and lock them (LOCK=--upgrade for the newest)
	@$(BIN)/python tools/lock.py $(LOCK)

# Each stamp says that a lock is installed; it is made again only when its lock has changed.

.venv/.made:
	@sh tools/venv.sh
	@touch $@

.venv/.runtime: .venv/.made requirements/runtime.txt requirements/build.txt
	@echo "installing what Rettvis needs ..."
	@$(LOCKED) -r requirements/runtime.txt -r requirements/build.txt
	@touch $@

.venv/.installed: .venv/.runtime pyproject.toml hatch_build.py $(CATALOGUES)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test .venv/.check .venv/.bench: .venv/.%: requirements/%.txt .venv/.runtime
	@echo "installing what make $* needs ..."
	@$(LOCKED) -r $<
	@touch $@

.venv/.lock: .venv/.made
	@$(PIP) install pip-tools
	@touch $@
