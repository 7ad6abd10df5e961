"""Claims about the splitter of Markdown with LaTeX."""

import random
import time

import pytest

from qmath.text.markdown import Block, BlockKind, Reader
from qmath.text.spans import SpanKind, certain, spans

_FRAGMENTS = [
    "$", "$x^2$", "$5 ", r"\[", r"\]", r"\[ \frac12 \]", "$$", "\n", "\n\n", "**", "*", "`", "```python\n", "```\n",
    "\n```output\n", "print(1)",
    "a b c ",
    "word ", "数学，", "。", "1. ", "- ", "# ", "|", "|a|b|\n|--|--|\n|1|2|\n",
    r"\begin{align}", r"\end{align}", r"\frac{1}{2}",
    "x", "2", r"\(", r"\)",
    r"\boxed{3}", "\\", "{", "}", r"\times ", r"\left(", r"\right)", "---", "_", "^", "%", r"\$", "\t", " ",
    "\\\\", "\\\\[1em]", "\\item ", "\\section{A}\n", "\\ ", "> ", "> > ", "\n> ", "$x\n+y$", "\\(a\n", "$a\n",
    "2**3", "\n- ", "\n+ ", "12", "$ x = 1 $", "$ ", "~~~\n",
]  # fmt: skip


def _blocks(pieces: list[str]) -> list[Block]:
    reader = Reader()
    return [block for piece in pieces for block in reader.feed(piece)] + reader.finish()


def test_ten_thousand_random_cuts_give_the_same_blocks() -> None:
    rng = random.Random(6)
    for _ in range(10_000):
        text = "".join(rng.choice(_FRAGMENTS) for _ in range(rng.randint(1, 25)))
        cuts = sorted(rng.randint(0, len(text)) for _ in range(rng.randint(0, 12)))
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        assert _blocks(pieces) == _blocks([text])


def test_every_kind_of_block_is_found() -> None:
    text = "# Title\ntext\n1. item\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n\\[ x \\].\n```python\nprint(1)\n```\n"
    assert [block.kind for block in _blocks([text])] == [
        BlockKind.HEADING, BlockKind.LINE, BlockKind.ITEM, BlockKind.RULE, BlockKind.TABLE, BlockKind.DISPLAY, BlockKind.CODE,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["\\[\na\n\\]", "$$a$$", "$$\na\n$$", "\\[a\\]"])
def test_a_display_may_stand_on_one_line_or_several(text: str) -> None:
    (block,) = _blocks([text])
    assert (block.kind, block.text) == (BlockKind.DISPLAY, "a")


def test_an_environment_is_a_display_without_delimiters() -> None:
    (block,) = _blocks(["\\begin{align*}\nx &= 1\n\\end{align*}\n"])
    assert (block.kind, block.mark) == (BlockKind.DISPLAY, "{}")


def test_dollars_that_touch_are_formulas_side_by_side() -> None:
    assert [block.kind for block in _blocks([r"$a$$\times$$b$ and $c$" + "\nnext $d$\n"])] == [BlockKind.LINE, BlockKind.LINE]


def test_an_environment_in_dollars_stays_in_its_line() -> None:
    (block,) = _blocks(["so $\\begin{pmatrix}1\\\\2\\end{pmatrix}$ is it"])
    assert block.kind is BlockKind.LINE


def test_a_display_that_never_closes_is_prose_in_the_end() -> None:
    blocks = _blocks(["\\[ x\n"] + ["line\n"] * 500)
    assert len(blocks) == 501
    assert all(block.kind is BlockKind.LINE for block in blocks)


MATH: list[tuple[str, list[str]]] = [
    ("It costs $5 and $10.", []),
    ("$5-$10", []),
    ("from $5 to $6, $7 or so", []),
    ("价格 $5，$x^2$ 元", ["x^2"]),
    ("$3，$y$ 元", ["y"]),
    ("设 $x=1，$ 则", ["x=1，"]),
    (r"\$5 and \$10", []),
    ("$x$ and $5", ["x"]),
    ("$ x$ and $y$", ["y"]),
    (r"$ x = 3 $, $ \frac{1}{2} $ and $ a $", [" x = 3 ", r" \frac{1}{2} ", " a "]),
    (r"$ \text{Area of it} = 3 $", [r" \text{Area of it} = 3 "]),
    ("$ 5 and $ 6, $ 5 + $ 3 = $ 8, $ 20 = 4 bills of $ 5", []),
    ("$x$2", []),
    (r"\(a\) `$b$` **$c$**", ["a"]),
    (r"so \boxed{\frac{1}{2}}.", [r"\boxed{\frac{1}{2}}"]),
    (r"x=2\frac{1}{2}x, then", [r"x=2\frac{1}{2}x"]),
    (r"\left(\frac{1}{2}\right)^2 is", [r"\left(\frac{1}{2}\right)^2"]),
    (r"面积是\boxed{12}。", [r"\boxed{12}"]),
    (r"3$\times$2 and $-$5, x$^2$3", [r"\times", "-", "^2"]),
    ("2*$x$*3*$y$*4", ["x", "y"]),
    ("$12 per item ($n$ cost $12n$)", ["n", "12n"]),
    ("$5元，共$n$个；$20元买了$m$个；$5元$", ["n", "m", "5元"]),
    ('"$5"和"$x$"；$3.5元/个，买$y$个；$5和$z$', ["x", "y", "z"]),
    ('$5"$ or $5元$ or $3/4$', ['5"', "5元", "3/4"]),
    ("$3，5，7$ and $[0,1[$", ["3，5，7", "[0,1["]),
]


@pytest.mark.parametrize(("line", "formulas"), MATH)
def test_money_is_not_mathematics_and_bare_commands_are(line: str, formulas: list[str]) -> None:
    assert [span.text for span in spans(line) if span.kind is SpanKind.MATH] == formulas


WRAPPED = [
    ("We have $x =\n3$ and", ["We have $x = 3$ and"]),
    ("so \\(a\n+b\n= c\\) is", ["so \\(a +b = c\\) is"]),
    ("1. An item $x\n   + y$ done", ["An item $x + y$ done"]),
    ("It costs $5 or\n$6 in all", ["It costs $5 or", "$6 in all"]),
    ("\\(a\n\nb\\)", ["\\(a", "", "b\\)"]),
    ("a $x\n- item $y$", ["a $x", "item $y$"]),
    ("a $x\n\\[ y \\]\n", ["a $x", "y"]),
    ("a $x\n| b |\n|---|\n| 1 |\n", ["a $x", "| b |\n|---|\n| 1 |"]),
]


@pytest.mark.parametrize(("text", "lines"), WRAPPED)
def test_a_formula_may_go_on_in_the_next_line(text: str, lines: list[str]) -> None:
    assert [block.text for block in _blocks([text])] == lines


def test_the_marks_of_a_quotation_are_no_part_of_what_stands_in_it() -> None:
    blocks = _blocks(["> $$\n> x > 1\n> $$\n> so\n>\n> | a |\n> |---|\n> | 1 |\nafter\n\\[\nx\n> 3\n\\]\n>=5\n"])
    assert [(block.kind, block.text, block.quote) for block in blocks] == [
        (BlockKind.DISPLAY, "x > 1", "> "),
        (BlockKind.LINE, "so", "> "),
        (BlockKind.LINE, "", "> "),
        (BlockKind.TABLE, "| a |\n|---|\n| 1 |", "> "),
        (BlockKind.LINE, "after", ""),
        (BlockKind.DISPLAY, "x\n> 3", ""),
        (BlockKind.LINE, ">=5", ""),
    ]


@pytest.mark.parametrize("line", ["+ 34", "- 34", "  * 12", "- $5.00", "+ 3x", "+ $x$"])
def test_the_sign_of_a_written_sum_is_no_bullet(line: str) -> None:
    (block,) = _blocks([line])
    assert (block.kind, block.text) == (BlockKind.LINE, line.strip())


def test_the_items_of_a_list_of_latex_have_numbers_or_their_labels() -> None:
    text = "\\begin{enumerate}\n\\item a\n\\begin{itemize}\n\\item b\n\\end{itemize}\n\\item c\n\\item[(z)] d\n\\end{enumerate}\n\\item e\n"
    blocks = [block for block in _blocks([text]) if block.text]
    assert [(block.mark, block.text) for block in blocks] == [("1.", "a"), ("-", "b"), ("2.", "c"), ("(z)", "d"), ("-", "e")]


def test_a_fence_in_a_quotation_does_not_swallow_what_follows() -> None:
    blocks = _blocks(["> ```python\n> 1\n> ```\nafter\n"])
    assert [block.text for block in blocks] == ["```python", "1", "```", "after"]


@pytest.mark.parametrize("line", ["2**3 + 3**2", "x**2-y**2", "(a)**2+(b)**2", "5%*20*(1+3)", "3!*2*(x)", "a*b*c", "2 * 3 * 4"])
def test_stars_of_products_and_powers_are_kept(line: str) -> None:
    assert [(span.kind, span.text) for span in spans(line)] == [(SpanKind.PLAIN, line)]


@pytest.mark.parametrize("line", ["**at $x^{**}$**", "*at $x^*$ and*", "***at $x^*$***", "**$5 or $6**"])
def test_emphasis_does_not_end_within_a_formula(line: str) -> None:
    assert [span.text for span in spans(line)] == [line.strip("*")]


@pytest.mark.parametrize("line", ["共**5**个", "(1)**解**", "**Step 1:**Solve", "**1.** so", "*Let* x", "(*any*)"])
def test_stars_of_emphasis_are_not(line: str) -> None:
    assert any(span.kind in {SpanKind.BOLD, SpanKind.ITALIC} for span in spans(line))


def test_nothing_is_lost_between_spans() -> None:
    rng = random.Random(7)
    for _ in range(2_000):
        line = "".join(rng.choice(_FRAGMENTS) for _ in range(12)).replace("\n", " ")
        assert "".join(span.source for span in spans(line)) == line


def test_what_is_certain_stays_as_it_is() -> None:
    assert certain("It costs ").end == len("It costs ")
    assert certain("It is $x").end == len("It is ")
    assert certain("**bold").end == 0


def test_a_line_of_thousands_of_displays_is_read_to_its_end() -> None:
    blocks = _blocks(["so $$x$$ " * 3_000 + "\n"])
    assert [block.kind for block in blocks] == [BlockKind.LINE, BlockKind.DISPLAY] * 3_000


def test_delimiters_that_never_close_are_not_looked_for_again_and_again() -> None:
    line = r"\left( " * 8_000
    started = time.process_time()
    assert "".join(span.source for span in spans(line)) == line
    assert time.process_time() - started < 20, "in proportion to the square of the text it would take a minute"


@pytest.mark.parametrize("begun", [r"\theta + \pi ", r"\text{cm} ", " ", r"\, ", "x = 1, "])
def test_a_formula_with_blanks_that_never_closes_is_read_in_one_way(begun: str) -> None:
    line = f"So $ x = {begun * 8_000}"
    started = time.process_time()
    assert "".join(span.source for span in spans(line)) == line
    assert certain(line).end == len("So ")
    assert time.process_time() - started < 20, "where each command can be read in two ways, no machine comes to an end"
