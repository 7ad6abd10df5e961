"""Claims about ``qmath config`` and about completion, through real processes and a real shell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process import COMMAND, environment, run
from tests.sandbox.as_user import NOT_POSSIBLE


def _config(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return environment(QMATH_CONFIG=str(path))


def test_each_setting_is_shown_with_where_it_comes_from(tmp_path: Path) -> None:
    env = _config(tmp_path, 'model = "mini"\n\nsamples = 4\ncolor = "always"\n') | {"QMATH_SAMPLES": "8", "QMATH_PROFILE": "ci"}
    lines = run("config", "show", "--origin", env=env).out.splitlines()
    assert f'model = "mini"  # {tmp_path / "config.toml"}:1' in lines
    assert 'samples = "8"  # variable QMATH_SAMPLES' in lines
    assert 'color = "never"  # profile ci' in lines
    assert "max-programs = 4  # default" in lines
    assert "# threads is not set" in lines


def test_the_document_has_the_same(tmp_path: Path) -> None:
    done = run("config", "show", "--json", env=_config(tmp_path, "\nn-ctx = 2048\n"))
    document = json.loads(done.out)
    rows = {row["option"]: row for row in document["settings"]}
    assert document["path"] == str(tmp_path / "config.toml")
    assert rows["n-ctx"] == {"option": "n-ctx", "value": 2048, "source": "file", "place": f"{tmp_path / 'config.toml'}:2"}
    assert rows["seed"] == {"option": "seed", "value": 0, "source": "default", "place": None}


def test_what_is_shown_is_what_a_command_gets(tmp_path: Path) -> None:
    env = _config(tmp_path, "json = true\n")
    assert json.loads(run("models", env=env).out)["models"]
    assert run("config", "path", env=env).out == f"{tmp_path / 'config.toml'}\n", "where the file is does not depend on what it says"


def test_without_origin_it_can_be_used_as_a_configuration_file(tmp_path: Path) -> None:
    first = run("config", "show", env=_config(tmp_path, 'model = "mini"\nsamples = 2\n')).out
    assert run("config", "show", env=_config(tmp_path, first)).out == first


def test_the_path_is_printed(tmp_path: Path) -> None:
    assert run("config", "path", env=_config(tmp_path, "")).out == f"{tmp_path / 'config.toml'}\n"


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    done = run("config", "show", env=_config(tmp_path, "\nsample = 3\n"))
    assert (done.code, done.out) == (2, "")
    assert f"{tmp_path / 'config.toml'}:2: there is no setting sample." in done.err
    assert "Did you mean samples" in done.err


def test_a_value_that_no_command_takes_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    by_variable = run("config", "show", env=environment(QMATH_N_CTX="abc"))
    assert (by_variable.code, by_variable.out) == (2, "")
    assert "variable QMATH_N_CTX: --n-ctx: 'abc' is not a whole number." in by_variable.err
    assert "unset QMATH_N_CTX" in by_variable.err
    in_file = run("config", "show", env=_config(tmp_path, 'n-ctx = "abc"\n'))
    assert (in_file.code, in_file.out) == (2, "")
    assert f"{tmp_path / 'config.toml'}:1: --n-ctx: 'abc' is not a whole number." in in_file.err


@pytest.mark.parametrize("option", ["yes", "fresh", "check", "edit", "force", "file", "jsonl", "selftest"])
def test_what_decides_about_one_run_is_no_setting(tmp_path: Path, option: str) -> None:
    in_file = run("config", "show", env=_config(tmp_path, f"{option} = true\n"))
    assert in_file.code == 2
    assert f"--{option} is for one run and no setting" in in_file.err
    by_variable = run("config", "show", env=environment(**{f"QMATH_{option.upper()}": "1"}))
    assert by_variable.code == 0
    assert f"QMATH_{option.upper()} sets nothing: --{option} is for one run" in by_variable.err
    assert f"{option} = " not in by_variable.out


def test_the_output_of_a_run_stands_in_no_file_but_in_a_variable(tmp_path: Path) -> None:
    in_file = run("solve", "2 + 3", env=_config(tmp_path, '\noutput = "oo.txt"\n'))
    assert (in_file.code, in_file.out) == (2, "")
    assert in_file.err.startswith(f"qmath: {tmp_path / 'config.toml'}:2: --output is for one run and no setting.\n")
    by_variable = run("config", "show", env=environment(QMATH_OUTPUT="oo.txt"))
    assert (by_variable.code, by_variable.err) == (0, "")
    assert "output" not in by_variable.out


def test_a_variable_that_sets_nothing_is_warned_of_once_with_the_nearest(tmp_path: Path) -> None:
    env = environment(QMATH_MODLE="mini", QMATH_ZZZZ="1", QMATH_MODEL="mini", QMATH_MODELS_DIR=str(tmp_path))
    assert run("config", "show", env=env).err.splitlines() == [
        "qmath: warning: QMATH_MODLE sets nothing; did you mean QMATH_MODE or QMATH_MODEL?",
        "qmath: warning: QMATH_ZZZZ sets nothing: there is no such setting",
    ]


# --- completion ------------------------------------------------------------------------------------------------------


def _completed(line: str, **variables: str) -> list[str]:
    """Return what the program offers for a line, by the protocol that its script for bash speaks."""
    words = line.split(" ")
    asked = {"_QMATH_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "from qmath.cli.start import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(**asked, **variables), capture_output=True, text=True, check=False, timeout=300
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("qmath models in", ["info"]),
        ("qmath models info 72b-b", ["72b-base"]),
        ("qmath pull qwen2.5-math-7b", ["qwen2.5-math-7b", "qwen2.5-math-7b-instruct", "qwen2.5-math-7b-base"]),
        ("qmath models plan 1.5b", ["1.5b", "1.5b-base"]),
        ("qmath solve -m mi", ["mini"]),
        ("qmath solve --model mi", ["mini"]),
        ("qmath solve --mode t", ["tir"]),
    ],
)
def test_names_and_words_are_offered(line: str, offered: list[str]) -> None:
    found = _completed(line)
    assert set(offered) <= set(found)
    assert all(name.startswith(line.rsplit(" ", maxsplit=1)[-1]) for name in found)


def test_models_without_an_entry_are_offered_where_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "some--repo--x-Q8_0.gguf"
    folder.mkdir()
    (folder / "x-Q8_0.gguf").write_bytes(b"GGUF")
    (folder / "x-Q8_0.gguf.json").write_text('{"num_bytes": 4, "sha256": "", "source": "", "name": "some/repo:x-Q8_0.gguf"}')
    for line in ("qmath solve -m so", "qmath models rm so", "qmath models verify so", "qmath models info so"):
        assert _completed(line, QMATH_MODELS_DIR=str(tmp_path)) == ["some/repo:x-Q8_0.gguf"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_that_asks_the_program(shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert f"_QMATH_COMPLETE=complete_{shell}" in done.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    program = tmp_path / "qmath"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from qmath.cli.start import main; main()" "$@"\n')
    program.chmod(0o755)
    script = (
        f'PATH={tmp_path}:$PATH; eval "$(qmath completion bash)"; COMP_WORDS=(qmath solve -m mi); COMP_CWORD=3; '
        '_qmath_completion qmath; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script], env=environment(), capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.split() == ["mini"]


def test_completion_loads_nothing_heavy() -> None:
    code = (
        "import atexit, sys\n"
        "heavy = ('numpy', 'sympy', 'llama_cpp', 'huggingface_hub')\n"
        "atexit.register(lambda: print('LOADED', [name for name in heavy if name in sys.modules]))\n"
        "from qmath.cli.start import main; main()"
    )
    asked = {"_QMATH_COMPLETE": "complete_bash", "COMP_WORDS": "qmath pull 7", "COMP_CWORD": "2"}
    done = subprocess.run([sys.executable, "-c", code], env=environment(**asked), capture_output=True, text=True, check=False, timeout=300)
    assert "7b" in done.stdout
    assert done.stdout.endswith("LOADED []\n")


def test_a_broken_file_spoils_neither_help_nor_version_nor_completion(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("model = = 7b")
    env = environment(QMATH_CONFIG=str(path))
    assert run("models", "path", "mini", env=env).code == 2
    for asked in (("--version",), ("config", "path")):
        done = run(*asked, env=env)
        assert (done.code, done.err) == (0, "")
    typed = run(env={**env, "_QMATH_COMPLETE": "complete_bash", "COMP_WORDS": "qmath pull 7", "COMP_CWORD": "2"})
    assert typed.err == "", "a shell would show it in the middle of the line"
    assert "7b" in typed.out.split()


def test_a_wrong_value_names_the_file_it_stands_in_unless_something_stronger_is_wrong(tmp_path: Path) -> None:
    env = _config(tmp_path, 'n-ctx = "many"\n')
    place = f"it is set in {env['QMATH_CONFIG']}"
    assert place in run("models", "plan", "mini", env=env).err
    assert place not in run("models", "plan", "mini", "--n-ctx=few", env=env).err
    assert place not in run("models", "plan", "mini", env={**env, "QMATH_N_CTX": "few"}).err


def test_a_file_that_nobody_may_look_at_is_not_there(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0 if os.getuid() else 0o700)
    as_user = [] if os.getuid() else [sys.executable, "-m", "tests.sandbox.as_user"]
    env = environment(QMATH_CONFIG=str(closed / "c.toml"), PYTHONDONTWRITEBYTECODE="1")
    command = [*as_user, *COMMAND, "config", "path", "--json"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], env=env, capture_output=True, text=True, check=False)
    closed.chmod(0o700)
    if done.returncode == NOT_POSSIBLE:
        pytest.skip("nobody can become an ordinary user here")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["exists"] is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('model = ["mini"]', ":1: --model takes a text, a number, true or false."),
        ("temperature = nan", ":1: --temperature takes a text, a number, true or false."),
        ("n-ctx = 1.5", ":1: --n-ctx: '1.5' is not a whole number."),
        ("deterministic = 2", ":1: --deterministic: '2' is not a valid boolean."),
        ("color = 1", ":1: --color: '1' is not one of 'auto', 'always', 'never'."),
        ("program-timeout = true", ":1: --program-timeout: 'true' is not a number."),
        (f"n-ctx = {'9' * 5000}", " holds a value that is far too large."),
    ],
    ids=lambda value: value[:16],
)
def test_a_value_of_the_wrong_kind_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    env = _config(tmp_path, text)
    done = run("config", "show", env=env)
    assert (done.code, done.out) == (2, "")
    assert f"{env['QMATH_CONFIG']}{said}" in done.err


def test_a_number_stands_for_a_text_and_a_text_for_a_number(tmp_path: Path) -> None:
    env = _config(tmp_path, 'n-gpu-layers = 0\nparallel = 4\nprogram-memory = 536870912\nn-ctx = "512"\njson = "true"\nmodel = 7\n')
    shown = json.loads(run("config", "show", "--json", env=env).out)
    values = {row["option"]: row["value"] for row in shown["settings"] if row["source"] == "file"}
    assert values == {"n-gpu-layers": 0, "parallel": 4, "program-memory": 536870912, "n-ctx": "512", "json": "true", "model": 7}
    done = run("solve", "1+1", env=env)
    assert done.code == 2
    assert json.loads(done.out)["error"]["message"] == "no model is called '7'"
