"""Claims about reading simple answers exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.answers.normalize import describe, exact_value, key
from qmath.schema import Answer, AnswerType, Extraction
from qmath.text.draw import to_line

CASES: list[tuple[str, AnswerType, str | None]] = [
    ("42", AnswerType.INTEGER, "42"),
    ("-7", AnswerType.INTEGER, "-7"),
    ("1,234", AnswerType.INTEGER, "1234"),
    ("0.50", AnswerType.REAL, "1/2"),
    (r"\frac{3}{4}", AnswerType.RATIONAL, "3/4"),
    (r"-\frac12", AnswerType.RATIONAL, "-1/2"),
    (r"3\frac{1}{2}", AnswerType.RATIONAL, "7/2"),
    ("6/4", AnswerType.RATIONAL, "3/2"),
    (r"12.5\%", AnswerType.PERCENT, "25/2"),
    (r"12\text{ cm}", AnswerType.QUANTITY, "12"),
    ("12元", AnswerType.QUANTITY, "12"),
    (r"x = 3", AnswerType.EQUATION, None),
    (r"x \leq 3", AnswerType.EQUATION, None),
    ("2, 3", AnswerType.SET, None),
    (r"\{2, 3\}", AnswerType.SET, None),
    ("(1, 2)", AnswerType.TUPLE, None),
    ("(1, 2]", AnswerType.INTERVAL, None),
    (r"[0,\infty)", AnswerType.INTERVAL, None),
    ("C", AnswerType.CHOICE, None),
    (r"\text{(B)}", AnswerType.CHOICE, None),
    (r"\text{Yes}", AnswerType.TEXT, None),
    (r"\begin{pmatrix}1&2\end{pmatrix}", AnswerType.MATRIX, None),
    (r"36\pi", AnswerType.EXPRESSION, None),
    ("5/0", AnswerType.EXPRESSION, None),
]


def _describe(latex: str) -> Answer:
    return describe(latex, to_line(latex), Extraction.BOXED)


@pytest.mark.parametrize(("latex", "kind", "exact"), CASES)
def test_type_and_exact_value_are_read(latex: str, kind: AnswerType, exact: str | None) -> None:
    answer = _describe(latex)
    assert (answer.type, answer.exact) == (kind, exact)
    assert answer.latex == latex


@given(st.fractions())
def test_every_fraction_is_read_back_exactly(value: Fraction) -> None:
    assert exact_value(f"{value.numerator}/{value.denominator}") == value


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    assert _describe(text).latex == text


@pytest.mark.parametrize(("left", "right"), [("0.5", r"\frac12"), ("1,000", "1000"), (r"\dfrac{x}{2}", r"\frac{x}{2}"), ("$3$", "3")])
def test_equal_answers_are_counted_together(left: str, right: str) -> None:
    assert key(_describe(left)) == key(_describe(right))


@pytest.mark.parametrize(("left", "right"), [("50", r"50\%"), ("x=3", "x=4"), ("2", "-2")])
def test_different_answers_are_counted_apart(left: str, right: str) -> None:
    assert key(_describe(left)) != key(_describe(right))
