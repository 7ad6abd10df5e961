"""How long qmath takes to start, beside the bare libraries it stands on.

Here: two pairs of processes, run by turns so that both see the same machine, and the medians of what they took.

    python -m scripts.bench_startup [--rounds 15] [--model FILE.gguf]

The first pair is `qmath --version` (and `--help`) beside importing typer and rich. The second is the first token of
`qmath solve` beside llama-cpp-python alone: the same file with the same load options, the same prompt, the context that the
model was trained for and one thread on both sides, a process each; both must write the same token. It is measured for plain
text and for TIR, where the helper process for programs starts at the same time on another core.

A start before the first round finds out what is safe on this machine, so that the rounds only read it, and fills the page
cache. Compiled modules are kept for all processes alike, as an installation keeps them. Each ratio should stay below 1.5.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import qmath
from qmath.engine.gguf import check_file
from qmath.engine.options import LoadOptions
from qmath.engine.probe import load_options
from qmath.schema import Mode
from qmath.settings import environment
from qmath.text.prompts import chat

QMATH = str(Path(sysconfig.get_path("scripts")) / "qmath")
MINI = Path(qmath.__file__).parent / "data" / "mini.gguf"
PROBLEM = "What is 12 + 30?"
MAX_RATIO = 1.5

BARE_IMPORT = "import typer, rich.console"
BARE_DECODE = """
import ctypes, json, sys
import llama_cpp
from llama_cpp import llama_cpp as api
silent = api.llama_log_callback(lambda level, text, data: None)
api.llama_log_set(silent, ctypes.c_void_p(0))
api.llama_backend_init()
params = api.llama_model_default_params()
params.use_extra_bufts = sys.argv[3] == "True"
model = api.llama_model_load_from_file(sys.argv[1].encode(), params)
params = api.llama_context_default_params()
params.n_ctx = 0
params.n_threads = params.n_threads_batch = 1
context = api.llama_init_from_model(model, params)
vocab = api.llama_model_get_vocab(model)
text = sys.argv[2].encode()
tokens = (ctypes.c_int32 * len(text))()
count = api.llama_tokenize(vocab, text, len(text), tokens, len(text), False, True)
assert api.llama_decode(context, api.llama_batch_get_one(tokens, count)) == 0
sampler = api.llama_sampler_init_greedy()
token = api.llama_sampler_sample(sampler, context, -1)
piece = ctypes.create_string_buffer(64)
length = api.llama_token_to_piece(vocab, token, piece, 64, 0, False)
print(json.dumps({"type": "delta", "text": piece.raw[:length].decode()}), flush=True)
"""


class Started(NamedTuple):
    """How long a process took to its first token, and which that was ("" where none is asked for)."""

    seconds: float
    text: str = ""


def until_end(command: list[str], env: dict[str, str]) -> Started:
    """Run a command to its end."""
    start = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return Started(time.perf_counter() - start)


def until_delta(command: list[str], env: dict[str, str]) -> Started:
    """Run a command that prints JSON lines to its end; the time is that of its first line of the type delta."""
    start = time.perf_counter()
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for above
        for line in process.stdout:
            if '"delta"' in line:
                seconds = time.perf_counter() - start
                process.communicate()
                return Started(seconds, json.loads(line)["text"])
        raise SystemExit(f"{command[0]} printed no token: {process.communicate()[1]}")


def compare(ours: list[str], peer: list[str], measure: Callable[[list[str]], Started], rounds: int) -> dict[str, object]:
    """Run both by turns; return medians in milliseconds and their ratio."""
    texts = [measure(command).text for command in (ours, peer)]
    if len(set(texts)) > 1:
        raise SystemExit(f"not the same work: the first tokens are {texts}")
    pairs = []
    for number in range(rounds):
        first, second = (ours, peer) if number % 2 else (peer, ours)
        times = {id(command): measure(command).seconds for command in (first, second)}
        pairs.append((times[id(ours)], times[id(peer)]))
    ours_s, peer_s = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {
        "qmath_ms": round(1000 * ours_s, 1),
        "peer_ms": round(1000 * peer_s, 1),
        "ratio": round(ours_s / peer_s, 2),
        "median_of_ratios": round(statistics.median(one / other for one, other in pairs), 2),
        "bound": MAX_RATIO,
        "is_met": ours_s <= MAX_RATIO * peer_s,
    }


def first_token(model: Path, mode: Mode, options: LoadOptions) -> tuple[list[str], list[str]]:
    """Return our command and the peer's."""
    prompt = "".join(part.text for part in chat(PROBLEM, mode))
    ours = [QMATH, "solve", "--events", "--mode", mode.value, "--max-tokens", "2", "--threads", "1", "--model", str(model), PROBLEM]
    return ours, [sys.executable, "-c", BARE_DECODE, str(model), prompt, str(options.use_extra_bufts)]


def main() -> None:
    """Measure and print one line of JSON per pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--model", type=Path, default=MINI)
    arguments = parser.parse_args()
    imports = [sys.executable, "-c", BARE_IMPORT]
    with tempfile.TemporaryDirectory() as folder:
        env = {name: value for name, value in environment().items() if name != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPYCACHEPREFIX": f"{folder}/modules", "QMATH_STATE_DIR": f"{folder}/state"}
        options = load_options(check_file(arguments.model), Path(folder) / "state")
        for name, (ours, peer), measure in (
            ("--version", ([QMATH, "--version"], imports), until_end),
            ("--help", ([QMATH, "--help"], imports), until_end),
            ("first token, plain text", first_token(arguments.model, Mode.COT, options), until_delta),
            ("first token, TIR", first_token(arguments.model, Mode.TIR, options), until_delta),
        ):
            row = compare(ours, peer, partial(measure, env=env), arguments.rounds)
            print(json.dumps({"what": name} | row), flush=True)


if __name__ == "__main__":
    main()
