"""How many problems per minute a batch solves, beside what a user would write, and how that grows.

``python -m scripts.bench_batch`` prints problems per minute of a TIR batch with the embedded model, and the same for three peers on
the first of its problems: ``qmath solve`` in a shell loop; a plain loop with ``llama_cpp.Llama`` and ``subprocess`` in one process;
that loop with a process per problem. The problems are drawn as mini's training draws them: word problems, whose programs print a
sum, and equations, derivatives and the like, whose programs import sympy. ``--sums`` takes sums alone, the plain loop's best case.
``--growth`` prints seconds per problem and peak memory of batches of 100, 1,000 and 10,000 short problems.

Here: the measurement. Not here: the engine alone (``bench_engine.py``), the start alone (``bench_startup.py``).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

QMATH = [sys.executable, "-m", "qmath.cli.app"]
NAMES = ("Tom", "Ann", "Li", "Sam", "Eva", "Ben")
THINGS = ("pens", "apples", "books", "coins", "cards")
_FEW = 1000
"""Problems of a batch that is short enough to be run three times."""

LOOP = """
import re, subprocess, sys
from llama_cpp import Llama
from qmath.text.prompts import chat
from qmath.schema import Mode
model = Llama(sys.argv[1], n_ctx=4096, verbose=False)
for problem in sys.stdin.read().splitlines():
    text = "".join(part.text for part in chat(problem, Mode.TIR))
    for _ in range(5):
        out = model(text, max_tokens=1024, temperature=0.0, stop=["```output", "<|im_end|>", "<|endoftext|>"])["choices"][0]["text"]
        text += out
        programs = re.findall("```python\\n(.*?)```", out, re.DOTALL)
        if not programs or "boxed" in out:
            break
        done = subprocess.run([sys.executable, "-c", programs[-1]], capture_output=True, text=True, timeout=15)
        text += "\\n```output\\n" + (done.stdout.strip() or done.stderr.strip()[-100:]) + "\\n```\\n"
    print(re.findall(r"boxed\\{(.*?)\\}", text)[-1:])
"""
"""What a user writes in an afternoon."""


def mixed(count: int) -> list[str]:
    """Return problems of all the kinds that mini knows."""
    from scripts.train_mini.problems.catalog import SCHEMAS, WRITERS
    from scripts.train_mini.problems.compose import Split, samples

    stream = samples(SCHEMAS, WRITERS, Split.KNOWN_FRAMES, "bench", factors={}, tir_share=1.0)
    return [" ".join(sample.problem.split()) for sample in islice(stream, count)]


def sums(count: int) -> list[str]:
    """Return short problems, no two alike among the first few thousand."""
    return [
        f"{NAMES[n % 6]} has {11 + n} {THINGS[n % 5]} and buys {8 + n % 7} more. How many {THINGS[n % 5]} does {NAMES[n % 6]} have now?"
        for n in range(count)
    ]


def by_batch(lines: Sequence[str], *options: str) -> float:
    """Return the seconds of one batch, start and end included."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "p.jsonl"
        source.write_text("".join(json.dumps({"problem": line}) + "\n" for line in lines), encoding="utf-8")
        started = time.perf_counter()
        subprocess.run(
            [*QMATH, "batch", str(source), "-o", f"{folder}/out.jsonl", "--mode", "tir", "--fail-on", "never", "-q", *options], check=True
        )
        return time.perf_counter() - started


def by_shell(lines: Sequence[str]) -> float:
    """Return the seconds of ``qmath solve`` in a shell loop."""
    script = f'while read -r p; do {" ".join(QMATH)} solve -q --mode tir "$p"; done'
    started = time.perf_counter()
    subprocess.run(["bash", "-c", script], input="\n".join(lines) + "\n", text=True, capture_output=True, check=False)  # noqa: S607 - bash from the PATH
    return time.perf_counter() - started


def by_loop(lines: Sequence[str]) -> float:
    """Return the seconds of the plain loop in one process."""
    model = Path(__file__).parents[1] / "qmath" / "data" / "mini.gguf"
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", LOOP, str(model)], input="\n".join(lines), text=True, capture_output=True, check=True)
    return time.perf_counter() - started


def by_processes(lines: Sequence[str]) -> float:
    """Return the seconds of the plain loop with a process per problem."""
    return sum(by_loop([line]) for line in lines)


def compare(lines: Sequence[str], peers: int) -> None:
    """Print problems per minute of the batch and of each peer, and their ratio."""
    count = len(lines)
    ours = 60 * count / by_batch(lines)
    print(f"batch of {count}: {ours:.0f} problems per minute")
    kinds: list[tuple[str, Callable[[Sequence[str]], float]]] = [
        ("qmath solve in a shell loop", by_shell),
        ("a plain loop with llama_cpp.Llama and subprocess", by_loop),
        ("the same with a process per problem", by_processes),
    ]
    for name, run in kinds:
        some = lines[: min(peers * (5 if run is by_loop else 1), count)]
        theirs = 60 * len(some) / run(some)
        print(f"{name} ({len(some)} problems): {theirs:.1f} per minute; batch / this = {ours / theirs:.1f}")


def grow(counts: Sequence[int]) -> None:
    """Print seconds per problem and peak memory for batches of growing length; the start is taken off.

    Of short batches, whose time a disturbed start would double, the best of three counts, as it does of the start itself.
    """
    empty, _ = _best(1, "--max-tokens", "1", rounds=5)
    for count in counts:
        seconds, peak = _best(count, "--max-tokens", "16", rounds=3 if count <= _FEW else 1)
        print(f"{count} problems: {1e3 * (seconds - empty) / count:.2f} ms each, peak {peak:.0f} MB", flush=True)


def _best(count: int, *options: str, rounds: int) -> tuple[float, float]:
    """Return the least seconds, and the peak memory in MB, of some batches of so many sums, each in a process of its own."""
    with ProcessPoolExecutor(1, max_tasks_per_child=1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        found = [fresh.submit(_once, count, options).result() for _ in range(rounds)]
    return min(seconds for seconds, _ in found), max(peak for _, peak in found)


def _once(count: int, options: Sequence[str]) -> tuple[float, float]:
    """Return the seconds and the peak memory in MB of a batch; the peak is the largest of this process's children."""
    seconds = by_batch(sums(count), "--parallel", "16", *options)
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print the comparison, or the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="problems of the batch")
    parser.add_argument("--peers", type=int, default=20, help="problems of each peer")
    parser.add_argument("--sums", action="store_true", help="problems whose programs add two numbers")
    parser.add_argument("--growth", type=int, nargs="*", metavar="COUNT", help="sizes (default 100 1000 10000)")
    arguments = parser.parse_args()
    if arguments.growth is None:
        compare((sums if arguments.sums else mixed)(arguments.count), arguments.peers)
    else:
        grow(arguments.growth or (100, 1000, 10_000))


if __name__ == "__main__":
    main()
