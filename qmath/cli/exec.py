"""``qmath exec``: run a Python program exactly as a rollout would.

Here: options into the sandbox and its result onto stdout. Not here: the sandbox.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qmath.cli import options
from qmath.cli.output import Sink, clean, dump, say
from qmath.errors import InputError

if TYPE_CHECKING:
    from qmath.schema import ExecutionResult, SandboxInfo

EXIT_NOT_OK = 3


def exec_(
    file: Annotated[str | None, typer.Argument(help="The program; `-` or nothing reads stdin.", metavar="[FILE]")] = None,
    sandbox: options.Sandbox = options.SandboxLevelChoice.AUTO,
    program_timeout: options.ProgramTimeout = 5.0,
    program_memory: options.ProgramMemory = "1G",
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Run a Python program exactly as a model's program is run; print the text that the model would read."""
    from qmath.schema import ExecutionStatus, Limits, SandboxLevel

    source = _read(file)
    limits = Limits.of(program_timeout, options.size_bytes(program_memory, "--program-memory"))
    from qmath.sandbox.executor import SandboxMode
    from qmath.sandbox.pool import SandboxPool

    pool = SandboxPool(SandboxMode(sandbox.value))
    try:
        info = pool.info
        if not quiet and info.level is not SandboxLevel.STRICT and sandbox is not options.SandboxLevelChoice.NONE:
            say(f"qmath: warning: the sandbox is only {info.level.value} here; missing: {', '.join(info.missing)}")
        result = pool.run(source, limits)
    finally:
        pool.close()
    sink = Sink()
    sink.write(f"{dump(_document(result, info))}\n" if json_ else f"{clean(result.text)}\n")
    if result.error and not quiet and not json_:
        say(clean(result.error))
    if result.status is not ExecutionStatus.OK:
        raise typer.Exit(EXIT_NOT_OK)


def _read(file: str | None) -> str:
    if file is None and sys.stdin.isatty():
        raise InputError("there is no program", hint="try: echo 'print(6*7)' | qmath exec")
    try:
        data = sys.stdin.buffer.read() if file in (None, "-") else Path(str(file)).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}", hint="give the path of a Python file") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{file or 'stdin'}:{line}: not UTF-8", hint="save the program as UTF-8") from error


def _document(result: ExecutionResult, info: SandboxInfo) -> dict[str, object]:
    from qmath.schema import to_json

    return {
        "status": result.status.value,
        "text": result.text,
        "truncated": result.is_truncated,
        "wall_s": round(result.wall_s, 4),
        "cpu_s": round(result.cpu_s, 4),
        "peak_memory_bytes": result.peak_memory_bytes,
        "sandbox": to_json(info),
    }
