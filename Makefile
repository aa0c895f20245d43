# demo   the whole job on made-up units, in zcert-demo/
# test   all tests, with the coverage of the domain
# fault  merges killed, stopped and starved, many rounds; uses strace where there is one
# windows  the program on Windows: CPython for Windows under Wine, pip's zcert, zcert.exe, the registry, Excel's way in
# check  format, lint, types, import contracts
# build  the wheel, the Excel files (templates, summary, add-in) and the Calc extension, in dist/
# freeze the program as one folder that needs no Python, dist/zcert, made from the wheel
# pictures  the windows in docs, taken anew by the walk through Calc, and the pages that show them
# docs   the generated pages and the templates in the repository, made anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test windows fault check build freeze pictures docs clean

demo: $(VENV)/installed
	$(BIN)/zcert demo zcert-demo

test: $(VENV)/installed-test
	left_out=$$(tests/install-programs) && $(BIN)/pytest -n auto --dist loadgroup --cov --cov-report=term-missing:skip-covered -m "$$left_out"

fault: $(VENV)/installed-test
	ZCERT_FAULT_ROUNDS=60 $(BIN)/pytest tests/commands/test_faults.py tests/commands/test_nasty.py tests/processes

windows: $(VENV)/installed-test
	tests/windows/install-programs
	tests/windows/set-up .windows
	ZCERT_WINDOWS=.windows $(BIN)/pytest -q -n auto --dist loadgroup tests/windows

check: $(VENV)/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

build: $(VENV)/installed
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	$(BIN)/zcert build --yes --output dist

# From the installed wheel, never from the checkout: what the wheel lacks, the program lacks too, and tests see it.
freeze: build
	$(PYTHON) -m venv --clear $(VENV)-freeze || $(PYTHON) -m venv --clear --without-pip $(VENV)-freeze
	$(BIN)/python -m pip --python $(VENV)-freeze/bin/python install --quiet --disable-pip-version-check \
		"$$(ls -t dist/zcert-*.whl | head -1)[freeze]"
	$(VENV)-freeze/bin/python -m zcert_program.freezing dist

pictures: $(VENV)/installed-test
	tests/install-programs
	ZCERT_PICTURES=$(CURDIR)/docs $(BIN)/pytest -q tests/calc/test_walk.py
	$(BIN)/python docs/make_manual.py

docs: $(VENV)/installed
	$(BIN)/python docs/make_codes.py
	$(BIN)/python docs/make_inputs.py
	$(BIN)/python docs/make_buttons.py
	$(BIN)/python docs/make_manual.py
	$(BIN)/python macros_bridge/make_functions.py
	$(BIN)/zcert new --yes --macros --output workbook_templates

clean:
	rm -rf $(VENV) .windows dist zcert-demo tests/valid/node_modules

# Debian splits ensurepip off: where it is missing, the machine's own pip fills the environment.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || \
	{ $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,check]'
	@touch $@ $(VENV)/installed
