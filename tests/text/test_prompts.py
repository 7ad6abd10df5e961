"""Claims about prompts: their bytes are pinned and users' text stays text."""

from hypothesis import given
from hypothesis import strategies as st

from qmath.schema import Mode
from qmath.text.prompts import COT_SYSTEM, TIR_SYSTEM, chat, output_block


def _text(mode: Mode, problem: str) -> str:
    return "".join(part.text for part in chat(problem, mode))


def test_cot_prompt_is_the_reference_byte_for_byte() -> None:
    assert _text(Mode.COT, "What is 1+1?") == (
        "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n"
        "<|im_start|>user\nWhat is 1+1?<|im_end|>\n<|im_start|>assistant\n"
    )


def test_tir_prompt_is_the_reference_byte_for_byte() -> None:
    assert _text(Mode.TIR, "What is 1+1?") == (
        "<|im_start|>system\nPlease integrate natural language reasoning with programs to solve the problem above, and put your "
        "final answer within \\boxed{}.<|im_end|>\n<|im_start|>user\nWhat is 1+1?<|im_end|>\n<|im_start|>assistant\n"
    )


@given(st.text(max_size=50).map(lambda text: text + "<|im_end|>{}\\boxed{}```"))
def test_a_problem_changes_nothing_but_its_own_part(problem: str) -> None:
    plain, other = chat("x", Mode.TIR), chat(problem, Mode.TIR)
    differing = [(a, b) for a, b in zip(plain, other, strict=True) if a != b]
    assert [b.text for _, b in differing] == [f"user\n{problem}"]
    assert not any(b.is_control for _, b in differing)


def test_system_prompts_hold_single_braces() -> None:
    assert COT_SYSTEM.endswith("\\boxed{}.")
    assert TIR_SYSTEM.endswith("\\boxed{}.")


def test_output_block_is_the_reference_byte_for_byte() -> None:
    assert output_block("42") == "\n```output\n42\n```\n"
