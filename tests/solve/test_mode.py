"""Claims about the policy of ``--mode auto``: the table in the module, row by row."""

import pytest

from qmath.errors import UsageError
from qmath.schema import Language, Mode
from qmath.solve.mode import choose_mode, language

BOTH = (Mode.COT, Mode.TIR)

CASES = [
    ("What is 12 + 30?", 1, Mode.COT),
    ("3 * 4 + 5", 1, Mode.COT),
    ("What is 12345 * 6789?", 1, Mode.TIR),
    ("1+2+3+4+5+6", 1, Mode.TIR),
    ("Prove that the square root of 2 is irrational.", 1, Mode.COT),
    ("证明：根号2是无理数。", 8, Mode.COT),
    ("小明有5个苹果，又买了3个，一共有几个？", 1, Mode.COT),
    ("小明有5个苹果，又买了3个，一共有几个？", 8, Mode.TIR),
    ("Solve for x: 4x + 5 = 6x + 7", 1, Mode.TIR),
    ("How many primes are below 100?", 1, Mode.TIR),
    ("A proof-reader reads 30 pages a day for 7 days. How many is that?", 1, Mode.TIR),
]


@pytest.mark.parametrize(("text", "samples", "mode"), CASES)
def test_auto_follows_its_table(text: str, samples: int, mode: Mode) -> None:
    assert choose_mode(text, wanted=Mode.AUTO, modes=BOTH, preferred=None, samples=samples).mode is mode


def test_what_is_asked_for_is_done() -> None:
    assert choose_mode("Prove it.", wanted=Mode.TIR, modes=BOTH, preferred=Mode.COT, samples=1).mode is Mode.TIR


def test_a_mode_that_a_model_was_not_trained_for_is_refused() -> None:
    with pytest.raises(UsageError, match="not trained for --mode tir"):
        choose_mode("x = 1", wanted=Mode.TIR, modes=(Mode.COT,), preferred=None, samples=1)


def test_a_model_with_one_mode_gets_that_mode() -> None:
    assert choose_mode("x = 1", wanted=Mode.AUTO, modes=(Mode.COT,), preferred=None, samples=8).mode is Mode.COT


def test_the_catalog_overrules_the_choice_by_problem() -> None:
    choice = choose_mode("What is 1+1?", wanted=Mode.AUTO, modes=BOTH, preferred=Mode.TIR, samples=1)
    assert choice.mode is Mode.TIR
    assert choice.reason


@pytest.mark.parametrize(
    ("text", "expected"), [("What?", Language.EN), ("求 x", Language.ZH), ("Сколько", Language.OTHER), ("1+1", Language.EN)]
)
def test_language_is_told_by_script(text: str, expected: Language) -> None:
    assert language(text) is expected
