"""``qmath pull``: fetch a model so that ``solve`` uses it.

Here: the command, the question about a licence. Not here: the download (``models/pull.py``).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qmath import settings
from qmath.cli import completion, options
from qmath.cli.output import Sink, dump, say
from qmath.cli.profile import ProfileOption
from qmath.errors import UsageError

if TYPE_CHECKING:
    from qmath.models.catalog import Entry, ModelFile
    from qmath.models.pull import Pulled
    from qmath.models.sources import Network

AcceptLicence = Annotated[
    bool,
    typer.Option("--accept-licence", envvar="QMATH_ACCEPT_LICENCE", help="Accept the model's licence without being asked."),
]


def pull(
    name: Annotated[
        str,
        typer.Argument(
            help="A model's name or alias, such as 1.5b or 7b; OWNER/NAME:FILE.gguf; an address.",
            metavar="NAME",
            autocompletion=completion.model_names,
        ),
    ],
    quant: options.Quant = None,
    accept_licence: AcceptLicence = False,
    offline: options.Offline = False,
    json: options.Json = False,
    _profile: ProfileOption = None,
) -> None:
    """Fetch a model, check every byte, and print its path. Stopped or killed, the same command goes on where it was."""
    from qmath.cli.transfer import TransferBar
    from qmath.models import catalog
    from qmath.models.pull import pull as fetch
    from qmath.models.store import Places, find_files

    entry = catalog.resolve(name)
    file = entry.pick(quant)
    places = Places(settings.models_dir(), settings.hub_cache())
    network = _network(is_offline=offline)
    if entry.is_embedded:
        say(f"qmath: {entry.name} comes with qmath; there is nothing to fetch")
    elif network is not None and find_files(entry, file, places) is None:
        _agree(entry, is_accepted=accept_licence)
        size = f", {file.num_bytes / 1e9:.2f} GB" if file.num_bytes else ""
        say(f"qmath: fetching {entry.title}, {file.quant}{size}, licence {entry.licence or 'unknown'}")
    bar = TransferBar()
    try:
        pulled = fetch(entry, file, places, network, bar)
    except KeyboardInterrupt:
        bar.clear()
        say(f"qmath: stopped; {bar.num_bytes / 1e6:.0f} MB are kept: the same command goes on from there")
        raise
    finally:
        bar.clear()
    Sink().write(f"{dump(_document(entry, file, pulled))}\n" if json else f"{pulled.paths[0]}\n")


def _network(*, is_offline: bool) -> Network | None:
    """Return how the network is reached, or None where it is forbidden: nothing that could open a socket is even loaded then."""
    if is_offline or settings.is_hub_offline():
        return None
    from qmath.models.download import tls_context
    from qmath.models.sources import Network

    return Network(tls_context, settings.modelscope())


def _agree(entry: Entry, *, is_accepted: bool) -> None:
    """See to it that a licence that is not plainly open was accepted.

    Raises:
        UsageError: it was not, and there is nobody to ask, or the answer was no.
    """
    from qmath.models.licences import accept, needs_consent

    if not needs_consent(entry, settings.state_dir()):
        return
    page = f", see the page of {entry.repo}" if entry.repo else ""
    say(f"qmath: {entry.title} is under the licence {entry.licence}, which is neither Apache-2.0 nor MIT{page}")
    if not is_accepted:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(f"the licence {entry.licence} was not accepted", hint="read it, then add --accept-licence; once is enough")
        if not typer.confirm("qmath: do you accept it?", err=True):
            raise UsageError(f"the licence {entry.licence} was not accepted; nothing was fetched")
    accept(entry, settings.state_dir())


def _document(entry: Entry, file: ModelFile, pulled: Pulled) -> dict[str, object]:
    from qmath.models.record import read_record

    records = [read_record(path) for path in pulled.paths]
    return {
        "name": entry.name,
        "quant": file.quant,
        "how": pulled.how,
        "source": None if pulled.source is None else {"kind": pulled.source.kind, "where": pulled.source.where},
        "num_fetched_bytes": pulled.num_fetched_bytes,
        "files": [
            {"path": str(path), "num_bytes": path.stat().st_size, "sha256": record.sha256 if record else part.sha256}
            for path, part, record in zip(pulled.paths, file.parts, records, strict=True)
        ],
    }
