"""Claims about formulas wider than the terminal: broken outside of brackets, before relations and operators, their meaning kept."""

import tomllib
from pathlib import Path

import pytest

from qmath.text.cells import width
from qmath.text.draw import display
from qmath.text.latex import parse
from qmath.text.meaning import of_tree
from qmath.text.readback import of_line

FORMULAS = tomllib.loads((Path(__file__).parents[1] / "data" / "latex.toml").read_text(encoding="utf-8"))["formula"]

CASES = [
    (r"aa + bb = cc + dd = ee", 14, ["aa + bb", "    = cc + dd", "    = ee"]),  # before relations first
    (r"x = aa + bb + cc - dd", 14, ["x = aa + bb", "    + cc - dd"]),  # then before plus and minus
    (r"x = -aa + bb \times cc", 12, ["x = -aa + bb", "    × cc"]),  # a sign stays with its term
    (r"aa = bb \implies cc = dd", 12, ["aa = bb", "    ⟹ cc", "    = dd"]),
    (r"aa = bb \quad \implies \quad cc = dd", 17, ["aa = bb", "    ⟹  cc = dd"]),  # an arrow stands before what follows
    (r"aa = 11, \quad bb = 22, cc", 14, ["aa = 11,", "    bb = 22,", "    cc"]),
    (r"f(aa, bb) + |c - dd| + (e + f)", 16, ["f(aa, bb)", "    + |c-dd|", "    + (e+f)"]),  # not within brackets and bars
    (r"\begin{aligned} aa + bb &= cc + dd \\ &= ee \end{aligned}", 13, ["aa + bb", "    = cc + dd", "    = ee"]),
    (r"\begin{aligned} aa &= bb + cc \\ dd &= ee \end{aligned}", 10, ["aa = bb", "    + cc", "dd = ee"]),
    (r"\boxed{aa + bb = cc}", 9, ["aa + bb", "    = cc"]),
    (r"aa = \frac{1}{bb} = cc", 10, ["     1", "aa = ──", "     bb", "", "    = cc"]),
]


@pytest.mark.parametrize(("latex", "columns", "lines"), CASES)
def test_a_wide_formula_goes_on_in_the_next_line(latex: str, columns: int, lines: list[str]) -> None:
    drawing = display(latex, columns)
    assert drawing is not None
    assert list(drawing.lines) == lines


@pytest.mark.parametrize("latex", [r"(aa + bb + cc)", r"\begin{pmatrix} aa & bb & cc \end{pmatrix}", "aaaaaaaaaaaaaa", r"]aa + bb[ + cc"])
def test_what_can_not_be_broken_stays_latex(latex: str) -> None:
    assert display(latex, 8) is None


@pytest.mark.parametrize("columns", [16, 24, 36])
def test_the_lines_of_a_broken_formula_read_back_as_the_formula(columns: int) -> None:
    num_broken = 0
    for latex in (row["source"] for row in FORMULAS if "\\\\" not in row["source"]):
        drawing = display(latex, columns, is_ascii=True)
        if drawing is not None and len(drawing.lines) > 1:
            num_broken += 1
            assert max(map(width, drawing.lines)) <= columns
            assert of_line(" ".join(map(str.strip, drawing.lines)), is_ascii=True) == of_tree(parse(latex), is_ascii=True), latex
    assert num_broken >= 20
