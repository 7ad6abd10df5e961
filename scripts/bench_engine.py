"""How fast the engine is, beside what it stands on, and how much memory it takes.

Here: one run that prints every figure the engine promises, with its bound. Not here: the model files (``random_gguf.py``).

    python -m scripts.bench_engine [--shape 1.5B|tiny | --model FILE] [--folder FOLDER] [--threads N] [--rounds 3]

The first run makes a model with random weights and the true shape (1.5B: 935 MB, some minutes, 4 GB while it is made) in the
folder, the later ones only read it. Things that are compared run by turns on one loaded model, and the best round of each
counts, so that a busy machine disturbs the ratios little. Peak memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import ctypes
import json
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

from qmath.engine.engine import Completion, TokenSampling
from qmath.engine.gguf import GgufHeader, check_file
from qmath.engine.llama import LlamaEngine, load_model
from qmath.engine.options import EngineOptions, LoadOptions
from qmath.engine.probe import load_options
from qmath.text.prompts import Part
from scripts.random_gguf import SHAPES, random_model

PROMPT_TOKENS = 64
NEW_TOKENS = 47
"""Shorter than the shortest endless repetition, which random weights fall into."""
N_CTX = 1024
PLAIN = LoadOptions(use_extra_bufts=False)
GREEDY = TokenSampling()


def words(count: int, first: int = 0) -> tuple[Part, ...]:
    """Return a prompt of ``count`` tokens: letters, each a token here."""
    return (Part("".join(chr(ord("a") + (first + 7 * index * index) % 26) for index in range(count))),)


@dataclass(frozen=True)
class Work:
    """Tokens written and the seconds it took."""

    num_tokens: int
    seconds: float

    @property
    def speed(self) -> float:
        """Return tokens per second."""
        return self.num_tokens / self.seconds


def run(engine: LlamaEngine, numbers: list[int], max_tokens: int = NEW_TOKENS) -> Work:
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


def ours_single(engine: LlamaEngine) -> Work:
    """One prompt, one answer."""
    return run(engine, [engine.start(words(PROMPT_TOKENS), GREEDY)])


def together(engine: LlamaEngine, count: int) -> Work:
    """Answer different short prompts at once."""
    return run(engine, [engine.start(words(8, first), GREEDY) for first in range(count)])


def one_by_one(engine: LlamaEngine, count: int) -> Work:
    """Answer the same prompts one after the other."""
    done = [run(engine, [engine.start(words(8, first), GREEDY)]) for first in range(count)]
    return Work(sum(work.num_tokens for work in done), sum(work.seconds for work in done))


def samples(engine: LlamaEngine, *, is_forked: bool) -> Work:
    """Draw 8 samples of one problem of 300 tokens, or one each of 8 problems; 8 tokens each, since prefill is the point."""
    if is_forked:
        first = engine.start(words(300), GREEDY)
        return run(engine, [first, *(engine.fork(first, GREEDY) for _ in range(7))], max_tokens=8)
    return run(engine, [engine.start(words(300, first), GREEDY) for first in range(1, 9)], max_tokens=8)


class BareLoop:
    """The shortest loop there is: llama_decode, argmax, llama_decode."""

    def __init__(self, model: int, threads: int, n_seq_max: int = 1) -> None:
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
        for _ in range(NEW_TOKENS):
            if api.llama_decode(self.context, api.llama_batch_get_one(tokens, count)):
                raise RuntimeError("llama_decode failed")
            logits = np.ctypeslib.as_array(api.llama_get_logits_ith(self.context, -1), (self.num_vocab,))
            tokens, count = (ctypes.c_int32 * 1)(int(logits.argmax())), 1
        return Work(NEW_TOKENS, time.perf_counter() - start)


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

    def __init__(self, path: Path, options: LoadOptions, threads: int) -> None:
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
        self.llama.create_completion(tokens, max_tokens=NEW_TOKENS, temperature=0, repeat_penalty=1.0)
        return Work(NEW_TOKENS, time.perf_counter() - start)


def best(rounds: int, *measures: Callable[[], Work]) -> list[float]:
    """Run measures by turns; return the best speed of each, in tokens per second."""
    speeds = [[measure().speed for measure in measures] for _ in range(rounds)]
    return [max(column) for column in zip(*speeds, strict=True)]


def engine_for(header: GgufHeader, options: LoadOptions, threads: int, max_sequences: int) -> LlamaEngine:
    """Load a model."""
    return LlamaEngine.load(header.path, EngineOptions(n_ctx=N_CTX, threads=threads, max_sequences=max_sequences), options, header)


def line(what: str, value: float, bound: str, *, is_met: bool | None) -> None:
    """Print one figure. ``is_met`` None: the bound does not count on this machine."""
    verdict = {True: "ok", False: "MISSED", None: "-"}[is_met]
    print(f"{what:<66} {value:>9.2f}   {bound:<20} {verdict}", flush=True)


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


def compare_single(header: GgufHeader, options: LoadOptions, threads: int, rounds: int) -> None:
    """One sequence: ours beside a bare loop, the high-level class, and the plain layout."""
    engine = engine_for(header, options, threads, 1)
    bare = BareLoop(load_model(header.path, options, header.tensors, 0), threads)
    ours, bare_speed = best(rounds, lambda: ours_single(engine), bare)
    line("one sequence, tokens/s", ours, "", is_met=None)
    line("  over a bare llama_decode loop with the same load options", ours / bare_speed, "at least 0.95", is_met=ours >= 0.95 * bare_speed)
    high = HighLevel(header.path, options, threads)
    ours, high_speed = best(rounds, lambda: ours_single(engine), high)
    line("  over the high-level Llama", ours / high_speed, "at least 1.0", is_met=ours >= high_speed)
    plain = engine_for(header, PLAIN, threads, 1)
    ours, plain_speed = best(rounds, lambda: ours_single(engine), lambda: ours_single(plain))
    counts = options.repack
    line("  over the plain layout", ours / plain_speed, "at least 1.4 (AMX)", is_met=ours >= 1.4 * plain_speed if counts else None)
    engine.shutdown()
    plain.shutdown()


def compare_many(header: GgufHeader, options: LoadOptions, threads: int, rounds: int) -> None:
    """Many sequences: together beside one after the other, forked beside different ones."""
    engine = engine_for(header, options, threads, 16)
    at_once, in_turn = best(rounds, lambda: together(engine, 16), lambda: one_by_one(engine, 4))
    line("16 rollouts at once, tokens/s", at_once, "", is_met=None)
    line("  over one after the other", at_once / in_turn, "at least 3 (2 cores)", is_met=at_once >= 3 * in_turn)
    bare = BareLoop(load_model(header.path, options, header.tensors, 0), threads, 16)
    many, one = best(rounds, lambda: bare_batch(bare.context, bare.memory, 16), lambda: bare_batch(bare.context, bare.memory, 1))
    line("  the same of bare llama_decode, without prompts: what is possible", many / one, "", is_met=None)
    forked, different = best(1, lambda: samples(engine, is_forked=True), lambda: samples(engine, is_forked=False))
    line("8 samples of one problem of 300 tokens over 8 problems, speed", forked / different, "prefill saved", is_met=forked > different)
    engine.shutdown()


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=SHAPES, default="1.5B")
    parser.add_argument("--model", type=Path, help="a model file instead of one with random weights")
    parser.add_argument("--folder", type=Path, default=user_cache_path("qmath") / "bench")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--options", type=json.loads, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory_of:
        answer_once(given.memory_of, LoadOptions(**given.options))
        return
    path = given.model or random_model(given.folder, given.shape)
    header = check_file(path)
    options = load_options(header, given.folder)
    print(f"{path.name}, {header.size_bytes / 1e6:.0f} MB, {given.threads} threads, {options}")
    compare_single(header, options, given.threads, given.rounds)
    compare_many(header, options, given.threads, given.rounds)
    cache = 4 * header.n_layers * header.n_heads_kv * header.head_size * min(N_CTX, header.n_ctx_train)
    more = peak_memory(path, options) - (header.size_bytes + cache) / 1e6
    line("peak memory over model file and cache, MB", more, "at most 150", is_met=more <= 150)


if __name__ == "__main__":
    main()
