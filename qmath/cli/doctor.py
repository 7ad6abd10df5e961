"""``qmath doctor``: what this machine can do, what it can't, and the one command that mends it.

Here: the command and the order of its sections. Not here: the sections (``checks/``), each something really tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

import qmath
from qmath.cli import options
from qmath.cli.output import Sink, clean, dump
from qmath.cli.profile import ProfileOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qmath.cli.checks.section import Section, Trouble


def doctor(
    context: typer.Context,
    model: options.Model = None,
    quant: options.Quant = None,
    selftest: Annotated[bool, typer.Option("--selftest", help="Let each installed model solve a problem whose answer is known.")] = False,
    offline: options.Offline = False,
    verbose: Annotated[
        int, typer.Option("--verbose", "-v", count=True, show_default=False, help="Show each wall around programs that was tried.")
    ] = 0,
    json_: options.Json = False,
    _profile: ProfileOption = None,
) -> None:
    """Try what this machine can do, and say what to do about what it can't.

    Exits with 0, or with the code of the worst problem: 2 if a setting or a folder is wrong, 6 if no real model is here and the hub
    cannot be reached, 7 if the model does not fit, 8 if the engine does not work or a GPU is not used, 9 if the walls around
    programs are not all there.
    """
    from qmath.cli.checks.section import text
    from qmath.cli.columns import columns

    sections = list(_sections(context, model, quant, is_offline=offline, is_tested=selftest, is_verbose=verbose > 0))
    troubles = [trouble for section in sections for trouble in section.troubles]
    Sink().write(f"{dump(_document(sections, troubles))}\n" if json_ else clean(text(sections, columns())))
    if troubles:
        raise typer.Exit(max(trouble.exit_code for trouble in troubles))


def _sections(
    context: typer.Context, model: str | None, quant: str | None, *, is_offline: bool, is_tested: bool, is_verbose: bool
) -> Iterator[Section]:
    from qmath.cli.checks import llama, programs, surroundings
    from qmath.cli.checks import model as models

    yield surroundings.versions()
    located, section = models.taken(model, quant)
    engine = llama.engine(located)
    yield engine
    yield llama.devices()
    yield section
    if located is not None and not engine.troubles:
        yield models.speed(located)
    if is_tested:
        yield models.selftest()
    yield programs.sandbox(is_verbose=is_verbose)
    yield surroundings.disk()
    yield surroundings.hub(is_offline=is_offline, has_real_model=located is not None and not located.entry.is_embedded)
    yield surroundings.terminal()
    yield surroundings.config(context)


def _document(sections: list[Section], troubles: list[Trouble]) -> dict[str, object]:
    problems = [vars(trouble) for trouble in troubles]
    return {"qmath": qmath.__version__, **{section.name: section.document for section in sections}, "problems": problems}
