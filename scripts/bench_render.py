r"""What drawing costs: a streamed solve with and without it, a megabyte of solutions, and pylatexenc on the same formulas.

Here: CPU seconds of one core. Needs: pip install '.[bench]'

    python -m scripts.bench_render [--megabytes 1] [--no-solve]

1. Parsing and drawing as a share of a streamed run of mini on the CPU: the CPU time that the page takes for the run's text,
   fed in the pieces in which it came, over the time of the run. At most 2 %.
2. A text of solutions of that size, each formula of which is its own (a number in it differs), through the page: at most 2 s
   per megabyte.
3. The formulas of that text through ``inline`` beside ``latex_to_text`` of pylatexenc: a ratio of at most 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from qmath.cli.options import Color, Render
from qmath.cli.output import Sink
from qmath.cli.page import Page
from qmath.cli.terminal import Terminal, console_for
from qmath.text.draw import display, inline

FORMULAS = Path(__file__).parents[1] / "tests" / "data" / "latex.toml"
PROBLEMS = ("Find the derivative of 3x^2 + 2x.", "Solve for x: 4x + 5 = 6x + 7", "每盒有6支铅笔，买了8盒，一共有多少支？")
PROSE = (
    "Let us first write down what is given and then simplify it step by step, so that the unknown stands alone. ",
    "由题意可知，我们可以先列出方程，再逐步化简，最后求出未知数的值。",
)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def corpus(num_bytes: int) -> tuple[str, list[str]]:  # a text and its formulas
    """Return solutions of about that size and their formulas."""
    sources = [row["source"] for row in tomllib.loads(FORMULAS.read_text(encoding="utf-8"))["formula"] if "inline" in row]
    parts: list[str] = []
    formulas: list[str] = []
    size = number = 0
    while size < num_bytes:
        latex = f"{sources[number % len(sources)]} + {number // len(sources)}"
        is_display = number % 4 == 0
        part = f"{PROSE[number // 8 % 2]}\n\\[ {latex} \\]\n" if is_display else f"{PROSE[number // 8 % 2]}We get ${latex}$. "
        parts.append(part)
        formulas.append(latex)
        size += len(part.encode())
        number += 1
    return "".join(parts), formulas


def page_seconds(pieces: list[str]) -> float:
    """Return the CPU seconds in which a page draws a text that comes in pieces."""
    sink = Sink("/dev/null")
    page = Page(Terminal(sink, console_for(sink, Color.NEVER), 80), lambda _block: None, Render.UNICODE)

    def draw() -> None:
        for piece in pieces:
            page.feed(piece)
        page.finish()

    taken = seconds(draw)
    sink.close()
    return taken


def share_of_a_run() -> float:
    """Return drawing's share of streamed runs of mini."""
    from qmath import Solver
    from qmath.events import Delta

    drawn = total = 0.0
    with Solver.open("mini") as solver:
        for problem in PROBLEMS:
            start = time.perf_counter()
            pieces = [event.text for event in solver.stream(problem) if isinstance(event, Delta)]
            total += time.perf_counter() - start
            inline.cache_clear()
            display.cache_clear()
            drawn += page_seconds(pieces)
    return drawn / total


def main() -> int:
    """Measure and print one JSON object; return 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--no-solve", action="store_true", help="leave out the run of mini")
    options = parser.parse_args()
    text, formulas = corpus(int(options.megabytes * 1e6))
    page_seconds([text[:20_000]])
    inline.cache_clear()
    display.cache_clear()
    page_s = page_seconds([text[at : at + 65536] for at in range(0, len(text), 65536)])
    inline.cache_clear()
    ours_s = seconds(lambda: [inline(latex) for latex in formulas])
    from pylatexenc.latex2text import LatexNodes2Text

    convert = LatexNodes2Text().latex_to_text
    theirs_s = seconds(lambda: [convert(f"${latex}$") for latex in formulas])
    figures = {
        "megabytes": round(len(text.encode()) / 1e6, 3),
        "formulas": len(formulas),
        "page_s_per_megabyte": round(page_s / (len(text.encode()) / 1e6), 3),
        "inline_s": round(ours_s, 3),
        "pylatexenc_s": round(theirs_s, 3),
        "ratio": round(ours_s / theirs_s, 3),
    }
    if not options.no_solve:
        figures["share_of_a_run"] = round(share_of_a_run(), 4)
    print(json.dumps(figures))
    is_kept = figures["page_s_per_megabyte"] <= 2 and figures["ratio"] <= 1 and figures.get("share_of_a_run", 0) <= 0.02
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
