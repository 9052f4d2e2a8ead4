# make ask     set up, index the seeds, answer a question      make ask Q="أين ولد ابن الهيثم؟"
# make test    set up, then lint, types, import rules and tests: all that CI runs
# make bidi    all of Unicode's cases for right-to-left text, from Debian's unicode-data

Q ?= متى قصفت أمريكا الأراضي العراقية؟
BIN := .venv/bin

ask: .venv/ready
	@$(BIN)/shawahid add seeds/corpus
	@$(BIN)/shawahid ask "$(Q)" || test $$? -eq 3

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

bidi: .venv/ready
	$(BIN)/python -m tests.assistant.terminal.unicode_files

.venv/ready: pyproject.toml uv.lock
	@echo "Setting up .venv …"
	@if command -v uv >/dev/null; then \
		uv sync --quiet --locked --extra dev; \
	else \
		python3 -m venv .venv && $(BIN)/python -m pip install --quiet --editable '.[dev]'; \
	fi
	@touch .venv/ready

.PHONY: ask test bidi
