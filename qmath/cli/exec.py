"""``qmath exec``: run a Python program, or many, exactly as a rollout would.

Here: options into the sandbox and its results onto stdout. Not here: the sandbox, and the rows of ``--jsonl`` (``jobs/programs.py``).
"""

from __future__ import annotations

import sys
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qmath.cli import options, walls
from qmath.cli.amounts import size_bytes
from qmath.cli.output import Sink, clean, dump, say
from qmath.errors import InputError, UsageError

if TYPE_CHECKING:
    from qmath.jobs.programs import Done
    from qmath.sandbox.pool import SandboxPool
    from qmath.schema import ExecutionResult, Limits, SandboxInfo

EXIT_NOT_OK, EXIT_ROWS_NOT_OK = 3, 5


def exec_(
    file: Annotated[str | None, typer.Argument(help="The program; `-` or nothing reads stdin.", metavar="[FILE]")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Many: rows {"id", "program"} or {"id", "programs": [...]}.')] = False,
    sandbox: options.Sandbox = options.SandboxLevelChoice.AUTO,
    program_timeout: options.ProgramTimeout = 5.0,
    program_memory: options.ProgramMemory = options.DEFAULT_MEMORY,
    stateful: options.Stateful = False,
    parallel: options.ProgramsParallel = None,
    artifacts: options.Artifacts = None,
    json_: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Run a Python program exactly as a model's program is run; print the text that the model would read.

    \b
    Examples:
      echo 'print(6*7)' | qmath exec
      qmath exec --jsonl < programs.jsonl > results.jsonl
      qmath exec --jsonl --stateful <<< '{"id": 1, "programs": ["x = 6", "print(7*x)"]}'
    """  # noqa: D301 - click reads the escaped \b
    if jsonl and json_:
        raise UsageError("--jsonl and --json exclude one another", hint="--jsonl writes a row of JSON for each row")
    if stateful and not jsonl:
        raise UsageError("--stateful needs --jsonl: one program has none before it", hint='rows of --jsonl with "programs" are sessions')
    if file in (None, "-") and (sys.stdin is None or (file is None and sys.stdin.isatty())):
        what, hint = ("are no rows", "qmath exec --jsonl < rows.jsonl") if jsonl else ("is no program", "echo 'print(6*7)' | qmath exec")
        raise InputError(f"there {what}", hint=f"try: {hint}")
    from qmath.sandbox.executor import SandboxMode
    from qmath.sandbox.pool import SandboxPool
    from qmath.schema import Limits

    limits = Limits.of(program_timeout, size_bytes(program_memory, "--program-memory"))
    source = "" if jsonl else _program(file)
    rows = _open(file) if jsonl else None
    with SandboxPool(SandboxMode(sandbox.value), parallel, artifacts=walls.folder(artifacts)) as pool:
        with walls.said_when_slow(is_quiet=quiet):
            info = pool.info
        if not quiet:
            walls.say_what_is_missing(info, sandbox, has_figures=artifacts is not None)
        if rows is not None:
            _run_rows(pool, rows, _name(file), limits, is_stateful=stateful)
        else:
            _run_one(pool, source, limits, is_json=json_, is_quiet=quiet)


def _run_one(pool: SandboxPool, source: str, limits: Limits, *, is_json: bool, is_quiet: bool) -> None:
    from qmath.schema import ExecutionStatus, to_json

    result = pool.run(source, limits)
    sink = Sink()
    sink.write(f"{dump({**_fields(result), 'sandbox': to_json(pool.info)})}\n" if is_json else f"{clean(result.text)}\n")
    for text in (result.stderr, result.error) if not is_quiet and not is_json else ():
        if text:  # no model reads these, but who wrote the program may want to
            say(clean(text.removesuffix("\n")))
    if result.is_truncated and not is_quiet and not is_json:
        say("qmath: the output was cut in the middle, to the 400 characters that a model reads")
    if not is_quiet:
        walls.say_saved(result.artifacts)
    if result.status is not ExecutionStatus.OK:
        raise typer.Exit(EXIT_NOT_OK)


def _run_rows(pool: SandboxPool, rows: FileIO, name: str, limits: Limits, *, is_stateful: bool) -> None:
    from qmath.jobs.pipe import Ahead
    from qmath.jobs.programs import Runner
    from qmath.jobs.textfile import LineReader
    from qmath.schema import ExecutionStatus

    sink, info = Sink(), pool.info
    is_all_ok = True
    for done in Runner(pool, limits, is_stateful=is_stateful).run(Ahead(LineReader(rows, name)), name):
        if done.row.error is not None:
            say(f"qmath: {clean(done.row.error)}")
        is_all_ok &= done.row.error is None and all(result.status is ExecutionStatus.OK for result in done.results)
        sink.write(f"{dump(_row(done, info))}\n")
    if not is_all_ok:
        raise typer.Exit(EXIT_ROWS_NOT_OK)


def _row(done: Done, info: SandboxInfo) -> dict[str, object]:
    """Return what is written for a row: with its id first, and the level of the walls last."""
    level = {"sandbox": {"level": info.level.value}}
    if done.row.error is not None:
        error = {"code": InputError.code, "message": done.row.error}
        return {"id": done.row.id, "status": "error", "text": f"InputError: {done.row.error}", "error": error}
    if done.row.is_many:
        return {"id": done.row.id, "results": [_fields(result) for result in done.results], **level}
    return {"id": done.row.id, **_fields(done.results[0]), **level}


def _name(file: str | None) -> str:
    return "stdin" if file in (None, "-") else str(file)


def _open(file: str | None) -> FileIO:
    """Return the rows as a stream of bytes, unbuffered so that it gives what is there. It is closed by the end of the process."""
    try:
        return FileIO(sys.stdin.fileno(), closefd=False) if file in (None, "-") else FileIO(str(file))
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}", hint="give the path of a file of rows") from error


def _program(file: str | None) -> str:
    source = _read(file)
    if not source.strip():
        raise InputError(f"{_name(file)}: the program is empty", hint="try: echo 'print(6*7)' | qmath exec")
    return source


def _read(file: str | None) -> str:
    try:
        data = sys.stdin.buffer.read() if file in (None, "-") else Path(str(file)).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}", hint="give the path of a Python file") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{_name(file)}:{line}: not UTF-8", hint="save the program as UTF-8") from error


def _fields(result: ExecutionResult) -> dict[str, object]:
    return {
        "status": result.status.value,
        "text": result.text,
        "truncated": result.is_truncated,
        "wall_s": round(result.wall_s, 4),
        "cpu_s": round(result.cpu_s, 4),
        "peak_memory_bytes": result.peak_memory_bytes,
        **({"artifacts": list(result.artifacts)} if result.artifacts else {}),
    }
