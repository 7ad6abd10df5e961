"""Claims about asking whether the hub is there."""

from __future__ import annotations

import socket

from qmath.models.download import tls_context
from qmath.models.reach import reach
from tests.hub import serve


def test_any_answer_of_a_server_counts() -> None:
    with serve({}) as hub:
        found = reach(f"{hub.address}/nothing-here", tls_context)
    assert found.is_reached, "it said 404, but it said something"
    assert found.why == ""


def test_a_server_that_is_silent_or_gone_is_told_from_an_address_that_is_none() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        gone = reach(f"http://me:secret@127.0.0.1:{silent.getsockname()[1]}", tls_context)
        assert (gone.is_reached, gone.is_address) == (False, True)
        assert "accepts no connection" in gone.why
        assert "secret" not in gone.address + gone.why
        silent.listen()
        found = reach(f"http://127.0.0.1:{silent.getsockname()[1]}", tls_context, timeout_s=0.3)
        assert not found.is_reached
        assert found.seconds < 60
    none = reach("nonsense", tls_context)
    assert (none.is_reached, none.is_address) == (False, False)
    assert "HF_ENDPOINT is 'nonsense'" in none.why
