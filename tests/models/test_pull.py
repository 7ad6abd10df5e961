"""Claims about pulling from a server that misbehaves: the file is right, or one sentence says what to do."""

from __future__ import annotations

import email.utils
import hashlib
import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import pytest

from qmath.errors import ChecksumError, DownloadError, ModelError, UsageError
from qmath.models.adopt import adopt
from qmath.models.catalog import Entry, ModelFile, Part, Source, SourceKind, resolve
from qmath.models.download import tls_context
from qmath.models.partial import BLOCK_BYTES, claimed_bytes, paths
from qmath.models.progress import Phase, Progress
from qmath.models.pull import How, Offer, Pulled, pull
from qmath.models.ranges import Limits
from qmath.models.record import Record, read_record
from qmath.models.sources import Network
from qmath.models.store import Places, find_files
from tests.hub import Answer, Asked, Faults, Hub, serve
from tests.process import LONG_S

QUICK = Limits(num_connections=3, span_bytes=1 << 20, stall_s=60.0, patience_s=120.0, min_wait_s=0.02, max_wait_s=0.1)
SIZE = 9 * BLOCK_BYTES + 12_345
DATA = b"GGUF" + random.Random(1).randbytes(SIZE - 4)
SHA = hashlib.sha256(DATA).hexdigest()


@dataclass
class Place:
    """Where a test pulls to, and what it heard."""

    folder: Path
    heard: list[Progress] = field(default_factory=list)

    @property
    def places(self) -> Places:
        return Places(self.folder / "models", self.folder / "hub")

    def home(self, entry: Entry) -> Path:
        return self.places.home(entry, entry.files[0].parts[0])

    def pull(self, entry: Entry, hub: Hub | None, limits: Limits = QUICK) -> Pulled:
        network = Network(tls_context, f"{hub.address}/scope", timeout_s=60.0) if hub else None
        return pull(entry, entry.files[0], self.places, network, self.heard.append, limits)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def plain(hub: Hub, part: Part | None = None, **more: object) -> Entry:
    """Return a model whose file is at a plain address."""
    sources = (Source(SourceKind.URL, f"{hub.address}/files"),)
    return Entry("tiny", "Tiny", (ModelFile("Q8_0", (part or Part("tiny.gguf", SIZE, SHA),)),), sources=sources, **more)  # type: ignore[arg-type]


def files(data: bytes = DATA) -> dict[str, bytes]:
    return {"/files/tiny.gguf": data}


def _once(value: int) -> Callable[[int], int | None]:
    """Return a fault of the first three requests for bytes after the question for the size."""
    return lambda number: value if 1 <= number <= 3 else None


@pytest.mark.parametrize("size", [4, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, SIZE])
def test_a_file_comes_whole_and_leaves_nothing_beside_it(place: Place, size: int) -> None:
    data = DATA[:size]
    with serve(files(data)) as hub:
        entry = plain(hub, Part("tiny.gguf"))
        done = place.pull(entry, hub)
    assert done.paths[0].read_bytes() == data
    assert (done.how, done.num_fetched_bytes) == (How.FETCHED, size)
    assert sorted(path.name for path in done.paths[0].parent.iterdir()) == ["tiny.gguf", "tiny.gguf.json"]
    record = read_record(done.paths[0])
    assert record is not None
    assert (record.num_bytes, record.sha256) == (size, hashlib.sha256(data).hexdigest())


def test_several_connections_fetch_each_byte_once(place: Place) -> None:
    with serve(files(), Faults(piece_s=0.002)) as hub:
        place.pull(plain(hub), hub)
        ranges = sorted((asked.start, asked.end) for asked in hub.asked[1:])
        assert len(ranges) > 2
        assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
        assert hub.settled_bytes() == SIZE + 1
        assert all("If-Range" in asked.headers for asked in hub.asked[1:])


@pytest.mark.parametrize("at", [0, 1, 100, 65_536, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1])
def test_a_connection_cut_at_any_byte_costs_nothing_that_came(place: Place, at: int) -> None:
    with serve(files(), Faults(cut_after=_once(at))) as hub:
        assert place.pull(plain(hub), hub).paths[0].read_bytes() == DATA
        assert hub.settled_bytes() <= SIZE + 1 + 3


def test_a_server_that_cuts_every_answer_short_of_a_block_still_gives_the_file(place: Place) -> None:
    with serve(files(), Faults(cut_after=lambda _number: 100_000)) as hub:
        assert place.pull(plain(hub), hub).paths[0].read_bytes() == DATA
        assert hub.settled_bytes() == SIZE + 1


def test_a_connection_that_falls_silent_is_given_up_and_its_rest_asked_for_again(place: Place) -> None:
    with serve(files(), Faults(stall_after=_once(70_000))) as hub:
        assert place.pull(plain(hub), hub, replace(QUICK, stall_s=0.5)).paths[0].read_bytes() == DATA
        assert len(hub.asked) > 4
        assert hub.settled_bytes() < SIZE + 3 * BLOCK_BYTES


def test_a_server_that_never_speaks_again_ends_the_pull_and_what_came_is_kept(place: Place) -> None:
    limits = replace(QUICK, stall_s=1.0, patience_s=4.0)
    with serve(files(), Faults(stall_after=lambda number: 1 << 20 if number else None)) as hub:
        faults = hub.faults
        faults.answer = lambda number, _asked: (503, {}) if number > 3 else None
        entry = plain(hub)
        with pytest.raises(DownloadError) as ended:
            place.pull(entry, hub, limits)
        assert "kept" in ended.value.hint
        kept = claimed_bytes(place.home(entry))
        assert kept >= 3 * BLOCK_BYTES
        hub.faults, sent_before = Faults(), hub.settled_bytes()
        place.heard.clear()
        done = place.pull(entry, hub)
        assert done.paths[0].read_bytes() == DATA
        assert done.num_fetched_bytes == SIZE - kept
        assert hub.settled_bytes() - sent_before == SIZE - kept + 1
    assert place.heard[0].phase is Phase.CHECKING


def test_blocks_that_were_lost_after_the_journal_named_them_are_fetched_again(place: Place) -> None:
    with serve(files(), Faults(answer=lambda number, _asked: (500, {}) if number > 3 else None)) as hub:
        entry = plain(hub)
        with pytest.raises(DownloadError):
            place.pull(entry, hub, replace(QUICK, patience_s=2.0))
        part, journal = paths(place.home(entry))
        kept = claimed_bytes(place.home(entry))
        with part.open("r+b") as file:
            file.write(bytes(BLOCK_BYTES))  # as a crash of the machine leaves it
        with journal.open("ab") as file:
            file.write(b"7 12")  # and the last line torn
        hub.faults = Faults()
        done = place.pull(entry, hub)
    assert done.paths[0].read_bytes() == DATA
    assert done.num_fetched_bytes == SIZE - kept + BLOCK_BYTES


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_passing_trouble_is_waited_for(place: Place, status: int) -> None:
    faults = Faults(answer=lambda number, _asked: (status, {"Retry-After": "0"}) if number in {0, 1, 3, 5} else None)
    with serve(files(), faults) as hub:
        assert place.pull(plain(hub), hub).paths[0].read_bytes() == DATA


def test_retry_after_is_obeyed(place: Place) -> None:
    faults = Faults(answer=lambda number, _asked: (429, {"Retry-After": "1"}) if number == 1 else None)
    with serve(files(), faults) as hub:
        place.pull(plain(hub), hub, replace(QUICK, num_connections=1))
    assert any("429" in heard.note for heard in place.heard)


def test_a_server_that_asks_for_more_time_than_there_is_ends_the_pull_with_its_wish(place: Place) -> None:
    faults = Faults(answer=lambda _number, _asked: (429, {"Retry-After": "3600"}))
    with serve(files(), faults) as hub, pytest.raises(DownloadError) as ended:
        place.pull(plain(hub), hub)
    assert "asks to wait 3600 s" in ended.value.message


@pytest.mark.parametrize(("status", "says"), [(401, "HF_TOKEN"), (403, "accept the model's terms"), (404, "--quant")])
def test_a_refusal_ends_the_pull_at_once_and_says_what_to_do(place: Place, status: int, says: str) -> None:
    with serve(files(), Faults(answer=lambda _number, _asked: (status, {}))) as hub:
        with pytest.raises(DownloadError) as ended:
            place.pull(plain(hub), hub)
        assert len(hub.asked) == 1
    assert str(status) in ended.value.message
    assert says in ended.value.hint
    assert ended.value.exit_code == 6


def test_a_server_without_ranges_gives_the_file_on_one_connection(place: Place) -> None:
    with serve(files(), Faults(has_ranges=False)) as hub:
        assert place.pull(plain(hub), hub).paths[0].read_bytes() == DATA


def test_a_server_without_ranges_that_is_cut_starts_again(place: Place) -> None:
    with serve(files(), Faults(has_ranges=False, cut_after=lambda number: 2_000_000 if number < 5 else None)) as hub:
        assert place.pull(plain(hub), hub).paths[0].read_bytes() == DATA


def test_wrong_bytes_are_thrown_away_and_never_get_the_files_name(place: Place) -> None:
    def alter(_number: int, start: int, data: bytes) -> bytes:
        return b"\0" + data[1:] if start == 3 * BLOCK_BYTES else data

    with serve(files(), Faults(alter=alter)) as hub:
        entry = plain(hub)
        with pytest.raises(ChecksumError, match="wrong bytes"):
            place.pull(entry, hub)
        assert not list(place.home(entry).parent.glob("*.gguf*"))
        hub.faults = Faults()
        assert place.pull(entry, hub).paths[0].read_bytes() == DATA


@pytest.mark.parametrize("part", [Part("tiny.gguf", SIZE + 1), Part("tiny.gguf", SIZE - 1, SHA)])
def test_a_file_of_another_length_than_the_catalog_names_is_refused_before_a_byte(place: Place, part: Part) -> None:
    with serve(files()) as hub:
        with pytest.raises(DownloadError, match="the catalog says"):
            place.pull(plain(hub, part), hub)
        assert [(asked.start, asked.end) for asked in hub.asked] == [(0, 1)]


def test_a_file_that_changes_on_the_server_is_begun_anew(place: Place) -> None:
    changed = b"GGUF" + DATA[:3:-1]
    with serve(files()) as hub:

        def swap(number: int, _asked: object) -> None:
            if number == 4:
                hub.files["/files/tiny.gguf"] = changed

        hub.faults.answer = swap
        done = place.pull(plain(hub, Part("tiny.gguf")), hub)
    assert done.paths[0].read_bytes() == changed


def test_a_new_etag_for_the_same_file_of_the_catalog_goes_on_with_what_came(place: Place) -> None:
    with serve(files(), Faults(etag=lambda number: f'"{number > 2}"')) as hub:
        done = place.pull(plain(hub), hub)
        assert done.paths[0].read_bytes() == DATA
        assert done.num_fetched_bytes == SIZE


def test_a_second_source_is_asked_where_the_first_fails_and_goes_on_from_what_it_gave(place: Place) -> None:
    with serve({**files(), "/scope/models/o/tiny/resolve/master/tiny.gguf": DATA}) as hub:
        hub.faults.answer = lambda number, asked: (500, {}) if number > 3 and asked.path.startswith("/files") else None
        hub.faults.is_redirecting = False
        entry = plain(hub)
        entry = replace(entry, sources=(*entry.sources, Source(SourceKind.MODELSCOPE, "o/tiny")))
        done = place.pull(entry, hub, replace(QUICK, patience_s=2.0))
        assert done.source == entry.sources[1]
        assert done.paths[0].read_bytes() == DATA
        assert hub.settled_bytes() <= SIZE + 2 + 3 * BLOCK_BYTES, "only unfinished blocks came twice"


def test_all_parts_of_a_split_model_come_into_one_folder(place: Place) -> None:
    halves = {f"/files/q/big-0000{n}-of-00002.gguf": DATA[: SIZE - n] for n in (1, 2)}
    with serve(halves) as hub:
        parts = tuple(Part(f"q/big-0000{n}-of-00002.gguf", SIZE - n) for n in (1, 2))
        entry = replace(plain(hub), files=(ModelFile("Q8_0", parts),))
        done = place.pull(entry, hub)
    assert [path.read_bytes() for path in done.paths] == [DATA[:-1], DATA[:-2]]
    assert len({path.parent for path in done.paths}) == 1
    shown = [heard.num_bytes for heard in place.heard if heard.phase is Phase.FETCHING]
    assert shown[-1] == place.heard[-1].num_total == 2 * SIZE - 3


def _in_hub_cache(place: Place, repo: str, data: bytes = DATA, name: str = SHA) -> Path:
    blob = place.places.hub / f"models--{repo}" / "blobs" / name
    blob.parent.mkdir(parents=True)
    blob.write_bytes(data)
    return blob


def test_an_identical_file_in_the_hubs_cache_is_used_whichever_repository_brought_it(place: Place) -> None:
    blob = _in_hub_cache(place, "someone--copy")
    with serve({}) as hub:
        entry = plain(hub)
        done = place.pull(entry, hub)
        assert hub.requests == []
    assert done.how is How.HUB_CACHE
    assert done.paths == (place.home(entry),)
    assert done.paths[0].samefile(blob), "and takes no room"
    assert place.pull(entry, None).how is How.HERE


def test_a_damaged_file_in_the_hubs_cache_is_not_used(place: Place) -> None:
    _in_hub_cache(place, "someone--copy", DATA[:-1] + b"x")
    with serve(files()) as hub:
        assert place.pull(plain(hub), hub).paths[0].read_bytes() == DATA


def test_without_a_network_what_is_missing_is_one_sentence(place: Place) -> None:
    with serve(files()) as hub:
        with pytest.raises(ModelError, match="the network is forbidden") as missing:
            place.pull(plain(hub), None)
        assert hub.requests == []
    assert "models import" in missing.value.hint


def test_two_pulls_at_once_fetch_once(place: Place) -> None:
    others = [Place(place.folder) for _ in range(3)]

    def are_waiting() -> bool:
        return sum(any(heard.phase is Phase.WAITING for heard in other.heard) for other in others) == 2

    def hold_back(_number: int, asked: Asked) -> None:
        """Give nothing but the answers to the questions of one byte until two of the three wait for the third."""
        deadline = time.monotonic() + 50
        while asked.end - asked.start > 1 and not are_waiting() and time.monotonic() < deadline:
            time.sleep(0.01)

    with serve(files(), Faults(answer=hold_back)) as hub:
        entry = plain(hub)
        results: list[Pulled] = []
        threads = [threading.Thread(target=lambda other=other: results.append(other.pull(entry, hub))) for other in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONG_S)
        assert hub.settled_bytes() == SIZE + 3, "the file, and three questions of one byte"
    assert [done.paths[0].read_bytes() == DATA for done in results] == [True] * 3
    assert any(heard.phase is Phase.WAITING and "waiting" in heard.note for other in others for heard in other.heard)


def test_a_dead_network_is_told_in_one_sentence(place: Place) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    hub = Hub({}, address)
    with pytest.raises(DownloadError, match="accepts no connection") as dead:
        place.pull(plain(hub), hub)
    assert "HF_ENDPOINT" in dead.value.hint


def test_a_name_that_no_server_knows_is_told_in_one_sentence(place: Place) -> None:
    hub = Hub({}, "http://models.invalid")
    with pytest.raises(DownloadError, match=r"the name models\.invalid cannot be found"):
        place.pull(plain(hub), hub)


def test_a_server_that_speaks_no_tls_is_told_in_one_sentence(place: Place) -> None:
    with serve(files()) as hub:
        hub.address = hub.address.replace("http:", "https:")
        with pytest.raises(DownloadError, match="no secure connection"):
            place.pull(plain(hub), hub)


def test_a_full_disk_is_seen_before_a_byte_is_fetched(place: Place) -> None:
    with serve({"/files/tiny.gguf": DATA}) as hub:
        # No server of ours has so much: the size is the catalog's and the server's, the room is this machine's.
        hub.faults.answer = lambda _number, _asked: (206, {"Content-Range": f"bytes 0-0/{1 << 60}"})
        with pytest.raises(DownloadError, match="GB free") as full:
            place.pull(plain(hub, Part("tiny.gguf", 1 << 60)), hub)
    assert "QMATH_MODELS_DIR" in full.value.hint


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(place: Place) -> None:
    (place.folder / "models").write_text("a file")
    with serve(files()) as hub, pytest.raises(DownloadError) as wrong:
        place.pull(plain(hub), hub)
    assert "QMATH_MODELS_DIR" in wrong.value.hint


def test_a_file_given_a_second_name_is_the_same_file(tmp_path: Path) -> None:
    source = tmp_path / "a.gguf"
    source.write_bytes(b"GGUF")
    target = tmp_path / "models" / "b.gguf"
    adopt(source, target, Record(4, "0", "import"))
    assert target.samefile(source)
    assert read_record(target) == Record(4, "0", "import")


def test_a_part_is_taken_up_only_for_the_same_bytes(place: Place) -> None:
    with serve(files(), Faults(answer=lambda number, _asked: (500, {}) if number > 3 else None)) as hub:
        entry = plain(hub, Part("tiny.gguf"))
        with pytest.raises(DownloadError):
            place.pull(entry, hub, replace(QUICK, patience_s=2.0))
        assert claimed_bytes(place.home(entry)) > 0
        other = b"GGUF" + DATA[:3:-1]
        hub.files["/files/tiny.gguf"], hub.faults = other, Faults()
        place.heard.clear()
        done = place.pull(entry, hub)
    assert done.paths[0].read_bytes() == other
    assert any("changed" in heard.note for heard in place.heard)
    assert find_files(entry, entry.files[0], place.places) == done.paths


def test_a_page_in_place_of_the_file_is_refused(place: Place) -> None:
    page = b"<html>Please log in</html>"
    with serve({"/files/tiny.gguf": page}) as hub:
        entry = plain(hub, Part("tiny.gguf"))
        with pytest.raises(ChecksumError, match="is no GGUF file"):
            place.pull(entry, hub)
        assert not place.home(entry).parent.exists()
        hub.files["/files/tiny.gguf"] = b"GGUF" + DATA
        assert place.pull(entry, hub).how is How.FETCHED


def test_bytes_behind_the_end_of_an_unfinished_file_are_dropped(place: Place) -> None:
    with serve(files(), Faults(cut_after=_once(BLOCK_BYTES + 5))) as hub:
        entry = plain(hub)
        with pytest.raises(DownloadError):
            place.pull(entry, hub, replace(QUICK, patience_s=0.0))
        hub.faults.cut_after = lambda _number: None
        part, _ = paths(place.home(entry))
        assert claimed_bytes(place.home(entry)) > 0, "there is something to go on from"
        with part.open("ab") as file:
            file.truncate(SIZE + 1000)
        pulled = place.pull(entry, hub)
    assert pulled.paths[0].read_bytes() == DATA
    assert pulled.num_fetched_bytes < SIZE


@pytest.mark.parametrize("name", ["My Model.gguf", "模型.gguf"])
def test_names_with_spaces_and_other_letters_come_through_redirects_that_do_not_quote_them(place: Place, name: str) -> None:
    data = b"GGUF" + DATA[:1000]
    with serve({f"/cdn/{quote(name)}": data}) as hub:
        raw = f"{hub.address}/plain/{name}".encode().decode("latin-1")
        hub.files[f"/plain/{quote(name)}"] = data
        hub.faults.answer = lambda _number, asked: (302, {"Location": raw}) if asked.path.startswith("/files") else None
        hub.files[f"/files/{quote(name)}"] = data
        entry = resolve(f"{hub.address}/files/{quote(name)}")
        assert entry.files[0].file == name
        assert place.pull(entry, hub).paths[0].read_bytes() == data


@pytest.mark.parametrize("address", ["http://127.0.0.1:999999/x.gguf", "http://[::1/x.gguf", "http://127.0.0.1:port/x.gguf"])
def test_an_address_that_is_none_is_told_so(place: Place, address: str) -> None:
    with serve({}) as hub, pytest.raises(DownloadError, match="is no http or https address"):
        place.pull(resolve(address), hub)


@pytest.mark.parametrize("location", ["http://[::1/x.gguf", "ftp://127.0.0.1/x", "http://127.0.0.1:port/x"])
def test_a_redirect_to_nowhere_is_told_so(place: Place, location: str) -> None:
    faults = Faults(answer=lambda _number, _asked: (302, {"Location": location}))
    with serve(files(), faults) as hub, pytest.raises(DownloadError, match="is no"):
        place.pull(plain(hub), hub)


HOUR_OLD = "Fri, 27 Nov 2020 10:00:00 GMT"


def _breaks_off(number: int, _asked: object) -> tuple[int, dict[str, str]] | None:
    return (500, {}) if number > 3 else None


def test_a_file_that_only_a_date_identifies_is_gone_on_with_under_that_date(place: Place) -> None:
    faults = Faults(has_etags=False, last_modified=lambda: HOUR_OLD, answer=_breaks_off)
    with serve(files(), faults) as hub:
        entry = plain(hub, Part("tiny.gguf"))
        with pytest.raises(DownloadError) as ended:
            place.pull(entry, hub, replace(QUICK, patience_s=2.0))
        assert "kept" in ended.value.hint
        kept = claimed_bytes(place.home(entry))
        faults.answer = lambda _number, _asked: None
        done = place.pull(entry, hub)
        assert done.paths[0].read_bytes() == DATA
        assert done.num_fetched_bytes == SIZE - kept < SIZE
        assert hub.asked[-1].headers["If-Range"] == HOUR_OLD


def test_a_file_with_another_date_is_begun_anew(place: Place) -> None:
    faults = Faults(has_etags=False, last_modified=lambda: HOUR_OLD, answer=_breaks_off)
    with serve(files(), faults) as hub:
        entry = plain(hub, Part("tiny.gguf"))
        with pytest.raises(DownloadError):
            place.pull(entry, hub, replace(QUICK, patience_s=2.0))
        other = b"GGUF" + DATA[:3:-1]
        hub.files["/files/tiny.gguf"] = other
        faults.answer, faults.last_modified = lambda _number, _asked: None, lambda: HOUR_OLD.replace("10:", "11:")
        assert place.pull(entry, hub).paths[0].read_bytes() == other


@pytest.mark.parametrize("date", [HOUR_OLD.replace("10:", "11:"), None], ids=["an older one", "now"])
def test_a_file_that_changes_its_date_on_the_way_is_begun_anew(place: Place, date: str | None) -> None:
    other = b"GGUF" + DATA[:3:-1]
    faults = Faults(has_etags=False, last_modified=lambda: HOUR_OLD, piece_s=0.001)

    def change(number: int, _asked: object) -> None:
        if number == 3:
            hub.files["/files/tiny.gguf"] = other
            faults.last_modified = lambda: date or email.utils.formatdate(usegmt=True)

    faults.answer = change
    with serve(files(), faults) as hub:
        assert place.pull(plain(hub, Part("tiny.gguf")), hub).paths[0].read_bytes() == other


@pytest.mark.parametrize("date", [None, "now"])
def test_what_nothing_identifies_is_told_before_and_not_kept(place: Place, date: str | None) -> None:
    faults = Faults(has_etags=False, answer=_breaks_off)
    faults.last_modified = lambda: email.utils.formatdate(usegmt=True) if date else None
    offers: list[Offer] = []
    with serve(files(), faults) as hub:
        entry = plain(hub, Part("tiny.gguf"))
        network = Network(tls_context, "", timeout_s=60.0)
        limits = replace(QUICK, patience_s=2.0)
        with pytest.raises(DownloadError) as ended:
            pull(entry, entry.files[0], place.places, network, place.heard.append, limits, approve=offers.append)
        assert [offer.is_lasting for offer in offers] == [False]
        assert "kept" not in ended.value.hint, "it could not be gone on with"
        assert not place.home(entry).parent.exists()
        faults.answer = lambda _number, _asked: None
        assert place.pull(entry, hub).paths[0].read_bytes() == DATA


def test_what_the_user_does_not_want_is_not_fetched(place: Place) -> None:
    def refuse(offer: Offer) -> None:
        assert offer.num_bytes == SIZE
        raise UsageError("no")

    with serve(files()) as hub:
        entry = plain(hub)
        with pytest.raises(UsageError):
            pull(entry, entry.files[0], place.places, Network(tls_context, ""), place.heard.append, QUICK, approve=refuse)
        assert hub.settled_bytes() <= 1, "the question how large it is"
    assert not place.home(entry).parent.exists()


def test_a_password_in_an_address_is_sent_and_never_said(place: Place) -> None:
    with serve(files()) as hub:
        entry = resolve(f"{hub.address.replace('//', '//me:secret@')}/files/tiny.gguf")
        assert "secret" not in entry.name + entry.sources[0].where
        done = place.pull(entry, hub)
        assert set(hub.tokens) == {"Basic bWU6c2VjcmV0"}
        record = (done.paths[0].parent / "tiny.gguf.json").read_text()
        assert "secret" not in record
        hub.files.clear()
        done.paths[0].unlink()
        with pytest.raises(DownloadError) as gone:
            place.pull(entry, hub)
    assert "secret" not in gone.value.message + gone.value.hint


def test_a_journal_whose_file_is_gone_claims_nothing(place: Place) -> None:
    with serve(files()) as hub:
        entry = plain(hub)

        def refuse(number: int, _asked: Asked) -> Answer | None:
            """Let two connections bring a block each, and refuse the others once one is stored."""
            deadline = time.monotonic() + 120
            while number > 2 and not claimed_bytes(place.home(entry)) and time.monotonic() < deadline:
                time.sleep(0.01)
            return (404, {}) if number > 2 else None

        hub.faults.answer = refuse
        hub.faults.cut_after = _once(BLOCK_BYTES + 1)
        with pytest.raises(DownloadError):
            place.pull(entry, hub)
        part, journal = paths(place.home(entry))
        assert claimed_bytes(place.home(entry)) > 0
        part.unlink()
        assert journal.exists()
        assert claimed_bytes(place.home(entry)) == 0
        hub.faults = Faults()
        place.heard.clear()
        place.pull(entry, hub)
        assert not any("changed" in one.note for one in place.heard)
    assert place.home(entry).read_bytes() == DATA
