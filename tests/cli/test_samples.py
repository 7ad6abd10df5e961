"""Claims about waiting for several samples: a terminal shows how far they are, a pipe hears of each only if it asks."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import termios
import time
from collections.abc import Iterable

import pytest

from qmath.answers.normalize import describe
from qmath.cli.live import LIVE_S
from qmath.cli.samples import SampleProgress
from qmath.events import Delta, Event, SampleEnded, Start, Voted
from qmath.schema import Extraction, FinishReason, Mode, Sample
from qmath.text.cells import width as cells
from tests.process import run, run_in_terminal

PROBLEM = "What is 3/4 of 52?"


def _ended(index: int, answer: str) -> SampleEnded:
    reason = FinishReason.STOP if answer else FinishReason.LENGTH
    return SampleEnded("p", Sample(index, Mode.COT, 7 + index, reason, describe(answer, answer, Extraction.BOXED) if answer else None, ()))


EVENTS: list[Event] = [
    Start("p", Mode.COT, "asked for", "m", 4),
    Delta("p", 0, "so"),
    _ended(2, "39"),
    Delta("p", 0, "so"),
    _ended(1, "12"),
    _ended(3, ""),
    _ended(0, "39"),
    Voted("p", ()),
]


def _written_in_terminal(events: Iterable[Event], *, columns: int = 100, is_told: bool = False, between: str = " · ") -> str:
    """Return what reaches a terminal of so many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with (
        os.fdopen(slave, "w") as terminal,
        contextlib.redirect_stderr(terminal),
        SampleProgress(is_live=True, is_told=is_told, between=between) as progress,
    ):
        for event in events:
            progress.note(event)
    written = b""
    with contextlib.suppress(OSError):  # Linux says EIO when all has been read
        while data := os.read(master, 1 << 16):
            written += data
    os.close(master)
    return written.decode()


def test_a_terminal_shows_how_many_have_ended_and_what_they_say() -> None:
    lines = [re.sub(r"\d+\.\d s$", "T s", line.removesuffix("\x1b[K")) for line in _written_in_terminal(EVENTS).split("\r")]
    pieces = {"qmath: 0 of 4 samples · about 1 token · T s", "qmath: 1 of 4 samples · answers 39 (1) · about 2 tokens · T s"}
    assert [line for line in lines if line not in pieces] == [  # a piece of text is shown only if a while has passed
        "",
        "qmath: 0 of 4 samples · T s",
        "qmath: 1 of 4 samples · answers 39 (1) · about 1 token · T s",
        "qmath: 2 of 4 samples · answers 12 (1), 39 (1) · about 2 tokens · T s",
        "qmath: 3 of 4 samples · answers 12 (1), 39 (1) · about 2 tokens · T s",
        "",  # all have ended: the line is taken away
    ]


def test_pieces_of_text_do_not_draw_the_line_again_and_again() -> None:
    started = time.monotonic()
    written = _written_in_terminal([EVENTS[0], *[Delta("p", 0, "so")] * 1000])
    assert written.count("samples") <= 2 + (time.monotonic() - started) / LIVE_S


@pytest.mark.parametrize("columns", [10, 30, 60])
def test_the_line_never_begins_another_one(columns: int) -> None:
    lines = _written_in_terminal(EVENTS, columns=columns).replace("\x1b[K", "").split("\r")
    assert all(len(line) < columns for line in lines)


def test_wide_characters_count_as_two() -> None:
    written = _written_in_terminal([EVENTS[0], _ended(0, "三角形的面积是十二")], columns=50)
    assert all(cells(line) < 50 for line in written.replace("\x1b[K", "").split("\r"))


def test_told_samples_stay_and_the_line_moves_on_below_them() -> None:
    written = _written_in_terminal(EVENTS, is_told=True, between=", ")
    assert written.isascii()
    told = re.findall(r"\r\x1b\[K(qmath: sample .*)\r\n", written)
    assert [re.sub(r"\d+\.\d s", "T s", line) for line in told] == [
        "qmath: sample 1 of 4: 39 (seed 9, after T s)",
        "qmath: sample 2 of 4: 12 (seed 8, after T s)",
        "qmath: sample 3 of 4: no answer (length) (seed 10, after T s)",
        "qmath: sample 4 of 4: 39 (seed 7, after T s)",
    ]


def test_answers_do_not_drive_the_terminal_or_fill_the_line() -> None:
    events = [EVENTS[0], _ended(0, "a long answer " * 5 + "\x1b[2J")]
    written = _written_in_terminal(events)
    assert "\x1b[2J" not in written
    assert "a long answer a l... (1)" in written


@pytest.mark.parametrize(("is_told", "num_lines"), [(False, 0), (True, 4)])
def test_a_pipe_hears_of_samples_only_if_it_asks(capsys: pytest.CaptureFixture[str], is_told: bool, num_lines: int) -> None:  # noqa: FBT001 - a parameter
    with SampleProgress(is_live=True, is_told=is_told) as progress:
        for event in EVENTS:
            progress.note(event)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == num_lines


def test_solve_shows_it_and_leaves_nothing_of_it() -> None:
    shown = run_in_terminal(["solve", "-m", "mini", "--mode", "cot", "-n", "3", "--temperature", "0.1", PROBLEM])
    assert "\rqmath: 0 of 3 samples" in shown.out
    assert "sample 1 of 3" not in shown.out
    assert "samples" not in shown.out.rpartition("\r")[2], "the line was taken away before the answer came"
    piped = run("solve", "-v", "-m", "mini", "--mode", "cot", "-n", "3", "--temperature", "0.1", PROBLEM)
    assert len(re.findall(r"^qmath: sample \d of 3: ", piped.err, re.MULTILINE)) == 3
    agreed = re.search(r"agreed \d of 3", shown.out)
    assert agreed is not None
    assert piped.err.splitlines()[-1].startswith(f"qmath: {agreed[0]} · cot · "), "the closing line tells a pipe how the samples voted"
    assert "\r" not in piped.err + piped.out
