"""Claims about the everyday set and its judge."""

import pytest

from scripts.train_mini.everyday import is_equal, read

EQUAL = [
    ("3/4", r"\frac{3}{4}"), ("0.75", r"\frac{3}{4}"), ("2, -3", "-3, 2"), ("x=4, y=3", "4, 3"), ("x > -4", "x>-4"),
    (r"x \geq 5", "x >= 5"), (r"\left(x - 3\right) \left(x - 2\right)", "(x - 3)(x - 2)"), (r"36 \pi", "36\\pi"),
    (r"\frac{x^{3}}{3} + x + C", "x^3/3 + x"), ("1,200", "1200"), (r"2 \times 2 \times 3", "2^2 \\cdot 3"), ("12%", "12"),
    ("Yes", "Yes"), (r"\text{No}", "No"),
]  # fmt: skip
DIFFERENT = [("3", "4"), ("2, 3", "2"), ("x > 4", "x < 4"), ("x^2", "x^3"), ("Yes", "No"), ("", "1"), (r"\frac{1", "1")]


@pytest.mark.parametrize(("given", "reference"), EQUAL)
def test_equal_values_are_equal(given: str, reference: str) -> None:
    assert is_equal(given, reference)


@pytest.mark.parametrize(("given", "reference"), DIFFERENT)
def test_different_values_are_different(given: str, reference: str) -> None:
    assert not is_equal(given, reference)


def test_there_are_a_hundred_problems_in_two_languages() -> None:
    problems = read()
    assert len({one.problem for one in problems}) == 100
    assert {one.lang for one in problems} == {"en", "zh"}
    assert all(is_equal(one.answer, one.answer) for one in problems)
