"""Regenerate the README's generated blocks from real runs: ``python -m scripts.readme`` (``--check`` only compares).

Here: the transcript. Not here: prose.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.process import run_in_terminal

README = Path(__file__).parents[1] / "README.md"
PROBLEMS = (
    "Tom has 12 pens and buys 8 more. How many pens does he have now?",
    "Find the derivative of 3x^2 + 2x.",
    "每盒有6支铅笔，买了8盒，一共有多少支？",
)


def transcript() -> str:
    """Return what the commands print in a terminal of 80 columns, without colours."""
    blocks = []
    for problem in PROBLEMS:
        text = re.sub(r"\x1b\[[0-9;]*m", "", run_in_terminal(["solve", problem], columns=80).out)
        blocks.append(f"$ qmath solve '{problem}'\n{text.rstrip()}\n")
    return "```text\n" + "\n".join(blocks) + "```\n"


def without_measures(text: str) -> str:
    """Return a transcript without what differs from run to run: seconds, speed, version and device."""
    text = re.sub(r"\d+(?:\.\d+)? s\b|\d[\d.e+]*/s", "N", text)
    return re.sub(r"qmath: mini · .*", "qmath: mini", text)


def main() -> int:
    """Rewrite the block, or with ``--check`` compare it; return the exit code."""
    text = README.read_text(encoding="utf-8")
    pattern = re.compile(r"(<!-- transcript: begin -->\n)(.*?)(<!-- transcript: end -->)", re.DOTALL)
    match = pattern.search(text)
    if match is None:
        print("README.md has no transcript block", file=sys.stderr)
        return 1
    fresh = transcript()
    if "--check" in sys.argv:
        is_same = without_measures(fresh) == without_measures(match[2])
        print("the transcript is up to date" if is_same else "the transcript is out of date: python -m scripts.readme")
        return 0 if is_same else 1
    README.write_text(text[: match.start(2)] + fresh + text[match.end(2) :], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
