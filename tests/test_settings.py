"""The environment, the user's folders and the configuration file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qmath.errors import ConfigError
from qmath.settings import config_path, editor, environment, hub_cache, load_config, models_dir, sky_shard, slurm_shard, state_dir

OPTIONS = frozenset({"model", "n-ctx", "temperature", "require-gpu", "endpoint", "samples"})


def configured(tmp_path: Path, text: str) -> dict[str, str]:
    """Write a configuration file; return an environment that names it."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return {"QMATH_CONFIG": str(path)}


def test_the_state_folder_can_be_named(tmp_path: Path) -> None:
    assert state_dir({"QMATH_STATE_DIR": str(tmp_path)}) == tmp_path


def test_a_relative_state_folder_does_not_move_with_the_process() -> None:
    assert state_dir({"QMATH_STATE_DIR": "here"}) == Path.cwd() / "here"


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert state_dir({"QMATH_STATE_DIR": ""}) == state_dir({})
    assert config_path({"QMATH_CONFIG": ""}) == config_path({})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG folders are a Linux habit")
def test_the_default_folders_follow_xdg(tmp_path: Path) -> None:
    code = "from qmath.settings import *; print(state_dir()); print(config_path())"
    variables = environment() | {"XDG_STATE_HOME": str(tmp_path / "s"), "XDG_CONFIG_HOME": str(tmp_path / "c")}
    variables = {name: value for name, value in variables.items() if not name.startswith("QMATH_")}
    printed = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True).stdout
    assert printed.splitlines() == [str(tmp_path / "s/qmath"), str(tmp_path / "c/qmath/config.toml")]


def test_the_environment_for_children_is_a_copy() -> None:
    copy = environment()
    copy["QMATH_TEST_ONLY"] = "1"
    assert "QMATH_TEST_ONLY" not in os.environ


def test_settings_come_back_by_option_name_as_they_are_typed(tmp_path: Path) -> None:
    text = 'model = "mini"\nn-ctx = 2048\ntemperature = 0.7\nrequire-gpu = true\n'
    assert load_config(OPTIONS, configured(tmp_path, text)) == {
        "model": "mini",
        "n-ctx": "2048",
        "temperature": "0.7",
        "require-gpu": "true",
    }


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    code = "from qmath.settings import load_config; print(load_config(frozenset()))"
    variables = {name: value for name, value in environment().items() if not name.startswith("QMATH_")}
    variables |= {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path), "APPDATA": str(tmp_path)}
    printed = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True).stdout
    assert printed == "{}\n"


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist") as caught:
        load_config(OPTIONS, {"QMATH_CONFIG": str(tmp_path / "no.toml")})
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('model = "mini"\nn-ctx = = 3\n', 2, "Invalid value"),
        ('model = "mini\n', 1, "Illegal character"),
        ("samples = 3\n\n# no\nsample = 4\n", 4, "no setting sample"),
        ("samples = 3\n[solve]\nmodel = 1\n", 2, "no setting solve"),
        ("model = 1979-05-27\n", 1, "--model takes"),
        ("endpoint = [1, 2]\n", 1, "--endpoint takes"),
        ('model = ["mini"]\n', 1, "--model takes"),
        ("temperature = nan\n", 1, "--temperature takes"),
        ("temperature = 1e400\n", 1, "--temperature takes"),
        (f"samples = 0x{'f' * 5_000}\n", 1, "--samples takes"),
        ('model = "a\\u0000b"\n', 1, "--model holds a NUL"),
        ("model = [", 1, "Invalid value"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    variables = configured(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(OPTIONS, variables)
    assert caught.value.message.startswith(f"{variables['QMATH_CONFIG']}:{line}: ")
    assert says in caught.value.message


def test_a_misspelt_option_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(OPTIONS, configured(tmp_path, "n_ctx = 5\n"))
    assert caught.value.hint == "Did you mean n-ctx?"


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"model = \xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(OPTIONS, {"QMATH_CONFIG": str(path)})


def _array(number: int, first: int, last: int, count: int, step: int = 1) -> dict[str, str]:
    values = {"ID": number, "MIN": first, "MAX": last, "COUNT": count, "STEP": step}
    return {f"SLURM_ARRAY_TASK_{name}": str(value) for name, value in values.items()}


def test_the_tasks_of_a_slurm_array_are_its_shards_wherever_it_begins() -> None:
    assert [slurm_shard(_array(number, 5, 7, 3)) for number in (5, 6, 7)] == ["1/3", "2/3", "3/3"]
    assert [slurm_shard(_array(number, 0, 20, 3, step=10)) for number in (0, 10, 20)] == ["1/3", "2/3", "3/3"]


@pytest.mark.parametrize("environ", [{}, _array(3, 1, 7, 3), _array(3, 1, 7, 7) | {"SLURM_ARRAY_TASK_ID": "x"}])
def test_an_array_with_gaps_or_none_at_all_is_no_shard(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="no shard"):
        slurm_shard(environ)


@pytest.mark.parametrize(("environ", "says"), [({}, "is not set"), (_array(3, 1, 7, 7) | {"SLURM_ARRAY_TASK_ID": "x"}, "is 'x'")])
def test_a_variable_that_is_not_set_is_told_as_that(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=f"^SLURM_ARRAY_TASK_ID {says}: no shard can be taken from it$"):
        slurm_shard(environ)


def test_jobs_of_skypilot_count_from_zero() -> None:
    assert sky_shard({"SKYPILOT_JOB_RANK": "0", "SKYPILOT_NUM_JOBS": "4"}) == "1/4"
    with pytest.raises(ConfigError, match="SKYPILOT_JOB_RANK is not set: no shard"):
        sky_shard({})


def test_a_home_that_nobody_knows_is_no_bug() -> None:
    nobody = "~nobody-of-this-name/a"
    assert models_dir({"QMATH_MODELS_DIR": nobody}) == Path(nobody).absolute()
    assert hub_cache({"HF_HUB_CACHE": nobody}) == Path(nobody)
    assert hub_cache({"HF_HOME": nobody}) == Path(nobody) / "hub"


def test_a_byte_order_mark_does_not_spoil_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('\ufeffmodel = "7b"\n', encoding="utf-8")
    assert load_config({"model"}, {"QMATH_CONFIG": str(path)}) == {"model": "7b"}


@pytest.mark.parametrize(
    ("named", "words"),
    [("", ["vi"]), (" ", ["vi"]), ("code -w", ["code", "-w"]), ("'my editor' -x", ["my editor", "-x"]), ("it's", ["it's"])],
)
def test_an_editor_may_have_options_and_a_quote_that_is_never_closed(named: str, words: list[str]) -> None:
    assert editor({"EDITOR": named}) == words


@pytest.mark.parametrize("text", [f"n-ctx = {'9' * 5000}", f"model = {'[' * 5000}{']' * 5000}"], ids=["digits", "depth"])
def test_a_value_that_nobody_can_read_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="far too large"):
        load_config(OPTIONS, configured(tmp_path, text))
