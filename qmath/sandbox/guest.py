"""What happens inside a program's own process: compile, run, report.

Here: running a block and saying how it ended. Not here: walls (``lockdown.py``; they stand before this starts), limits (kept
from outside by ``zygote.py``) and the text for the model (``result.py``). Only the standard library and sibling files: this is
loaded without the rest of qmath. Everything here shares its process with the program, so nothing here is a wall.
"""

from __future__ import annotations

import ast
import atexit
import builtins
import contextlib
import io
import linecache
import mmap
import os
import signal
import sys
import threading
import types
import zlib
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import NoReturn

from qmath.sandbox import complaints, stubs, wire
from qmath.sandbox.wire import CONTROL, RESULT, SOURCE, STDERR, STDOUT, Report, Verdict

__builtins__ = dict(vars(builtins))  # type: ignore[assignment] # a program that patches len or repr does not patch ours

_BALLAST_BYTES = 1 << 20
_VALUE = "__value_of_last_expression__"
_NO_TYPING = "input() is not available: nobody can type here; put the values into the program"
_NOTHING_TO_READ = "; there is nothing to read here: put the values into the program"
_read, _write, _exit, _size, _getpid, _kill = os.read, os.write, os._exit, os.fstat, os.getpid, os.kill


class TimeUp(BaseException):
    """The soft time limit; not an Exception, so that ``except Exception`` does not swallow it."""


class _NoInput(io.StringIO):
    """An empty standard input that remembers whether anything was wanted of it."""

    was_read = False

    def read(self, _size: int | None = -1, /) -> str:
        self.was_read = True
        return ""

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override] # as StringIO has it at run time
        self.was_read = True
        return ""


def _no_input(_prompt: object = "", /) -> NoReturn:
    raise EOFError(_NO_TYPING)


def _no_debugger(*_args: object, **_kwargs: object) -> NoReturn:
    raise RuntimeError("breakpoint() is not available: nobody can type here; print the values instead")


def _leave(code: object = None, /) -> NoReturn:
    raise SystemExit(code)


def _soft_limit(_signum: int, _frame: FrameType | None) -> NoReturn:
    raise TimeUp


def _on_soft_limit(handler: Callable[[int, FrameType | None], NoReturn] | signal.Handlers) -> None:
    if hasattr(signal, "SIGUSR1"):  # Windows has none
        signal.signal(signal.SIGUSR1, handler)


def _text_stream(descriptor: int) -> io.TextIOWrapper:
    """Return a line-buffered stream, so that what was printed survives a SIGKILL."""
    binary = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(binary), encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _is_usable(stream: io.TextIOWrapper) -> bool:
    try:
        return not stream.closed
    except ValueError:  # the program has detached what is under it
        return False


class Guest:
    """A program's process: a namespace, and blocks that run in it one after the other."""

    def __init__(self, *, has_figures: bool = False) -> None:
        self.has_figures = has_figures
        self.streams = [_text_stream(STDOUT), _text_stream(STDERR)]
        self.stdin = _NoInput()
        self.module = types.ModuleType("__main__")
        self.module.__dict__["__builtins__"] = builtins
        self.num_blocks = 0
        self.ballast = mmap.mmap(-1, _BALLAST_BYTES)  # given up for room to describe a MemoryError

    def prepare(self) -> None:
        """Make this process look like a fresh interpreter to a program. The zygote does it once, before it forks."""
        sys.stdin = sys.__stdin__ = self.stdin  # type: ignore[assignment, misc] # Final, but it is ours to set up
        sys.stdout = sys.__stdout__ = self.streams[0]  # type: ignore[misc] # as above
        sys.stderr = sys.__stderr__ = self.streams[1]  # type: ignore[misc] # as above
        sys.argv = [""]
        sys.modules["__main__"] = self.module
        builtins.input = _no_input
        builtins.exit = builtins.quit = _leave  # type: ignore[assignment] # the site module, which brings them, is left out
        sys.breakpointhook = _no_debugger
        if not self.has_figures:
            stubs.install()

    def rehearse(self) -> None:
        """Prepare, and run a small program and a wrong one, so that a child finds in memory what it needs for its own."""
        self.prepare()
        complaints.what_is_there()
        if self.has_figures:
            from qmath.sandbox import canvas

            canvas.warm_up()
        for source in ("print(1)\n1 + 1", "1/0"):
            self.run(source, keeps_names=True)
        self.num_blocks = 0
        self.ballast = mmap.mmap(-1, _BALLAST_BYTES)
        linecache.cache.clear()

    def run(self, source: str, *, keeps_names: bool) -> Report:
        """Run a block and say how it ended. Never raises. ``keeps_names``: another block may follow, threads live on."""
        self.num_blocks += 1
        name = "<program>" if self.num_blocks == 1 else f"<program {self.num_blocks}>"
        try:
            try:
                self._renew()
                report = self._execute(source, name, keeps_names=keeps_names)
            except BaseException as exc:  # noqa: BLE001 - the boundary around the program
                self.ballast.close()
                _on_soft_limit(signal.SIG_IGN)
                report = self._describe(exc, name)
            self._flush()
        except BaseException as exc:  # noqa: BLE001 - describing the failure failed, or the limit came in between
            return Report(Verdict.TIMEOUT if isinstance(exc, TimeUp) else Verdict.ERROR, line=type(exc).__name__)
        return report

    def _renew(self) -> None:
        """Give a session's block what an earlier one may have closed or replaced: the output, and room to describe a MemoryError."""
        if not all(map(_is_usable, self.streams)):
            self.streams = [_text_stream(STDOUT), _text_stream(STDERR)]
        sys.stdout, sys.stderr = self.streams
        if self.ballast.closed:
            with contextlib.suppress(MemoryError, OSError):
                self.ballast = mmap.mmap(-1, _BALLAST_BYTES)

    def _execute(self, source: str, name: str, *, keeps_names: bool) -> Report:
        source = source.removeprefix("\ufeff")
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        tree = ast.parse(source, name)
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr):
            target = ast.copy_location(ast.Name(_VALUE, ast.Store()), last)
            tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
        code = compile(tree, name, "exec", dont_inherit=True)
        del tree, last
        namespace = self.module.__dict__
        _seed(source)
        exec(code, namespace)  # noqa: S102 - this process exists to do it
        value = namespace.pop(_VALUE, None)
        text = None if value is None or stubs.is_drawing(value) else wire.cut(repr(value))
        if not keeps_names:
            _finish_threads()
        self._flush()
        if stubs.has_only_drawn(printed=text is not None or _size(STDOUT).st_size > 0):
            raise RuntimeError("a figure cannot be shown here: print the numbers instead")
        return Report(Verdict.OK, text)

    def _describe(self, exc: BaseException, name: str) -> Report:
        if isinstance(exc, TimeUp):
            return Report(Verdict.TIMEOUT, error=complaints.traceback_of(exc, name, "TimeoutError: the time limit was reached"))
        if isinstance(exc, SystemExit) and exc.code in {None, 0}:
            return Report(Verdict.OK)
        line = complaints.last_line(exc, name) + (_NOTHING_TO_READ if self.stdin.was_read else "")
        return Report(complaints.verdict(exc), error=complaints.traceback_of(exc, name, line), line=line)

    def _flush(self) -> None:
        for stream in (sys.stdout, sys.stderr, *self.streams):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):
                continue  # the program closed or replaced it, or wrote too much: seen from outside


def _seed(source: str) -> None:
    """Seed the global generators from the program: the same program prints the same numbers, another one others."""
    seed = zlib.crc32(source.encode("utf-8", "surrogatepass"))
    for name in ("random", "numpy.random"):
        module = sys.modules.get(name)
        if module is not None:
            module.seed(seed)


def _finish_threads() -> None:
    """Do what the interpreter does at its end: wait for threads, run what was registered with atexit."""
    if threading.active_count() > 1:
        threading._shutdown()  # type: ignore[attr-defined] # noqa: SLF001 - what the interpreter itself calls
    atexit._run_exitfuncs()  # noqa: SLF001 - as above


def _peak_bytes() -> int:
    import resource  # not at the top: Windows, where nothing is served, has none

    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def serve(guest: Guest) -> NoReturn:
    """Run blocks until the control pipe ends or the process is killed.

    The control pipe holds, per block, ``wire.BLOCK`` about the source in descriptor 3 and then a nonce. The nonce stays in the pipe
    until the block is over, so that it is not in this process's memory while the program runs. After its message this process stops
    itself: all its threads, at once, and without asking anybody who may be busy.
    """
    pid = _getpid()
    _on_soft_limit(_soft_limit)
    _write(RESULT, wire.READY)
    while True:
        header = _read(CONTROL, wire.BLOCK.size)
        if len(header) < wire.BLOCK.size:
            _exit(0)
        size, keeps_names = wire.BLOCK.unpack(header)
        report = guest.run(os.pread(SOURCE, size, 0).decode("utf-8", "surrogatepass"), keeps_names=keeps_names)
        if _getpid() != pid:
            _exit(0)  # a copy the program forked, where forking is not refused
        _on_soft_limit(signal.SIG_IGN)
        _write(RESULT, wire.pack(_read(CONTROL, wire.NONCE_BYTES), replace(report, peak_bytes=_peak_bytes())))
        _kill(pid, signal.SIGSTOP)  # the zygote hears of it and stops the clocks; it wakes this process for the next block
        _on_soft_limit(_soft_limit)
