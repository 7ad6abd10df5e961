"""Claims about ``--help``: it fits any window, nothing in it is cut, and many options stand in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from qmath.cli.app import app


def _commands(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - a class that typer keeps to itself
    yield before, group
    for name, command in getattr(group, "commands", {}).items():
        yield from _commands(command, (*before, name))


COMMANDS = list(_commands(typer.main.get_command(app)))
_EXAMPLES = re.compile(r"^  Examples?:\n(    \S.*\n)+", re.MULTILINE)
"""What is to be copied: the terminal breaks it where it must."""


def _help(arguments: tuple[str, ...], columns: int) -> str:
    done = CliRunner().invoke(app, [*arguments, "--help"], prog_name="qmath", terminal_width=columns)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("columns", [40, 60, 78, 120])
@pytest.mark.parametrize("arguments", [arguments for arguments, _ in COMMANDS], ids=" ".join)
def test_help_fits_the_window(arguments: tuple[str, ...], columns: int) -> None:
    text = _EXAMPLES.sub("", _help(arguments, columns))
    too_long = [line for line in text.splitlines() if len(line) > columns]
    assert all(re.fullmatch(r"  (-\w, )?--\S+ \S+", line) for line in too_long), "only an option with its values, which has no blank"


@pytest.mark.parametrize(("arguments", "command"), COMMANDS, ids=[" ".join(arguments) for arguments, _ in COMMANDS])
def test_every_option_and_its_variable_are_whole_at_40_columns(arguments: tuple[str, ...], command: Any) -> None:  # noqa: ANN401 - as above
    text = _help(arguments, 40)
    for parameter in command.params:
        assert all(re.search(rf"(?<!\S){re.escape(option)}(?!\w)", text) for option in parameter.opts if option.startswith("-"))
        assert not parameter.envvar or f"[env var: {parameter.envvar}" in text
        assert not parameter.help or " ".join(parameter.help.split()) in " ".join(text.split())


def test_many_options_stand_in_groups_and_few_do_not() -> None:
    headings = re.findall(r"^(\S.*):$", _help(("solve",), 80), re.MULTILINE)
    assert headings == ["Arguments", "Problem and model", "Sampling", "Engine", "Programs", "Output", "Other options"]
    assert re.findall(r"^(\S.*):$", _help(("models", "plan"), 80), re.MULTILINE) == ["Arguments", "Options"]


def test_a_command_is_named_with_what_it_does() -> None:
    lines = _help((), 78).splitlines()
    assert "  merge       Join the outputs of several shards in the order of the input;" in lines
    assert "  models      The models: what there is, what is here, what to do with them" in lines
