# make demo    try copydesk on the articles in examples/
# make check   what CI runs: ruff, mypy, pytest; `make test` is the same
# All set up .venv first; PYTHON=python3.12 names another interpreter, 3.11 or later.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: demo test check
.DELETE_ON_ERROR:

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'copydesk needs Python 3.11 or later; name one with make PYTHON=...' >&2; exit 2; }
	@echo 'Setting up .venv; the first time takes a few minutes ...'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

test: check

check: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

demo: $(INSTALLED)
	@printf '\n— Five headlines for a saved page, each checked against the story —\n'
	@printf '$$ copydesk suggest examples/tablet_recall.html\n\n'
	@$(BIN)/copydesk suggest examples/tablet_recall.html
	@printf '— Is the headline of this page true to its body? Exit code 1 says that it is not —\n'
	@printf '$$ copydesk check examples/misheadlined_page.txt\n\n'
	@$(BIN)/copydesk check examples/misheadlined_page.txt; code=$$?; \
	  echo "exit code $$code"; echo; test $$code -eq 1
	@printf '— A summary, every sentence of it checked —\n'
	@printf '$$ copydesk summarize examples/tablet_recall.html\n\n'
	@$(BIN)/copydesk summarize examples/tablet_recall.html
