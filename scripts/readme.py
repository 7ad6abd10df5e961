"""Regenerate the README's generated parts from real runs: ``python -m scripts.readme`` (``--check`` only compares).

Here: the transcript, the gallery of formulas, the table of models, and the screenshot (``scripts/readme_screen.svg``). Not here:
prose. Names of blocks (``python -m scripts.readme models``) choose what is made; without them everything is.
"""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qmath.models.catalog import Entry
from qmath.models.catalog_file import NAME, entries
from qmath.models.estimate import size_of
from qmath.models.toml_file import read
from qmath.models.units import size_text
from qmath.schema import Mode
from tests.process import run, run_in_terminal

README = Path(__file__).parents[1] / "README.md"
PROBLEMS = (
    "A shirt costs 40 dollars and is reduced by 15%. What is the new price?",
    "Find the derivative of 3x^2 + 2x.",
    "一本书12元，买5本要多少元？",
)

SCREEN = Path(__file__).parent / "readme_screen.svg"
GALLERY = r"""The roots of $ax^2+bx+c=0$ ($a \neq 0$) are
\[ x_{1,2} = \frac{-b \pm \sqrt{b^2-4ac}}{2a}. \]
设 $f(x)=\begin{cases} x^2, & x \ge 0 \\ -x, & x < 0 \end{cases}$，则 $f(-3)=3$。
\[ \sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6} \]
\[ \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}^{-1} = -\frac{1}{2} \begin{pmatrix} 4 & -2 \\ -3 & 1 \end{pmatrix} \]
\begin{align*}
\int_0^1 x^2 \, dx &= \left[ \frac{x^3}{3} \right]_0^1 \\
&= \frac{1}{3}
\end{align*}
A ticket costs $5 and two cost $10; $\unknown{x}$ stays as it is. \[ \boxed{x = \frac{3}{4}} \]
"""


def gallery() -> str:
    """Return a text and what ``qmath render`` makes of it."""
    drawn = run("render", "--width", "80", stdin=GALLERY).out
    return f"```latex\n{GALLERY}```\n\n```text\n{drawn}```\n"


def models() -> str:
    """Return the table of the models that ``models.toml`` names."""
    rows = ["| name | model | modes | MATH, greedy | file | licence |", "|---|---|---|---|---|---|"]
    rows += [_model(entry) for entry in entries(read(README.parent / NAME, NAME))]
    return "\n".join([*rows, ""])


def _model(entry: Entry) -> str:
    scores = {score.mode: score.metric("greedy") for score in entry.scores if score.benchmark == "MATH"}
    math = ", ".join(f"{mode.value} {scores[mode]:g}" for mode in (Mode.COT, Mode.TIR) if mode in scores)
    size = size_of(entry, entry.pick(None)) if entry.files else None
    file = "see `models info`"
    if size is not None:
        place = ", in the package" if entry.is_embedded else ""
        file = f"{entry.pick(None).quant}, {size_text(size.num_bytes, is_estimate=size.is_estimate)}{place}"
    modes = ", ".join(mode.value for mode in entry.modes)
    return f"| `{entry.short}` | {entry.title} | {modes} | {math} | {file} | {entry.licence} |"


def screen() -> str:
    """Return a picture of a real run and a real page as SVG."""
    shown = run_in_terminal(["solve", PROBLEMS[1]], columns=80).out + "$ qmath render notes.md\n"
    shown += run("render", "--width", "80", "--color", "always", stdin=GALLERY).out
    console = Console(record=True, width=80, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(f"$ qmath solve '{PROBLEMS[1]}'\n{shown}"))
    return str(console.export_svg(title="qmath", unique_id="qmath"))


def transcript() -> str:
    """Return what the commands print in a terminal of 80 columns, without colours."""
    blocks = []
    for problem in PROBLEMS:
        text = re.sub(r"\x1b\[[0-9;]*m", "", run_in_terminal(["solve", problem], columns=80).out)
        blocks.append(f"$ qmath solve '{problem}'\n{text.rstrip()}\n")
    return "```text\n" + "\n".join(blocks) + "```\n"


def without_measures(text: str) -> str:
    """Return a transcript without what differs from run to run: seconds, speed, version and device, what a slow machine waits for."""
    text = re.sub(r"^qmath: waiting for .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?:\d+ min )?\d+(?:\.\d+)? s\b|\d[\d.e+]*/s", "N", text)
    text = re.sub(r"(· sandbox \w+ )─+", r"\1─", text)
    return re.sub(r"qmath: mini · .*", "qmath: mini", text)


def main() -> int:
    """Rewrite the blocks and the picture, or with ``--check`` compare the blocks; return the exit code."""
    text = README.read_text(encoding="utf-8")
    is_same = True
    makers = {"models": models, "transcript": transcript, "gallery": gallery}
    wanted = [argument for argument in sys.argv[1:] if argument in makers]
    for name in wanted or makers:
        fresh = makers[name]()
        match = re.search(rf"(<!-- {name}: begin -->\n)(.*?)(<!-- {name}: end -->)", text, re.DOTALL)
        if match is None:
            print(f"README.md has no block {name}", file=sys.stderr)
            return 1
        if without_measures(fresh) != without_measures(match[2]):
            is_same = False
            print(f"the block {name} is out of date: python -m scripts.readme" if "--check" in sys.argv else f"{name}: rewritten")
        text = text[: match.start(2)] + fresh + text[match.end(2) :]
    if "--check" in sys.argv:
        return 0 if is_same else 1
    README.write_text(text, encoding="utf-8")
    if not wanted:
        SCREEN.write_text(screen(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
