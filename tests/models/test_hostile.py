"""Claims about servers that answer nonsense: one sentence, nothing kept, no hang; through the real command."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.hub import COMMIT, Answer, Faults, serve
from tests.process import Done, environment, run

DATA = b"GGUF" + bytes(range(256)) * 4096
FILE = "m-Q8_0.gguf"
FILES = {f"/me/repo/resolve/main/{FILE}": DATA, f"/plain/{FILE}": DATA}


def _pull(folder: Path, name: str, endpoint: str, **extra: str) -> Done:
    places = {"QMATH_MODELS_DIR": str(folder / "models"), "QMATH_STATE_DIR": str(folder / "state"), "HF_HOME": str(folder / "hf")}
    env = environment(**places, HF_ENDPOINT=endpoint, **extra)
    done = run("pull", name, "--accept-licence", env=env, timeout_s=300)
    assert "bug of qmath" not in done.err
    assert "Traceback" not in done.err
    return done


def _size(size: str) -> Faults:
    """Return a hub that claims this size and gives the file from another host."""

    def metadata(_number: int) -> Answer:
        return 302, {"Location": "http://localhost:1/cdn", "X-Linked-Size": size, "X-Linked-Etag": '"abc"', "X-Repo-Commit": COMMIT}

    return Faults(metadata=metadata)


@pytest.mark.parametrize(
    ("faults", "says"),
    [
        (_size("-5"), "does not say how large m-Q8_0.gguf is"),
        (_size("0"), "does not say how large m-Q8_0.gguf is"),
        (_size("9" * 5000), "does not say how large m-Q8_0.gguf is"),
        (Faults(metadata=lambda _number: (302, {"Location": f"/me/repo/resolve/main/{FILE}"})), "redirects in circles"),
        (Faults(metadata=lambda _number: (429, {"Retry-After": "9" * 400})), "too many requests (429)\n"),
        (Faults(metadata=lambda _number: (429, {"Retry-After": f"Mon, 01 Jan 2999 00:00:00 +{'9' * 14}"})), "too many requests (429)\n"),
    ],
    ids=["negative", "empty", "endless", "circle", "wait for ever", "wait till no date"],
)
def test_a_hub_that_answers_nonsense_is_told_in_one_sentence(tmp_path: Path, faults: Faults, says: str) -> None:
    with serve(FILES, faults) as hub:
        done = _pull(tmp_path, f"me/repo:{FILE}", hub.address)
    assert (done.code, done.out) == (6, "")
    assert says in done.err


@pytest.mark.parametrize("given", ["bytes 5-9/10", "nonsense", f"bytes 0-0/{'9' * 5000}"])
def test_a_range_that_nobody_asked_for_tells_no_size(tmp_path: Path, given: str) -> None:
    faults = Faults(answer=lambda _number, _asked: (206, {"Content-Range": given}))
    with serve(FILES, faults) as hub:
        done = _pull(tmp_path, f"{hub.address}/plain/{FILE}", hub.address)
    assert (done.code, done.out) == (6, "")
    assert "does not say how large the file is" in done.err


def test_an_empty_address_of_the_hub_is_none(tmp_path: Path) -> None:
    done = _pull(tmp_path, f"me/repo:{FILE}", "", HTTPS_PROXY="http://127.0.0.1:9", NO_PROXY="")
    assert done.code == 6
    assert "huggingface.co (through the proxy 127.0.0.1:9) accepts no connection" in done.err


@contextmanager
def _packing() -> Iterator[str]:
    """Serve a file that is always packed, as some proxies do; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = gzip.compress(DATA)
            self.send_response(200)
            for name, value in {"Content-Length": str(len(body)), "Content-Encoding": "gzip", "ETag": '"one"'}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_file_that_is_packed_on_the_way_is_not_fetched(tmp_path: Path) -> None:
    with _packing() as address:
        done = _pull(tmp_path, f"{address}/plain/{FILE}", address)
    assert done.code == 6
    assert "sends the file packed (gzip)" in done.err
    assert not (tmp_path / "models").exists()
