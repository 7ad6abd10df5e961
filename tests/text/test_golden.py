"""Claims about the golden file: hundreds of formulas, each drawn as reviewed, and its meaning kept."""

import cmath
import random
import re
import tomllib
from pathlib import Path
from tokenize import TokenError

import pytest
import sympy
from lark.exceptions import LarkError
from sympy.parsing.latex import parse_latex
from sympy.parsing.sympy_parser import implicit_multiplication_application, parse_expr, standard_transformations

from qmath.text.cells import width
from qmath.text.draw import display, inline
from qmath.text.latex import parse
from qmath.text.meaning import of_tree
from qmath.text.readback import of_line
from qmath.text.symbols import SUBSCRIPTS, SUPERSCRIPTS

FORMULAS = tomllib.loads((Path(__file__).parents[1] / "data" / "latex.toml").read_text(encoding="utf-8"))["formula"]
DRAWN = [row for row in FORMULAS if "inline" in row]
COLUMNS = 80
_PLAIN = {glyph: char for chars in (SUPERSCRIPTS, SUBSCRIPTS) for char, glyph in chars.items()}


def test_every_formula_is_drawn_as_it_was_reviewed() -> None:
    changed = []
    for row in FORMULAS:
        drawing = display(row["source"], COLUMNS)
        shown = (inline(row["source"]), "\n".join(drawing.lines) if drawing else None)
        if shown != (row.get("inline"), row.get("display")):
            changed.append(row["source"])
    assert not changed, "run: python -m scripts.golden, and read the difference"


def test_there_are_five_hundred_formulas_and_nearly_all_are_drawn() -> None:
    assert len({row["source"] for row in FORMULAS}) >= 500
    assert len(DRAWN) / len(FORMULAS) >= 0.97


def test_every_drawn_line_reads_back_as_its_formula() -> None:
    assert not [row["source"] for row in DRAWN if of_line(row["inline"]) != of_tree(parse(row["source"]))]


def test_every_ascii_line_is_ascii_and_reads_back_as_its_formula() -> None:
    drawn = 0
    for row in FORMULAS:
        line = inline(row["source"], is_ascii=True)
        if line is not None:
            drawn += 1
            assert of_line(line, is_ascii=True) == of_tree(parse(row["source"]), is_ascii=True)
            assert all(char.isascii() or char in row["source"] for char in line)
    assert drawn / len(FORMULAS) >= 0.9


def test_two_dimensions_hold_the_same_letters_and_digits_as_one_line() -> None:
    lost = []
    for row in DRAWN:
        if re.search(r"\\(?:[dt]?binom|choose|genfrac|overbrace|underbrace|vec|over|hat|bar|wide|sqrt\[|begin)", row["source"]):
            continue  # one line says these in words or in another form
        line, picture = (
            sorted(_PLAIN.get(char, char) for char in row[form] if char.isalnum() or char in _PLAIN) for form in ("inline", "display")
        )
        if line != picture:
            lost.append(row["source"])
    assert not lost


def test_no_display_is_wider_than_asked_for_and_no_line_ends_in_blanks() -> None:
    for columns in (10, 60):
        for row in FORMULAS:
            drawing = display(row["source"], columns)
            if drawing is not None:
                assert max(map(width, drawing.lines)) <= columns
                assert all(line == line.rstrip() for line in drawing.lines)
                assert 0 <= drawing.base < len(drawing.lines)


def _python(line: str) -> str:
    """Return a drawn line as sympy's own notation."""
    raised, lowered = "".join(SUPERSCRIPTS.values()), "".join(SUBSCRIPTS.values())
    line = re.sub(rf"[{raised}]+", lambda match: f"**({''.join(_PLAIN[char] for char in match[0])})", line)
    line = re.sub(rf"[{lowered}]+", lambda match: f"_{''.join(_PLAIN[char] for char in match[0])}", line)
    line = line.replace("^", "**").replace("·", "*").replace("×", "*").replace("÷", "/").replace("π", " pi ").replace("⁄", "/")
    line = re.sub(r"√(\d+|[a-z])", r"sqrt(\1)", line).replace("√(", " sqrt(")
    return re.sub(r"(\d) (\d+/\d+)", r"(\1+\2)", line)


def _value(expression: sympy.Expr, values: dict[str, float]) -> complex:
    return complex(expression.subs({symbol: values[str(symbol)] for symbol in expression.free_symbols}).evalf())


@pytest.mark.slow
def test_drawn_lines_have_the_values_of_their_formulas_where_sympy_reads_both() -> None:
    """Two readers that are not ours: sympy's LaTeX grammar for the source, its Python notation for the line."""
    simple = re.compile(r"[\w\s+\-*/^_{}()=.\\]*")
    names = {name: sympy.Symbol(name) for name in [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "pi"]}
    names |= {"pi": sympy.pi, "e": sympy.Symbol("e"), "E": sympy.Symbol("E"), "I": sympy.Symbol("I"), "i": sympy.Symbol("i")}
    allowed = {"frac", "dfrac", "tfrac", "sqrt", "cdot", "times", "div", "pi", "left", "right"}
    rng = random.Random(7)
    compared = 0
    for row in DRAWN:
        source = row["source"]
        # Sympy's grammar takes seconds for long formulas, and reads mixed numbers and d/dx as products.
        is_left_out = len(source) > 36 or re.search(r"\d\s*\\[dt]?frac|frac\{d\}", source)
        if (
            is_left_out
            or not simple.fullmatch(source)
            or not set(re.findall(r"\\([A-Za-z]+)", source)) <= allowed
            or "sqrt[" in source
            or "\\div" in source
        ):
            continue
        for left, right in zip(source.split("="), row["inline"].split("="), strict=True):
            read = _read(left, right, names)
            if read is None:
                continue
            values = {name: rng.uniform(1.1, 2.9) for name in {str(symbol) for side in read for symbol in side.free_symbols}}
            ours, theirs = (_value(side, values) for side in read)
            if cmath.isnan(ours) and cmath.isnan(theirs):  # 0/0
                continue
            assert abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs)), (left, right)
            compared += 1
    assert compared >= 60


def _read(left: str, right: str, names: dict[str, sympy.Expr]) -> tuple[sympy.Expr, sympy.Expr] | None:
    """Return both sides as sympy reads them, or None where it does not."""
    try:
        tree = parse_latex(left.strip(), backend="lark")
        line = parse_expr(
            _python(right.strip()), local_dict=names, transformations=(*standard_transformations, implicit_multiplication_application)
        )
    except (LarkError, sympy.SympifyError, SyntaxError, TokenError, TypeError, ValueError, AttributeError, NameError):
        return None
    is_plain = isinstance(tree, sympy.Expr) and isinstance(line, sympy.Expr)
    if not is_plain or {str(s) for s in tree.free_symbols} != {str(s) for s in line.free_symbols}:
        return None
    return tree, line
