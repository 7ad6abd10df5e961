"""Claims about what a shell may have done to a problem."""

import pytest

from qmath.cli.question import read_problem
from qmath.errors import InputError


@pytest.mark.parametrize(
    "text",
    ["What is \frac{1}{2}?", "2 \times 3", "\boxed{2}", "rac{1}{2}", "Find the angle heta if", "x qrt{2}", "3 imes 4", "a\0b", " \n "],
    ids=repr,
)
def test_damage_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_problem(text, None, is_edited=False)
    assert refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{1}{2} + \theta \times 3",
        "A text with times, theta and a tract {1}",
        "columns:\n1\t2\n3\t4",
        "It costs $5 and $10.",
        "求 $x^2$ 的值",
        "1+" * 5000 + "1",
    ],
)
def test_sound_problems_pass_unchanged(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_problem(text, None, is_edited=False).text == text
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("text", ["Solve ^2 = 4$", "Find $ + 2 = 5$ if = 3", "^2 + 1"])
def test_a_variable_that_the_shell_has_replaced_is_warned_of(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    read_problem(text, None, is_edited=False)
    assert "single quotes" in capsys.readouterr().err
