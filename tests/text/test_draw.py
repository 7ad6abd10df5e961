"""Claims about the readable line of an answer: it never changes the meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.text.draw import to_line

CASES = [
    (r"\frac{3}{4}", "3/4"),
    (r"\dfrac{x+1}{2y}", "(x+1)/(2y)"),
    (r"3\frac{1}{2}", "3 1/2"),
    (r"x\frac{1}{2}", "x(1/2)"),
    (r"\frac{1}{2}x", "(1/2)x"),
    (r"-\frac{1}{2}", "-1/2"),
    (r"36\pi", "36π"),
    (r"\frac{\sqrt{2}}{2}", "√2/2"),
    (r"\sqrt{x+1}", "√(x+1)"),
    (r"\sqrt{2}x", "√(2)x"),
    (r"\sqrt[3]{27}", "∛27"),
    (r"x^{n+1}", "x^(n+1)"),
    (r"x^2+3x", "x² + 3x"),
    (r"45^\circ", "45°"),
    (r"12\text{ cm}^2", "12 cm²"),
    (r"\{2, 3\}", "{2, 3}"),
    (r"\left(\frac{1}{2},3\right)", "(1/2, 3)"),
    (r"x \leq 3", "x ≤ 3"),
    (r"12.5\%", "12.5%"),
    (r"\text{是}", "是"),
    ("{x+1}^2", "(x+1)²"),
    (r"33\frac{1}{3}\%", "(33 1/3)%"),  # not 33 times a third of a percent
    (r"2\frac{3}{4}x", "(2 3/4)x"),
    (r"-90\frac{1}{2}^\circ", "-(90 1/2)°"),
    (r"2\frac{1}{2}\text{小时}", "2 1/2小时"),
    ("x'^2", "x′²"),  # not the derivative of x²
    ("x'^{y}", "x′^y"),  # not x′ times y
    (r"25^{\circ C}", "25°C"),
    (r"a\div\frac{b}{c}", "a ÷ (b/c)"),
    (r"\frac{1}{2}\div\frac{3}{4}", "1/2 ÷ 3/4"),
]


@pytest.mark.parametrize(("latex", "line"), CASES)
def test_answers_are_readable_on_one_line(latex: str, line: str) -> None:
    assert to_line(latex) == line


@pytest.mark.parametrize("latex", [r"\begin{unknown}1\end{unknown}", r"\unknown{3}", r"\frac{1}", r"\sqrt{2", "a}b", "x^2^3"])
def test_what_is_not_understood_stays_latex(latex: str) -> None:
    assert to_line(latex) == latex


@given(st.text(alphabet="\\fracsqrt{}^_[]12x+ $\\text", max_size=40))
def test_any_text_is_survived(latex: str) -> None:
    assert isinstance(to_line(latex), str)
