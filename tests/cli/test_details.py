"""Claims about ``-v`` and ``-vv``: what a report of a bug needs is on stderr, and nothing of it anywhere else."""

from __future__ import annotations

import json
import re

import pytest

from tests.process import run

SOLVE = ["solve", "-m", "mini", "--mode", "tir", "--seed", "5", "Solve for x: 4x + 5 = 6x + 7"]
LABELS = ["versions", "file", "weights", "context", "prompt", "sampling", "sandbox", "tokens", "seconds"]


def _told(err: str) -> dict[str, str]:
    return dict(line.removeprefix("qmath: ").split(": ", 1) for line in err.splitlines() if line.split(": ")[1] in LABELS)


def test_a_report_has_what_it_needs() -> None:
    done = run(*SOLVE, "-vv", "--json", "--threads", "2", "--n-ctx", "512", "-n", "2")
    told, document = _told(done.err), json.loads(done.out)
    assert list(told) == LABELS
    assert told["versions"].startswith(f"qmath {document['qmath']}, Python 3.")
    assert "mini.gguf" in told["file"]
    assert re.search("plain|interleaved|chooses itself|on the GPU", told["weights"])
    assert told["context"].startswith("512 tokens per rollout (the model allows 1024), 512 cells for all; 2 decoded together in 4 slots, ")
    assert ", 2 threads, flash attention o" in told["context"]
    style, _, prompt = told["prompt"].partition(" characters: ")
    assert style.startswith("style qwen-math, ")
    assert json.loads(prompt).endswith("<|im_start|>user\nSolve for x: 4x + 5 = 6x + 7<|im_end|>\n<|im_start|>assistant\n")
    assert told["sampling"] == "tir, temperature 0.7, top_p 0.8, top_k 0; seeds 5, 6"
    assert told["sandbox"].startswith(document["sandbox"]["level"])
    usage = document["usage"]
    assert told["tokens"].startswith(f"{usage['completion_tokens']} written at ")
    assert f"; {usage['cached_prompt_tokens']} times one was in the cache" in told["tokens"]
    assert told["seconds"].endswith(f"fingerprint {document['fingerprint'][:12]}")


@pytest.mark.parametrize(("flags", "has_mode"), [((), False), (("-v",), True), (("-vv", "-q"), False)], ids=str)
def test_less_is_told_where_less_is_asked_for(flags: tuple[str, ...], has_mode: bool) -> None:  # noqa: FBT001 - a parameter
    done = run(*SOLVE, "--mode", "cot", *flags)
    assert _told(done.err) == {}
    assert ("qmath: mode cot: asked for\n" in done.err) is has_mode
