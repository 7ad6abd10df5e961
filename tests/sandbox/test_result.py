"""Claims about what the model reads of an ending: law 4, as a table and as properties of every text."""

import re
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.sandbox.result import Capture, Ending, clip, harmless, shape
from qmath.sandbox.wire import Report, Verdict
from qmath.schema import ExecutionStatus

OK = Report(Verdict.OK)


def _ending(stdout: str = "", report: Report | None = OK, **how: object) -> Ending:
    data = stdout.encode("utf-8", "backslashreplace")
    return Ending(report, Capture(data, b"", len(data)), Capture(), **how)  # type: ignore[arg-type] # the fields by name


@pytest.mark.parametrize(
    ("stdout", "value", "text"),
    [
        ("42\n", None, "42"),
        ("a\nb\n\n", None, "a\nb"),
        ("", "[2, 3]", "[2, 3]"),
        ("a\n", "7", "a\n7"),
        ("a", "7", "a\n7"),
        ("", None, "Done"),
        ("\n \n", None, "Done"),
        ("  1 2\n  3 4\n", None, "  1 2\n  3 4"),
        ("", "''", "''"),
    ],
)
def test_stdout_comes_before_the_value_and_done_stands_for_nothing(stdout: str, value: str | None, text: str) -> None:
    result = shape(_ending(stdout, Report(Verdict.OK, value)))
    assert (result.status, result.text, result.value) == (ExecutionStatus.OK, text, value)


def test_an_exception_leaves_the_last_line_alone() -> None:
    report = Report(Verdict.ERROR, None, "  line 2\n    1/0\nZeroDivisionError: division by zero", "ZeroDivisionError: division by zero")
    result = shape(_ending("printed before\n", report))
    assert result.text == "ZeroDivisionError: division by zero"
    assert result.stdout == "printed before\n"
    assert result.error is not None
    assert result.error.startswith("  line 2")


def test_a_limit_of_time_is_a_timeout_error_whatever_the_program_says() -> None:
    result = shape(_ending("before\n", Report(Verdict.OK, "42"), is_over_time=True))
    assert (result.status, result.text, result.value) == (ExecutionStatus.TIMEOUT, "Timeout Error", None)


@pytest.mark.parametrize(
    ("how", "status", "has"),
    [
        ({"exit_code": -signal.SIGSEGV}, ExecutionStatus.SIGNAL, "SIGSEGV"),
        ({"exit_code": -signal.SIGSYS}, ExecutionStatus.DENIED, "PermissionError"),
        ({"exit_code": 0}, ExecutionStatus.ERROR, "SystemExit"),
        ({"exit_code": None}, ExecutionStatus.TIMEOUT, "Timeout Error"),
        ({"exit_code": 0, "is_garbled": True}, ExecutionStatus.DENIED, "SandboxError"),
        ({"exit_code": -200}, ExecutionStatus.SIGNAL, "signal 200"),
    ],
)
def test_a_process_without_a_report_is_judged_by_its_death(how: dict[str, object], status: ExecutionStatus, has: str) -> None:
    result = shape(_ending("before\n", None, **how))
    assert result.status is status
    assert has in result.text
    assert result.stdout == "before\n"


def test_too_much_output_is_shown_cut_and_said_so() -> None:
    result = shape(_ending("a" * 1000, Report(Verdict.ERROR, None, "x", "OSError: [Errno 27] File too large"), is_over_output=True))
    assert (result.status, result.text, result.is_truncated) == (ExecutionStatus.OUTPUT, "a" * 200 + "..." + "a" * 200, True)


@pytest.mark.parametrize(("length", "cut"), [(399, False), (400, False), (401, True), (5000, True)])
def test_the_cut_keeps_the_first_and_last_two_hundred_characters(length: int, cut: bool) -> None:  # noqa: FBT001 - a table's column
    text = "".join(chr(0x4E00 + i % 1000) for i in range(length))
    result = shape(_ending(text))
    assert result.text == (text[:200] + "..." + text[-200:] if cut else text)
    assert result.is_truncated is cut


def test_the_cut_of_long_output_keeps_its_true_end() -> None:
    data = "".join(f"{i} é\n" for i in range(40_000)).encode()
    kept = Capture(data[: 32 << 10], data[-(32 << 10) :], len(data))
    result = shape(Ending(OK, kept, Capture()))
    assert result.text.startswith("0 é\n1 é\n")
    assert result.text.endswith("39998 é\n39999 é")
    assert result.is_truncated
    assert "\\x" not in result.stdout
    assert "\n...\n" in result.stdout


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\link", "alink"),
        ("\x9b2Jx", "x"),
        ("a\x00b\x07", "a\\x00b\\x07"),
        ("50%\r100%\r\n", "50%\n100%\n"),
        ("a\u202eb\u2066c\u200bd", "abcd"),
        ("\ud800", "\\ud800"),
        ("tab\tis kept\n", "tab\tis kept\n"),
        ("∑ é 😀 中文", "∑ é 😀 中文"),
        ("\x1b", "\\x1b"),
    ],
)
def test_control_sequences_and_marks_stay_out(text: str, clean: str) -> None:
    assert harmless(text) == clean


@given(st.text())
def test_no_text_reaches_the_model_with_control_characters(text: str) -> None:
    shown = shape(_ending(text, Report(Verdict.OK, text))).text
    assert len(shown) <= 403
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode()


@given(st.text(), st.text())
def test_cutting_twice_changes_nothing_more_than_its_own_dots(head: str, tail: str) -> None:
    once = clip(head + tail)
    assert len(clip(once)) <= 403
    assert once.startswith((head + tail)[:200])
