"""Which mode a problem gets: the policy of ``--mode auto`` in one table.

Here: the policy, what a problem asks for and its language. Not here: prompts (``text/prompts.py``) and rollouts.

| problem or model                                  | mode | why                                                     |
|---------------------------------------------------|------|---------------------------------------------------------|
| the model was trained for one mode only            | that | law 7 of the house plan; asking for the other is refused |
| the catalog names a mode for this model (mini)     | that | measured: see the model's card                           |
| a proof ("prove", "show that", 证明)               | CoT  | nothing to compute                                       |
| plain arithmetic, one or two operations            | CoT  | arXiv 2409.12122 table 3: CoT leads TIR on GSM8K         |
| Chinese, one greedy sample                         | CoT  | the same table: CoT leads TIR on the Chinese benchmarks  |
| everything else: computation, counting, equations  | TIR  | the same table: TIR leads on MATH and Olympiad           |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qmath.errors import UsageError
from qmath.schema import Language, Mode

_PROOF = re.compile(r"\b(?:prove|proof|show that|disprove)\b(?!-)|证明|求证", re.IGNORECASE)
_ARITHMETIC = re.compile(r"(?:what\s+is|what's|calculate|compute|evaluate|计算|求)?[\s:：]*[-\d.,\s()+*/×÷−=?？$]+", re.IGNORECASE)
_OPERATION = re.compile(r"\d\s*[-+*/×÷−]")
_MAX_OPERATIONS = 2
_MAX_DIGITS = 3
_HAN = re.compile(r"[\u3400-\u9fff]")
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\uac00-\ud7af\u0900-\u097f\u0e00-\u0e7f]")


@dataclass(frozen=True)
class Choice:
    """A mode and, in a few words, why."""

    mode: Mode
    reason: str


def language(text: str) -> Language:
    """Return the language of a problem by its script."""
    if _OTHER_SCRIPT.search(text):
        return Language.OTHER
    return Language.ZH if _HAN.search(text) else Language.EN


def is_proof(text: str) -> bool:
    """Tell whether a problem asks for a proof."""
    return _PROOF.search(text) is not None


def choose_mode(text: str, *, wanted: Mode, modes: Sequence[Mode], preferred: Mode | None, samples: int) -> Choice:
    """Return the mode for a problem: the one wanted, or by the table of this module.

    Raises:
        UsageError: the model was not trained for the mode wanted.
    """
    if wanted is not Mode.AUTO:
        if wanted not in modes:
            raise UsageError(f"this model was not trained for --mode {wanted.value}", hint="leave --mode out, or choose another model")
        return Choice(wanted, "asked for")
    if len(modes) == 1:
        return Choice(modes[0], "the only mode of this model")
    if preferred is not None:
        return Choice(preferred, "best for this model")
    if is_proof(text):
        return Choice(Mode.COT, "a proof")
    if _is_plain_arithmetic(text):
        return Choice(Mode.COT, "plain arithmetic")
    if language(text) is Language.ZH and samples == 1:
        return Choice(Mode.COT, "Chinese, one sample")
    return Choice(Mode.TIR, "something to compute")


def _is_plain_arithmetic(text: str) -> bool:
    has_long_number = any(len(digits) > _MAX_DIGITS for digits in re.findall(r"\d+", text))
    return bool(_ARITHMETIC.fullmatch(text.strip())) and len(_OPERATION.findall(text)) <= _MAX_OPERATIONS and not has_long_number
