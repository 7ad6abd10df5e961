"""``qmath models verify``, ``rm``, ``import``, ``gc``: what is done with files that are here.

Here: their options, what is told, the question before something is removed. Not here: the work (``models/storage.py``), the
list (``models.py``), fetching (``pull.py``).
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qmath import settings
from qmath.cli import completion, options
from qmath.cli.output import Sink, dump, say
from qmath.cli.profile import ProfileOption
from qmath.errors import ModelError, ModelFileError, OutputError, UsageError
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.models.catalog import Entry, ModelFile
    from qmath.models.storage import Checked, Litter

EXIT_DAMAGED = 6

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def verify(
    name: Annotated[
        str | None,
        typer.Argument(help="A model's name; without it all that are here.", metavar="[NAME]", autocompletion=completion.installed_names),
    ] = None,
    quant: options.Quant = None,
    json_: options.Json = False,
    _profile: ProfileOption = None,
) -> None:
    """Read model files through and compare their sha256 with what it should be; exit with 6 if one is damaged."""
    from qmath.cli.transfer import TransferBar
    from qmath.models.progress import Phase, Progress
    from qmath.models.storage import State, verify, whole_models
    from qmath.solve.places import model_places

    models = whole_models(model_places()) if name is None and quant is None else _here(name, quant)
    total = sum(path.stat().st_size for _, _, paths in models for path in paths)
    bar, num_read = TransferBar(), 0

    def on_read(num_bytes: int) -> None:
        nonlocal num_read
        num_read += num_bytes
        bar(Progress(Phase.HASHING, num_read, total))

    rows: list[tuple[Entry, ModelFile, Checked]] = []
    try:
        for entry, file, paths in models:
            rows += [(entry, file, checked) for checked in verify(file, paths, on_read)]
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        bar.clear()
    sink = Sink()
    if json_:
        sink.write(f"{dump({'files': [_checked(*row) for row in rows]})}\n")
    else:
        sink.write("".join(f"{one.state}\t{entry.name}\t{file.quant}\t{one.path}\n" for entry, file, one in rows))
    for entry, file, one in rows:
        if one.state is State.DAMAGED:
            say(f"qmath: {one.path.name} is damaged: its sha256 is {one.sha256[:12]}..., it should be {str(one.expected)[:12]}...")
            say(f"       {_mending(entry, file)}")
    if any(one.state is State.DAMAGED for _, _, one in rows):
        raise typer.Exit(EXIT_DAMAGED)


def rm(
    name: options.InstalledName,
    quant: options.Quant = None,
    yes: Yes = False,
    json_: options.Json = False,
    _profile: ProfileOption = None,
) -> None:
    """Remove the files of a model, all its quantizations or one, unfinished downloads included."""
    from qmath.models.catalog import resolve
    from qmath.models.storage import is_quant, removable
    from qmath.models.store import all_installed
    from qmath.solve.places import model_places

    entry, places = resolve(name), model_places()
    if entry.is_embedded:
        raise UsageError(f"{entry.name} is part of qmath", hint="it goes when qmath is uninstalled")
    files = [entry.pick(quant)] if quant else entry.files
    try:
        litter = [one for file in files for one in removable(entry, file, places)]
    except OSError as error:
        raise _unreadable(error) from error
    cached = [one.path for one in all_installed(entry, places) if one.path.is_relative_to(places.hub) and is_quant(quant, one.quant)]
    if not litter:
        if cached:
            raise UsageError(
                f"{entry.name} lies in the cache of the hub's client, which other programs use too: {cached[0]}",
                hint="to remove it there: hf cache rm",
            )
        raise ModelError(f"{entry.name}{f' {quant}' if quant else ''} is not on this machine", hint="what is: qmath models")
    _remove(litter, is_agreed=yes, is_json=json_)
    for path in cached:
        say(f"qmath: the cache of the hub's client still has {path}")


def gc(yes: Yes = False, json_: options.Json = False, _profile: ProfileOption = None) -> None:
    """Remove unfinished downloads that nobody works on, and what killed processes left behind."""
    from qmath.models.storage import garbage
    from qmath.solve.places import model_places

    try:
        litter = garbage(model_places())
    except OSError as error:
        raise _unreadable(error) from error
    if litter:
        _remove(litter, is_agreed=yes, is_json=json_)
    elif json_:
        Sink().write(f"{dump({'removed': [], 'num_freed_bytes': 0})}\n")
    else:
        say("qmath: there is nothing to remove")


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A GGUF file; of a set, any part.", metavar="FILE")],
    model: options.Model = None,
    quant: options.Quant = None,
    json_: options.Json = False,
    _profile: ProfileOption = None,
) -> None:
    """Use a file that is on this machine already as a model of the catalog: it is recognised by its sha256.

    It takes no more room where it lies on the disk of qmath's folder for models; elsewhere it is copied.
    """
    from qmath.cli.transfer import TransferBar
    from qmath.models.catalog import find
    from qmath.models.progress import Phase, Progress
    from qmath.models.take_in import take_in
    from qmath.solve.places import model_places

    bar, num_read = TransferBar(), 0

    def on_read(num_bytes: int) -> None:
        nonlocal num_read
        num_read += num_bytes
        bar(Progress(Phase.HASHING, num_read, max(num_read, file.stat().st_size)))

    try:
        named = find(model) if model and _is_typed(context, "model") else None
        taken = take_in(file, named, quant if _is_typed(context, "quant") else None, model_places(), on_read)
    except OSError as error:
        folder = settings.models_dir()
        hint = f"see that {folder} has room and may be written, or set QMATH_MODELS_DIR to another folder"
        raise OutputError(f"{file} could not be taken in: {error.strerror or error}", hint=hint) from error
    finally:
        bar.clear()
    say(f"qmath: {file.name} is {taken.entry.title}, {taken.file.quant}")
    document = {"name": taken.entry.name, "quant": taken.file.quant, "files": [str(path) for path in taken.paths]}
    Sink().write(f"{dump(document)}\n" if json_ else f"{taken.paths[0]}\n")


def _is_typed(context: typer.Context, name: str) -> bool:
    """Tell whether an option was given on the command line: the model that is solved with as a rule does not say what a file is."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _here(name: str | None, quant: str | None) -> list[tuple[Entry, ModelFile, tuple[Path, ...]]]:
    """Return the quantizations of a model that are here.

    Raises:
        ModelError: none is.
    """
    from qmath.models.catalog import resolve
    from qmath.models.store import find_files
    from qmath.solve.places import model_places

    if name is None:
        raise UsageError("--quant needs the name of a model", hint="qmath models verify NAME --quant Q")
    entry = resolve(name)
    files = [entry.pick(quant)] if quant else entry.files
    found = [(entry, file, paths) for file in files if (paths := find_files(entry, file, model_places()))]
    if not found:
        raise ModelError(f"{entry.name}{f' {quant}' if quant else ''} is not on this machine", hint=f"run: qmath pull {shlex.quote(name)}")
    return found


def _remove(litter: Sequence[Litter], *, is_agreed: bool, is_json: bool) -> None:
    """Say what would be removed and how much it frees, ask, and remove it.

    Raises:
        UsageError: nobody agreed.
        OutputError: it cannot be removed.
    """
    from qmath.models.storage import remove

    freed = sum(one.num_bytes for one in litter)
    for one in litter:
        say(f"qmath: {one.path}  {size_text(one.num_bytes)}  {one.why}")
    say(f"qmath: {size_text(freed)} become free")
    if any(one.is_elsewhere for one in litter):
        say("qmath: what frees nothing has another name on this machine, which stays")
    if not is_agreed:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError("nothing was removed: nobody can be asked here", hint="add --yes")
        if not typer.confirm("qmath: remove it?", err=True):
            raise UsageError("nothing was removed")
    try:
        remove(litter)
    except OSError as error:
        raise OutputError(f"{error.filename} could not be removed: {error.strerror or error}") from error
    if is_json:
        removed = [{"path": str(one.path), "num_bytes": one.num_bytes, "why": one.why} for one in litter]
        Sink().write(f"{dump({'removed': removed, 'num_freed_bytes': freed})}\n")


def _unreadable(error: OSError) -> ModelFileError:
    return ModelFileError(f"{error.filename or 'a file'} cannot be read: {error.strerror or error}", hint="look at its permissions")


def _mending(entry: Entry, file: ModelFile) -> str:
    """Return the command that brings a good file in the place of a damaged one."""
    if entry.is_embedded:
        return "python -m pip install --force-reinstall --no-deps qmath-cli"
    which = shlex.join([entry.short, "--quant", file.quant])
    return f"qmath models rm {which} && qmath pull {which}"


def _checked(entry: Entry, file: ModelFile, one: Checked) -> dict[str, Any]:
    return {
        "name": entry.name,
        "quant": file.quant,
        "path": str(one.path),
        "state": one.state,
        "sha256": one.sha256,
        "expected": one.expected,
    }
