"""How fast the engine is, beside what it stands on, and how much memory it takes.

Here: one run that prints every figure the engine promises, with its bound. Not here: the model files (``random_gguf.py``).

    python -m scripts.bench_engine [--quick] [--shape 1.5B|tiny | --model FILE] [--folder FOLDER] [--threads N]

The first run makes a model with random weights and the true shape (1.5B: 983 MB, some minutes, 4 GB while it is made) in the
folder, the later ones only read it: some four minutes on two idle cores, one with ``--quick``. Things that are compared run by
turns on one loaded model, and the best round of each counts. That helps against short disturbances, not against a machine that
is busy throughout: threads that wait for one another at every step lose most then, so the first line tells the load.

Peak memory is that of a process of its own. Weights in another layout are read, not mapped, so they are in memory once.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
from llama_cpp import llama_cpp as api
from platformdirs import user_cache_path

from qmath.engine.cores import physical_cores
from qmath.engine.engine import Completion, TokenSampling
from qmath.engine.gguf import GgufHeader, check_file
from qmath.engine.llama import LlamaEngine
from qmath.engine.options import EngineOptions, LoadOptions
from qmath.engine.probe import load_options
from qmath.text.prompts import Part
from scripts.random_gguf import SHAPES, random_model

PROMPT_TOKENS = 64
N_CTX = 1024
MAX_MORE_MB = 150
PLAIN = LoadOptions(use_extra_bufts=False)
GREEDY = TokenSampling()


def words(count: int, first: int = 0) -> tuple[Part, ...]:
    """Return a prompt of ``count`` tokens: letters, each a token here."""
    return (Part("".join(chr(ord("a") + (first + 7 * index * index) % 26) for index in range(count))),)


@dataclass(frozen=True)
class Extent:
    """How much is measured: tokens written per answer, tokens of the long problem, and rounds.

    Answers are shorter than the shortest endless repetition, which random weights fall into.
    """

    new_tokens: int = 47
    long_problem: int = 300
    rounds: int = 3


QUICK = Extent(new_tokens=16, long_problem=100, rounds=1)


@dataclass(frozen=True)
class Work:
    """Tokens written and the seconds it took."""

    num_tokens: int
    seconds: float

    @property
    def speed(self) -> float:
        """Return tokens per second."""
        return self.num_tokens / self.seconds


def run(engine: LlamaEngine, numbers: list[int], max_tokens: int) -> Work:
    """Let sequences write together, then close them; the time is from the first step to the last."""
    for number in numbers:
        engine.ask(number, max_tokens=max_tokens)
    start, written = time.perf_counter(), 0
    while engine.has_work():
        written += sum(event.num_tokens for event in engine.step() if isinstance(event, Completion))
    seconds = time.perf_counter() - start
    for number in numbers:
        engine.close(number)
    return Work(written, seconds)


def ours_single(engine: LlamaEngine, extent: Extent) -> Work:
    """One prompt, one answer."""
    return run(engine, [engine.start(words(PROMPT_TOKENS), GREEDY)], extent.new_tokens)


def together(engine: LlamaEngine, extent: Extent, count: int) -> Work:
    """Answer different short prompts at once."""
    return run(engine, [engine.start(words(8, first), GREEDY) for first in range(count)], extent.new_tokens)


def one_by_one(engine: LlamaEngine, extent: Extent, count: int) -> Work:
    """Answer the same prompts one after the other."""
    done = [run(engine, [engine.start(words(8, first), GREEDY)], extent.new_tokens) for first in range(count)]
    return Work(sum(work.num_tokens for work in done), sum(work.seconds for work in done))


def samples(engine: LlamaEngine, extent: Extent, *, is_forked: bool) -> Work:
    """Draw 8 samples of one long problem, or one each of 8 problems; 8 tokens each, since prefill is the point."""
    if is_forked:
        first = engine.start(words(extent.long_problem), GREEDY)
        return run(engine, [first, *(engine.fork(first, GREEDY) for _ in range(7))], 8)
    return run(engine, [engine.start(words(extent.long_problem, first), GREEDY) for first in range(1, 9)], 8)


class BareLoop:
    """The shortest loop there is: llama_decode, argmax, llama_decode."""

    def __init__(self, model: int | None, threads: int, new_tokens: int = 0, n_seq_max: int = 1) -> None:
        self.model, self.new_tokens = model, new_tokens
        params = api.llama_context_default_params()
        params.n_seq_max, params.kv_unified = n_seq_max, True
        params.n_ctx, params.n_batch, params.n_ubatch = N_CTX, 256, 256
        params.n_threads = params.n_threads_batch = threads
        self.context = api.llama_init_from_model(model, params)
        self.memory = api.llama_get_memory(self.context)
        self.vocab = api.llama_model_get_vocab(model)
        self.num_vocab = api.llama_vocab_n_tokens(self.vocab)

    def __call__(self) -> Work:
        """Do what ``ours_single`` does."""
        text = words(PROMPT_TOKENS)[0].text.encode()
        tokens = (ctypes.c_int32 * len(text))()
        count = api.llama_tokenize(self.vocab, text, len(text), tokens, len(text), False, False)
        api.llama_memory_clear(self.memory, False)
        start = time.perf_counter()
        for _ in range(self.new_tokens):
            if api.llama_decode(self.context, api.llama_batch_get_one(tokens, count)):
                raise RuntimeError("llama_decode failed")
            logits = np.ctypeslib.as_array(api.llama_get_logits_ith(self.context, -1), (self.num_vocab,))
            tokens, count = (ctypes.c_int32 * 1)(int(logits.argmax())), 1
        return Work(self.new_tokens, time.perf_counter() - start)

    def close(self) -> None:
        """Free the context."""
        api.llama_free(self.context)


def bare_batch(context: int, memory: int, size: int, steps: int = 8) -> Work:
    """Decode ``size`` sequences of one token each, ``steps`` times: what llama.cpp itself gains from a batch here."""
    batch = api.llama_batch_init(size, 0, 1)
    api.llama_memory_clear(memory, False)
    start = time.perf_counter()
    for step in range(steps):
        batch.n_tokens = size
        for index in range(size):
            batch.token[index], batch.pos[index], batch.logits[index] = 7 + index, step, 1
            batch.n_seq_id[index], batch.seq_id[index][0] = 1, index
        if api.llama_decode(context, batch):
            raise RuntimeError("llama_decode failed")
        api.llama_get_logits_ith(context, -1)
    seconds = time.perf_counter() - start
    api.llama_batch_free(batch)
    return Work(size * steps, seconds)


class HighLevel:
    """llama-cpp-python's own class, with the load options that are safe here, which it has no argument for."""

    def __init__(self, path: Path, options: LoadOptions, threads: int, new_tokens: int) -> None:
        self.new_tokens = new_tokens
        default_params = llama_cpp.llama_model_default_params

        def params() -> Any:  # noqa: ANN401 - a C structure
            changed = default_params()
            changed.use_extra_bufts = options.use_extra_bufts
            return changed

        llama_cpp.llama_model_default_params = params
        self.llama = llama_cpp.Llama(str(path), n_ctx=N_CTX, n_batch=256, n_threads=threads, n_threads_batch=threads, verbose=False)
        llama_cpp.llama_model_default_params = default_params

    def __call__(self) -> Work:
        """Do what ``ours_single`` does, through ``create_completion``."""
        tokens = self.llama.tokenize(words(PROMPT_TOKENS)[0].text.encode(), add_bos=False)
        self.llama.reset()
        self.llama._ctx.kv_cache_clear()  # noqa: SLF001 - else it would find the prompt in its cache
        start = time.perf_counter()
        self.llama.create_completion(tokens, max_tokens=self.new_tokens, temperature=0, repeat_penalty=1.0)
        return Work(self.new_tokens, time.perf_counter() - start)


def best(rounds: int, *measures: Callable[[], Work]) -> list[float]:
    """Run measures by turns; return the best speed of each, in tokens per second."""
    speeds = [[measure().speed for measure in measures] for _ in range(rounds)]
    return [max(column) for column in zip(*speeds, strict=True)]


def engine_for(header: GgufHeader, options: LoadOptions, threads: int, max_sequences: int) -> LlamaEngine:
    """Load a model."""
    return LlamaEngine.load(header.path, EngineOptions(n_ctx=N_CTX, threads=threads, max_sequences=max_sequences), options, header)


def line(what: str, value: float, bound: str = "", *, is_met: bool | None = None) -> None:
    """Print one figure. ``is_met`` None: there is no bound, or it does not count on this machine."""
    verdict = {True: "met", False: "MISSED", None: "-"}[is_met]
    print(f"{what:<72} {value:>9.2f}   {bound:<20} {verdict}", flush=True)


def peak_memory(path: Path, options: LoadOptions) -> float:
    """Return the most memory (MB) that a process held that loads the model and answers one prompt."""
    command = [sys.executable, "-m", "scripts.bench_engine", "--memory-of", str(path), "--options"]
    done = subprocess.run([*command, json.dumps(vars(options))], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def answer_once(path: Path, options: LoadOptions) -> None:
    """Load, answer, and print the most memory held, in MB: the child of ``peak_memory``.

    Not by getrusage, which counts what the parent held when it made the child.
    """
    engine = engine_for(check_file(path), options, 1, 1)
    run(engine, [engine.start(words(PROMPT_TOKENS), GREEDY)], max_tokens=4)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    print(int(status["VmHWM"].split()[0]) * 1024 / 1e6)


def compare_single(header: GgufHeader, options: LoadOptions, threads: int, extent: Extent) -> None:
    """One sequence: ours beside a bare loop, the high-level class, and the plain layout."""
    engine = engine_for(header, options, threads, 1)
    bare = BareLoop(engine._model, threads, extent.new_tokens)  # noqa: SLF001 - the same weights: where a copy lies in memory tells
    ours, bare_speed = best(extent.rounds, lambda: ours_single(engine, extent), bare)
    bare.close()
    line("one sequence, tokens/s", ours)
    line("  over a bare llama_decode loop with the same load options", ours / bare_speed, "at least 0.95", is_met=ours >= 0.95 * bare_speed)
    high = HighLevel(header.path, options, threads, extent.new_tokens)
    ours, high_speed = best(extent.rounds, lambda: ours_single(engine, extent), high)
    high.llama.close()
    line("  over the high-level Llama", ours / high_speed, "at least 1.0", is_met=ours >= high_speed)
    if options.repack:
        plain = engine_for(header, PLAIN, threads, 1)
        ours, plain_speed = best(extent.rounds, lambda: ours_single(engine, extent), lambda: ours_single(plain, extent))
        line("  over the plain layout (AMX machines)", ours / plain_speed, "at least 1.4", is_met=ours >= 1.4 * plain_speed)
        plain.shutdown()
    engine.shutdown()


def compare_many(header: GgufHeader, options: LoadOptions, threads: int, extent: Extent) -> None:
    """Many sequences: together beside one after the other, forked beside different ones."""
    engine = engine_for(header, options, threads, 16)
    at_once, in_turn = best(extent.rounds, lambda: together(engine, extent, 16), lambda: one_by_one(engine, extent, 4))
    line("16 rollouts at once, tokens/s", at_once)
    line("  over one after the other (2 cores)", at_once / in_turn, "at least 3", is_met=at_once >= 3 * in_turn)
    bare = BareLoop(engine._model, threads, n_seq_max=16)  # noqa: SLF001 - as above
    many, one = best(extent.rounds, lambda: bare_batch(bare.context, bare.memory, 16), lambda: bare_batch(bare.context, bare.memory, 1))
    bare.close()
    line("  the same of bare llama_decode: what this hardware gives", many / one)
    line("  ours over bare llama_decode, 16 at once, our prompts included", at_once / many)
    forked, different = best(1, lambda: samples(engine, extent, is_forked=True), lambda: samples(engine, extent, is_forked=False))
    what = f"8 samples of one problem of {extent.long_problem} tokens over 8 problems, speed"
    line(what, forked / different, "above 1", is_met=forked > different)
    engine.shutdown()


def compare_memory(header: GgufHeader, options: LoadOptions) -> None:
    """Peak memory beside what nobody can do without: the model file, and the cache of one sequence."""
    cache = 4 * header.n_layers * header.n_heads_kv * header.head_size * min(N_CTX, header.n_ctx_train)
    peak = peak_memory(header.path, options)
    more = peak - (header.size_bytes + cache) / 1e6
    line(f"peak memory, MB (model file {header.size_bytes / 1e6:.0f}, cache {cache / 1e6:.0f})", peak)
    line("  over model file and cache", more, f"at most {MAX_MORE_MB}", is_met=more <= MAX_MORE_MB)


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--shape", choices=SHAPES, default="1.5B")
    parser.add_argument("--model", type=Path, help="a model file instead of one with random weights")
    parser.add_argument("--folder", type=Path, default=user_cache_path("qmath") / "bench")
    parser.add_argument("--threads", type=int, default=physical_cores())
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--options", type=json.loads, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory_of:
        answer_once(given.memory_of, LoadOptions(**given.options))
        return
    path = given.model or random_model(given.folder, given.shape)
    header = check_file(path)
    options = load_options(header, given.folder)
    extent = QUICK if given.quick else Extent()
    load = f"load of the last minute {os.getloadavg()[0]:.1f}"
    print(f"{path.name}, {header.size_bytes / 1e6:.0f} MB, {given.threads} threads, {load}, {options}")
    compare_single(header, options, given.threads, extent)
    compare_many(header, options, given.threads, extent)
    compare_memory(header, options)


if __name__ == "__main__":
    main()
