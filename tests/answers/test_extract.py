"""Claims about finding the answer of a text."""

import pytest

from qmath.answers.extract import Span, find
from qmath.schema import Extraction, FinishReason
from qmath.solve.rollout import answer_of
from qmath.text.boxed import boxes

CASES = [
    (r"So \boxed{1}. No: \boxed{2}.", "2"),
    (r"The roots are \boxed{2} and \boxed{3}.", "2, 3"),
    (r"$\boxed{2}$或$\boxed{3}$", "2, 3"),
    (r"\boxed{5}, \boxed{5}", "5"),
    (r"First \boxed{9}. The roots are \boxed{2} or \boxed{3}", "2, 3"),
    ("The answer is 42.", "42"),
    ("The answer is (2, 3), so x = 2.", "(2, 3)"),
    ("The answer is {1, 2}.", "{1, 2}"),
    ("答案是(1，2)，所以x=1。", "(1，2)"),
    ("The answer is 5, as shown.", "5"),
    ("The answer is {1", None),
    ("The final answer is $\\frac{1}{2}$.", "\\frac{1}{2}"),
    ("答案是12。", "12"),
    ("Answer: 3.5", "3.5"),
    ("I do not know.", None),
    ('The answer is e \\))+" + C', None),
    ('print("The answer is " + str(x))', None),
    ("The answer is 3)", None),
    ("The answer is f(x", None),
    (r"\boxed{(2}", None),
    (r"\boxed{e \))+}", None),
    ('Answer: "yes"', "yes"),
]

WHOLE = [
    "[0, 1)",
    "]0, 1]",
    "[2, \\infty[",
    "(-\\infty, 2] \\cup (3, 4)",
    "\\left. x^2 \\right|_0^1",
    "\\left[0, \\frac{1}{2}\\right)",
    "\\{x : x > (1)\\}",
    "C",
    "(B)",
    "[a, b)",
    "B) [1, 2]",
    "B) 12",
    "\\text{A) } 5",
    "a) 5, b) 6",
    "(a) 5, b) [1, 2]",
    "f(g(x)) = x'",
    '12"',
    "5'10\"",
    "30°15'20\"",
    "\\binom{5}{2} = 10",
    "|x - 1|",
    "\\{1, 2\\}",
]


def _spans(text: str) -> list[Span]:
    return [Span(box.content, box.start, box.end) for box in boxes(text)]


@pytest.mark.parametrize(("text", "latex"), CASES)
def test_answer_is_found(text: str, latex: str | None) -> None:
    found = find(text, _spans(text))
    assert (found.latex if found else None) == latex


@pytest.mark.parametrize("latex", WHOLE)
def test_a_bracket_with_a_partner_of_another_kind_is_no_fragment(latex: str) -> None:
    text = f"So $\\boxed{{{latex}}}$."
    found = find(text, _spans(text))
    assert found is not None
    assert found.latex == latex


def test_a_phrase_is_marked_as_weaker_than_a_box() -> None:
    found = find("The answer is 42.", [])
    assert found is not None
    assert found.extraction is Extraction.PHRASE


def test_a_cut_text_answers_only_by_a_complete_box() -> None:
    assert answer_of("The answer is 4", FinishReason.LENGTH) is None
    assert answer_of(r"It is \boxed{42", FinishReason.LENGTH) is None
    answer = answer_of(r"It is \boxed{42}. Let me", FinishReason.LENGTH)
    assert answer is not None
    assert answer.exact == "42"


def test_a_text_that_repeats_itself_answers_by_its_first_box() -> None:
    answer = answer_of(r"\boxed{460}" + "\nI'll use \\boxed{461}." * 30, FinishReason.REPETITION)
    assert answer is not None
    assert answer.exact == "460"
