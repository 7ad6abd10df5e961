"""Claims about lost backslashes: what a shell or JSON made of LaTeX is recognised, ordinary problems are left alone."""

import json

import pytest

from qmath.text.damage import damage


@pytest.mark.parametrize("latex", [r"\frac{1}{2}", r"2 \times 3", r"\theta", r"\boxed{4}", r"\binom{5}{2}", r"\vec{v}", r"\alpha"])
def test_a_control_character_in_place_of_latex_is_named(latex: str) -> None:
    eaten = latex.replace("\\f", "\f").replace("\\t", "\t").replace("\\b", "\b").replace("\\v", "\v").replace("\\a", "\a")
    assert "control characters" in (damage(f"What is {eaten}?") or "")
    assert damage(f"What is {latex}?") is None


def test_a_single_backslash_in_json_is_seen() -> None:
    assert damage(json.loads('"What is \\frac{1}{2}?"')) is not None


def test_a_name_without_its_backslash_is_seen() -> None:
    assert damage("What is rac{1}{2} of 8?") == "has lost a backslash before 'rac{'"


@pytest.mark.parametrize("text", ["a\tb", "Times and dates", "text without braces", "计算 12.5% × 80", r"\sqrt{2}", "3\n4"])
def test_ordinary_problems_are_left_alone(text: str) -> None:
    assert damage(text) is None
