"""Claims about ``qmath pull``, through a real process and a local server."""

from pathlib import Path

from qmath.models.catalog import find
from tests.hub import COMMIT, serve
from tests.process import environment, run

ENTRY = find("qwen2-7b")
FILE = ENTRY.files[0].file
PATH = f"/{ENTRY.repo}/resolve/{ENTRY.revision or 'main'}/{FILE}"


def _environment(address: str, home: Path) -> dict[str, str]:
    return environment(HF_ENDPOINT=address, HF_HOME=str(home), HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_XET="1")


def test_a_pulled_model_lies_in_the_hub_cache_where_solve_finds_it(tmp_path: Path) -> None:
    with serve({PATH: b"weights"}) as hub:
        done = run("pull", "qwen2-7b", env=_environment(hub.address, tmp_path))
        assert done.code == 0, done.err
        path = Path(done.out.strip())
        assert path.read_bytes() == b"weights"
        assert COMMIT in path.parts
        solved = run("solve", "-m", "qwen2-7b", "x", env=_environment(hub.address, tmp_path))
    assert solved.code == 6, "the seven bytes are no model, but they were found"
    assert FILE in solved.err


def test_a_file_with_other_bytes_than_the_catalog_names_is_refused(tmp_path: Path) -> None:
    entry = find("7b")
    path = f"/{entry.repo}/resolve/{entry.revision}/{entry.pick(None).file}"
    with serve({path: b"other weights"}) as hub:
        done = run("pull", "7b", env=_environment(hub.address, tmp_path))
    assert done.code == 6
    assert "the catalog says" in done.err


def test_a_file_that_is_not_there_exits_with_6(tmp_path: Path) -> None:
    with serve({}) as hub:
        done = run("pull", "qwen2-7b", env=_environment(hub.address, tmp_path))
    assert done.code == 6
    assert "could not be fetched" in done.err
    assert "Traceback" not in done.err


def test_a_hub_that_does_not_answer_exits_with_6(tmp_path: Path) -> None:
    done = run("pull", "qwen2-7b", env=_environment("http://127.0.0.1:9", tmp_path))
    assert done.code == 6
    assert "Traceback" not in done.err


def test_mini_needs_no_pull() -> None:
    done = run("pull", "mini")
    assert done.code == 0
    assert "nothing to fetch" in done.err
