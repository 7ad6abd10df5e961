"""Claims about what is said of a batch in the end."""

from collections import Counter
from pathlib import Path

import pytest

from qmath.cli.batch_report import FailOn, Start, changes, exit_code, say_summary
from qmath.jobs.again import Again
from qmath.jobs.tally import Tally


@pytest.mark.parametrize(
    ("num_cut", "num_left", "sentence", "goes_on"),
    [
        (0, 3, "the budget is used up: 3 rows not begun\n", True),
        (1, 3, "the budget is used up: 1 row cut short, 3 rows not begun\n", True),
        (0, None, "the budget is used up: the rest not begun\n", True),
        (2, 0, "the budget is used up: 2 rows cut short\n", False),
        (0, 0, "", False),
    ],
)
def test_a_used_up_budget_says_what_is_left_and_goes_on_only_where_something_is(
    num_cut: int, num_left: int | None, sentence: str, *, goes_on: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally(statuses=Counter({"ok": 1, "cancelled": num_cut}), num_not_started=num_left, is_over_budget=True)
    say_summary(tally, Path("out.jsonl"))
    said = capsys.readouterr().err
    assert sentence in said
    assert ("budget is used up" in said) is bool(sentence)
    assert ("go on with: " in said) is goes_on
    assert ("a longer --budget" in said) is (num_cut > 0 and not goes_on)


@pytest.mark.parametrize(("output", "goes_on"), [(None, False), (Path("out.jsonl"), True)])
def test_a_signal_before_the_first_row_is_said(output: Path | None, *, goes_on: bool, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), Start(output):
        raise KeyboardInterrupt
    said = capsys.readouterr().err
    assert said.startswith("qmath: stopped before a row was begun\n")
    assert ("go on with: qmath" in said) is goes_on


def test_what_ends_otherwise_or_later_is_not_called_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="other"), Start(Path("out.jsonl")):
        raise ValueError("other")
    start = Start(Path("out.jsonl"))
    start.is_over = True
    with pytest.raises(KeyboardInterrupt), start:
        raise KeyboardInterrupt
    with Start(Path("out.jsonl")):
        pass
    assert capsys.readouterr().err == ""


def test_a_budget_within_which_nothing_was_finished_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for num_ok, num_reused in ((0, 0), (3, 3), (3, 2)):
        tally = Tally(statuses=Counter(ok=num_ok, cancelled=2), num_reused=num_reused, num_not_started=1, is_over_budget=True)
        say_summary(tally, Path("out.jsonl"))
        assert ("no row was finished within the budget" in capsys.readouterr().err) is (num_ok == num_reused)


@pytest.mark.parametrize(
    ("num_ok", "num_bad", "num_left", "codes"),
    [(2, 0, 0, (0, 0, 0)), (2, 1, 0, (5, 0, 0)), (0, 1, 0, (5, 5, 0)), (2, 0, 1, (5, 5, 5)), (2, 0, None, (5, 5, 5))],
)
def test_an_output_with_rows_missing_is_never_0(num_ok: int, num_bad: int, num_left: int | None, codes: tuple[int, ...]) -> None:
    tally = Tally(statuses=Counter(ok=num_ok, cancelled=num_bad), num_not_started=num_left, is_over_budget=True)
    assert tuple(exit_code(tally, fail_on) for fail_on in (FailOn.ANY, FailOn.ALL, FailOn.NEVER)) == codes


@pytest.mark.parametrize(
    ("again", "sentence"),
    [
        (None, "rows are run again where that makes a difference; their earlier solutions stay in the journal"),
        (Again(0, 0, is_all=True), "rows are run again where that makes a difference; their earlier solutions stay in the journal"),
        (Again(40, 40, is_all=True), "40 of 40 finished rows are solved again; their earlier solutions stay in the journal"),
        (Again(0, 40, is_all=True), "no finished row has to be solved again"),
        (Again(7, 9000, is_all=False), "7 of the first 9000 finished rows are solved again; their earlier solutions stay in the journal"),
    ],
)
def test_changed_options_tell_how_many_rows_are_solved_again(again: Again | None, sentence: str) -> None:
    told = changes({"input": "p.jsonl", "max_programs": 4}, {"input": "p.jsonl", "max_programs": 3}, lambda: again)
    assert told == ["max_programs was 4 in the run before and is 3", sentence]
