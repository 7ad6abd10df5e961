"""``qmath pull``: fetch a model so that ``solve`` uses it.

Here: the command, the question about a licence. Not here: the download (``models/pull.py``).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qmath import settings
from qmath.cli import options
from qmath.cli.output import Sink, dump, say
from qmath.cli.profile import PROFILE_VARIABLE, SETTINGS, Profile, ProfileOption
from qmath.errors import DoesNotFitError, UsageError
from qmath.models.units import size_text

if TYPE_CHECKING:
    from qmath.models.catalog import Entry, ModelFile
    from qmath.models.fit import Choice, Machine
    from qmath.models.pull import Offer, Pulled
    from qmath.models.sources import Network
    from qmath.models.store import Places

AcceptLicence = Annotated[
    bool,
    typer.Option("--accept-licence", envvar="QMATH_ACCEPT_LICENCE", help="Accept the model's licence without being asked."),
]


def pull(
    name: options.ModelName,
    quant: options.Quant = None,
    force: Annotated[bool, typer.Option("--force", help="Fetch it even if this machine cannot run it.")] = False,
    accept_licence: AcceptLicence = False,
    offline: options.Offline = False,
    json_: options.Json = False,
    profile: ProfileOption = None,
) -> None:
    """Fetch a model, check every byte, and print its path. Stopped or killed, the same command goes on where it was.

    Without --quant it takes the best quantization that fits this machine, unless the model is here
    already or begun.
    """
    from qmath.cli.transfer import TransferBar
    from qmath.models import catalog
    from qmath.models.catalog import UNKNOWN
    from qmath.models.pull import kept_bytes
    from qmath.models.pull import pull as fetch
    from qmath.models.store import find_files
    from qmath.solve.places import model_places

    entry, places = catalog.resolve(name), model_places()
    network = _network(is_offline=offline)
    file = entry.pick(quant) if quant else _begun(entry, places) or entry.pick(None)
    asks = not force and (quant or not _is_begun(entry, file, places))
    if entry.is_embedded:
        say(f"qmath: {entry.name} comes with qmath; there is nothing to fetch")
    elif network is not None and find_files(entry, file, places) is None:
        if asks and entry.shape is not None:
            file = _fitting(entry, quant)
        if entry.licence is not None:
            _agree(entry, entry.licence, is_accepted=accept_licence)
    bar = TransferBar()

    def approve(offer: Offer) -> None:
        bar.clear()
        if entry.licence is None and offer.source.kind is catalog.SourceKind.HUB:
            _agree(entry, offer.licence, is_accepted=accept_licence, why_unknown=offer.no_licence_because)
        if asks and entry.shape is None:
            _check_weights(entry, file.quant, offer.num_bytes)
        what = ", ".join(word for word in (entry.title, file.quant, size_text(offer.num_bytes)) if word != UNKNOWN)
        say(f"qmath: fetching {what}, licence {offer.licence or 'unknown'}")
        if not offer.is_lasting:
            say("qmath: its server gives neither an etag nor a date that could be trusted: if this stops, it starts over")

    try:
        pulled = fetch(entry, file, places, network, bar, approve=approve, forbidden_by=_forbidder(profile))
    except KeyboardInterrupt:
        bar.clear()
        kept = kept_bytes(entry, file, places)
        say(f"qmath: stopped; {size_text(kept)} are kept: the same command goes on from there" if kept else "qmath: stopped")
        raise
    finally:
        bar.clear()
    Sink().write(f"{dump(_document(entry, file, pulled))}\n" if json_ else f"{pulled.paths[0]}\n")


def taken_here(entry: Entry, places: Places) -> ModelFile | None:
    """Return the quantization that ``qmath pull NAME`` takes on this machine now; None where none fits.

    Raises:
        ModelError: no file of this model is known.
    """
    from qmath.solve.fitting import choose_here

    begun = _begun(entry, places)
    if begun is not None or entry.shape is None:
        return begun or entry.pick(None)
    try:
        return choose_here(entry).file
    except DoesNotFitError:
        return None


def choice_here(entry: Entry, places: Places, n_ctx: int | None, machine: Machine) -> Choice | None:
    """Return the same with where it fits and one sentence why; None where nothing fits or no file is known."""
    from qmath.errors import ModelError
    from qmath.models.fit import Choice, low_bits
    from qmath.models.store import find_files
    from qmath.solve.fitting import choose_here, plan_here

    begun = _begun(entry, places) if entry.sources else None
    if begun is None:
        try:
            return choose_here(entry, n_ctx, machine)
        except ModelError:
            return None
    planned = next(one for one in plan_here(entry, n_ctx, machine) if one.file == begun)
    state = "is here already" if find_files(entry, begun, places) else "was begun and is finished first; another one: --quant Q"
    return Choice(planned, f"{begun.quant} {state}", low_bits(begun.quant) if planned.is_low else "")


def _begun(entry: Entry, places: Places) -> ModelFile | None:
    """Return the quantization that is here or was begun: memory that is free today decides nothing about yesterday's choice."""
    from qmath.models.store import find_files

    here = (file for file in entry.files if find_files(entry, file, places))
    return next(here, None) or next((file for file in entry.files if _is_begun(entry, file, places)), None)


def _is_begun(entry: Entry, file: ModelFile, places: Places) -> bool:
    from qmath.models.partial import claimed_bytes
    from qmath.models.store import is_file

    return any(claimed_bytes(places.home(entry, part)) or is_file(places.home(entry, part)) for part in file.parts)


def _fitting(entry: Entry, quant: str | None) -> ModelFile:
    """Return the quantization to fetch, and say why it is that one.

    Raises:
        DoesNotFitError: none fits, or not the one that was asked for.
    """
    from qmath.models.fit import Place, low_bits, refusal
    from qmath.solve.fitting import choose_here, plan_here, this_machine

    machine = this_machine()
    if quant is None:
        choice = choose_here(entry, machine=machine)
        for sentence in filter(None, (choice.why, choice.warning)):
            say(f"qmath: {sentence}")
        return choice.file
    wanted = entry.pick(quant)
    planned = next(one for one in plan_here(entry, machine=machine) if one.file == wanted)
    if planned.fit is not None and planned.fit.place is Place.NOWHERE:
        raise refusal(entry, planned, machine)
    if planned.is_low:
        say(f"qmath: {low_bits(wanted.quant)}")
    return wanted


def _network(*, is_offline: bool) -> Network | None:
    """Return how the network is reached, or None where it is forbidden: nothing that could open a socket is even loaded then."""
    if is_offline or settings.is_hub_offline():
        return None
    from qmath.models.download import tls_context
    from qmath.models.sources import Network

    return Network(tls_context, settings.modelscope())


def _forbidder(profile: Profile | None) -> str:
    """Name what forbids the network, if it is forbidden."""
    if profile is not None and SETTINGS[profile].get("offline"):
        return f"the profile {profile.value} (--profile, {PROFILE_VARIABLE}), which sets --offline"
    return "--offline (and HF_HUB_OFFLINE)"


def _check_weights(entry: Entry, quant: str, num_bytes: int) -> None:
    """Refuse a file whose weights alone are more than all memory here; more is not known of a model without a shape.

    Raises:
        DoesNotFitError: they are.
    """
    from qmath.models.fit import LOWEST_GOOD_BITS, bits, low_bits, room_text
    from qmath.models.memory import ram
    from qmath.solve.fitting import this_machine

    if bits(quant) < LOWEST_GOOD_BITS:
        say(f"qmath: {low_bits(quant)}")
    memory = ram()
    if memory is None or num_bytes <= memory.available_bytes:
        return  # asking llama.cpp for its devices takes a second
    machine = this_machine()
    if machine.ram_bytes is not None and num_bytes > machine.ram_bytes + sum(gpu.free_bytes for gpu in machine.gpus if gpu.has_own_memory):
        raise DoesNotFitError(
            f"{entry.title} does not fit: its weights alone take {size_text(num_bytes)}, this machine has {room_text(machine)}",
            hint="take a smaller quantization; to fetch it all the same: --force",
        )


def _agree(entry: Entry, licence: str | None, *, is_accepted: bool, why_unknown: str = "") -> None:
    """See to it that a licence that is not plainly open was accepted; one that nobody names, or that could not be asked for, is not.

    Raises:
        UsageError: it was not, and there is nobody to ask, or the answer was no.
    """
    from qmath.models.licences import accept, needs_consent

    subject, state_dir = entry.name if entry.licence else entry.repo or entry.name, settings.state_dir()
    if not needs_consent(subject, licence, state_dir):
        return
    page = f"; its page: {settings.hub_endpoint()}/{entry.repo}" if entry.repo else ""
    if why_unknown:
        say(f"qmath: the licence of {entry.title} could not be asked for: {why_unknown}{page}")
    elif licence is None:
        say(f"qmath: nobody names the licence of {entry.title}{page}")
    else:
        say(f"qmath: {entry.title} is under the licence {licence}, which is neither Apache-2.0 nor MIT{page}")
    what = f"the licence {licence}" if licence else f"whatever licence {subject} has"
    if not is_accepted:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            again = "run the same command again later, or " if why_unknown else ""
            raise UsageError(f"{what} was not accepted", hint=f"{again}read it, then add --accept-licence; once is enough")
        if not typer.confirm("qmath: do you accept it?", err=True):
            raise UsageError(f"{what} was not accepted; nothing was fetched", hint="other models: qmath models")
    try:
        accept(subject, licence, state_dir)
    except OSError as error:
        say(f"qmath: this will be asked again: {state_dir} cannot be written ({error.strerror or error})")


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
