# One command each. TEXT=article.txt (a path or an address) gives the full edition.
.DEFAULT_GOAL := help
.PHONY: help book html epub pdf exports test check lock live mutate bench clean

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python -m
STAMP  := $(VENV)/.installed
export TEXT TEXT_B ACCEPT_DRIFT

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN) pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

book: $(STAMP) ## build every book: HTML, EPUB, PDF, exports
	$(RUN) variorum book html epub pdf exports

html epub pdf exports: $(STAMP) ## build one of them
	$(RUN) variorum book $@

test: $(STAMP) ## prove it: style, types, layers, every claim, every book
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/reuse lint --quiet || $(VENV)/bin/reuse lint
	$(RUN) pytest -n 2

check: $(STAMP) ## read everything, write nothing, name every problem
	$(RUN) variorum check

lock: $(STAMP) ## record the facts about the text (needs the text)
	$(RUN) variorum lock

live: $(STAMP) ## rebuild and show on every save
	KEEP_GOING=1 $(RUN) sphinx_autobuild -b html -d _build/.work/live-doctrees \
	  --ignore '_build/*' --ignore '.venv/*' . _build/.work/live

mutate: $(STAMP) ## change every figure and every cell in turn: do the checks notice?
	$(RUN) variorum mutate

bench: $(STAMP) ## time the builds, side by side
	$(RUN) benchmarks

clean: ## remove what was built
	rm -rf _build
