"""Claims about certificates (one made on the spot), the tunnel through a proxy, and what answers say of their bytes."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPMessage
from pathlib import Path

import pytest

from qmath.models.connection import host, shown, strong_validator
from tests.hub import serve
from tests.process import LONG_S, environment, run

WEIGHTS = b"GGUF" + bytes(range(256)) * 8000


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a file with a key and a certificate for 127.0.0.1 that nobody signed."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    path = tmp_path / "server.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    extra = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run([*command, *extra], check=True, capture_output=True)
    path.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return path


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def tunnel(password: str | None = None) -> Iterator[tuple[str, list[str]]]:
    """Run a proxy that only knows CONNECT; yield its address and the lines it was asked with."""
    asked: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))

    def answer(client: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            if not (byte := client.recv(1)):
                return
            head += byte
        asked.append(head.decode().splitlines()[0])
        if password is not None and password not in head.decode():
            client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        host, port = asked[-1].split()[1].rsplit(":", 1)
        with socket.create_connection((host, int(port))) as upstream:
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            back = threading.Thread(target=_carry, args=(upstream, client))
            back.start()
            _carry(client, upstream)
            back.join()

    def serve_one(client: socket.socket) -> None:
        with client, suppress(OSError):  # a client that has gone is no news
            answer(client)

    threads: list[threading.Thread] = []

    def listen() -> None:
        with suppress(OSError):
            while True:
                thread = threading.Thread(target=serve_one, args=(server.accept()[0],))
                threads.append(thread)
                thread.start()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}", asked
    finally:
        server.shutdown(socket.SHUT_RDWR)
        listener.join(LONG_S)
        server.close()
        for thread in threads:
            thread.join(LONG_S)


def _environment(tmp_path: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in environment().items() if not name.lower().endswith("_proxy")}
    return {**kept, "QMATH_MODELS_DIR": str(tmp_path / "models"), "HF_HOME": str(tmp_path / "hf"), **more}


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.slow
def test_a_certificate_is_trusted_only_when_the_user_says_so(tmp_path: Path, certificate: Path) -> None:
    with serve({"/plain/x-Q4_0.gguf": WEIGHTS}, tls=_context(certificate)) as hub:
        address = f"{hub.address}/plain/x-Q4_0.gguf"
        refused = run("pull", address, env=_environment(tmp_path))
        assert refused.code == 6
        assert "is not trusted" in refused.err
        assert "SSL_CERT_FILE" in refused.err
        done = run("pull", address, env=_environment(tmp_path, SSL_CERT_FILE=str(tmp_path / "cert.pem")))
    assert done.code == 0, done.err
    assert Path(done.out.strip()).read_bytes() == WEIGHTS


def test_https_goes_through_the_tunnel_of_a_proxy_with_its_password(tmp_path: Path, certificate: Path) -> None:
    secret = "dXNlcjpwYXNz"  # user:pass in base64  # noqa: S105 - of this proxy alone
    with serve({"/plain/x-Q4_0.gguf": WEIGHTS}, tls=_context(certificate)) as hub, tunnel(secret) as (proxy, asked):
        address = f"{hub.address}/plain/x-Q4_0.gguf"
        trusted = {"SSL_CERT_FILE": str(tmp_path / "cert.pem")}
        refused = run("pull", address, env=_environment(tmp_path, HTTPS_PROXY=f"http://{proxy}", **trusted))
        assert refused.code == 6
        assert "407" in refused.err
        done = run("pull", address, env=_environment(tmp_path, HTTPS_PROXY=f"http://user:pass@{proxy}", **trusted))
        assert done.code == 0, done.err
        assert {line.rsplit(" ", 1)[0] for line in asked} == {f"CONNECT {hub.address.removeprefix('https://')}"}
    assert Path(done.out.strip()).read_bytes() == WEIGHTS


def test_a_proxy_of_another_kind_is_refused_with_a_way_out(tmp_path: Path) -> None:
    done = run("pull", "https://127.0.0.1:9/x-Q4_0.gguf", env=_environment(tmp_path, HTTPS_PROXY="socks5://127.0.0.1:9"))
    assert done.code == 6
    assert "socks5://127.0.0.1" in done.err
    assert "a proxy that starts with http://" in done.err


def _headers(**values: str) -> HTTPMessage:
    message = HTTPMessage()
    for name, value in values.items():
        message[name.replace("_", "-")] = value
    return message


NOON = "Fri, 27 Nov 2020 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"ETag": '"x"'}, '"x"'),
        ({"ETag": 'W/"x"'}, None),
        ({"ETag": 'W/"x"', "Last_Modified": "Fri, 27 Nov 2020 10:00:00 GMT", "Date": NOON}, None),
        ({"Last_Modified": "Fri, 27 Nov 2020 11:59:00 GMT", "Date": NOON}, "Fri, 27 Nov 2020 11:59:00 GMT"),
        ({"Last_Modified": "Fri, 27 Nov 2020 11:59:01 GMT", "Date": NOON}, None),
        ({"Last_Modified": "Fri, 27 Nov 2020 11:00:00 GMT"}, None),
        ({"Last_Modified": "yesterday", "Date": NOON}, None),
        ({"Last_Modified": NOON}, None),
        ({}, None),
    ],
)
def test_only_what_surely_means_the_same_bytes_serves_as_if_range(headers: dict[str, str], validator: str | None) -> None:
    assert strong_validator(_headers(**headers)) == validator


def test_messages_name_hosts_and_proxies_but_no_passwords() -> None:
    assert host("https://me:secret@example.org:8443/x?y") == "example.org:8443"
    assert shown("https://me:secret@example.org/x?signature=y#z") == "https://example.org/x"
