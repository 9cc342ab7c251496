"""How fast the embedded model writes through `LocalModel`, against a bare llama.cpp loop over the same file.

Both run in this run, one after the other, several times in turn; the median of each counts. The bare loop runs
in a process of its own, reads the same prompt, and does nothing but decode and take the likeliest token.

    python -m tests.bench.bench_decode [--model FILE] [--threads 2] [--rounds 3] [--json FILE]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event

from assistant.engine.models.local import LocalModel, embedded_model_path
from assistant.engine.models.model import Constraint, Message
from assistant.engine.models.model_files import prepared_path

SENTENCE = "The harbour of Port Elgin was closed on Tuesday after a freighter lost eleven containers in a storm. "
REQUEST = "Write a long story about the storm, the harbour and the divers."
GRAMMAR = "root ::= [^\\n]+"

BARE = """
import sys, time
from llama_cpp import llama_cpp as c
path, threads, prompt, tokens = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
quiet = c.llama_log_callback(lambda *_: None)
c.llama_log_set(quiet, None)
model = c.llama_model_load_from_file(path.encode(), c.llama_model_default_params())
p = c.llama_context_default_params()
p.n_ctx, p.n_batch, p.n_ubatch, p.n_threads, p.n_threads_batch = 4096, 128, 128, threads, threads
context = c.llama_init_from_model(model, p)
vocab, data = c.llama_model_get_vocab(model), prompt.encode()
buffer = (c.llama_token * len(data))()
ids = list(buffer[: c.llama_tokenize(vocab, data, len(data), buffer, len(buffer), True, True)])
chain = c.llama_sampler_init_greedy()
def read(part):
    held = (c.llama_token * len(part))(*part)
    assert c.llama_decode(context, c.llama_batch_get_one(held, len(part))) == 0
started = time.perf_counter()
for place in range(0, len(ids), 128):
    read(ids[place : place + 128])
token = c.llama_sampler_sample(chain, context, -1)
first = time.perf_counter()
for _ in range(tokens - 1):
    read([token])
    token = c.llama_sampler_sample(chain, context, -1)
print(len(ids) / (first - started), (tokens - 1) / (time.perf_counter() - first))
"""


@dataclass(frozen=True, slots=True)
class Rates:
    """What one path reached in one round."""

    prompt: float
    """Tokens read per second."""
    decode: float
    """Tokens written per second, after the first."""
    first_token: float
    """Seconds from a cold start, process included, to the first text; 0 where not measured."""


def ours(path: Path, cache: Path, threads: int, prompt: str, tokens: int, grammar: str = "") -> Rates:
    """One cold `LocalModel`: the decode rate is what the caller sees, pipe and all."""
    model = LocalModel(path, cache_dir=cache, threads=threads)
    constraint = Constraint(grammar=grammar, max_tokens=tokens)
    started = time.perf_counter()
    pieces = model.stream([Message("user", prompt)], constraint, Event())
    next(pieces)
    first = time.perf_counter()
    list(pieces)
    ended = time.perf_counter()
    timings = model.last_timings
    model.close()
    if timings is None or timings.decoded_tokens < tokens:
        raise SystemExit("the model stopped early; nothing was measured")
    return Rates(timings.prompt_tokens / timings.prompt_seconds, (tokens - 1) / (ended - first), first - started)


def bare(path: Path, threads: int, prompt: str, tokens: int) -> Rates:
    """llama.cpp alone in a fresh process."""
    command = [sys.executable, "-c", BARE, str(path), str(threads), prompt, str(tokens)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    read, written = map(float, done.stdout.split())
    return Rates(read, written, 0.0)


def median(rates: Sequence[Rates]) -> Rates:
    """Each figure's own median."""
    return Rates(
        *(statistics.median(values) for values in zip(*(asdict(rate).values() for rate in rates), strict=True))
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a table, and exit with 1 when our path is slower than `--min` times the bare one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=None, help="GGUF file (default: the embedded model)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=128, help="tokens to write in each round")
    parser.add_argument("--sentences", type=int, default=14, help="length of the prompt; 14 is about 300 tokens")
    parser.add_argument("--min", type=float, default=0.0, help="least share of the bare decode rate")
    parser.add_argument("--json", type=Path, default=None, help="write the figures to this file")
    options = parser.parse_args(argv)
    path, prompt = options.model or embedded_model_path(), SENTENCE * options.sentences + REQUEST
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        ours(path, cache, options.threads, prompt, 2)  # prepares the faster copy, and warms the page cache
        copy = prepared_path(path, cache, "q8_0")
        file = copy if copy.exists() else path
        mine, ruled, theirs = [], [], []
        for _ in range(options.rounds):
            mine.append(ours(path, cache, options.threads, prompt, options.tokens))
            ruled.append(ours(path, cache, options.threads, prompt, options.tokens, GRAMMAR))
            theirs.append(bare(file, options.threads, prompt, options.tokens))
    rows = {"byline": median(mine), "grammar": median(ruled), "bare": median(theirs)}
    share = rows["byline"].decode / rows["bare"].decode
    lines = [
        f"{path.name}, {options.threads} threads, median of {options.rounds} rounds of {options.tokens} tokens",
        f"{'':10}{'prompt tok/s':>14}{'decode tok/s':>14}{'cold first text s':>20}",
        *(f"{name:10}{row.prompt:14.0f}{row.decode:14.1f}{row.first_token:20.2f}" for name, row in rows.items()),
        f"decode share {share:.2f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        figures = {name: asdict(row) for name, row in rows.items()}
        summary = {**figures, "decode_share": share, "rounds": options.rounds, "threads": options.threads}
        options.json.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return int(share < options.min)


if __name__ == "__main__":
    raise SystemExit(main())
