"""Which load options survive on this machine, found out by a child process before the first real load.

Here: the ladder of layouts, the child that climbs it, the verdict on disk. Not here: what the layouts are (``options.py``,
``llama.py``) and GPUs (``gpu.py``).

llama.cpp picks layouts of weights by processor, and some builds of some of them end the process (AMX, facts in
``options.LoadOptions``). So a child loads a small file with the same formats, computes a few tokens, and compares them with
the plain layout. What it finds is kept in a file by version, build, processor and formats; later starts only read it.

    python -m qmath.engine.probe FILE LAYOUT      the child: one line of JSON per stage it reached
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import platform
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from qmath.engine.bindings import llama_folder, llama_version, load_api
from qmath.engine.cut import cut
from qmath.engine.gguf import GgufHeader, check_file
from qmath.engine.gpu import wheel_command
from qmath.engine.options import LoadOptions
from qmath.errors import EngineError

TOLERANCE: Final = 0.05
"""Largest difference of a logit from the plain layout's, as a part of the distance from its smallest to its largest logit.

Layouts round activations differently: 0.4 percent was measured on a trained model, up to 1 percent on random weights.
A broken kernel gives unrelated numbers: tens of percent.
"""

TIMEOUT_S: Final = 30.0
"""Seconds after which a child counts as dead; it takes half a second on an idle machine."""

SLOW_S: Final = 5.0
"""Where even the plain layout takes longer than this, a child that ran out of time was starved and tells nothing."""

_FORMAT: Final = 1
_ILLEGAL_INSTRUCTION: Final = frozenset({-getattr(signal, "SIGILL", 4), 0xC000001D, 0xC000001D - (1 << 32)})
"""Exit statuses of a process that died of an instruction its processor lacks, on POSIX and on Windows."""
_BASIC_FLAGS: Final = frozenset({"avx2", "bmi2", "fma", "f16c"})
"""What ready-made builds need on x86. Source: ggml/CMakeLists.txt, the defaults where GGML_NATIVE is off."""


class Layout(StrEnum):
    """The rungs of the ladder, fastest first."""

    DEFAULT = "default"
    REPACK = "repack"
    PLAIN = "plain"


_OPTIONS: Final = {
    Layout.DEFAULT: LoadOptions(use_extra_bufts=True, repack=False),
    Layout.REPACK: LoadOptions(use_extra_bufts=False, repack=True),
    Layout.PLAIN: LoadOptions(use_extra_bufts=False, repack=False),
}


@dataclass(frozen=True)
class Trial:
    """What came of one child.

    Attributes:
        is_plain_ok: the plain layout was computed.
        difference: of the layout's logits from the plain ones, as in ``TOLERANCE``; None: it died or failed before.
        status: exit status, negative for a signal.
        complaint: the last line it wrote to stderr.
        is_starved: it ran out of time, and so would have any other: the machine was too busy to tell.
    """

    is_plain_ok: bool
    difference: float | None
    status: int
    complaint: str = ""
    is_starved: bool = False

    @property
    def is_good(self) -> bool:
        """Tell whether the layout survived and agrees with the plain one."""
        return self.status == 0 and self.difference is not None and self.difference <= TOLERANCE


@dataclass(frozen=True)
class Verdict:
    """The layout to use, and how far its logits were from the plain ones (see ``TOLERANCE``).

    One that is not final is for this time only: the machine was too busy to tell.
    """

    layout: Layout
    difference: float
    is_final: bool = True

    @property
    def load_options(self) -> LoadOptions:
        """Return what this means for loading."""
        return _OPTIONS[self.layout]


Launcher = Callable[[Path, Layout], Trial]


def load_options(header: GgufHeader, state_dir: Path, launch: Launcher | None = None) -> LoadOptions:
    """Return how to load a model here; see ``verdict``."""
    return verdict(header, state_dir, launch).load_options


def verdict(header: GgufHeader, state_dir: Path, launch: Launcher | None = None) -> Verdict:
    """Return which layout is safe for a model's formats here: from ``state_dir``, or else by trying.

    The first time costs one child process, half a second; two where the first one dies. A verdict that cannot be kept
    or read is found again.

    Raises:
        EngineError: llama.cpp does not even work with the plain layout.
    """
    circumstances = _circumstances(header)
    path = state_dir / "probe" / f"{_digest(circumstances)}.json"
    kept = _read(path)
    if kept is not None:
        return kept
    import tempfile

    with tempfile.TemporaryDirectory(prefix="qmath-probe-") as folder:
        found = climb(cut(header, Path(folder) / "cut.gguf"), launch or launch_child)
    if found.is_final:
        _write(path, found, circumstances)
    return found


def climb(file: Path, launch: Launcher) -> Verdict:
    """Return the first layout that survives and agrees.

    Raises:
        EngineError: not even the plain one survives.
    """
    for layout in (Layout.DEFAULT, Layout.REPACK):
        trial = launch(file, layout)
        if trial.is_good and trial.difference is not None:
            return Verdict(layout, trial.difference)
        if trial.is_starved:
            break
        if not trial.is_plain_ok:
            raise _refusal(trial)
    return Verdict(Layout.PLAIN, 0.0, is_final=not trial.is_starved)


def launch_child(file: Path, layout: Layout) -> Trial:
    """Try a layout in a child process, which does not look for modules in the current folder."""
    return run_child([sys.executable, "-P", "-m", "qmath.engine.probe", str(file), layout.value])


def run_child(command: list[str], timeout_s: float = TIMEOUT_S) -> Trial:
    """Run a child to its end, however it ends; return what it reported."""
    import subprocess

    has_ended = True
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        try:
            out, complaints = child.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            has_ended = False
            child.kill()
            out, complaints = child.communicate()
    reports: dict[str, Any] = {}
    for line in out.splitlines():
        with contextlib.suppress(ValueError, TypeError):  # other lines come from libraries
            reports |= json.loads(line)
    return Trial(
        is_plain_ok=reports.get("plain") is True,
        difference=reports.get("difference"),
        status=child.returncode,
        complaint=(complaints.decode("utf-8", "replace").strip().splitlines() or [""])[-1],
        is_starved=not has_ended and reports.get("plain_s", math.inf) > SLOW_S,
    )


# --- what is said when nothing works ---------------------------------------------------------------------------------


def _refusal(trial: Trial) -> EngineError:
    """Return the error for a llama.cpp that does not work at all."""
    version, flags = llama_version(), _processor().get("flags", "").split()
    if trial.status in _ILLEGAL_INSTRUCTION:
        sentence = f"The installed llama-cpp-python {version} uses instructions that this processor does not have."
        if platform.machine().lower() in {"x86_64", "amd64"} and not _BASIC_FLAGS.issubset(flags):
            build = f"CMAKE_ARGS=-DGGML_NATIVE=ON pip install --force-reinstall --no-deps --no-binary=:all: llama-cpp-python=={version}"
            return EngineError(sentence, hint=f"Ready-made builds need AVX2, which it lacks as well; build it here: {build}")
        return EngineError(sentence, hint=f"Install the basic build: {wheel_command(version, 'cpu')}")
    how = f"signal {-trial.status}" if trial.status < 0 else f"status {trial.status}"
    with contextlib.suppress(ValueError):
        how = signal.Signals(-trial.status).name
    detail = f": {trial.complaint}" if trial.complaint else ""
    return EngineError(
        f"llama-cpp-python {version} does not work on this machine, even with its plainest options ({how}{detail}).",
        hint=f"Install the basic build: {wheel_command(version, 'cpu')}",
    )


# --- what a verdict depends on, and where it is kept -----------------------------------------------------------------


def _circumstances(header: GgufHeader) -> dict[str, Any]:
    """Return what a verdict depends on: another build of the same version counts as another."""
    folder = llama_folder()
    files = sorted((folder / "lib").glob("*")) if folder else []
    stamps = {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in files}
    return {
        "llama_cpp_python": llama_version(),
        "build": _digest(stamps),
        "processor": _processor(),
        "types": header.weight_types,
    }


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _processor() -> dict[str, str]:
    """Return what makes this processor differ from others."""
    facts = {"machine": platform.machine()}
    with contextlib.suppress(OSError), Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as file:
        for line in file:
            name, _, value = line.partition(":")
            if not name.strip():
                break  # one processor is described; the others are like it
            if name.strip() in {"model name", "flags", "Features", "CPU implementer", "CPU part"}:
                facts[name.strip()] = value.strip()
    if len(facts) == 1:
        facts["model name"] = platform.processor()
    return facts


def _read(path: Path) -> Verdict | None:
    """Return the verdict kept in a file; None if there is none that can be understood."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["format"] != _FORMAT:
            return None
        return Verdict(Layout(kept["verdict"]["layout"]), float(kept["verdict"]["difference"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, found: Verdict, circumstances: dict[str, Any]) -> None:
    """Keep a verdict; do nothing where that is not possible."""
    import tempfile

    kept = {"layout": found.layout, "difference": found.difference}
    document = json.dumps({"format": _FORMAT, "verdict": kept, "for": circumstances}, indent=1)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".", delete=False, encoding="utf-8") as file:
            file.write(document)
        os.replace(file.name, path)  # noqa: PTH105 - the temporary name is a str


# --- the child -------------------------------------------------------------------------------------------------------


def _logits(path: Path, header: GgufHeader, layout: Layout) -> list[float]:
    """Return the logits after a prompt of 24 tokens, after 3 single tokens and after 8 more, one row behind the other."""
    import ctypes

    from qmath.engine.weights import load_model

    api = load_api()
    model = load_model(path, _OPTIONS[layout], header.tensors, 0)
    params = api.llama_context_default_params()
    params.n_ctx, params.n_threads, params.n_threads_batch = 64, 1, 1
    params.offload_kqv = params.op_offload = False
    context = api.llama_init_from_model(model, params)
    if not context:
        raise EngineError("llama.cpp made no context.")
    logits: list[float] = []
    token = 1
    for length in (24, 1, 1, 1, 8):
        tokens = (ctypes.c_int32 * length)(*((token + 37 * index) % header.n_vocab for index in range(length)))
        token += 101 * length
        if api.llama_decode(context, api.llama_batch_get_one(tokens, length)):
            raise EngineError("llama.cpp decoded nothing.")
        logits += api.llama_get_logits(context)[: header.n_vocab]
    api.llama_free(context)
    api.llama_model_free(model)
    return logits


def _difference(plain: list[float], other: list[float]) -> float:
    """Return how far two lists of logits are apart, as in ``TOLERANCE``; NaN in both counts as equal."""
    unequal = [(one, two) for one, two in zip(plain, other, strict=True) if one != two and not (math.isnan(one) and math.isnan(two))]
    if not unequal:
        return 0.0
    if not all(map(math.isfinite, (*plain, *other))):
        return math.inf
    return max(abs(one - two) for one, two in unequal) / (max(plain) - min(plain) or 1.0)


def _die_quietly() -> None:
    """Keep a crash from writing a core file or calling a debugger."""
    os.putenv("GGML_NO_BACKTRACE", "1")
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child(path: Path, layout: Layout) -> None:
    """Compute with the plain layout and with another one, and report each stage as soon as it is reached."""
    _die_quietly()
    started = time.monotonic()
    header = check_file(path)
    plain = _logits(path, header, Layout.PLAIN)
    sys.stdout.write(json.dumps({"plain": True, "plain_s": time.monotonic() - started}) + "\n")
    sys.stdout.flush()
    sys.stdout.write(json.dumps({"difference": _difference(plain, _logits(path, header, layout))}) + "\n")


if __name__ == "__main__":
    _child(Path(sys.argv[1]), Layout(sys.argv[2]))
