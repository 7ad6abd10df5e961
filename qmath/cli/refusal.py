"""The document of a run that ended with an error before its command wrote one: whoever asked for JSON gets JSON.

Here: whether JSON was asked for, read from the bare command line, which the option parser may have refused; writing the
document; and the option parser's sentences in our words. Not here: errors after a command began to write (its view does that), all
other sentences, and exit codes (``app.py``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import typer

import qmath
from qmath.cli.output import Sink, dump
from qmath.errors import QmathError

if TYPE_CHECKING:
    from qmath.schema import Problem

_OPTIONS: Final = {"json": "QMATH_JSON", "events": "QMATH_EVENTS"}
_SOLVING: Final = frozenset({"solve"})
ERROR_SCHEMA: Final = "qmath.error/1"
_YES: Final = frozenset({"1", "true", "t", "yes", "y", "on"})


def command_name(arguments: Sequence[str], known: Container[str]) -> str:
    """Return the name of the command in a command line, such as ``solve`` or ``models ls``; empty if there is none."""
    words = [argument for argument in arguments if not argument.startswith("-")][:2]
    return next((name for name in (" ".join(words), *words[:1]) if name in known), "")


def sentence(error: typer.TyperException) -> str:
    """Return what the option parser refuses, by the name that was used: the option's, or the variable's that gave its value."""
    named = spelled(error.format_message())
    parameter = getattr(error, "param", None)
    if source(error) != "ENVIRONMENT" or parameter is None:
        return named
    return re.sub(r"^Invalid value for .+?: ", lambda _found: f"Invalid value for the variable {parameter.envvar}: ", named)


def source(error: typer.TyperException) -> str:
    """Return where the refused value comes from, in the option parser's words; nothing where the error is of no value."""
    parameter, context = getattr(error, "param", None), getattr(error, "ctx", None)
    found = context.get_parameter_source(parameter.name) if parameter is not None and context is not None else None
    return found.name if found is not None else ""


def spelled(message: str) -> str:
    """Return a message of the option parser without the words of programmers."""
    message = re.sub(r" \(env var: '\w+'\)(?=:)", "", message).replace("Recognized values: , ", "Recognized values: ")
    for theirs, ours in (("int", "whole number"), ("float", "number")):
        message = re.sub(rf"is not a valid {theirs}( range)?\.", f"is not a {ours}.", message)
    return message


def wanted(arguments: Sequence[str], options: Mapping[str, str], defaults: Mapping[str, str], environ: Mapping[str, str]) -> str:
    """Return ``json`` or ``events`` if that is asked for, else nothing.

    ``options`` are the command's long options and the names of their parameters, ``defaults`` what the configuration sets.
    """
    given = set(itertools.takewhile(lambda argument: argument != "--", arguments))
    for option, variable in _OPTIONS.items():
        standing = environ.get(variable) or defaults.get(options.get(option, ""), "")
        is_set = f"--{option}" in given or standing.lower() in _YES
        if option in options and is_set:
            return option
    return ""


def write(error: QmathError, kind: str, command: str, group: Any, arguments: Sequence[str]) -> None:  # noqa: ANN401 - typer's own class
    """Write the error as a document (``json``) or an event (``events``) to stdout, unless something was written already.

    Commands that give solutions give one that says what went wrong, with the problem where the command line tells it; all others give
    a document of the error alone. ``group`` holds the commands.
    """
    if not kind or Sink.has_written:
        return
    if kind == "json" and command not in _SOLVING:
        said = {"code": error.code, "exit_code": error.exit_code, "message": error.message, "hint": error.hint}
        Sink().write(f"{dump({'schema': ERROR_SCHEMA, 'qmath': qmath.__version__, 'error': said})}\n")
        return
    from qmath.cli.views import EventsView, JsonView

    view = (JsonView if kind == "json" else EventsView)(Sink())
    view.fail(_problem(group.commands[command], arguments[arguments.index(command) + 1 :]), error)


def _problem(command: Any, arguments: Sequence[str]) -> Problem:  # noqa: ANN401 - as above
    """Return the problem of an argument or of ``--file``; an empty one where neither tells it, or an option is unknown."""
    from qmath.cli.question import read_problem
    from qmath.schema import Problem

    parser = command.make_parser(typer.Context(command, resilient_parsing=True))
    given = parser.parse_args(list(arguments))[0]
    argument, file = (text if isinstance(text := given.get(name), str) else None for name in ("problem", "file"))
    if file is None and argument in {None, "-"}:
        return Problem("")  # stdin may not have come to its end
    try:
        return read_problem(argument, file, is_edited=False)
    except QmathError:
        return Problem(argument or "")
