"""Claims about the options that two commands share: one declaration, and each command has them all, in their place."""

import inspect
import json
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from qmath.cli import batch, solve
from qmath.cli.solving import SolvingOptions, with_solving_options
from tests.process import environment, run

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


def test_what_a_profile_sets_wins_over_the_configuration_file(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("samples = 3\ntemperature = 0.7\n", encoding="utf-8")
    env = environment(QMATH_PROFILE="ci", QMATH_CONFIG=str(config))
    done = run("solve", "--json", "-m", "mini", "--max-tokens", "4", "What is 2 + 3?", env=env)
    sampling = json.loads(done.out)["sampling"]
    assert (sampling["samples"], sampling["temperature"]) == (1, 0.0), done.err


@pytest.mark.parametrize(
    ("arguments", "variables", "config", "says", "hint"),
    [
        (["-n", "3"], {}, "deterministic = true", "--deterministic (FILE:1) means one greedy sample; --samples 3", "leave out --samples"),
        ([], {"SAMPLES": "3", "PROFILE": "ci"}, "", "--samples 3 (variable QMATH_SAMPLES) does not go with it", "unset QMATH_SAMPLES"),
        (["-n", "3", "--profile", "ci"], {}, "", "--deterministic (profile ci) means one greedy sample; --samples 3 does", "leave out"),
        ([], {}, "deterministic = true\ntemperature = 1", "--temperature 1 (FILE:2) does not go with it", "take temperature out of FILE"),
    ],
    ids=["option and file", "variable and profile", "option and profile", "file and file"],
)
def test_what_no_weaker_place_says_against_it_is_refused_with_where_it_stands(
    tmp_path: Path, arguments: list[str], variables: dict[str, str], config: str, says: str, hint: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(config, encoding="utf-8")
    env = environment(QMATH_CONFIG=str(path), **{f"QMATH_{name}": value for name, value in variables.items()})
    done = run("solve", *arguments, "2 + 3", env=env)
    assert done.code == 2
    first, second = done.err.splitlines()
    assert says.replace("FILE", str(path)) in first
    assert hint.replace("FILE", str(path)) in second
