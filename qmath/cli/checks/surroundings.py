"""What is around qmath: Python, folders and disk, the hub, the terminal, the settings.

Here: what is said of them. Not here: asking (``settings.py``, ``models/memory.py``, ``models/reach.py``).
"""

from __future__ import annotations

import platform
import sys
from typing import Any

import qmath
from qmath import settings
from qmath.cli.checks.section import Section, Trouble
from qmath.cli.columns import window
from qmath.errors import ConfigError, DownloadError, OutputError
from qmath.models.units import size_text

_LITTLE_DISK = 2_000_000_000


def versions() -> Section:
    """Name qmath, Python and the system."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    line = f"{qmath.__version__}; Python {platform.python_version()}; {system}"
    document: dict[str, object] = {
        "version": qmath.__version__,
        "python": platform.python_version(),
        "executable": sys.executable,
        "system": system,
    }
    return Section("versions", "qmath", (line,), document)


def disk() -> Section:
    """Find the folders of models and of what was learned, and the room there."""
    from qmath.models.memory import can_write, free_disk

    models, state = settings.models_dir(), settings.state_dir()
    free = free_disk(models)
    troubles = []
    for folder, what, variable in ((models, "models", "QMATH_MODELS_DIR"), (state, "notes about this machine", "QMATH_STATE_DIR")):
        if not can_write(folder):
            message = f"{what} cannot be written to {folder}"
            troubles.append(Trouble(OutputError.exit_code, OutputError.code, message, f"name a folder of yours: export {variable}=FOLDER"))
    if free is not None and free < _LITTLE_DISK:
        message = f"only {size_text(free)} of disk are free where models go"
        troubles.append(Trouble(OutputError.exit_code, OutputError.code, message, "see what can go: qmath models gc"))
    lines = (f"{size_text(free)} free at {models}", f"models of the hub's cache are used too: {settings.hub_cache()}", f"notes: {state}")
    document: dict[str, object] = {"models": str(models), "hub_cache": str(settings.hub_cache()), "state": str(state), "free_bytes": free}
    return Section("disk", "Disk", lines, document, tuple(troubles))


def hub(*, is_offline: bool, has_real_model: bool) -> Section:
    """Ask the hub with one short question. That it cannot be reached is a problem only where no real model is installed."""
    from qmath.models.connection import shown
    from qmath.models.download import tls_context
    from qmath.models.reach import reach

    endpoint = settings.hub_endpoint()
    if is_offline or settings.is_hub_offline():
        address = shown(endpoint)
        document: dict[str, object] = {"endpoint": address, "is_asked": False, "is_reached": None}
        return Section("hub", "Hub", (f"not asked: offline ({address})",), document)
    found = reach(endpoint, tls_context)
    document = {"endpoint": found.address, "is_asked": True, "is_reached": found.is_reached}
    document |= {"seconds": found.seconds, "error": found.why or None}
    if found.is_reached:
        return Section("hub", "Hub", (f"{found.address} answers after {found.seconds:.2f} s",), document)
    line = f"{found.address} cannot be reached: {found.why}"
    if not found.is_address:
        trouble = Trouble(ConfigError.exit_code, ConfigError.code, found.why, "take it away: unset HF_ENDPOINT; or name a mirror there")
        return Section("hub", "Hub", ("not asked: its address is none",), document, (trouble,))
    if has_real_model:
        return Section("hub", "Hub", (line, "no matter: a model is here"), document)
    fix = (
        "name a mirror (HF_ENDPOINT=https://your.mirror qmath pull 1.5b) or a proxy (HTTPS_PROXY), or fetch the file elsewhere, then: "
        "qmath models import FILE.gguf"
    )
    trouble = Trouble(DownloadError.exit_code, DownloadError.code, "the hub cannot be reached, and only mini is here", fix)
    return Section("hub", "Hub", (line,), document, (trouble,))


def terminal() -> Section:
    """Look at the window: width, colour, characters."""
    columns = window()
    is_terminal = sys.stdout.isatty()
    has_color = settings.wants_color(is_terminal=is_terminal)
    encoding, has_unicode = settings.locale_encoding(), settings.has_unicode()
    where = f"{columns} columns" if is_terminal else "stdout is no terminal"
    lines = [f"{where}; {'colour' if has_color else 'no colour'}; {encoding}"]
    if not has_unicode:
        lines.append("formulas are drawn in ASCII here (TERM=dumb, or no UTF-8 locale); add --render unicode if the window shows more")
    document: dict[str, object] = {
        "is_terminal": is_terminal,
        "columns": columns,
        "has_color": has_color,
        "encoding": encoding,
        "has_unicode": has_unicode,
    }
    return Section("terminal", "Terminal", tuple(lines), document)


def config(context: Any) -> Section:  # noqa: ANN401 - a class that typer keeps to itself
    """Show the settings that are not defaults, each with where it comes from, and those that no command would take."""
    from qmath.cli.config import Source, in_force, line, mistakes

    path = settings.config_path()
    state = "" if settings.has_config() else " (not there)"
    document: dict[str, object] = {"path": str(path), "exists": settings.has_config(), "settings": []}
    edit = settings.edit_command(path)
    try:
        found = in_force(context.find_root().command)
    except ConfigError as error:
        also = f" ({error.hint.rstrip('.')})" if error.hint else ""
        trouble = Trouble(error.exit_code, error.code, error.message, f"mend it{also}: {edit}")
        return Section("config", "Config", (f"{path} is wrong; defaults are used here",), document, (trouble,))
    chosen = [one for one in found if one.source is not Source.DEFAULT]
    lines = (f"{path}{state}", *(line(one) for one in chosen)) if chosen else (f"{path}{state}; nothing is set",)
    rows = [{"option": one.option, "value": one.value, "source": one.source.value, "place": one.place} for one in chosen]
    troubles = []
    for one, why in mistakes(context, chosen):
        fix = f"unset {one.place.rpartition(' ')[2]}" if one.source is Source.VARIABLE else edit
        troubles.append(Trouble(ConfigError.exit_code, ConfigError.code, f"{one.place}: --{one.option}: {why}", f"mend it: {fix}"))
    return Section("config", "Config", lines, {**document, "settings": rows}, tuple(troubles))
