"""Claims about the page: the same text however it comes, few bytes, formulas whole."""

import random
import time
from pathlib import Path

import pytest

from qmath.cli.options import Color, Render
from qmath.cli.output import Sink
from qmath.cli.page import Page
from qmath.cli.terminal import Terminal, console_for
from qmath.text.markdown import Block

_FRAGMENTS = [
    "$x^2$ ", "$5 ", "\\[ \\frac12 \\]\n", "\n", "**bold** ", "*", "`", "```python\n1\n```\n",
    "a b c ", "words ", "数学，", "。", "（", "）", "元，则 ", "$y$，", "1. ", "- ", "# ",
    "|a|b|\n|--|--|\n|1|2|\n", "\\begin{align}\nx&=1\n\\end{align}\n",
    "\\frac{1}{2}", "\\(x\\)", "\\boxed{3}", "\\times ", "\\$", "---\n", " ",
    "$$x=1$$ ", "$$", "\\\\(x\\\\) ", "\\\\[ y \\\\]\n", "\\\\boxed{1} ", "$\\text{if $y$}$ ", "30^{\\circ} ", "***b*** ", "{", "}",
    "\\\\", "\\\\[1em]", "\\item ", "\\section{A}\n", "\\ ", "_6C_2 ",
    "\n- ", "\n+ ", "2 ", "2", "$\\frac12$", "$2$", "**$x$**", "2**3", "*$3$*", "> ", "> $$\n> x\n> $$\n", "\\(a\n+b\\) ", "$a\n+b$ ",
    "\n\n    code ", "<!-- ", "-->", "$ x = 1 $ ", "$ ", "\n~~~\n", "~~~text\n",
]  # fmt: skip


class _Writer:
    """A page that writes into a file; ``pieces`` are what was written since it was last asked."""

    def __init__(self, path: Path, *, color: Color = Color.NEVER, columns: int = 60) -> None:
        self._path = path
        self._sink = Sink(str(path))
        terminal = Terminal(self._sink, console_for(self._sink, color), columns)
        self.page = Page(terminal, self._code, Render.UNICODE)

    def _code(self, block: Block) -> None:
        self._sink.write(f"[{block.text}]\n")

    def close(self) -> None:
        """Close the file."""
        self._sink.close()

    @property
    def written(self) -> str:
        return self._path.read_text(encoding="utf-8")


def _page(path: Path, pieces: list[str], *, color: Color = Color.NEVER, columns: int = 60) -> str:
    writer = _Writer(path, color=color, columns=columns)
    for piece in pieces:
        writer.page.feed(piece)
    writer.page.finish()
    writer.close()
    return writer.written


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_does_not_depend_on_how_the_text_comes(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(60):
        text = "".join(rng.choice(_FRAGMENTS) for _ in range(rng.randint(1, 20)))
        columns = rng.choice([20, 40, 60])
        whole = _page(tmp_path / "whole", [text], columns=columns)
        assert _page(tmp_path / "letters", list(text), columns=columns) == whole, text


def test_no_backslash_is_left_of_solutions_as_models_write_them(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "data" / "solutions.md").read_text(encoding="utf-8")
    assert not [line for line in _page(tmp_path / "page", [text]).splitlines() if "\\" in line]


def test_a_display_within_a_line_is_written_once(tmp_path: Path) -> None:
    pieces = list("Then $$x = 1,$$ and $$y = 2.$$ End.")
    assert _page(tmp_path / "page", pieces) == "Then\n  x = 1,\nand\n  y = 2.\nEnd.\n"


def test_prose_and_formulas_that_touch_are_not_read_as_one(tmp_path: Path) -> None:
    assert _page(tmp_path / "a", [r"2$\frac12$ cups, 1.$2x=3$, $\frac12$x, **2**$\frac12$, **2$\frac12$**"]) == (
        "2 1/2 cups, 1. 2x = 3, 1/2 x, 2 1/2, 2 1/2\n"
    )


def test_a_price_in_a_table_does_not_swallow_the_next_cell(tmp_path: Path) -> None:
    written = _page(tmp_path / "a", ["| $5 | $6$ | $7 | $P(A|B)$ |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n"])
    assert written.splitlines()[0] == "$5 │ 6 │ $7 │ P(A|B)"


def test_a_dollar_sign_as_a_formula_of_its_own_stands_before_its_price(tmp_path: Path) -> None:
    assert (
        _page(tmp_path / "a", ["It costs $\\$$5 or $\\$$12.50, so $x$and $y$ are prices.\n"])
        == "It costs $5 or $12.50, so x and y are prices.\n"
    )


def test_each_line_of_a_quotation_carries_its_mark(tmp_path: Path) -> None:
    written = _page(tmp_path / "a", ["> a long line that does not fit\n> $$\\frac12$$\n> - an item that does not fit\n"], columns=20)
    assert written == "> a long line that\n> does not fit\n>   1\n>   ─\n>   2\n> • an item that\n>   does not fit\n"


def test_the_source_of_what_is_not_drawn_is_unchanged(tmp_path: Path) -> None:
    for source in ("\\[\\lim_x \\unknown{1}\\]", "\\[ \\unknown{1} \\]", "$$\n\\unknown{1}\n$$", "$$ \\unknown{1}$$"):
        assert _page(tmp_path / "page", [f"{source}\n"]) == f"{source}\n"
    wide = "\\[ (" + "x + " * 40 + "y) \\]"
    assert _page(tmp_path / "page", [wide]) == f"{wide}\n"


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(tmp_path: Path) -> None:
    text = "令 $f(x)=0$，得到了 $x=\\dfrac{1}{a}$．当然（$x$）是《甲》的。因此（甲）和（乙）都是可以的，所以（丙）也是。\n"
    for columns in range(16, 44):
        lines = _page(tmp_path / f"{columns}", [text], columns=columns).splitlines()
        assert not [line for line in lines if line[0] in "．，。）》" or line[-1] in "（《"]


def test_a_wide_display_goes_on_in_the_next_line(tmp_path: Path) -> None:
    text = "1. Add:\n   \\[ \\text{Total} = 12 + 34 + 56 = 102 \\],\n"
    assert _page(tmp_path / "a", [text], columns=24) == "1. Add:\n     Total\n         = 12 + 34 + 56\n         = 102,\n"


def test_a_formula_appears_when_it_is_whole(tmp_path: Path) -> None:
    writer = _Writer(tmp_path / "page")
    writer.page.feed("The area is $\\frac{1}{")
    assert writer.written == "The area"
    writer.page.feed("2}ah$ and so on")
    assert writer.written.startswith("The area is (1/2)ah")
    writer.close()


@pytest.mark.parametrize("part", ["\\alpha ", "\\\\frac{1}{2} ", "x^{a\\pi} ", "\\( x ", "\\text{a", "$\\text{a", "$x$ ", "元，"])
def test_a_long_line_takes_no_longer_than_short_ones(tmp_path: Path, part: str) -> None:
    line = part * (8_000 // len(part))
    start = time.process_time()
    _page(tmp_path / "page", [line[at : at + 200] for at in range(0, len(line), 200)])
    assert time.process_time() - start < 5.0


def test_few_bytes_are_written_for_a_long_text(tmp_path: Path) -> None:
    solution = (
        "We solve $x^2 - 5x + 6 = 0$ by **factoring** it: since $2 \\cdot 3 = 6$ and $2 + 3 = 5$, we get\n"
        "\\[ (x-2)(x-3) = 0, \\quad x = \\frac{5 \\pm 1}{2}. \\]\n因此方程的解为 $x=2$ 或 $x=3$，所以答案是 $\\boxed{\\{2,3\\}}$。\n\n"
    )
    rng = random.Random(3)
    text = solution * 100
    cuts = sorted(rng.sample(range(len(text)), 4_000))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    plain = _page(tmp_path / "plain", [text])
    styled = _page(tmp_path / "styled", pieces, color=Color.ALWAYS)
    assert len(styled.encode()) <= 1.3 * len(plain.encode())


def test_lines_of_code_without_fences_are_not_broken(tmp_path: Path) -> None:
    command = "qmath batch problems.jsonl -o solutions.jsonl  --budget 1200"
    text = f"Run this command now:\n\n    {command}\n    {command}\n\n- and\n\n    this here is no code, it belongs to the item\n"
    shown = _page(tmp_path / "whole", [text], columns=30)
    assert shown.splitlines() == [
        *("Run this command now:", "", f"    {command}", f"    {command}", "", "• and", ""),
        *("    this here is no code, it", "    belongs to the item"),
    ]
    assert _page(tmp_path / "pieces", list(text), columns=30) == shown
