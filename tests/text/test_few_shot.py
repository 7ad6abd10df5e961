"""Claims about worked examples before a problem."""

import pytest

from qmath.answers.extract import Span, find
from qmath.schema import Language
from qmath.text.boxed import boxes
from qmath.text.few_shot import CHINESE, ENGLISH, STOPS, Example, few_shot

ANSWERS = {"en": ["150", "9", "\\frac{1}{6}", "9"], "zh": ["98", "5", "66", "\\frac{2}{5}"]}


def test_examples_and_problem_have_one_form_byte_for_byte() -> None:
    (part,) = few_shot("What is 2 + 2?", Language.EN, (Example("What is 1 + 1?", "It is \\boxed{2}."),))
    assert part.text == "Problem: What is 1 + 1?\nSolution:\nIt is \\boxed{2}.\n\nProblem: What is 2 + 2?\nSolution:\n"
    assert not part.is_control
    (part,) = few_shot("二加二？", Language.ZH, (Example("一加一？", "\\boxed{2}"),))
    assert part.text == "问题：一加一？\n解答：\n\\boxed{2}\n\n问题：二加二？\n解答：\n"


@pytest.mark.parametrize(("language", "label"), [(Language.EN, "Problem: "), (Language.ZH, "问题：")])
def test_without_examples_there_are_four_of_our_own_in_the_problems_language(language: Language, label: str) -> None:
    (part,) = few_shot("x", language)
    assert part.text.count(label) == 5
    assert few_shot("x", Language.OTHER) == few_shot("x", Language.EN)


@pytest.mark.parametrize(("examples", "answers"), [(ENGLISH, ANSWERS["en"]), (CHINESE, ANSWERS["zh"])])
def test_our_examples_box_their_answers_once_and_never_stop_early(examples: tuple[Example, ...], answers: list[str]) -> None:
    found = []
    for example in examples:
        spans = [Span(box.content, box.start, box.end) for box in boxes(example.solution)]
        assert len(spans) == 1
        answer = find(example.solution, spans)
        assert answer is not None
        found.append(answer.latex)
        assert not any(stop in example.solution for stop in STOPS)
    assert found == answers
