"""Rewrite the expected drawings of ``tests/data/latex.toml`` after a wanted change: ``python -m scripts.golden [FILE]``.

Here: the file, from its own sources (or from lines of FILE, which are added). Read the difference before you keep it.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from qmath.text.draw import display, inline

GOLDEN = Path(__file__).parents[1] / "tests" / "data" / "latex.toml"
COLUMNS = 80
HEAD = """# Formulas in the style of school, competition and university solutions, in English and Chinese, and how they are drawn:
# `inline` on one line, `display` in two dimensions within 80 columns; without both, the source is shown unchanged.
# `python -m scripts.golden` rewrites what is drawn; read the difference.
"""


def entry(source: str) -> str:
    """Return the entry of a formula as TOML."""
    lines = [f"\n[[formula]]\nsource = '{source}'" if "'" not in source else f"\n[[formula]]\nsource = '''{source}'''"]
    line, drawing = inline(source), display(source, COLUMNS)
    if line is not None and drawing is not None:
        lines.append(f"inline = '''{line}'''")
        lines.append("display = '''\n" + "\n".join(drawing.lines) + "'''")
    return "\n".join(lines)


def main() -> int:
    """Rewrite the file."""
    known = [row["source"] for row in tomllib.loads(GOLDEN.read_text(encoding="utf-8"))["formula"]] if GOLDEN.exists() else []
    for path in sys.argv[1:]:
        known += Path(path).read_text(encoding="utf-8").splitlines()
    sources = [source for source in dict.fromkeys(known) if source]
    GOLDEN.write_text(HEAD + "\n".join(map(entry, sources)) + "\n", encoding="utf-8")
    print(f"{len(sources)} formulas, {sum(inline(source) is not None for source in sources)} drawn")
    return 0


if __name__ == "__main__":
    sys.exit(main())
