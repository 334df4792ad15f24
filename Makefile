# Needs python3 (3.11 or newer) and make. Everything else is set up inside .venv, from the lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready-$(shell cat requirements.lock tests/data.lock pyproject.toml | cksum | tr ' ' '-')
WORKERS ?= 2

.PHONY: demo test check bench nightly golden fix setup lock

demo: $(READY)          # replay a program over the order history that ships with the project
	@$(BIN)/python -m designer demo

test: $(READY)          # all tests
	@$(BIN)/python -m pytest -n $(WORKERS)

check: $(READY)         # formatter, linter, strict types, layers, house rules
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest tests/house_rules

bench: $(READY)         # speed, as ratios measured side by side in one run
	@$(BIN)/python -m benchmarks

nightly: $(READY)       # all tests, properties with many more examples
	@$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=nightly

golden: $(READY)        # write the golden files anew; the diff is the review
	@$(BIN)/python -m pytest --rewrite-golden

fix: $(READY)           # what the formatter and the linter can repair by themselves
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

setup: $(READY)
$(READY):
	@bash .ci/setup "$(PYTHON)" "$@"

lock: $(READY)          # write requirements.lock anew from pyproject.toml
	@bash .ci/lock
