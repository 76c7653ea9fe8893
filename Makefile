# One environment in .venv; a stamp a lock file, so that a second run starts at once.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help report test check lab sample lock clean
help:            ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/:/'

report: $(VENV)/run.stamp   ## reports of the sample company in reports/ (open reports/index.html)
	$(BIN)/workbench report --data data/sample --out reports

test: $(VENV)/dev.stamp     ## lint, types and the whole test suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy workbench
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile
	$(BIN)/python -m pytest --nbval-lax --nbval-current-env --nbval-cell-timeout=120 \
	  --numprocesses auto --dist loadfile -q -o addopts= -o filterwarnings=default notebooks

lab: $(VENV)/lab.stamp      ## JupyterLab on the notebooks
	$(BIN)/workbench lab

sample: $(VENV)/run.stamp   ## make data/sample again from its seed
	$(BIN)/workbench sample data/sample

lock:            ## renew requirements/*.lock from pyproject.toml (needs uv)
	for extra in dev lab run; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml --extra build \
	    $$(test $$extra = run || echo --extra $$extra) \
	    $$(test $$extra = dev || echo --constraint requirements/dev.lock) \
	    --output-file requirements/$$extra.lock || exit 1; \
	done

clean:           ## remove the environment and the reports
	rm -rf $(VENV) reports/*.html

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

# The dev lock holds the lab lock holds the run lock: installing more never changes what is there.
$(VENV)/%.stamp: requirements/%.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
