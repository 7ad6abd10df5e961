"""Claims about the options that two commands share: one declaration, and each command has them all, in their place."""

import inspect
from dataclasses import fields
from typing import Annotated

import typer
from typer.testing import CliRunner

from qmath.cli import batch, solve
from qmath.cli.solving import SolvingOptions, with_solving_options

NAMES = [field.name for field in fields(SolvingOptions)]


def test_both_commands_have_each_shared_option_in_one_order() -> None:
    for command in (solve.solve, batch.batch):
        assert [name for name in inspect.signature(command).parameters if name in NAMES] == NAMES


def test_a_command_gets_the_values_as_one_record_beside_its_own_options() -> None:
    app = typer.Typer()

    @app.command()
    @with_solving_options
    def command(*, word: str, solving: SolvingOptions, shout: Annotated[bool, typer.Option()] = False) -> None:
        """Say what came."""
        typer.echo(f"{word} {solving.samples} {solving.model} {solving.mode.value} {shout}")

    done = CliRunner().invoke(app, ["hello", "-n", "3", "--mode", "cot", "--shout"], env={"QMATH_MODEL": "7b"})
    assert done.output == "hello 3 7b cot True\n"
