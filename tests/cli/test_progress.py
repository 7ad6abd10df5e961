"""Claims about the progress of a batch: plain lines now and then where nobody watches, never a flood."""

from collections import Counter

import pytest

from qmath.cli.output import say
from qmath.cli.progress import LINE_S, Progress, duration
from qmath.jobs.tally import Tally


def _tally() -> Tally:
    return Tally(statuses=Counter(ok=40, truncated=2), num_reused=12, num_read=60, num_elsewhere=10, total_s=60.0)


def test_a_line_tells_what_is_done_and_how_fast(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(lambda: 0.5, is_quiet=False, every_s=0.0)
    progress.show(_tally())
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "qmath: 42 of about 100 rows · about 1 min 56 s left · 2 not ok · 12 from before · 30.0 per minute · 1 min 0 s\n"
    )


@pytest.mark.parametrize(
    ("share", "beginning"),
    [(None, "42 rows · 2 not"), (0.0, "42 rows · 2 not"), (1.0, "42 of about 50 rows"), (0.0123, "42 of about 4100 rows")],
)
def test_the_whole_is_guessed_from_the_share_of_the_file_that_the_rows_took(
    capsys: pytest.CaptureFixture[str], share: float | None, beginning: str
) -> None:
    Progress(lambda: share, is_quiet=False, every_s=0.0).show(_tally())
    assert capsys.readouterr().err.startswith(f"qmath: {beginning}")


def test_where_nobody_watches_there_is_a_line_per_half_minute(capsys: pytest.CaptureFixture[str]) -> None:
    assert LINE_S == 30.0
    progress = Progress(lambda: None, is_quiet=False)
    for _ in range(100):
        progress.show(_tally())
    assert capsys.readouterr().err == ""


def test_many_bad_rows_are_no_flood(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(lambda: None, is_quiet=False)
    for number in range(1000):
        progress.bad(f"p.jsonl:{number}: broken JSON")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert "the output has them all" in lines[-1]


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(lambda: None, is_quiet=True, every_s=0.0)
    progress.show(_tally())
    progress.bad("p.jsonl:1: broken JSON")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("seconds", "text"), [(0.26, "0.3 s"), (60, "1 min 0 s"), (3599.9, "59 min 59 s"), (7260, "2 h 1 min")])
def test_seconds_are_said_as_people_say_them(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_words_of_a_server_or_names_of_files_do_not_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("qmath: it sends \x1b]0;title\x07other bytes\x1b[2J (\x9b31m)")
    assert capsys.readouterr().err == "qmath: it sends other bytes (31m)\n"
