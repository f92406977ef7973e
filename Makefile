# make demo   set up, trace the packaged pile, say where the report is
# make test   set up, then lint, types, layers, all tests and the gate
# make fast   the tests that need no browser and no minute
# make fix    format and mend what can be mended
# make gate   every quality figure against its floor
# make hold   the figures nobody works on: once per issue
# make docs   write the generated parts of the documentation anew
# make bench  the benchmarks (long)
# make cluster  install Daft, Ray and pyarrow, then test the search for copies on them
# make train  the weights anew: the reader's into build/reader, the sentence graph into build/clauses (hours; docs/reader.md)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test fast lint fix docs gate hold bench train clean

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . --group dev
	touch $@

demo: $(VENV)/ready
	$(BIN)/hearsay demo

test: lint
	$(BIN)/python -m pytest -n auto
	$(BIN)/python -m bench.gate

fast: $(VENV)/ready
	$(BIN)/python -m pytest -n auto -m "not browser and not slow"

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/ready
	$(BIN)/python tools/docs.py

gate: $(VENV)/ready
	$(BIN)/python -m bench.gate

hold: $(VENV)/ready
	$(BIN)/python -m bench.gate --hold

bench: $(VENV)/ready
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/clean.py
	$(BIN)/python -m bench.copies
	$(BIN)/python -m bench.reprints
	$(BIN)/python bench/attribution.py
	$(BIN)/python bench/quantities.py
	$(BIN)/python bench/times.py
	$(BIN)/python bench/reading.py

build/training/ready: training/requirements.txt
	$(PYTHON) -m venv build/training
	build/training/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	touch $@

train: build/training/ready $(VENV)/ready
	PYTHONPATH=src:. OMP_NUM_THREADS=1 build/training/bin/python -m training.train --out build/reader
	PYTHONPATH=src:. build/training/bin/python -m training.export build/reader/checkpoint.pt build/reader
	$(BIN)/python tools/clauses.py build/clauses/labelled.jsonl
	PYTHONPATH=src:. OMP_NUM_THREADS=1 build/training/bin/python -m training.clauses --out build/clauses

cluster: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[cluster]'
	HEARSAY_CLUSTER=1 $(BIN)/python -m pytest tests/copies/test_copies_cluster.py tests/copies/test_copies_parquet.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
