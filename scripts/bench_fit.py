"""How far the estimate of memory is from what a process really takes: mini, and random weights of three shapes.

Here: one row of JSON per model and context. Not here: the estimate (``qmath/models/fit.py``), the files (``random_gguf.py``).

    python -m scripts.bench_fit [--folder DIR] [MODEL.gguf...]      exits with 1 where a ratio is off by more than 10 %

Real is the largest resident size of ``qmath solve`` with a problem that fills the context (POSIX only).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qmath.models.fit import ERROR, Machine
from qmath.models.store import Places, locate
from qmath.settings import environment
from qmath.solve.fitting import fit_located
from scripts.random_gguf import random_model

MINI = Path(__file__).parents[1] / "qmath" / "data" / "mini.gguf"
RANDOM = {"tiny": 4096, "deep": 2048, "wide": 512}
"""Shapes of ``random_gguf``, and a context that fills in seconds."""

_FRAME = 320
"""Most tokens of a prompt beside its problem."""
_RARE = "\u16a0"
"""A letter of three tokens in these vocabularies."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that the system counts resident sizes in."""

_WATCH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""
"""A small process in between: a child's peak counts what its parent held when it was started."""


@dataclass(frozen=True)
class Row:
    """One measurement; bytes."""

    model: str
    n_ctx: int
    estimate: int
    real: int

    @property
    def ratio(self) -> float:
        """Estimate by real size."""
        return self.estimate / self.real


def measure(path: Path, n_ctx: int, state_dir: Path) -> Row:
    """Return the estimate for a file and what solving with it takes."""
    found = fit_located(locate(str(path), None, Places(Path(), Path())), Machine(None), n_ctx)
    if found is None:
        raise SystemExit(f"{path} cannot be read")
    problem = state_dir / "problem.txt"
    problem.write_text(_RARE * ((n_ctx - _FRAME) // 3), encoding="utf-8")
    options = {"model": path, "file": problem, "n-ctx": n_ctx, "n-gpu-layers": 0, "mode": "cot", "max-tokens": 8}
    command = [sys.executable, "-m", "qmath.cli.app", "solve", "--quiet", *(f"--{name}={value}" for name, value in options.items())]
    env = environment() | {"QMATH_STATE_DIR": str(state_dir)}
    done = subprocess.run([sys.executable, "-c", _WATCH, *command], env=env, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 3}:  # such a problem has no answer
        raise SystemExit(f"qmath solve ended with {done.returncode}: {done.stderr}")
    return Row(path.stem, n_ctx, found.need.total, _UNIT * int(done.stdout))


def rows(folder: Path, models: list[Path]) -> Iterator[Row]:
    """Measure mini and the random shapes, or the models given."""
    with tempfile.TemporaryDirectory() as state:
        for model in models:
            yield measure(model, 4096, Path(state))
        if not models:
            yield measure(MINI, 1024, Path(state))
            yield from (measure(random_model(folder, shape), n_ctx, Path(state)) for shape, n_ctx in RANDOM.items())


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", type=Path)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "qmath-random", help="where random models are kept")
    arguments = parser.parse_args()
    is_met = True
    for row in rows(arguments.folder, arguments.models):
        is_near = abs(row.ratio - 1) <= ERROR
        is_met = is_met and is_near
        print(json.dumps({**vars(row), "ratio": round(row.ratio, 3), "bound": ERROR, "is_met": is_near}), flush=True)
    sys.exit(not is_met)


if __name__ == "__main__":
    main()
