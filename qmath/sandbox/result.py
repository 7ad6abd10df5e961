"""What the model reads of a program, and what is kept of it: law 4 of ARCHITECTURE section 7.

Here: pure shaping of text. Not here: processes. The law: stdout, then the value of a last expression that is not None; ``Done``
if that leaves nothing; on an exception the last line of the traceback alone; on a time-out ``Timeout Error``; cut to 400
characters, the first 200, ``...``, the last 200.
"""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass

from qmath.sandbox.wire import THREADS_MAX, Report, Verdict
from qmath.schema import ExecutionResult, ExecutionStatus

TEXT_MAX = 400
"""Characters the model reads.

Source: Qwen2.5-Math, evaluation/python_executor.py, ``max_length`` of ``truncate``.
"""

DONE, TIMED_OUT = "Done", "Timeout Error"
_HALF = TEXT_MAX // 2
_SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]")
_NEWLINE = re.compile("\r\n?|[\u2028\u2029]")
_INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_STATUS = {
    Verdict.OK: ExecutionStatus.OK,
    Verdict.ERROR: ExecutionStatus.ERROR,
    Verdict.TIMEOUT: ExecutionStatus.TIMEOUT,
    Verdict.MEMORY: ExecutionStatus.MEMORY,
    Verdict.DENIED: ExecutionStatus.DENIED,
}


@dataclass(frozen=True)
class Capture:
    """What was written to a stream: its first and last bytes (the tail is empty if the head is all), and how many in all."""

    head: bytes = b""
    tail: bytes = b""
    size: int = 0

    def text(self) -> str:
        """Return it as text; where the middle is missing, ``...`` on a line of its own stands for it."""
        if not self.tail:
            return _decode(self.head)
        head, tail = self.head, self.tail
        while head and head[-1] & 0xC0 == 0x80:  # noqa: PLR2004 - a UTF-8 continuation byte: the character may be cut
            head = head[:-1]
        return f"{_decode(head[:-1])}\n...\n{_decode(tail.lstrip(bytes(range(0x80, 0xC0))))}"


@dataclass(frozen=True)
class Ending:
    """How a program's process, or a block of it, ended: seen from outside, but for ``report``.

    ``exit_code`` is negative for a signal and None for a process that is asleep; ``is_over_time`` says that a limit of time was
    reached, ``is_over_output`` that of output, ``is_over_threads`` that of threads; ``is_garbled`` that something other than a report
    came through its channel.
    """

    report: Report | None
    stdout: Capture
    stderr: Capture
    exit_code: int | None = None
    is_over_time: bool = False
    is_over_output: bool = False
    is_over_threads: bool = False
    is_garbled: bool = False
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_memory_bytes: int = 0


def shape(ending: Ending) -> ExecutionResult:
    """Return the result of a program that ended so."""
    status, line = _status(ending)
    report = ending.report or Report(Verdict.ERROR)
    stdout = ending.stdout.text()
    value = report.value if status is ExecutionStatus.OK else None
    text = _text(status, stdout, value, line)
    shown = clip(text)
    return ExecutionResult(
        status=status,
        text=shown,
        stdout=stdout,
        stderr=ending.stderr.text(),
        value=value,
        error=(report.error or line) if status is not ExecutionStatus.OK else None,
        is_truncated=shown != text or bool(ending.stdout.tail),
        wall_s=ending.wall_s,
        cpu_s=ending.cpu_s,
        peak_memory_bytes=ending.peak_memory_bytes or report.peak_bytes,
    )


def refused(sentence: str) -> ExecutionResult:
    """Return the result of a program that was never started."""
    return ExecutionResult(ExecutionStatus.ERROR, sentence, error=sentence)


def clip(text: str) -> str:
    """Return the text cut to what the model reads."""
    return text if len(text) <= TEXT_MAX else text[:_HALF] + "..." + text[-_HALF:]


def harmless(text: str) -> str:
    """Return the text without control sequences, invisible marks, and with other control characters spelled out."""
    text = _NEWLINE.sub("\n", _SEQUENCE.sub("", text))
    return _CONTROL.sub(lambda match: ascii(match[0])[1:-1], _INVISIBLE.sub("", text))


def _text(status: ExecutionStatus, stdout: str, value: str | None, line: str) -> str:
    """Return what the model reads, uncut."""
    if status is ExecutionStatus.TIMEOUT:
        return TIMED_OUT
    if status not in {ExecutionStatus.OK, ExecutionStatus.OUTPUT}:
        return harmless(line).rstrip()
    text = stdout
    if value is not None:
        text += ("\n" if text and not text.endswith("\n") else "") + value
    return harmless(text).rstrip() or DONE


def _status(ending: Ending) -> tuple[ExecutionStatus, str]:
    """Return the status and the last line of a traceback, real or in its place."""
    for is_so, status, line in (
        (ending.is_over_time, ExecutionStatus.TIMEOUT, TIMED_OUT),
        (ending.is_over_threads, ExecutionStatus.DENIED, f"RuntimeError: the program had more than {THREADS_MAX} threads"),
        (ending.is_garbled, ExecutionStatus.DENIED, "SandboxError: the program wrote to a descriptor that is not its own"),
        (ending.is_over_output, ExecutionStatus.OUTPUT, "OutputError: the program printed too much"),
    ):
        if is_so:
            return status, line
    if ending.report is not None:
        return _STATUS[ending.report.verdict], ending.report.line
    code = ending.exit_code
    if code is None:
        return ExecutionStatus.TIMEOUT, "TimeoutError: the program stopped itself and would never have ended"
    if code == -signal.SIGSYS:
        return ExecutionStatus.DENIED, "PermissionError: the program made a system call that is not allowed"
    if code < 0:
        return ExecutionStatus.SIGNAL, f"SystemError: the program died of {_signal_name(-code)}"
    return ExecutionStatus.ERROR, f"SystemExit: the program left the interpreter (exit code {code})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")
