"""The engine: the build of llama.cpp, which layout of weights survives here, the devices and whether they are used.

Here: what is said of them. Not here: asking (``engine/devices.py``, ``engine/probe.py``, ``engine/gpu.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qmath import settings
from qmath.cli.checks.section import Section, Trouble
from qmath.errors import EngineError, GpuRequiredError, QmathError
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.engine.devices import Build
    from qmath.models.store import Located


def engine(located: Located | None) -> Section:
    """Ask the build in a child process, then find out (or read) which layout is safe for the model that would be taken."""
    from qmath.engine.devices import ask_build

    try:
        build = ask_build()
    except EngineError as error:
        document: dict[str, object] = {"is_working": False, "error": error.message}
        return Section("engine", "Engine", (f"does not work: {error.message}",), document, (Trouble.of(error),))
    lines = [f"llama-cpp-python {build.version}; backends {', '.join(build.backends)}", f"CPU features in use: {' '.join(build.features)}"]
    troubles: list[Trouble] = []
    document = {"is_working": True, "version": build.version, "backends": build.backends, "features": build.features}
    if located is not None:
        try:
            layout, difference = _verdict(located)
            lines.append(f"crash probe: layout {layout} survives, logits differ by {difference:.2%} from the plain one")
            document["probe"] = {"layout": layout, "difference": difference}
        except QmathError as error:
            lines.append(f"crash probe: {error.message}")
            troubles.append(Trouble.of(error))
    return Section("engine", "Engine", tuple(lines), document, tuple(troubles))


def devices() -> Section:
    """Compare the devices of llama.cpp with the GPU that the system shows."""
    from qmath.engine.cores import physical_cores
    from qmath.engine.devices import ask_build
    from qmath.engine.gpu import unused_gpu, visible_gpu
    from qmath.models.memory import ram

    try:
        build: Build | None = ask_build()
    except EngineError:
        build = None
    memory = ram()
    free = f", {size_text(memory.available_bytes)} of {size_text(memory.total_bytes)} free" if memory else ""
    lines = [f"CPU: {physical_cores()} cores{free}"]
    used = build.gpus if build else ()
    for one in build.devices if build else ():
        if one.kind.value != "cpu":
            state = "used" if one in used else "not used"
            lines.append(f"{one.name} {one.description}: {size_text(one.free_bytes)} of {size_text(one.total_bytes)} free, {state}")
    troubles = []
    if build and (notice := unused_gpu(visible_gpu(), build.version, has_backend=bool(used))):
        sentence, _, command = notice.partition("; to use it: ")
        troubles.append(Trouble(GpuRequiredError.exit_code, GpuRequiredError.code, sentence, command))
    if len(lines) == 1 and not troubles:
        lines[0] += "; no GPU"
    document: dict[str, object] = {
        "cores": physical_cores(),
        "ram": vars(memory) if memory else None,
        "devices": [{**vars(one), "is_used": one in used or one.kind.value == "cpu"} for one in (build.devices if build else ())],
    }
    return Section("devices", "Devices", tuple(lines), document, tuple(troubles))


def _verdict(located: Located) -> tuple[str, float]:
    from qmath.engine.gguf import check_file
    from qmath.engine.probe import verdict

    found = verdict(check_file(located.path), settings.state_dir())
    return found.layout.value, found.difference
