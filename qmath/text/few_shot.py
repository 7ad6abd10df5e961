"""Worked examples before a problem: how a base model, which only goes on with a text, is asked.

Here: the examples of our own, the form they take, the texts at which an answer ends. Not here: examples of the user's (a file,
``jobs/examples.py``) and when this form is used (``solve/style.py``).

As with every prompt, nothing passes through ``str.format``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qmath.schema import Language
from qmath.text.prompts import Part, Prompt


@dataclass(frozen=True)
class Example:
    """A problem and its solution, which puts the answer into a box."""

    problem: str
    solution: str


@dataclass(frozen=True)
class _Words:
    problem: str
    solution: str


_EN: Final = _Words("Problem: ", "Solution:\n")
_ZH: Final = _Words("问题：", "解答：\n")

STOPS: Final = ("\nProblem:", "\n问题：")
"""Where the next problem would begin."""

ENGLISH: Final = (
    Example(
        "A baker sells 14 loaves at $3 each and 9 cakes at $12 each. How much money does she take in?",
        "The loaves bring 14 \\times 3 = 42 dollars.\n"
        "The cakes bring 9 \\times 12 = 108 dollars.\n"
        "Together that is 42 + 108 = 150 dollars.\n"
        "The answer is \\boxed{150}.",
    ),
    Example(
        "Solve for $x$: $5(x - 2) = 3x + 8$.",
        "Expanding the left side gives $5x - 10 = 3x + 8$.\n"
        "Subtracting $3x$ and adding $10$ on both sides gives $2x = 18$, so $x = 9$.\n"
        "Check: $5 \\cdot 7 = 35$ and $3 \\cdot 9 + 8 = 35$.\n"
        "The answer is \\boxed{9}.",
    ),
    Example(
        "Two fair dice are rolled. What is the probability that the sum is at least $10$?",
        "There are $6 \\cdot 6 = 36$ equally likely rolls.\n"
        "The sum $10$ comes in $3$ ways, the sum $11$ in $2$ ways and the sum $12$ in $1$ way, which makes $6$ rolls.\n"
        "The probability is $\\frac{6}{36} = \\frac{1}{6}$.\n"
        "The answer is \\boxed{\\frac{1}{6}}.",
    ),
    Example(
        "Find the remainder when $7^{50}$ is divided by $10$.",
        "The last digits of the powers of $7$ are $7, 9, 3, 1$ and then repeat with period $4$.\n"
        "Since $50 = 4 \\cdot 12 + 2$, the last digit of $7^{50}$ is that of $7^2$, which is $9$.\n"
        "The answer is \\boxed{9}.",
    ),
)
"""Our own: arithmetic in words, an equation, a probability, a remainder."""

CHINESE: Final = (
    Example(
        "果园里有苹果树 36 棵，梨树比苹果树的 2 倍少 10 棵。果园里一共有多少棵树？",
        "梨树有 $36 \\times 2 - 10 = 62$ 棵。\n一共有 $36 + 62 = 98$ 棵树。\n答案是 \\boxed{98}。",
    ),
    Example(
        "解方程 $4(x + 1) = 7x - 11$。",
        "去括号得 $4x + 4 = 7x - 11$。\n移项得 $3x = 15$，所以 $x = 5$。\n"
        "检验：$4 \\times 6 = 24$，$7 \\times 5 - 11 = 24$。\n答案是 \\boxed{5}。",
    ),
    Example(
        "一个长方形的周长是 $34$ 厘米，长比宽多 $5$ 厘米，求它的面积。",
        "设宽为 $x$ 厘米，则长为 $x + 5$ 厘米。\n"
        "由 $2(2x + 5) = 34$ 得 $x = 6$，长为 $11$ 厘米。\n面积是 $6 \\times 11 = 66$ 平方厘米。\n答案是 \\boxed{66}。",
    ),
    Example(
        "从 $5$ 名学生中选出 $2$ 名值日，其中甲必须被选中的概率是多少？",
        "一共有 $\\frac{5 \\times 4}{2} = 10$ 种选法。\n甲被选中时，另一名有 $4$ 种选法。\n"
        "概率是 $\\frac{4}{10} = \\frac{2}{5}$。\n答案是 \\boxed{\\frac{2}{5}}。",
    ),
)
"""Our own: arithmetic in words, an equation, an area, a probability."""


def few_shot(problem: str, language: Language, examples: Sequence[Example] = ()) -> Prompt:
    """Return examples and the problem in one form, up to where its solution begins; without examples, our own in its language."""
    words, own = (_ZH, CHINESE) if language is Language.ZH else (_EN, ENGLISH)
    shown = "".join(f"{words.problem}{one.problem}\n{words.solution}{one.solution}\n\n" for one in examples or own)
    return (Part(f"{shown}{words.problem}{problem}\n{words.solution}"),)
