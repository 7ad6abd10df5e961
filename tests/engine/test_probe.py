"""A layout that kills llama.cpp kills a child, and the next one is taken; the verdict is found once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import llama_cpp
import pytest

from qmath.engine.bindings import llama_version
from qmath.engine.gguf import check_file
from qmath.engine.options import LoadOptions
from qmath.engine.probe import TOLERANCE, Layout, Trial, Verdict, climb, launch_child, load_options, run_child, verdict
from qmath.errors import EngineError

TinyGguf = Callable[[str], Path]

PLAIN_WORKS = 'print(\'{"plain": true, "plain_s": 0.1}\', flush=True)'
SEGFAULT = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
ILLEGAL = "import os, signal; os.kill(os.getpid(), signal.SIGILL)"
DISAGREES = "print('{\"difference\": 0.4}')"
AGREES = "print('{\"difference\": 0.01}')"


class Script:
    """Launches a real process that runs a given program for each layout, and remembers which were launched."""

    def __init__(self, **programs: str) -> None:
        self.programs = programs
        self.launched: list[Layout] = []

    def __call__(self, _file: Path, layout: Layout) -> Trial:
        """Run the program of a layout."""
        self.launched.append(layout)
        return run_child([sys.executable, "-c", self.programs[layout.value]])


def lines(*programs: str) -> str:
    return "\n".join(programs)


def climbed(launcher: Script) -> Layout:
    return climb(Path("unused"), launcher).layout


# --- the ladder ------------------------------------------------------------------------------------------------------


def test_default_options_that_survive_are_kept() -> None:
    launcher = Script(default=lines(PLAIN_WORKS, AGREES))
    assert climbed(launcher) is Layout.DEFAULT
    assert launcher.launched == [Layout.DEFAULT]


def test_a_crash_of_the_default_leads_to_the_repack_override() -> None:
    launcher = Script(default=lines(PLAIN_WORKS, SEGFAULT), repack=lines(PLAIN_WORKS, AGREES))
    assert climbed(launcher) is Layout.REPACK


def test_two_crashes_lead_to_the_plain_layout_without_a_third_child() -> None:
    launcher = Script(default=lines(PLAIN_WORKS, SEGFAULT), repack=lines(PLAIN_WORKS, SEGFAULT))
    assert climbed(launcher) is Layout.PLAIN
    assert launcher.launched == [Layout.DEFAULT, Layout.REPACK]


def test_a_layout_that_computes_something_else_is_not_taken() -> None:
    launcher = Script(default=lines(PLAIN_WORKS, DISAGREES), repack=lines(PLAIN_WORKS, AGREES))
    assert climbed(launcher) is Layout.REPACK


def test_a_crash_after_agreement_counts_as_a_crash() -> None:
    launcher = Script(default=lines(PLAIN_WORKS, AGREES, SEGFAULT), repack=lines(PLAIN_WORKS, AGREES))
    assert climbed(launcher) is Layout.REPACK


def test_a_layout_that_hangs_is_given_up() -> None:
    hangs = lines(PLAIN_WORKS, "import time; time.sleep(600)")
    trial = run_child([sys.executable, "-c", hangs], timeout_s=8.0)
    assert trial.is_plain_ok
    assert not trial.is_good
    assert not trial.is_starved
    assert trial.status != 0


def starved(_file: Path, _layout: Layout) -> Trial:
    return run_child([sys.executable, "-c", "import time; time.sleep(60)"], timeout_s=0.1)


def test_a_machine_too_busy_to_tell_gets_the_plain_layout_for_this_time_only(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    header = check_file(tiny_gguf("Q8_0"))
    assert verdict(header, tmp_path, starved) == Verdict(Layout.PLAIN, 0.0, is_final=False)
    assert verdict(header, tmp_path, Script(default=lines(PLAIN_WORKS, AGREES))).layout is Layout.DEFAULT


def test_each_layout_is_what_it_says() -> None:
    assert Verdict(Layout.DEFAULT, 0.0).load_options == LoadOptions(use_extra_bufts=True, repack=False)
    assert Verdict(Layout.REPACK, 0.0).load_options == LoadOptions(use_extra_bufts=False, repack=True)
    assert Verdict(Layout.PLAIN, 0.0).load_options == LoadOptions(use_extra_bufts=False, repack=False)


# --- nothing works ---------------------------------------------------------------------------------------------------


def test_an_illegal_instruction_is_answered_with_the_right_build() -> None:
    with pytest.raises(EngineError, match="instructions that this processor does not have") as caught:
        climb(Path("unused"), Script(default=ILLEGAL))
    assert caught.value.exit_code == 8
    assert f"llama-cpp-python=={llama_cpp.__version__}" in caught.value.hint
    assert "/whl/cpu" in caught.value.hint or "GGML_NATIVE=ON" in caught.value.hint


def test_a_plain_layout_that_crashes_is_an_error_with_the_signal() -> None:
    with pytest.raises(EngineError, match="SIGSEGV") as caught:
        climb(Path("unused"), Script(default=SEGFAULT))
    assert caught.value.exit_code == 8


def test_a_library_that_cannot_be_imported_is_an_error_with_its_words() -> None:
    with pytest.raises(EngineError, match=r"status 1: OSError: libggml is gone"):
        climb(Path("unused"), Script(default="raise OSError('libggml is gone')"))


# --- the real child --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [Layout.REPACK, Layout.PLAIN])
@pytest.mark.parametrize("kind", ["Q8_0", "Q4_0", "Q4_K"])
def test_a_layout_agrees_with_the_plain_one_on_this_machine(tiny_gguf: TinyGguf, kind: str, layout: Layout) -> None:
    trial = launch_child(tiny_gguf(kind), layout)
    assert trial.status == 0, trial.complaint
    assert trial.difference is not None
    assert trial.difference <= TOLERANCE
    assert trial.difference == 0.0 or layout is not Layout.PLAIN


def test_weights_that_are_no_numbers_do_not_confuse_the_comparison(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    path = tmp_path / "noise.gguf"
    raw = tiny_gguf("F32").read_bytes()
    path.write_bytes(raw[:-250_000] + b"\xff" * 250_000)
    trial = launch_child(path, Layout.DEFAULT)
    assert trial.is_good, trial


def test_a_file_that_llama_cpp_may_not_see_ends_the_child_in_words(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"GGUF")
    trial = launch_child(tmp_path / "no.gguf", Layout.PLAIN)
    assert trial.status == 1
    assert "is cut off" in trial.complaint


def test_modules_in_the_current_folder_are_not_taken_for_the_libraries(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit(7)")
    path = tiny_gguf("F32")
    command = f"import os; os.chdir({str(tmp_path)!r}); from pathlib import Path; from qmath.engine.probe import *; "
    command += f"print(launch_child(Path({str(path)!r}), Layout.PLAIN).status)"
    child = run_child([sys.executable, "-P", "-c", command + "; print('{\"plain\": true}')"])
    assert child.is_plain_ok, child.complaint


def test_this_machine_gets_a_verdict_and_keeps_it(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    header = check_file(tiny_gguf("Q8_0"))
    found = verdict(header, tmp_path)
    assert verdict(header, tmp_path, launch=Script()) == found
    assert len(list(tmp_path.rglob("*.json"))) == 1


# --- the verdict on disk ---------------------------------------------------------------------------------------------


def crashing() -> Script:
    return Script(default=lines(PLAIN_WORKS, SEGFAULT), repack=lines(PLAIN_WORKS, AGREES))


def test_a_kept_verdict_launches_nothing(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    header = check_file(tiny_gguf("Q8_0"))
    first, second = crashing(), crashing()
    assert load_options(header, tmp_path / "new" / "folder", first) == LoadOptions(use_extra_bufts=False, repack=True)
    assert load_options(header, tmp_path / "new" / "folder", second) == LoadOptions(use_extra_bufts=False, repack=True)
    assert len(first.launched) == 2
    assert second.launched == []


def test_other_formats_are_probed_on_their_own(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    load_options(check_file(tiny_gguf("Q8_0")), tmp_path, crashing())
    launcher = crashing()
    load_options(check_file(tiny_gguf("Q4_0")), tmp_path, launcher)
    assert len(launcher.launched) == 2


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"format": 0}', b'{"format": 1, "verdict": {"layout": "amx", "difference": 0}}', b"\xff"]
)
def test_a_damaged_verdict_is_found_again(tmp_path: Path, tiny_gguf: TinyGguf, damage: bytes) -> None:
    header = check_file(tiny_gguf("Q8_0"))
    found = verdict(header, tmp_path, crashing())
    (kept,) = tmp_path.rglob("*.json")
    kept.write_bytes(damage)
    launcher = crashing()
    assert verdict(header, tmp_path, launcher) == found
    assert len(launcher.launched) == 2
    assert verdict(header, tmp_path, Script()) == found


def test_a_folder_that_cannot_be_written_means_probing_each_time(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    (tmp_path / "file").write_text("")
    header = check_file(tiny_gguf("Q8_0"))
    for _ in range(2):
        launcher = crashing()
        assert verdict(header, tmp_path / "file" / "state", launcher).layout is Layout.REPACK
        assert len(launcher.launched) == 2


def test_an_error_is_not_kept(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    header = check_file(tiny_gguf("Q8_0"))
    with pytest.raises(EngineError):
        verdict(header, tmp_path, Script(default=ILLEGAL))
    assert verdict(header, tmp_path, crashing()).layout is Layout.REPACK


def test_a_kept_verdict_says_what_it_is_about(tmp_path: Path, tiny_gguf: TinyGguf) -> None:
    verdict(check_file(tiny_gguf("Q8_0")), tmp_path, crashing())
    (kept,) = tmp_path.rglob("*.json")
    about = json.loads(kept.read_text())["for"]
    assert about["types"] == ["Q8_0"]
    assert about["llama_cpp_python"] == llama_cpp.__version__
    assert not [path for path in kept.parent.iterdir() if path != kept]


def test_the_version_is_known_without_importing_the_library() -> None:
    assert llama_version() == llama_cpp.__version__
    code = (
        "import sys; from qmath.engine.bindings import llama_version; llama_version(); assert not {'llama_cpp', 'numpy'} & set(sys.modules)"
    )
    assert run_child([sys.executable, "-c", code]).status == 0
