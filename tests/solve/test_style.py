"""Claims about how a model is asked: by the catalog, by its file, and through the real engine."""

from pathlib import Path

import pytest

from qmath import Problem, SamplingParams, Solver
from qmath.engine.gguf import check_file
from qmath.errors import UsageError
from qmath.models.catalog import Entry, find
from qmath.schema import FinishReason, Mode, Prose
from qmath.solve.style import asking
from qmath.text.few_shot import STOPS, Example
from qmath.text.prompts import COT_SYSTEM, Prompt, PromptStyle
from tests.gguf_files import write_chain

CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
ENTRY = Entry(name="x", title="x.gguf", files=())
NEXT_PROBLEM = ["Ċ", "4", "2", "ĊĊ", *"Problem:", "?"]
"""After a line end: 42, an empty line, the next problem and question marks without end."""


def _text(prompt: Prompt) -> str:
    return "".join(part.text for part in prompt)


def test_the_catalog_decides_where_it_knows() -> None:
    assert asking(find("7b")).style is PromptStyle.QWEN_MATH
    base = asking(find("7b-base"))
    assert (base.style, base.modes, base.stops) == (PromptStyle.FEW_SHOT, (Mode.COT,), STOPS)
    assert asking(find("mini")).auto is Mode.TIR


def test_openmath_has_an_empty_system_turn_and_its_own_words() -> None:
    assert _text(asking(find("openmath-1.5b")).prompt("What is 1+1?", Mode.COT)) == (
        "<|im_start|>system\n<|im_end|>\n<|im_start|>user\nSolve the following math problem. Make sure to put the answer (and only answer) "
        "inside \\boxed{}.\n\nWhat is 1+1?<|im_end|>\n<|im_start|>assistant\n"
    )


def test_examples_of_the_user_go_before_a_problem_of_any_model() -> None:
    asked = asking(find("7b"), examples=(Example("a", "\\boxed{b}"),))
    assert asked.style is PromptStyle.FEW_SHOT
    assert _text(asked.prompt("c", Mode.COT)) == "Problem: a\nSolution:\n\\boxed{b}\n\nProblem: c\nSolution:\n"


@pytest.mark.parametrize(
    ("file", "style", "auto", "notice"),
    [
        (("<|endoftext|>", CHATML, "Qwen2.5 Math 7B"), PromptStyle.FEW_SHOT, None, "looks like a base model"),
        (("<|endoftext|>", COT_SYSTEM + CHATML, "Qwen2.5 Math 7B Instruct"), PromptStyle.QWEN_MATH, None, ""),
        (("<|im_end|>", COT_SYSTEM + CHATML, "anything"), PromptStyle.QWEN_MATH, None, ""),
        (("<|im_end|>", CHATML, "Qwen2 Math 7B Instruct"), PromptStyle.QWEN_MATH, Mode.COT, ""),
        (("<|im_end|>", CHATML, "My Own"), PromptStyle.QWEN_MATH, Mode.COT, "a chat template that qmath does not know"),
        (("<|im_end|>", "", "My Own"), PromptStyle.QWEN_MATH, Mode.COT, "does not say how it wants to be asked"),
    ],
)
def test_a_file_says_how_it_is_asked(
    tmp_path: Path, file: tuple[str, str, str], style: PromptStyle, auto: Mode | None, notice: str
) -> None:
    end, template, name = file
    header = check_file(write_chain(tmp_path / "x.gguf", ["a"], end=end, template=template, name=name))
    assert header.end_token == end
    asked = asking(ENTRY, header)
    assert (asked.style, asked.auto) == (style, auto)
    assert notice in asked.notice
    assert bool(notice) == bool(asked.notice)
    assert asked.is_guess == ("asked as Qwen2.5-Math is" in asked.notice)


@pytest.mark.parametrize("problem", ["What is 6 times 7?", "6乘以7是多少？"])
def test_a_base_model_gets_our_examples_and_stops_at_the_next_problem(tmp_path: Path, problem: str) -> None:
    path = write_chain(tmp_path / "base.gguf", NEXT_PROBLEM, end="<|endoftext|>", template=CHATML)
    with Solver.open(str(path)) as solver:
        solution = solver.solve(problem)
        with pytest.raises(UsageError, match="not trained for --mode tir"):
            solver.solve(Problem(problem), SamplingParams(mode=Mode.TIR))
    (sample,) = solution.samples
    assert "base model" in solver.notices[-1]
    assert (sample.finish_reason, sample.mode) == (FinishReason.STOP, Mode.COT)
    assert sample.steps == (Prose("42\n"),)
    assert solution.usage.prompt_tokens > 300, "four examples are long"
    assert solution.warnings == ()


def test_a_model_of_unknown_style_answers_with_a_warning(tmp_path: Path) -> None:
    path = write_chain(tmp_path / "own.gguf", ["Ċ", *"\\boxed{4}", "<|im_end|>"])
    with Solver.open(str(path), mode=Mode.COT) as solver:
        solution = solver.solve("What is 2 times 2?", SamplingParams(mode=Mode.COT))
    assert solution.answer is not None
    assert solution.answer.exact == "4"
    (warning,) = solution.warnings
    assert warning.code == "prompt_style"
    assert warning.message in solver.notices


def test_users_examples_change_the_prompt_and_its_fingerprint(tmp_path: Path) -> None:
    path = write_chain(tmp_path / "base.gguf", NEXT_PROBLEM, end="<|endoftext|>")
    prints, lengths = set(), set()
    for examples in ((), (Example("p", "\\boxed{1}"),), (Example("q", "\\boxed{1}"),)):
        with Solver.open(str(path), examples=examples) as solver:
            solution = solver.solve("x")
            assert bool(solver.examples_digest) == bool(examples)
        prints.add(solution.fingerprint)
        lengths.add(solution.usage.prompt_tokens)
    assert len(prints) == 3
    assert len(lengths) == 2
