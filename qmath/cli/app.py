"""The program ``qmath``: its commands, and the one place where errors become sentences and exit codes.

Here: registration, the error boundary, signals. Not here: what a command does (one file each) and how things look
(``render.py``, ``output.py``). Imports stay light: ``qmath --help`` must not load numpy, sympy, llama.cpp or the hub.
"""

from __future__ import annotations

import errno
import itertools
import signal
import sys
from collections.abc import Mapping, Sequence
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
from qmath.cli import refusal
from qmath.cli import solve as solve_command
from qmath.cli.columns import window
from qmath.cli.config import config_app, variables, without_mistakes
from qmath.cli.help import Commands
from qmath.cli.models import models_app
from qmath.cli.output import OutputClosedError, open_streams, say, swallow_stdout
from qmath.errors import ConfigError, OutputError, QmathError, UsageError

EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141
EXIT_TERMINATED = 143
_USUAL_HELP_COLUMNS = 52
_MIN_HELP_COLUMNS = 30

_Defaults = dict[str, dict[str, str]]
_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

app = Commands(
    "Solve mathematics problems with a local model that reasons step by step and runs Python.", name="qmath", no_args_is_help=True
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


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"qmath {qmath.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_show_version)] = False,
) -> None:
    """Solve mathematics problems with a local model that reasons step by step and runs Python."""


def run() -> int:
    """Run the command line; return the exit code of the table in the house plan."""
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    command = typer.main.get_command(app)
    options, defaults = _options_of(command), _Defaults()
    signal.signal(signal.SIGTERM, _on_sigterm)
    try:
        defaults = {} if completion_command.prepare() or _asks_about_itself(sys.argv[1:]) else _usable(command, options)
        code = command(prog_name="qmath", standalone_mode=False, default_map=_nested(defaults), **_help_width())
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except (OutputClosedError, BrokenPipeError):
        swallow_stdout()
        return EXIT_PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the boundary
        return _explain(error, command, options, defaults)
    return code if isinstance(code, int) else 0


def _options_of(group: Any, before: str = "") -> dict[str, dict[str, str]]:  # noqa: ANN401 - a class that typer keeps to itself
    """Return the long options of each command, without dashes, and the names of their parameters; groups give ``models ls``."""
    found: dict[str, dict[str, str]] = {}
    for name, command in getattr(group, "commands", {}).items():
        found[before + name] = {
            option.lstrip("-"): parameter.name for parameter in command.params for option in parameter.opts if option.startswith("--")
        }
        found |= _options_of(command, f"{before}{name} ")
    return found


def _defaults(commands: Mapping[str, Mapping[str, str]]) -> _Defaults:
    """Return the defaults of the configuration file per command: an option holds wherever a command has it."""
    config = settings.load_config({option for options in commands.values() for option in options})
    return {name: {options[option]: value for option, value in config.items() if option in options} for name, options in commands.items()}


def _usable(command: Any, options: Mapping[str, Mapping[str, str]]) -> _Defaults:  # noqa: ANN401 - as above
    """Return the defaults, and warn of variables that set nothing.

    For ``doctor`` without what is wrong in them: it works all the same, and says so on its page.
    """
    for sentence in settings.strange_variables(variables(command)):
        say(f"qmath: warning: {sentence}")
    if refusal.command_name(sys.argv[1:], options) != "doctor":
        return _defaults(options)
    try:
        defaults = _defaults(options)
    except ConfigError:
        return {}
    taken = without_mistakes(command.commands["doctor"].params, defaults["doctor"])
    return {**defaults, "doctor": {name: value for name, value in defaults["doctor"].items() if name in taken}}


def _nested(defaults: _Defaults) -> dict[str, Any]:
    """Return the defaults as the option parser wants them: those of a group hold those of its commands by their names."""
    found: dict[str, Any] = {}
    for name, values in defaults.items():
        group, _, command = name.rpartition(" ")
        (found[group] if group else found)[command] = dict(values)
    return found


def _help_width() -> dict[str, int]:
    """Return the width of help in a window so narrow that the option parser would write beyond it."""
    columns = window()
    return {"terminal_width": max(columns, _MIN_HELP_COLUMNS)} if columns < _USUAL_HELP_COLUMNS else {}


def _asks_about_itself(arguments: Sequence[str]) -> bool:
    """Tell whether only help or the version is wanted: a mistake in the configuration file keeps nobody from those."""
    given = tuple(itertools.takewhile(lambda argument: argument != "--", arguments))
    return not given or not {"--help", "-h", "--version"}.isdisjoint(given) or given[:2] == ("config", "path")


def _on_sigterm(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(EXIT_TERMINATED)  # no command catches it, and it ends the process quietly wherever it is raised


def _explain(error: Exception, command: Any, options: dict[str, dict[str, str]], defaults: _Defaults) -> int:  # noqa: ANN401 - as above
    """Say what went wrong and what to do about it; return the exit code. What nobody foresaw is a bug."""
    arguments = sys.argv[1:]
    name = refusal.command_name(arguments, options)
    if isinstance(error, OSError) and error.errno in _CANNOT_WRITE:
        swallow_stdout()
        error = OutputError(f"the output cannot be written: {error.strerror}")
    elif type(error).__name__ == "NoArgsIsHelpError":  # a class that typer keeps to itself; its message is the help
        say(str(error))
        return UsageError.exit_code
    elif isinstance(error, typer.TyperException):
        hint = f"{_remedy(error, name)}see: qmath {f'{name} ' if name else ''}--help"
        if refusal.source(error) == "DEFAULT_MAP":
            hint = f"it is set in {settings.config_path()}; {hint}"
        error = UsageError(refusal.sentence(error), hint=hint)
    elif not isinstance(error, QmathError):
        error = _report_bug(error)
    say(f"qmath: {error.message}")
    if error.hint:
        say(f"       {error.hint}")
    kind = refusal.wanted(arguments, options.get(name, {}), defaults.get(name, {}), settings.environment())
    refusal.write(error, kind, name, command, arguments)
    return error.exit_code


def _remedy(error: typer.TyperException, command: str) -> str:
    """Return what to do about a problem that stands where a command or an option should."""
    message = error.format_message()
    if message.startswith("No such command"):
        return "" if command else "a problem is solved by: qmath solve 'PROBLEM'; "
    return "put the problem in single quotes; " if command == "solve" and "unexpected extra argument" in message else ""


def _report_bug(error: Exception) -> QmathError:
    """Write down what happened; return the error that says where."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile("w", prefix="qmath-bug-", suffix=".txt", delete=False, encoding="utf-8", errors="replace") as file:
            file.write(f"qmath {qmath.__version__}, Python {sys.version}\n{sys.argv!r}\n\n")
            traceback.print_exception(error, file=file)
        hint = f"please report it with {file.name}"
    except OSError:  # no folder for temporary files, or no room in it
        hint = "please run it again with TMPDIR set to a folder that can be written, and report it with the file that is named then"
    return QmathError(f"this is a bug of qmath: {type(error).__name__}: {error}", hint=hint)


if __name__ == "__main__":
    sys.exit(run())
