"""Claims about the readable line of an answer: it never changes the meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.text.draw import inline, to_line

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
    (r"\boxed{30}^\circ", "30°"),
    (r"10\sqrt{3}\text{ cm}^2", "10√3 cm²"),
    (r"\left|2|x|-1\right|", "|(2|x|-1)|"),
    (r"\frac{|x|}{2}", "|x|/2"),
    (r"k\pi+\frac{\pi}{2}(k\in\mathbb{Z})", "kπ + π/2 (k∈ℤ)"),
    (r"\{x|-1<x\}", "{x | -1 < x}"),
    (r"n^{\text{th}}", "nth"),
]


@pytest.mark.parametrize(("latex", "line"), CASES)
def test_answers_are_readable_on_one_line(latex: str, line: str) -> None:
    assert to_line(latex) == line


@pytest.mark.parametrize(
    "latex",
    [r"\begin{unknown}1\end{unknown}", r"\unknown{3}", r"\frac{1}", r"\sqrt{2", "a}b", "x^2^3", r"2\frac12^2", "10^-3", "x^10", "x & y"],
)
def test_what_is_not_understood_stays_latex(latex: str) -> None:
    assert to_line(latex) == latex


ASCII_CASES = [
    (r"\vec a\times\vec b", "vec(a) cross vec(b)"),
    (r"(\vec a+\vec b)\cdot\vec c", "(vec(a)+vec(b)) dot vec(c)"),
    (r"\nabla\times\mathbf{F}", "nabla cross bold(F)"),
    (r"2\times|\vec a|", "2 * |vec(a)|"),
    (r"\|u\|\|v\|", "||u|| ||v||"),
    (r"\int_0^1\frac{dx}{1+x^2}", "int_0^1 dx/(1+x^2)"),
    (r"\sum_{k=0}^\infty\frac{x^k}{k!}", "sum_(k=0)^infinity x^k/k!"),
    (r"\frac{360^\circ}{n}", "(360deg)/n"),
    (r"x^\circ + 25^{\circ}C", "x deg + 25deg C"),
    (r"0.1\overline{6}", "0.1bar(6)"),
    (r"\mathbf{AB}", "bold(A) bold(B)"),
    (r"a\propto b", "a propto b"),
    (r"\frac{dr}{d\theta}", "dr/d theta"),
    (r"\complement_{\mathbf{R}}A", "complement_(bold(R)) A"),
]


@pytest.mark.parametrize(("latex", "line"), ASCII_CASES)
def test_answers_are_readable_in_ascii(latex: str, line: str) -> None:
    assert inline(latex, is_ascii=True) == line


PAIRS = [
    (r"\sin\frac{\pi}{3}x", r"\sin(\pi/3)x"),
    (r"\ln\sqrt{x}^2", r"\ln(\sqrt{x})^2"),
    (r"\overline{AB}", r"\overline{A}\overline{B}"),
    (r"\bar{xy}", r"\bar{x}\bar{y}"),
    (r"(n!=5)", r"(n\ne5)"),
    (r"(x<-3)", r"(x\leftarrow3)"),
    (r"(a+-b)", r"(a\pm b)"),
    (r"(a-+b)", r"(a\mp b)"),
    (r"\vec a\times\vec b", r"\vec a\cdot\vec b"),
    (r"\overset{n}{=}", r"\equiv^n"),
    (r"x^{2}3", "x^{23}"),
    (r"2\frac{1}{2}x", r"2(\frac{1}{2})x"),
    (r"\sqrt{2}x", r"\sqrt{2x}"),
    (r"\frac{1}{2}\cdot3x", r"\frac{1}{2\cdot3x}"),
    (r"(x^2)'", "x'^2"),
    (r"\left.x^2+1\right|_0^1", r"x^2+1|_0^1"),
    (r"\left|2\left|x\right|-1\right|", r"|2|x|-1|"),
    (r"3-\boxed{-2}", "3--2"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_differs_in_meaning_is_not_drawn_alike(one: str, other: str) -> None:
    for is_ascii in (False, True):
        drawn = {inline(latex, is_ascii=is_ascii) for latex in (one, other)}
        assert len(drawn - {None}) == 2


@given(st.text(alphabet="\\fracsqrt{}^_[]12x+ $\\text", max_size=40))
def test_any_text_is_survived(latex: str) -> None:
    assert isinstance(to_line(latex), str)
