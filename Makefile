# Two commands do everything: `make run` serves the portal with its demo, `make test` tests it.
# The first Python of 3.11 or later that answers; name another with `make run PYTHON=...`.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
ifeq ($(PYTHON),)
$(error No Python 3.11 or later was found: install one, on Debian with `apt-get install python3 python3-venv`)
endif
IN := .venv/bin/python
export DEMO ?= 1
ARGS ?=

.PHONY: run test coverage check bench fix setup messages lock
.DEFAULT_GOAL := run

run:  ## serve the portal at 127.0.0.1:8000 with demo data; PORT=8001 for another port
	@$(PYTHON) -m tools.setup run
	@$(IN) -m tools.serve

test: setup  ## all tests, in three groups; ARGS="tests/workdays -x" narrows them
	@$(IN) -m tools.suite $(ARGS)

coverage: setup  ## the tests on SQLite once more, with branch coverage and its floors
	@$(IN) -m tools.suite --coverage

check: setup  ## style, types, floors, migrations, templates, security
	@$(IN) -m tools.check

bench: setup  ## figures of speed as JSON lines; ARGS=--full with a million open clocks
	@$(IN) -m tests.bench $(ARGS)

fix: setup  ## mend style and format
	@.venv/bin/ruff check --fix --quiet; .venv/bin/ruff format --quiet

messages: setup  ## bring new texts into the English catalogue, and the words of the enums into the glossary
	@$(IN) -m tools.messages update
	@$(IN) -m tools.messages compile
	@$(IN) -m tools.glossary

setup:
	@$(PYTHON) -m tools.setup test

# Resolve the requirements anew, for every platform and Python from 3.11 on, with the hash of every file.
lock:
	@$(PYTHON) -m tools.lock
