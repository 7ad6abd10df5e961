"""Claims about where prose and formulas touch: nothing is read as another number, quotient or power."""

import pytest

from qmath.text.joints import is_joint

APART = [
    ("2", "1/2"),
    ("1.", "2x + 3 = 7"),
    ("x", "1/2"),
    ("(5)", "1/2"),
    ("or", "y"),
    ("12÷", "1/3"),
    ("√", "1/2"),
    ("2×", "2 1/2"),
]
APART_BEHIND_A_FORMULA = [
    ("1/2", "x"),
    ("1/2", "1/3"),
    ("1/2", "π"),
    ("1/2", "(x+1)"),
    ("√2", "3"),
    ("√2", "x"),
    ("x^a", "b"),
    ("sin", "x"),
    ("x = 1", "y"),
    ("1/2", "×3"),
    ("2 1/2", "÷"),
    ("x", "and"),
    ("x²", "is"),
]
TOGETHER = [("第", "3"), ("(1)", "2x = 3"), ("0.", "3̅"), ("0.1", "6̇"), ("A.", "1/2"), ("50 m", "²"), ("2", "√3"), ("n", "x"), ("-", "1/2")]
TOGETHER_BEHIND_A_FORMULA = [
    ("1/2", "的"),
    ("1/2", "."),
    ("1/2", "%"),
    ("x", "th"),
    ("2n", "th"),
    ("3", "cm"),
    ("x²", "y"),
    ("xₙ", "y"),
    ("AB", "s"),
    ("5", "inch"),
]


@pytest.mark.parametrize(("before", "after"), APART)
def test_what_would_be_read_as_one_formula_stands_apart(before: str, after: str) -> None:
    assert is_joint(before, after, is_before_math=False)


@pytest.mark.parametrize(("before", "after"), APART_BEHIND_A_FORMULA)
def test_what_would_continue_a_formula_stands_apart(before: str, after: str) -> None:
    assert is_joint(before, after, is_before_math=True)


@pytest.mark.parametrize(("before", "after"), TOGETHER)
def test_what_can_not_be_misread_stays_together(before: str, after: str) -> None:
    assert not is_joint(before, after, is_before_math=False)


@pytest.mark.parametrize(("before", "after"), TOGETHER_BEHIND_A_FORMULA)
def test_what_does_not_continue_a_formula_stays_together(before: str, after: str) -> None:
    assert not is_joint(before, after, is_before_math=True)
