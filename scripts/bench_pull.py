"""How fast `qmath pull` is, beside curl and the hub's own client, from the same server on this machine.

Here: a server in a process of its own that speaks as the hub does, three clients by turns, and the medians of what they took.

    python -m scripts.bench_pull [--mb 256] [--rounds 5] [--link-mb 100] [--folder DIR]

Each client fetches the same file into an empty folder: `qmath pull`, `curl -L` and `hf_hub_download`, each a process from its
first import on; what starting takes without a transfer (a file of one byte) is measured too and taken off, since it does not grow
with the file. qmath hashes every byte and waits until the file is on the disk, which the others do not; a second row for curl
therefore has `sha256sum` and `sync` of the file after it.

`--link-mb` is the speed of the link in MB/s, shared by all connections; 0 is as fast as the machine goes, where the clients and
the server fight for the processors. The ratio (speed of qmath over the peer's) should be at least 0.95.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from qmath.settings import environment

QMATH = str(Path(sysconfig.get_path("scripts")) / "qmath")
MIN_RATIO = 0.95
REPO = "some/repo"
COMMIT = "0" * 40
PIECE_BYTES = 256 << 10
_MAX_BEHIND_S = 0.5
HUB_CLIENT = "import sys; from huggingface_hub import hf_hub_download; hf_hub_download(*sys.argv[1:])"


class Link:
    """A line that all connections share: it says how long to wait before so many bytes more may go out."""

    def __init__(self, mb_per_s: float) -> None:
        self._bytes_per_s = mb_per_s * 1e6
        self._lock = threading.Lock()
        self._free_at = 0.0

    def wait(self, num_bytes: int) -> None:
        """Wait for a turn."""
        if not self._bytes_per_s:
            return
        with self._lock:
            # A process that slept too long, as on a busy machine, catches up: the line does not lose what it could have carried.
            at = self._free_at = max(self._free_at, time.monotonic() - _MAX_BEHIND_S) + num_bytes / self._bytes_per_s
        time.sleep(max(0.0, at - time.monotonic()))


class Handler(BaseHTTPRequestHandler):
    """Answers as the hub (any path) and as its file servers (``/cdn/``) do."""

    protocol_version = "HTTP/1.1"
    folder: Path
    link: Link
    hashes: dict[str, str]

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._answer()

    def do_GET(self) -> None:
        """Answer with a body."""
        self._answer()

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        file = self.folder / Path(path).name
        if not file.is_file():  # the hub's client also asks for things of its own
            self._begin(404, {"Content-Length": "0"})
            return
        size = file.stat().st_size
        if not path.startswith("/cdn/"):
            address = f"http://localhost:{self.headers['Host'].rsplit(':', 1)[1]}/cdn/{file.name}"
            linked = {"X-Linked-Size": str(size), "X-Linked-Etag": f'"{self.hashes[file.name]}"', "X-Repo-Commit": COMMIT}
            self._begin(302, {"Location": address, "Content-Length": "0"} | linked)
            return
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start, end = (int(found[1]), min(int(found[2] or size) + 1, size)) if found else (0, size)
        ranged = {"Content-Range": f"bytes {start}-{end - 1}/{size}"} if found else {}
        self._begin(206 if found else 200, {"ETag": f'"{self.hashes[file.name]}"', "Content-Length": str(end - start)} | ranged)
        if self.command == "GET":
            self._send(file, start, end)

    def _begin(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, file: Path, start: int, end: int) -> None:
        with file.open("rb") as opened:
            while start < end:
                count = min(PIECE_BYTES, end - start)
                self.link.wait(count)
                start += os.sendfile(self.connection.fileno(), opened.fileno(), start, count)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Stay silent."""


def serve(folder: Path, link_mb: float) -> None:
    """Serve the files of a folder as the hub does, and print the port."""
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    handler = type("Bound", (Handler,), {"folder": folder, "link": Link(link_mb), "hashes": hashes})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    print(server.server_port, flush=True)
    server.serve_forever()


Fetch = Callable[[str, Path], None]
"""Fetches a file of this name into a folder."""


def ours_at(folder: Path) -> dict[str, str]:
    """Return the variables that keep qmath within a folder."""
    return {"QMATH_MODELS_DIR": str(folder), "QMATH_STATE_DIR": str(folder / "state"), "HF_HOME": str(folder / "hf")}


def clients(address: str) -> dict[str, Fetch]:
    """Return the clients by name."""
    base = environment() | {"HF_ENDPOINT": address, "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1", "NO_PROXY": "*"}
    base |= {"HF_HUB_DISABLE_XET": "1", "no_proxy": "*"}

    def run(command: list[str], **more: str) -> None:
        done = subprocess.run(command, env=base | more, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{command[0]} failed: {done.stderr}")

    def ours(name: str, folder: Path) -> None:
        run([QMATH, "pull", f"{REPO}:{name}", "--accept-licence"], **ours_at(folder))

    def curl(name: str, folder: Path) -> None:
        run(["curl", "-sfL", "-o", str(folder / name), f"{address}/{REPO}/resolve/main/{name}"])

    def curl_checked(name: str, folder: Path) -> None:
        curl(name, folder)
        run(["sha256sum", str(folder / name)])
        run(["sync", str(folder / name)])

    def hub(name: str, folder: Path) -> None:
        run([sys.executable, "-c", HUB_CLIENT, REPO, name], HF_HOME=str(folder / "hf"))

    return {"qmath": ours, "curl": curl, "curl, sha256sum, sync": curl_checked, "hf_hub_download": hub}


def seconds(fetch: Fetch, name: str, root: Path) -> float:
    """Return how long a client takes into an empty folder."""
    folder = Path(tempfile.mkdtemp(dir=root))
    start = time.perf_counter()
    fetch(name, folder)
    elapsed = time.perf_counter() - start
    shutil.rmtree(folder)
    return elapsed


def measure(address: str, root: Path, num_bytes: int, rounds: int) -> list[dict[str, object]]:
    """Run the clients by turns and return a row for each peer."""
    times: dict[str, list[float]] = {}
    starts: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, fetch in clients(address).items():
            starts.setdefault(name, []).append(seconds(fetch, "one-Q8_0.gguf", root))
            times.setdefault(name, []).append(seconds(fetch, "all-Q8_0.gguf", root))
    mb_per_s = {name: num_bytes / 1e6 / (statistics.median(times[name]) - statistics.median(starts[name])) for name in times}
    return [
        {
            "peer": name,
            "qmath_mb_per_s": round(mb_per_s["qmath"], 1),
            "peer_mb_per_s": round(speed, 1),
            "ratio": round(mb_per_s["qmath"] / speed, 3),
            "qmath_s": round(statistics.median(times["qmath"]), 2),
            "peer_s": round(statistics.median(times[name]), 2),
            "bound": MIN_RATIO,
            "is_met": mb_per_s["qmath"] >= MIN_RATIO * speed,
        }
        for name, speed in mb_per_s.items()
        if name != "qmath"
    ]


def main() -> None:
    """Measure and print one line of JSON per peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mb", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--link-mb", type=float, default=100.0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve, arguments.link_mb)
        return
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        files = Path(folder) / "files"
        files.mkdir()
        (files / "one-Q8_0.gguf").write_bytes(b"GGUF")
        with (files / "all-Q8_0.gguf").open("wb") as file:
            file.write(b"GGUF" + os.urandom(999_996))
            for _ in range(arguments.mb - 1):
                file.write(os.urandom(1_000_000))
        command = [sys.executable, "-m", "scripts.bench_pull", "--serve", str(files), "--link-mb", str(arguments.link_mb)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None  # noqa: S101 - it was asked for above
            try:
                address = f"http://127.0.0.1:{int(server.stdout.readline())}"
                for row in measure(address, Path(folder), arguments.mb * 1_000_000, arguments.rounds):
                    load = round(os.getloadavg()[0], 1)
                    print(json.dumps({"mb": arguments.mb, "link_mb_per_s": arguments.link_mb, "load": load} | row), flush=True)
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
