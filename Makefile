# make ask     set up, index the seeds, answer a question      make ask Q="أين ولد ابن الهيثم؟"
# make test    set up, then lint, types, import rules and tests: all that CI runs
# make latest  the tests on the newest releases that pyproject.toml allows, in an environment aside
# make lock    uv.lock anew after a change of pyproject.toml   make lock UPGRADE=1
# make dist    wheel and source archive in dist/, the wheel tried in an empty environment
# make bidi    all of Unicode's cases for right-to-left text, from Debian's unicode-data

Q ?= متى قصفت أمريكا الأراضي العراقية؟
BIN := .venv/bin
LATEST := .venv/latest/bin
# The lock names the addresses of the public registry, whatever mirror this machine has.
PLAIN := env -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_INDEX -u UV_EXTRA_INDEX_URL .venv/setup/bin/uv
DESCRIBED := pyproject.toml uv.lock .ci/setup.txt .ci/install .ci/uv assistant/pytest_plugin.py
export Q

ask: .venv/ready
	@$(BIN)/shawahid add --fast seeds/corpus
	@printf '\n؟ %s\n' "$$Q"
	@$(BIN)/shawahid ask "$$Q" || test $$? -eq 3

test: .venv/checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

latest: .venv/checks
	.ci/uv venv --quiet --clear --python $(BIN)/python .venv/latest
	.ci/uv pip install --python $(LATEST)/python --upgrade --editable '.[dev]'
	$(LATEST)/python -m pytest -n auto --dist loadfile

lock: .venv/ready
	$(PLAIN) lock $(if $(UPGRADE),--upgrade)
	$(PLAIN) export --quiet --frozen --only-group setup --no-header --no-annotate -o .ci/setup.txt

dist: .venv/ready
	rm -rf dist
	.ci/uv build --quiet --build-constraints .ci/setup.txt
	@.ci/try-wheel dist/*.whl

bidi: .venv/checks
	$(BIN)/python -m tests.assistant.terminal.unicode_files

.venv/ready: $(DESCRIBED)
	@.ci/install
	@touch .venv/ready

.venv/checks: $(DESCRIBED)
	@.ci/install --extra dev
	@touch .venv/ready .venv/checks

.PHONY: ask test latest lock dist bidi
