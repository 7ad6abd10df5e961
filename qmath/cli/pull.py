"""``qmath pull``: fetch a model so that ``solve`` uses it.

Here: the command. Not here: the download (``models/download.py``).
"""

from __future__ import annotations

from typing import Annotated

import typer

from qmath.cli import options
from qmath.cli.output import Sink, say
from qmath.cli.profile import ProfileOption
from qmath.errors import UsageError


def pull(
    name: Annotated[str, typer.Argument(help="A model's name or alias, such as 1.5b or 7b.", metavar="NAME")],
    quant: options.Quant = None,
    offline: options.Offline = False,
    _profile: ProfileOption = None,
) -> None:
    """Fetch a model from the hub into its cache, check it, and print its path."""
    from qmath.models import catalog

    entry = catalog.resolve(name)
    file = entry.pick(quant)
    if entry.is_embedded:
        say(f"qmath: {entry.name} comes with qmath; there is nothing to fetch")
        return
    if offline:
        raise UsageError("pull needs the network, which --offline or the profile ci forbids", hint="fetch the model in a step without it")
    from qmath.models import download

    size = f", {file.num_bytes / 1e9:.2f} GB" if file.num_bytes else ""
    say(f"qmath: fetching {entry.title}, {file.quant}{size}, licence {entry.licence}")
    path = download.pull(entry, file)
    Sink().write(f"{path}\n")
