"""Claims about whole solutions in the style of math models: nearly all of their formulas are drawn, and no LaTeX is left beside them.

The texts are written for this test: problems of schools, competitions and universities, in English and Chinese, with the habits of models.
"""

from pathlib import Path

import pytest

from qmath.cli.options import Color, Render
from qmath.cli.output import Sink
from qmath.cli.page import Page
from qmath.cli.terminal import Terminal, console_for
from qmath.text.draw import display, inline
from qmath.text.markdown import BlockKind, Reader
from qmath.text.spans import Span, SpanKind, spans

TEXTS = (Path(__file__).parents[1] / "data" / "solutions.txt").read_text(encoding="utf-8").split("\n=====\n")


def _maths(line: str) -> list[Span]:
    """Return the formulas of a line, those in bold words too."""
    found = []
    for span in spans(line):
        if span.kind in {SpanKind.BOLD, SpanKind.ITALIC}:
            found += _maths(span.text)
        elif span.kind is SpanKind.MATH:
            found.append(span)
    return found


def _are_drawn(text: str, columns: int) -> list[bool]:
    """Return for each formula of a text whether it is drawn."""
    reader = Reader()
    drawn = []
    for block in reader.feed(text) + reader.finish():
        if block.kind is BlockKind.DISPLAY:
            drawn.append(display(block.text, columns - 8) is not None)
        elif block.kind is not BlockKind.CODE:
            drawn += [inline(span.text) is not None for line in block.text.split("\n") for span in _maths(line)]
    return drawn


def _page(text: str, path: Path, columns: int) -> str:
    sink = Sink(str(path))
    page = Page(Terminal(sink, console_for(sink, Color.NEVER), columns), lambda _block: None, Render.UNICODE)
    page.feed(text)
    page.finish()
    sink.close()
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [80, 40])
def test_nearly_all_formulas_of_solutions_are_drawn(columns: int) -> None:
    drawn = [is_drawn for text in TEXTS for is_drawn in _are_drawn(text, columns)]
    assert len(TEXTS) >= 200
    assert len(drawn) >= 2000
    assert sum(drawn) / len(drawn) >= 0.99


@pytest.mark.parametrize("columns", [80, 40])
def test_where_all_formulas_are_drawn_no_backslash_is_left(columns: int, tmp_path: Path) -> None:
    whole = [text for text in TEXTS if all(_are_drawn(text, columns)) and "`" not in text and "~~~" not in text]
    assert len(whole) >= 200
    assert not [text for text in whole if "\\" in _page(text, tmp_path / "page", columns)]
