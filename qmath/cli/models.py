"""``qmath models``: which models there are and which are here.

Here: the group, ``ls`` and ``path``. Not here: ``info`` (``model_sheet.py``), the catalog (``models/catalog.py``), files on the disk
(``models/store.py``), and the commands of the group that change something (files of their own).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from qmath.cli import options, storage
from qmath.cli.columns import columns, cut, wrap
from qmath.cli.help import Commands
from qmath.cli.model_sheet import info, place_text
from qmath.cli.output import Sink, clean, dump
from qmath.cli.plan import plan
from qmath.cli.profile import ProfileOption
from qmath.cli.pull import pull, taken_here
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.models.catalog import Entry
    from qmath.models.fit import Fit
    from qmath.models.store import Located

models_app = Commands("The models: what there is, what is here, what to do with them.", invoke_without_command=True)
models_app.command("info")(info)
models_app.command("plan")(plan)
models_app.command("pull")(pull)
models_app.command("verify")(storage.verify)
models_app.command("rm")(storage.rm)
models_app.command("import")(storage.import_)
models_app.command("gc")(storage.gc)

_INDENT: Final = 2


@dataclass(frozen=True)
class Row:
    """One line of the list: a file that is here, or what ``pull`` would fetch. ``num_bytes`` may be an estimate, or not known."""

    name: str
    short: str
    title: str
    quant: str | None
    num_bytes: int | None
    licence: str | None
    is_estimate: bool = False
    fit: Fit | None = None
    path: Path | None = None

    @property
    def is_installed(self) -> bool:
        """Whether the file is on this machine."""
        return self.path is not None


@dataclass(frozen=True)
class Column:
    """One column of the list: its key in documents, and its text for a person."""

    key: str
    text: Callable[[Row], str]


COLUMNS: Final = (
    Column("name", lambda row: row.short),
    Column("title", lambda row: row.title),
    Column("quant", lambda row: row.quant or "?"),
    Column("size", lambda row: size_text(row.num_bytes, is_estimate=row.is_estimate)),
    Column("fit", lambda row: place_text(row.fit)),
    Column("licence", lambda row: row.licence or "?"),
)


@models_app.callback()
def models(context: typer.Context, json_: options.Json = False, _profile: ProfileOption = None) -> None:
    """Show the models that are here and those that can be fetched (as `models ls` does), or do something with one."""
    if context.invoked_subcommand is None:
        _list(json_)
    elif json_:  # written before the command, it is meant for it
        defaults = context.default_map or {}
        inner = defaults.get(context.invoked_subcommand) or {}
        context.default_map = {**defaults, context.invoked_subcommand: {**inner, "json_": True}}


@models_app.command("ls")
def ls(json_: options.Json = False, _profile: ProfileOption = None) -> None:
    """Show the models that are here and those that can be fetched.

    In a pipe each line is: installed or available, name, quantization, bytes, licence, where it
    fits (gpu, partly, cpu, nowhere), with tabs between; ~ stands before bytes that are an estimate.
    """
    _list(json_)


@models_app.command("path")
def path(name: options.InstalledName, quant: options.Quant = None, json_: options.Json = False, _profile: ProfileOption = None) -> None:
    """Print the path of a model's file; of a file that is split, the path of the first part."""
    from qmath.models.store import locate
    from qmath.solve.places import model_places

    located = locate(name, quant, model_places())
    document = {"name": located.entry.name, "quant": located.quant, "path": str(located.path)}
    Sink().write(f"{dump(document)}\n" if json_ else f"{located.path}\n")


# --- the list --------------------------------------------------------------------------------------------------------


def rows() -> list[Row]:
    """Return what is here, then what can be fetched, both in the catalog's order; files that no catalog knows stand between them."""
    from qmath.models.catalog import catalog
    from qmath.models.store import all_installed, uncatalogued
    from qmath.solve.places import model_places

    places = model_places()
    here, there = [], []
    for entry in catalog():
        found = all_installed(entry, places)
        here += [_installed(one) for one in found]
        if not found:
            there.append(_available(entry))
    return here + [_installed(one) for one in uncatalogued(places)] + there


def _installed(located: Located) -> Row:
    from qmath.solve.fitting import fit_located, this_machine

    entry = located.entry
    fit = fit_located(located, this_machine())
    return Row(entry.name, entry.short, entry.title, located.quant, located.num_bytes, entry.licence, fit=fit, path=located.path)


def _available(entry: Entry) -> Row:
    """Return the row of the file that would be fetched, the smallest where none fits, as far as it is known."""
    from qmath.solve.fitting import plan_here
    from qmath.solve.places import model_places

    if not entry.files:
        return Row(entry.name, entry.short, entry.title, None, None, entry.licence)
    planned, taken = plan_here(entry), taken_here(entry, model_places())
    smallest = min(planned, key=lambda one: one.size.num_bytes if one.size else 0)
    one = next((one for one in planned if one.file == taken), smallest)
    return Row(
        name=entry.name,
        short=entry.short,
        title=entry.title,
        quant=one.file.quant,
        num_bytes=one.size.num_bytes if one.size else None,
        is_estimate=one.size.is_estimate if one.size else False,
        fit=one.fit,
        licence=entry.licence,
    )


def _list(json_: bool) -> None:  # noqa: FBT001 - the option
    sink = Sink()
    found = rows()
    if json_:
        sink.write(f"{dump({'models': [_document(row) for row in found]})}\n")
    elif sink.is_terminal:
        sink.write(clean(_table(found)))
    else:
        sink.write("".join(f"{_plain(row)}\n" for row in found))


def _document(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "alias": row.short,
        "title": row.title,
        "state": _state(row),
        "quant": row.quant,
        "bytes": row.num_bytes,
        "bytes_are_estimate": row.is_estimate,
        "fit": row.fit.place.value if row.fit else None,
        "licence": row.licence,
        "path": str(row.path) if row.path else None,
    }


def _state(row: Row) -> str:
    return "installed" if row.is_installed else "available"


def _plain(row: Row) -> str:
    num_bytes = "" if row.num_bytes is None else f"{'~' * row.is_estimate}{row.num_bytes}"
    return clean("\t".join((_state(row), row.name, row.quant or "", num_bytes, row.licence or "", row.fit.place.value if row.fit else "")))


def _table(found: Sequence[Row]) -> str:
    """Return the list for a terminal: columns where they fit, else two lines for each model."""
    texts = [[column.text(row) for column in COLUMNS] for row in found]
    widths = [max(len(text[index]) for text in texts) for index in range(len(COLUMNS))]
    width = columns()
    is_wide = sum(widths) + _INDENT * len(widths) <= width
    out = []
    for header, is_installed in (("Here", True), ("To fetch: qmath pull NAME", False)):
        out.append(header)
        for row, cells in zip(found, texts, strict=True):
            if row.is_installed is not is_installed:
                continue
            if is_wide:
                out.append(" " * _INDENT + "  ".join(f"{cell:<{size}}" for cell, size in zip(cells, widths, strict=True)).rstrip())
            else:
                out.append(cut(" " * _INDENT + f"{cells[0]}  {cells[1]}", width))
                out += [line.removesuffix(" ·") for line in wrap(" · ".join(cells[2:]), width, " " * 2 * _INDENT)]
    return "\n".join([*out, cut("More of one: qmath models info NAME", width), ""])
