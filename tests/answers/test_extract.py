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
    ("The final answer is $\\frac{1}{2}$.", "\\frac{1}{2}"),
    ("答案是12。", "12"),
    ("Answer: 3.5", "3.5"),
    ("I do not know.", None),
]


def _spans(text: str) -> list[Span]:
    return [Span(box.content, box.start, box.end) for box in boxes(text)]


@pytest.mark.parametrize(("text", "latex"), CASES)
def test_answer_is_found(text: str, latex: str | None) -> None:
    found = find(text, _spans(text))
    assert (found.latex if found else None) == latex


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
