"""A batch whose programs keep names and draw, as a process that a test can kill: ``python -m tests.jobs.drawing_batch FOLDER COUNT``.

The model is a script; programs, figures, journal and output are real.
"""

import re
import sys
from pathlib import Path

from qmath import SamplingParams, Solver
from qmath.engine.engine import TokenSampling
from qmath.jobs.batch import Batch, BatchOptions
from qmath.jobs.rows import Row
from qmath.jobs.target import FileTarget
from qmath.models.catalog import Entry, ModelFile, Part
from qmath.sandbox.executor import SandboxMode
from qmath.sandbox.figures import Folder
from qmath.sandbox.pool import SandboxPool
from qmath.schema import Mode, Problem
from tests.replay import ReplayEngine

ENTRY = Entry(name="replay", title="a replay", files=(ModelFile("Q8_0", (Part("x.gguf"),)),))


def _write(text: str, _sampling: TokenSampling) -> str:
    asked = re.search(r"Draw (\d+)", text)
    assert asked is not None
    outputs = re.findall(r"```output\n(.*?)\n```", text)
    if not outputs:
        return (
            f"I draw.\n```python\nimport matplotlib.pyplot as plt\nx = {asked[1]}\nplt.plot([0, x])\nplt.show()\nprint(x)\n```\n```output"
        )
    if len(outputs) == 1:
        return "I go on with what is there.\n```python\nprint(2 * x)\n```\n```output"
    return f"So it is \\boxed{{{outputs[1]}}}."


def main() -> None:
    """Run the batch to its end, or until it is killed."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    params = SamplingParams(mode=Mode.TIR, stateful=True)
    pool = SandboxPool(SandboxMode.AUTO, 2, artifacts=Folder(folder / "figures"))
    with Solver(ReplayEngine(_write), pool, ENTRY, has_figures=True) as solver:
        target = FileTarget(folder / "out.jsonl", is_ordered=True, is_fresh=False)
        target.begin({})
        rows = (Row(n, Problem(f"Draw {n}", f"n{n}", f"p.jsonl:{n + 1}")) for n in range(count))
        tally = Batch(solver, params, target, BatchOptions(parallel=3)).run(rows)
        target.close()
    sys.stdout.write(f"{tally.num_rows} {tally.num_reused}\n")


if __name__ == "__main__":
    main()
