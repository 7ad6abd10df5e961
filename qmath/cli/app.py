"""The program ``qmath``: its commands, and the one place where errors become sentences and exit codes.

Here: registration, the error boundary, signals. Not here: what a command does (one file each) and how things look
(``render.py``, ``output.py``). Imports stay light: ``qmath --help`` must not load numpy, sympy, llama.cpp or the hub.
"""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import Annotated, Any

import typer

import qmath
from qmath import settings
from qmath.cli import batch as batch_command
from qmath.cli import completion as completion_command
from qmath.cli import doctor as doctor_command
from qmath.cli import exec as exec_command
from qmath.cli import filter as filter_command
from qmath.cli import merge as merge_command
from qmath.cli import pull as pull_command
from qmath.cli import solve as solve_command
from qmath.cli.config import config_app
from qmath.cli.models import models_app
from qmath.cli.output import OutputClosedError, open_streams, say, swallow_stdout
from qmath.errors import QmathError

EXIT_BUG = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141
EXIT_TERMINATED = 143

_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

app = typer.Typer(
    name="qmath",
    help="Solve mathematics problems with a local model that reasons step by step and runs Python.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich help costs as much time as all the rest of the start
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("solve")(solve_command.solve)
app.command("batch")(batch_command.batch)
app.command("exec")(exec_command.exec_)
app.command("merge")(merge_command.merge)
app.add_typer(models_app, name="models")
app.command("pull")(pull_command.pull)
app.command("doctor")(doctor_command.doctor)
app.command("render")(filter_command.render)
app.add_typer(config_app, name="config")
app.command("completion")(completion_command.completion)


class _TerminatedError(BaseException):
    """SIGTERM arrived."""


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"qmath {qmath.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_show_version)] = False,
) -> None:
    """Solve mathematics problems with a local model that reasons step by step and runs Python."""


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run())


def run() -> int:
    """Run the command line; return the exit code of the table in the house plan."""
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _on_sigterm)
    try:
        command = typer.main.get_command(app)
        completion_command.prepare()
        code = command(prog_name="qmath", standalone_mode=False, default_map=_defaults(command))
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except _TerminatedError:
        return EXIT_TERMINATED
    except (OutputClosedError, BrokenPipeError):
        swallow_stdout()
        return EXIT_PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the boundary
        return _explain(error)
    return code if isinstance(code, int) else 0


def _defaults(group: Any) -> dict[str, Any]:  # noqa: ANN401 - a class that typer keeps to itself
    """Return the defaults of the configuration file per command: an option holds wherever a command has it."""
    config = settings.load_config(frozenset(_options_of(group)))
    return _defaults_of(group, config)


def _parameters(command: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    """Return the parameter behind each long option of a command, by the option's name without the dashes."""
    return {option.lstrip("-"): parameter.name for parameter in command.params for option in parameter.opts if option.startswith("--")}


def _options_of(group: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for command in group.commands.values():
        yield from _parameters(command)
        if hasattr(command, "commands"):
            yield from _options_of(command)


def _defaults_of(group: Any, config: Mapping[str, settings.Value]) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return a map from commands to defaults; that of a group holds those of its commands by their names."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        parameters = _parameters(command)
        found[name] = {parameters[option]: value for option, value in config.items() if option in parameters}
        if hasattr(command, "commands"):
            found[name] |= _defaults_of(command, config)
    return found


def _on_sigterm(_number: int, _frame: FrameType | None) -> None:
    raise _TerminatedError


def _explain(error: Exception) -> int:
    """Say what went wrong and what to do about it; return the exit code. What nobody foresaw is a bug."""
    if isinstance(error, QmathError):
        say(f"qmath: {error.message}")
        if error.hint:
            say(f"       {error.hint}")
        return error.exit_code
    if isinstance(error, typer.TyperException):
        say(f"qmath: {error.format_message()}")
        say("       see: qmath --help")
        return error.exit_code
    if isinstance(error, OSError) and error.errno in _CANNOT_WRITE:
        swallow_stdout()
        say(f"qmath: the output cannot be written: {error.strerror}")
        return EXIT_USAGE
    return _report_bug(error)


def _report_bug(error: Exception) -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="qmath-bug-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(f"qmath {qmath.__version__}, Python {sys.version}\n{sys.argv!r}\n\n")
        traceback.print_exception(error, file=file)
    say(f"qmath: this is a bug of qmath: {type(error).__name__}: {error}")
    say(f"       please report it with {file.name}")
    return EXIT_BUG


if __name__ == "__main__":
    main()
