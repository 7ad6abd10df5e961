"""``qmath completion``: a script that lets a shell complete commands, options and names of models.

Here: the command, and what stands for a model's name. Not here: the protocol between shell and program, which typer speaks.
Typer's own ``--install-completion`` edits the files of one's shell; this prints, and the user decides where it goes.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from qmath import settings
from qmath.cli.output import Sink
from qmath.errors import QmathError

if TYPE_CHECKING:
    from qmath.models.catalog import Entry

VARIABLE: Final = "_QMATH_COMPLETE"
_PROGRAM: Final = "qmath"


class Shell(StrEnum):
    """Shells that scripts exist for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(shell: Annotated[Shell, typer.Argument(help="The shell the script is for.", metavar="bash|zsh|fish")]) -> None:
    """Print a script that completes commands, options and models.

    Load it in the file that your shell reads at its start:

    \b
      ~/.bashrc
        eval "$(qmath completion bash)"
      ~/.zshrc, after compinit
        eval "$(qmath completion zsh)"
      ~/.config/fish/config.fish
        qmath completion fish | source
    """  # noqa: D301 - click reads the escaped \b
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # re-exported without __all__

    script = get_completion_script(prog_name=_PROGRAM, complete_var=VARIABLE, shell=shell.value)
    Sink().write(f"{script}\n")


def prepare() -> bool:
    """Let typer know the shells, where one asks what could be typed; tell whether one does."""
    if not settings.is_set(VARIABLE):
        return False
    from typer.completion import completion_init  # type: ignore[attr-defined]  # re-exported without __all__

    completion_init()
    return True


def model_names(incomplete: str) -> list[str]:
    """Return names and aliases of models that go on from what is typed, those of files without an entry that are here included."""
    from qmath.models.catalog import catalog

    return _names(lambda: [*catalog(), *_uncatalogued()], incomplete)


def installed_names(incomplete: str) -> list[str]:
    """Return names and aliases of models that are here: what ``--model`` can take."""
    from qmath.models.catalog import catalog
    from qmath.models.store import all_installed
    from qmath.solve.places import model_places

    return _names(lambda: [*(entry for entry in catalog() if all_installed(entry, model_places())), *_uncatalogued()], incomplete)


def _uncatalogued() -> list[Entry]:
    from qmath.models.store import uncatalogued
    from qmath.solve.places import model_places

    return [located.entry for located in uncatalogued(model_places())]


def _names(entries: Callable[[], list[Entry]], incomplete: str) -> list[str]:
    """Return the names that go on from what is typed; nothing where the catalog or a folder cannot be read."""
    try:
        names = [name for entry in entries() for name in (entry.name, *entry.aliases)]
    except (QmathError, OSError):
        return []
    return [name for name in names if name.lower().startswith(incomplete.lower())]
