# Needs python3 (3.11 or newer) and make. Everything else is set up inside .venv, from the lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready-$(shell cat requirements.lock tests/data.lock pyproject.toml | cksum | tr ' ' '-')
# Twice as many as two cores: most of what a test of a screen does is wait.
WORKERS ?= 4
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist=worksteal

.PHONY: demo test check bench nightly golden pictures soak fix setup lock

demo: $(READY)          # replay a program over the order history that ships with the project
	@$(BIN)/python -m designer demo

test: $(READY)          # all tests; ARGS: more words for pytest
	@$(PYTEST) $(ARGS)

check: $(READY)         # formatter, linter, strict types, layers, house rules
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest tests/house_rules

bench: $(READY)         # speed, as ratios measured side by side in one run
	@$(BIN)/python -m benchmarks

nightly: $(READY)       # all tests, properties with many more examples
	@$(PYTEST) --hypothesis-profile=nightly

golden: $(READY)        # write the golden files anew; the diff is the review
	@$(PYTEST) --rewrite-golden

pictures: $(READY)      # draw the pictures of the README anew, from the screens themselves
	@$(BIN)/python -m tests.end_to_end.pictures

soak: $(READY)          # keys at random in the designer, for MINUTES=10
	@$(BIN)/python -m benchmarks.soak $(or $(MINUTES),10)

fix: $(READY)           # what the formatter and the linter can repair by themselves
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

setup: $(READY)
$(READY):
	@bash .ci/setup "$(PYTHON)" "$@"

lock: $(READY)          # write requirements.lock anew from pyproject.toml
	@bash .ci/lock
