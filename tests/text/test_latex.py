r"""Claims about the parser: it understands what models write, and survives everything else, quickly."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmath.text.commands import MAX_DEPTH
from qmath.text.draw import display, inline
from qmath.text.latex import parse
from qmath.text.tree import Frac, Grid, Kind, Opaque, Row, Script, Sym, Text

_FRAGMENTS = st.sampled_from(
    [r"\frac", "{", "}", "[", "]", "^", "_", "&", r"\\", r"\left(", r"\right)", r"\left", r"\right.", r"\sqrt", r"\begin{cases}",
     r"\end{cases}", r"\begin{array}{c|c}", r"\end{array}", r"\text{", r"\text{$x$}", "$", "'", "|", "x",
     "12", "1,234", r"\alpha", r"\sum", r"\lim",
     r"\boxed{",
     r"\overline{", r"\mathrm{", r"\over", r"\choose", r"\not", r"\color{red}", "面积", "，", "²", "√", " ", "\n", "\\", "/", "(", ")",
     r"\underbrace{", r"\pmod", r"\binom", r"\mathbf{", r"\operatorname{", r"\unknown", "%", "~", r"\,", "\u0302", "\x00", "\U0001f600"]
)  # fmt: skip


def _number(text: str) -> Row:
    return Row((Sym(text, Kind.NUMBER),))


def test_arguments_without_braces_are_one_character_each() -> None:
    assert parse(r"\frac12") == Row((Frac(_number("1"), _number("2")),))


def test_a_script_belongs_to_the_last_letter_of_a_run() -> None:
    assert parse("ab^2") == Row((Sym("a", Kind.LETTER), Script(Sym("b", Kind.LETTER), None, _number("2"))))


def test_rows_and_columns_are_cells() -> None:
    (grid,) = parse(r"\begin{cases} x & 1 \\ y & 2 \end{cases}").items
    assert isinstance(grid, Grid)
    assert [len(row) for row in grid.rows] == [2, 2]


def test_words_keep_their_blanks() -> None:
    assert parse(r"\text{ if }") == Row((Text(" if "),))


def test_an_unknown_command_is_an_opaque_node() -> None:
    assert Opaque(r"\unknown") in parse(r"1 + \unknown{x}").items


@pytest.mark.parametrize("latex", [r"\frac{1}{", "x^{2", "a}b", r"\left( x", r"\begin{cases} x", "x^1^2", "a & b}", "{" * (MAX_DEPTH + 1)])
def test_what_does_not_close_is_one_opaque_node(latex: str) -> None:
    assert parse(latex) == Row((Opaque(latex),))


@settings(max_examples=300)
@given(st.lists(_FRAGMENTS, max_size=40).map("".join) | st.text(max_size=60))
def test_anything_is_survived_and_drawn_or_left_as_it_is(latex: str) -> None:
    parse(latex)
    for is_ascii in (False, True):
        inline(latex, is_ascii=is_ascii)
        display(latex, 40, is_ascii=is_ascii)


TRAPS = [
    "{" * 20_000, "{" * 9_000 + "}" * 9_000, r"\frac" * 4_000, r"\sqrt[" * 3_000, r"\left(" * 3_000,
    "x^" * 9_000, "x_{" * 6_000, r"\text{" * 3_000,
    r"\mathrm{x^" * 2_000, "(" * 19_000, "|" * 19_000, "1/" * 9_000, "a/(" * 6_000, "√(" * 9_000, r"\begin{cases}" * 1_500, "'" * 19_000,
    r"\overline{" * 1_900, "x²" * 9_000, r"\text{$" * 2_500, "a " * 9_000, r"\right)" * 2_800, r"\frac{1}{2}" * 1_800, "x^{y^{z}}" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("latex", TRAPS, ids=lambda latex: latex[:12])
def test_no_formula_takes_long(latex: str) -> None:
    start = time.process_time()
    inline(latex)
    display(latex, 80)
    assert time.process_time() - start < 3.0
