"""Chat format and prompts as constants, each with its source.

Here: the bytes a model reads before it answers. Not here: tokens (``engine/``) and when something is sent (``solve/``).

No constant passes through ``str.format``: a problem is put between constants, never into them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qmath.schema import Mode


class PromptStyle(StrEnum):
    """How a model wants to be asked."""

    QWEN_MATH = "qwen-math"
    OPENMATH = "openmath"
    FEW_SHOT = "few-shot"


@dataclass(frozen=True)
class Part:
    """A piece of a prompt. Only ``is_control`` parts may become control tokens; users' text never is one."""

    text: str
    is_control: bool = False


Prompt = tuple[Part, ...]

IM_START = "<|im_start|>"
IM_END = "<|im_end|>"
END_OF_TEXT = "<|endoftext|>"

COT_SYSTEM = "Please reason step by step, and put your final answer within \\boxed{}."
"""Source: Qwen2.5-Math model card, "CoT" prompt (QwenLM/Qwen2.5-Math README)."""

TIR_SYSTEM = (
    "Please integrate natural language reasoning with programs to solve the problem above, and put your final answer within \\boxed{}."
)
"""Source: Qwen2.5-Math model card, "TIR" prompt (QwenLM/Qwen2.5-Math README)."""

OPENMATH_COT = "Solve the following math problem. Make sure to put the answer (and only answer) inside \\boxed{}.\n\n"
"""Before the problem in the user's turn; the system turn is empty. Source: arXiv 2504.16891, appendix C.1."""

OUTPUT_STOP = "```output"
"""Where generation pauses for a program. Source: QwenLM/Qwen2.5-Math, evaluation/math_eval.py, stop words."""


def chat(problem: str, mode: Mode) -> Prompt:
    """Return the ChatML prompt of a problem, up to where the assistant begins to write.

    Source: the Qwen2.5-Math chat template (tokenizer_config.json), one user turn.
    """
    return _turns(TIR_SYSTEM if mode is Mode.TIR else COT_SYSTEM, problem)


def openmath(problem: str) -> Prompt:
    """Return the prompt of an OpenMath-Nemotron model for reasoning in text alone."""
    return _turns("", OPENMATH_COT + problem)


def _turns(system: str, user: str) -> Prompt:
    return (
        Part(IM_START, is_control=True),
        Part(f"system\n{system}"),
        Part(IM_END, is_control=True),
        Part("\n"),
        Part(IM_START, is_control=True),
        Part(f"user\n{user}"),
        Part(IM_END, is_control=True),
        Part("\n"),
        Part(IM_START, is_control=True),
        Part("assistant\n"),
    )


def output_block(result: str) -> str:
    r"""Return the text that follows a program's closing fence.

    Source: QwenLM/Qwen2.5-Math, evaluation/math_eval.py (``\n```output\n{result}\n```\n``).
    """
    return f"\n```output\n{result}\n```\n"
