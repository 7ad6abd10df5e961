"""Claims about the wheel: it holds what a fresh machine needs."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (path,) = folder.glob("qmath_cli-*.whl")
    return zipfile.ZipFile(path)


@pytest.mark.slow
def test_the_wheel_holds_models_toml_schema_and_mini(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {"qmath/data/models.toml", "qmath/data/solution.schema.json", "qmath/data/mini.gguf", "qmath/py.typed"} <= names
    assert tomllib.loads(wheel.read("qmath/data/models.toml").decode()) == tomllib.loads((ROOT / "models.toml").read_text(encoding="utf-8"))
    assert wheel.read("qmath/data/mini.gguf") == (ROOT / "qmath" / "data" / "mini.gguf").read_bytes()


@pytest.mark.slow
def test_the_wheel_holds_no_tests_and_no_scripts(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert all(top == "qmath" or re.fullmatch(r"qmath_cli-.*\.dist-info", top) for top in tops)


def test_mini_is_small_enough_to_ship() -> None:
    assert (ROOT / "qmath" / "data" / "mini.gguf").stat().st_size <= 16_000_000
