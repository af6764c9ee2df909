# Everything a person or a machine does with this repository. `make demo` and `make test` do their own set-up.

example := examples/acme
python := .venv/bin/python
stamps := .installed
python311 := $(shell command -v python3.11 || command -v python3)
npm := PATH="$(CURDIR)/node_modules/.bin:$$PATH"

# What is started here runs the code of this folder, whatever the caller's environment says.
unexport NODE_OPTIONS NODE_PATH PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONUSERBASE PYTHONWARNINGS
export PYTHONSAFEPATH := 1

.PHONY: demo test test-walls test-all check bench stop clean installed installed-for-tests schema docs functions requirements

## Bring up the example workspace and run its flow: from CSV files to forecasts behind an endpoint.
demo: installed
	@test -f $(example)/data/store_sales.csv || ./atelier sample-data $(example)/data
	@./atelier up --file $(example)/atelier.yaml
	@./atelier run sales-forecasting --file $(example)/atelier.yaml
	@./atelier status --file $(example)/atelier.yaml
	@./atelier person invite --all --file $(example)/atelier.yaml

## Types, lint, unused code, then every test that is neither an attack nor slow.
test: check
	@$(npm) vitest run --project fast
	@$(python) -P -m pytest -q -n 2 --dist loadfile -m 'not walls and not slow'

## Attempts to get past each wall; as root also as another account.
test-walls: installed-for-tests
	@$(npm) vitest run --project walls
	@$(python) -P -m pytest -q -m walls

## Everything, the slow tests included.
test-all: test test-walls
	@$(npm) vitest run --project slow
	@$(python) -P -m pytest -q -m slow || test $$? = 5

check: installed-for-tests
	@$(npm) tsc --noEmit
	@$(npm) biome check .
	@$(npm) knip
	@$(python) -P -m ruff check .
	@$(python) -P -m ruff format --check .

## Measure against the peers; prints ratios. Takes about three quarters of an hour; see docs/benchmarks.md.
bench: installed-for-tests
	@PYTHONSAFEPATH= $(python) bench/run.py

## Bring down the example workspace; what it keeps stays.
stop:
	@if [ -d node_modules ] && [ -d .venv ]; then ./atelier down --file $(example)/atelier.yaml; fi

## Remove all that can be made again, the example workspace's data included.
clean: stop
	rm -rf node_modules .venv $(stamps) bench/.work $(example)/.atelier $(example)/data

## Write the JSON Schemas that editors use.
schema: installed
	@$(npm) node schema/write.ts

## Write the pages that are made from the code: problems, options of the files, pictures.
docs: installed-for-tests
	@$(npm) node docs/generate/write.ts

## List the functions of the DuckDB that is installed, for a person to review.
functions: installed-for-tests
	@$(npm) node packages/local/list-functions.ts
	@$(npm) biome format --write packages/local/src/warehouse/sql

## Pin the Python packages anew from the .in files.
requirements: installed
	@for group in uv core forecast notebook test checkov; do .venv/bin/uv pip compile --quiet --generate-hashes --no-header \
	  --no-annotate --python-version 3.11 python/requirements/$$group.in -o python/requirements/$$group.txt; done

installed: $(stamps)/node $(stamps)/python $(stamps)/numba
installed-for-tests: installed $(stamps)/node-tests $(stamps)/python-tests

# What only tests need stays away from those who do not test, and stays where they do.
$(stamps)/node: package-lock.json $(wildcard packages/*/package.json)
	@echo "Installing Node packages …"
	@npm install --no-save --loglevel=error $(if $(wildcard $(stamps)/node-tests),,--omit=dev)
	@mkdir -p $(stamps) && touch $@

$(stamps)/node-tests: $(stamps)/node
	@echo "Installing Node packages for tests …"
	@npm install --no-save --loglevel=error
	@touch $@

# The pinned packages are those of Python 3.11; another version would fail later and less clearly.
$(stamps)/python: python/requirements/uv.txt python/requirements/notebook.txt
	@$(python311) -I -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo 'Atelier needs Python 3.11 with venv, and found: '$$($(python311) --version 2>&1)'. Install python3.11 and python3.11-venv.' >&2; exit 1; }
	@echo "Installing Python packages …"
	@test -x $(python) || $(python311) -I -m venv .venv
	@$(python) -I -m pip install --quiet --disable-pip-version-check --require-hashes -r python/requirements/uv.txt
	@.venv/bin/uv pip install --quiet --python $(python) --compile-bytecode --require-hashes -r python/requirements/notebook.txt
	@$(python) -I -m compileall -q python/atelier
	@mkdir -p $(stamps) && touch $@

# Compiled once: sandboxed processes get a copy, and none of them may write where another one reads.
$(stamps)/numba: $(stamps)/python $(wildcard python/atelier/forecasting/candidates/*.py)
	@rm -rf $(stamps)/compiled
	@NUMBA_CACHE_DIR=$(CURDIR)/$(stamps)/compiled PYTHONPATH=$(CURDIR)/python PYTHONSAFEPATH=1 $(python) -P -c 'import atelier.forecasting.candidate'
	@touch $@

$(stamps)/python-tests: $(stamps)/python python/requirements/test.txt
	@echo "Installing Python packages for tests …"
	@.venv/bin/uv pip install --quiet --python $(python) --require-hashes -r python/requirements/test.txt
	@touch $@
