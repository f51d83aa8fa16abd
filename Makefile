# make run    opens the sample notes, or VAULT=folder
# make test   all tests; TESTS="tests/test_cli.py -k moments" for some
# make check  style, types and layering
# make bench  every budget, measured
# make picture  the picture of the screen that the README shows

VAULT ?= sample_notes
TESTS ?=
# Two a core: some tests wait for programs that they start, and for what a folder's watch tells.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n * 2)))
# Each is asked in turn for its version: `python3` may be too old while a newer one stands beside it.
PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11 python

BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test check bench picture clean

run: $(READY)
	@$(BIN)/kbtui $(VAULT)

test: $(READY)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(READY)
	@$(BIN)/python -m bench

picture: $(READY)
	@$(BIN)/python docs/picture.py

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# What is installed is as pyproject.toml asks; nothing is fetched again until that changes.
$(READY): pyproject.toml
	@found=; \
	for python in $(PYTHONS); do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "kbtui needs Python 3.11 or newer with venv (on Debian: python3-venv). Tried: $(PYTHONS)." >&2; \
		echo "Name one with: make PYTHONS=/path/to/python3 $(MAKECMDGOALS)" >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with $$($$found --version)" >&2; \
	$$found -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q kbtui  # as pip does for what is not editable: else each start compiles
	@touch $@
