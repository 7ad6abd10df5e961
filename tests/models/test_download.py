"""Claims about the hub: what its client tells, and who sees a token."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qmath.models.catalog import find
from qmath.models.connection import check_redirect
from qmath.models.failures import AttemptError
from qmath.models.partial import claimed_bytes
from tests.hub import COMMIT, Faults, serve
from tests.process import COMMAND, environment, run, run_in_terminal

ENTRY = find("qwen2-7b")
FILE = ENTRY.pick(None).file
PATH = f"/{ENTRY.repo}/resolve/{ENTRY.revision or 'main'}/{FILE}"
PULL = ("pull", "qwen2-7b", "--quant", ENTRY.pick(None).quant, "--force")
"""On a small machine another quantization would be chosen, or this one refused."""

WEIGHTS = b"GGUF" + random.Random(2).randbytes(2_999_996)


def _environment(address: str, home: Path, **more: str) -> dict[str, str]:
    return environment(
        HF_ENDPOINT=address,
        HF_HOME=str(home),
        QMATH_MODELS_DIR=str(home / "models"),
        QMATH_STATE_DIR=str(home / "state"),
        HF_HUB_DISABLE_TELEMETRY="1",
        NO_PROXY="127.0.0.1,localhost",
        **more,
    )


def test_a_pulled_model_lies_where_solve_finds_it(tmp_path: Path) -> None:
    with serve({PATH: WEIGHTS}) as hub:
        done = run(*PULL, env=_environment(hub.address, tmp_path))
        assert done.code == 0, done.err
        path = Path(done.out.strip())
        assert path.read_bytes() == WEIGHTS
        assert path == tmp_path / "models" / ENTRY.name / FILE
        assert COMMIT in (path.parent / f"{FILE}.json").read_text()
        num_requests = len(hub.requests)
        again = run(*PULL, env=_environment(hub.address, tmp_path))
        assert (again.code, again.out) == (0, done.out)
        assert len(hub.requests) == num_requests
        solved = run("solve", "-m", "qwen2-7b", "x", env=_environment(hub.address, tmp_path))
    assert solved.code == 6, "these bytes are no model, but they were found"
    assert FILE in solved.err


@pytest.mark.parametrize("path", ["/", "/sub", "/sub/"])
def test_the_address_of_a_mirror_may_have_a_path_and_end_with_a_slash(tmp_path: Path, path: str) -> None:
    with serve({f"{path.rstrip('/')}{PATH}": WEIGHTS}) as hub:
        done = run(*PULL, env=_environment(hub.address + path, tmp_path))
    assert done.code == 0, done.err


def test_a_token_goes_to_the_hub_and_nowhere_else(tmp_path: Path) -> None:
    with serve({PATH: WEIGHTS}) as hub:
        done = run(*PULL, env=_environment(hub.address, tmp_path, HF_TOKEN="hf_secret"))  # noqa: S106 - no real one
        assert done.code == 0, done.err
        seen = list(zip(hub.requests, hub.tokens, strict=True))
    assert {token for request, token in seen if request.startswith("HEAD")} == {"Bearer hf_secret"}
    assert {token for request, token in seen if "/cdn/" in request} == {None}


def test_an_address_that_expires_on_the_way_is_asked_for_again(tmp_path: Path) -> None:
    def expire(number: int, _asked: object) -> None:
        if number == 3:
            hub.faults.signature = "2"

    with serve({PATH: 4 * WEIGHTS}) as hub:
        hub.faults.answer = expire
        done = run(*PULL, env=_environment(hub.address, tmp_path))
        assert done.code == 0, done.err
        assert hub.num_metadata == 2
    assert Path(done.out.strip()).read_bytes() == 4 * WEIGHTS


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [
        (401, "", "HF_TOKEN"),
        (401, "RepoNotFound", "there is none of this name"),
        (403, "GatedRepo", "accept the model's terms on its page"),
        (404, "EntryNotFound", "check its name, capitals included"),
    ],
)
def test_a_hub_that_refuses_ends_with_6_and_says_what_to_do(tmp_path: Path, status: int, error: str, says: str) -> None:
    with serve({PATH: WEIGHTS}, Faults(metadata=lambda _number: (status, {"X-Error-Code": error}))) as hub:
        done = run(*PULL, env=_environment(hub.address, tmp_path))
    assert done.code == 6
    assert f"({status})" in done.err
    assert says in done.err
    assert "Traceback" not in done.err


@pytest.mark.slow
def test_a_hub_with_a_passing_trouble_is_asked_again(tmp_path: Path) -> None:
    with serve({PATH: WEIGHTS}, Faults(metadata=lambda number: (503, {}) if number == 0 else None)) as hub:
        done = run(*PULL, env=_environment(hub.address, tmp_path))
    assert done.code == 0, done.err


def test_a_file_of_other_bytes_than_the_catalog_names_is_refused(tmp_path: Path) -> None:
    entry = find("7b")
    path = f"/{entry.repo}/resolve/{entry.revision}/{entry.pick(None).file}"
    with serve({path: b"other weights"}) as hub:
        done = run("pull", "7b", "--force", env=_environment(hub.address, tmp_path))
    assert done.code == 6
    assert "the catalog says" in done.err


def test_any_file_of_any_repository_or_address_can_be_pulled(tmp_path: Path) -> None:
    with serve({"/some/repo/resolve/main/x-Q4_0.gguf": WEIGHTS, "/plain/y.gguf": WEIGHTS}) as hub:
        hub.licences["some/repo"] = "mit"
        env = _environment(hub.address, tmp_path)
        done = run("pull", "some/repo:x-Q4_0.gguf", "--json", env=env)
        assert done.code == 0, done.err
        document = json.loads(done.out)
        assert (document["how"], document["num_fetched_bytes"], document["quant"]) == ("fetched", len(WEIGHTS), "Q4_0")
        assert document["files"][0]["sha256"] == hashlib.sha256(WEIGHTS).hexdigest()
        address = f"{hub.address}/plain/y.gguf"
        plain = run("pull", address, env=env)
        assert plain.code == 0, plain.err
        assert run("models", "path", address, env=env).out == plain.out
    listed = json.loads(run("models", "ls", "--json", env=env).out)["models"]
    assert {"some/repo:x-Q4_0.gguf", address} <= {row["name"] for row in listed if row["state"] == "installed"}
    assert run("models", "verify", env=env).out.count("ok\t") == 3, "both, and mini"
    assert run("models", "rm", address, "--yes", env=env).code == 0
    assert not Path(plain.out.strip()).exists()


_OWN = """
[{name}]
title = "A model of a user"
modes = ["cot"]
languages = ["en"]
licence = "mit"
shape = {{ layers = {layers}, hidden = 64, ffn = 128, heads = 2, kv_heads = 2, vocab = 300 }}
sources = [{{ hub = "some/own" }}]
default_quant = "Q4_K_M"
[[{name}.files]]
quant = "Q4_K_M"
file = "own-Q4_K_M.gguf"
bytes = {small}
[[{name}.files]]
quant = "Q8_0"
file = "own-Q8_0.gguf"
bytes = {large}
"""


def _own(tmp_path: Path, layers: int, small: int, large: int) -> dict[str, str]:
    (tmp_path / "config.toml").write_text("")
    (tmp_path / "models.toml").write_text(_OWN.format(name="own", layers=layers, small=small, large=large))
    return {"QMATH_CONFIG": str(tmp_path / "config.toml")}


@pytest.mark.slow
def test_the_best_quantization_that_fits_is_fetched_and_one_that_was_begun_is_finished(tmp_path: Path) -> None:
    small, large = WEIGHTS[:700_000], WEIGHTS[:2_500_000]
    files = {f"/some/own/resolve/main/own-{quant}.gguf": data for quant, data in (("Q4_K_M", small), ("Q8_0", large))}
    faults = Faults(answer=lambda number, _asked: (404, {}) if number else None, cut_after=lambda _number: 600_000)
    with serve(files, faults) as hub:
        env = _environment(hub.address, tmp_path, **_own(tmp_path, 2, len(small), len(large)))
        broken = run("pull", "own", "--quant", "Q4_K_M", env=env)
        assert broken.code == 6, "one block, then the server has forgotten the file"
        hub.faults = Faults()
        done = run("pull", "own", env=env)
        assert done.code == 0, done.err
        assert "own-Q4_K_M" in done.out
        shutil.rmtree(tmp_path / "models")
        best = run("pull", "own", env=env)
        assert best.code == 0, best.err
        assert "own-Q8_0" in best.out
        assert "Q8_0 is the best that fits" in best.err


@pytest.mark.slow
def test_a_model_that_does_not_fit_is_refused_with_7_unless_forced(tmp_path: Path) -> None:
    with serve({}) as hub:
        env = _environment(hub.address, tmp_path, **_own(tmp_path, 2, 10**13, 2 * 10**13))
        for arguments in (["own"], ["own", "--quant", "Q8_0"]):
            refused = run("pull", *arguments, env=env)
            assert refused.code == 7, refused.err
            assert "--force" in refused.err
        assert hub.requests == []
        assert run("pull", "own", "--force", env=env).code == 6, "the server was asked"


@pytest.mark.slow
def test_a_hub_that_does_not_answer_exits_with_6(tmp_path: Path) -> None:
    done = run(*PULL, env=_environment("http://127.0.0.1:9", tmp_path))
    assert done.code == 6
    assert "accepts no connection" in done.err
    assert "HF_ENDPOINT" in done.err
    assert "Traceback" not in done.err


@pytest.mark.slow
def test_a_proxy_is_used_and_no_proxy_is_obeyed(tmp_path: Path) -> None:
    with serve({PATH: WEIGHTS}) as hub, serve({}) as proxy:
        around = _environment(hub.address, tmp_path, HTTP_PROXY=proxy.address, http_proxy=proxy.address)
        done = run(*PULL, env=around)
        assert done.code == 0, done.err
        assert proxy.requests == []
        through = {**around, "NO_PROXY": "", "QMATH_MODELS_DIR": str(tmp_path / "other")}
        refused = run(*PULL, env=through)
        assert refused.code == 6
        assert proxy.requests == [f"HEAD {PATH}"], "and its refusal was the answer"


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "variables"), [(["--offline"], {}), ([], {"HF_HUB_OFFLINE": "1"}), (["--profile", "ci"], {})])
def test_offline_opens_no_socket(tmp_path: Path, arguments: list[str], variables: dict[str, str]) -> None:
    hook = tmp_path / "sitecustomize.py"
    hook.write_text(
        "import sys\n"
        "def seen(event, args):\n"
        "    if event.startswith('socket.'):\n"
        f"        open({str(tmp_path / 'sockets')!r}, 'a').write(event + '\\n')\n"
        "sys.addaudithook(seen)\n"
    )
    with serve({PATH: WEIGHTS}) as hub:
        env = _environment(hub.address, tmp_path, PYTHONPATH=str(tmp_path), **variables)
        done = run(*PULL, *arguments, env=env)
        assert (done.code, hub.requests) == (6, [])
        assert "the network is forbidden" in done.err
        assert ("leave out the profile ci" if "ci" in arguments else "leave out --offline (and HF_HUB_OFFLINE)") in done.err
        assert not (tmp_path / "sockets").exists(), (tmp_path / "sockets").read_text()
        control = _environment(hub.address, tmp_path, PYTHONPATH=str(tmp_path))
        assert run(*PULL, env=control).code == 0
        assert "socket.connect" in (tmp_path / "sockets").read_text(), "the control sees sockets"
        (tmp_path / "sockets").unlink()
        here = run(*PULL, *arguments, env=env)
        assert here.code == 0, "what is here needs no network"
        assert not (tmp_path / "sockets").exists()


@pytest.mark.slow
def test_a_licence_of_its_own_is_accepted_once(tmp_path: Path) -> None:
    entry = find("72b")
    assert entry.licence == "qwen"
    with serve({}) as hub:
        env = _environment(hub.address, tmp_path)
        asked = run("pull", "72b", "--force", env=env)
        assert asked.code == 2
        assert "--accept-licence" in asked.err
        assert hub.requests == []
        assert run("pull", "72b", "--force", "--accept-licence", env=env).code == 6, "the server has no such file, but it was asked"
        assert run("pull", "72b", "--force", env=env).code == 6, "and now without a question"


@pytest.mark.slow
@pytest.mark.parametrize(("licence", "said"), [("cc-by-nc-4.0", "under the licence cc-by-nc-4.0"), ("", "nobody names the licence")])
def test_the_licence_of_any_repository_is_asked_of_the_hub_and_accepted_once(tmp_path: Path, licence: str, said: str) -> None:
    with serve({f"/some/repo/resolve/main/x-{quant}.gguf": WEIGHTS for quant in ("Q4_0", "Q8_0")}) as hub:
        hub.licences["some/repo"] = licence
        env = _environment(hub.address, tmp_path)
        asked = run("pull", "some/repo:x-Q4_0.gguf", env=env)
        assert (asked.code, asked.out) == (2, "")
        assert said in asked.err
        assert f"{hub.address}/some/repo" in asked.err, "where it can be read"
        assert hub.asked == [], "not a byte was fetched"
        assert run("pull", "some/repo:x-Q4_0.gguf", "--accept-licence", env=env).code == 0
        assert run("pull", "some/repo:x-Q8_0.gguf", env=env).code == 0, "the other files of the repository have the same one"


def test_a_licence_that_could_not_be_asked_for_is_not_one_that_nobody_names(tmp_path: Path) -> None:
    with serve({"/some/repo/resolve/main/x-Q4_0.gguf": WEIGHTS}, Faults(listing=lambda: (503, {}))) as hub:
        hub.licences["some/repo"] = "mit"
        env = _environment(hub.address, tmp_path)
        asked = run("pull", "some/repo:x-Q4_0.gguf", env=env)
        assert (asked.code, asked.out) == (2, "")
        server = hub.address.removeprefix("http://")
        assert f"the licence of x-Q4_0.gguf could not be asked for: {server} has trouble of its own (503)" in asked.err
        assert "run the same command again later, or read it, then add --accept-licence" in asked.err
        assert "nobody names" not in asked.err
        assert hub.asked == [], "not a byte was fetched"
        hub.faults.listing = lambda: None
        assert run("pull", "some/repo:x-Q4_0.gguf", env=env).code == 0, "now it was named, and it is open"


ASK_LICENCE = """
from qmath.models.download import hub_licence
from qmath.models.failures import AttemptError

try:
    print(hub_licence("some/repo", None, TIMEOUT_S))
except AttemptError as error:
    print("not asked:", error.sentence)
"""


@pytest.mark.parametrize(
    ("faults", "timeout_s", "told"),
    [(Faults(), 300.0, "None\n"), (Faults(is_listing_silent=True), 0.5, "not asked: SERVER does not answer\n")],
)
def test_a_hub_that_is_silent_could_not_be_asked_and_one_without_a_listing_names_none(
    tmp_path: Path, faults: Faults, timeout_s: float, told: str
) -> None:
    program = ASK_LICENCE.replace("TIMEOUT_S", str(timeout_s))
    with serve({}, faults) as hub:
        env = _environment(hub.address, tmp_path)
        done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=300, check=False)
    assert (done.stdout, done.stderr) == (told.replace("SERVER", hub.address.removeprefix("http://")), "")


@pytest.mark.slow
def test_a_file_whose_weights_alone_are_too_much_is_refused_with_7(tmp_path: Path) -> None:
    with serve({"/some/repo/resolve/main/x-Q2_K.gguf": WEIGHTS}, Faults(claimed_bytes=1 << 50)) as hub:
        hub.licences["some/repo"] = "mit"
        done = run("pull", "some/repo:x-Q2_K.gguf", env=_environment(hub.address, tmp_path))
        assert done.code == 7
        assert "its weights alone take 1126 TB" in done.err
        assert "fewer than 4 bits" in done.err
        forced = run("pull", "some/repo:x-Q2_K.gguf", "--force", env=_environment(hub.address, tmp_path))
        assert forced.code == 6, "but there is no room on the disk"
        assert "needs 1126 TB more" in forced.err
        assert hub.asked == []
    assert not list((tmp_path / "models").glob("*"))


@pytest.mark.slow
def test_ctrl_c_keeps_what_came_and_says_how_to_go_on(tmp_path: Path) -> None:
    with serve({PATH: WEIGHTS}, Faults(piece_s=0.15)) as hub:
        env = _environment(hub.address, tmp_path)
        process = subprocess.Popen([*COMMAND, *PULL], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True)
        final = tmp_path / "models" / ENTRY.name / FILE
        deadline = time.monotonic() + 120
        while not claimed_bytes(final) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 130
        assert "the same command goes on from there" in err
        sent, kept = hub.settled_bytes(), claimed_bytes(final)
        assert 0 < kept < len(WEIGHTS)
        hub.faults.piece_s = 0.0
        assert run(*PULL, env=env).code == 0
        assert hub.num_sent_bytes - sent <= len(WEIGHTS) - kept + 1, "a byte to learn of the file, and what had not been written"


@pytest.mark.slow
def test_on_a_terminal_one_bar_never_goes_backwards(tmp_path: Path) -> None:
    faults = Faults(piece_s=0.1, cut_after=lambda number: 300_000 if number < 4 else None)
    with serve({PATH: WEIGHTS}, faults) as hub:
        done = run_in_terminal([*PULL], env=_environment(hub.address, tmp_path))
    assert done.code == 0, done.out
    shares = [int(share) for share in re.findall(r"\r\[[#.]+\]\s+(\d+)%", done.out)]
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert re.search(r"[kKM]B/s  \d+:\d\d left", done.out)


def test_elsewhere_progress_is_whole_lines_without_control_sequences(tmp_path: Path) -> None:
    with serve({PATH: WEIGHTS}) as hub:
        done = run(*PULL, env=_environment(hub.address, tmp_path))
    assert "\r" not in done.err
    assert "\x1b" not in done.err
    assert done.err.startswith("qmath: fetching Qwen2-Math 7B Instruct, ")


def test_mini_needs_no_pull() -> None:
    done = run("pull", "mini")
    assert done.code == 0
    assert "nothing to fetch" in done.err


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("HF_ENDPOINT", "http://[bad", "HF_ENDPOINT is 'http://[bad', which is no http or https address"),
        ("HF_ENDPOINT", "hf-mirror.com", "HF_ENDPOINT is 'hf-mirror.com', which is no http or https address"),
        ("HF_TOKEN", "hf_ключ", "the token holds letters that no token has"),
        ("ALL_PROXY", "socks5://127.0.0.1:9", "a proxy that starts with http://"),
        ("HTTP_PROXY", "http://127.0.0.1:port", "a proxy that starts with http://"),
        ("SSL_CERT_FILE", "/nowhere/cert.pem", "check SSL_CERT_FILE"),
    ],
)
def test_nonsense_in_the_environment_is_told_and_not_a_bug(tmp_path: Path, variable: str, value: str, said: str) -> None:
    surroundings = {"HF_ENDPOINT": "https://127.0.0.1:9", "QMATH_MODELS_DIR": str(tmp_path), "HF_HOME": str(tmp_path)}
    done = run("pull", "some/repo:x-Q4_0.gguf", env=environment(**(surroundings | {variable: value})))
    assert (done.code, done.out) == (6, "")
    assert said in done.err
    assert "trying again" not in done.err, "no second try mends it"


def test_what_came_securely_does_not_go_on_in_the_clear() -> None:
    check_redirect("https://a/x", "https://b/y")
    check_redirect("http://a/x", "http://b/y")
    with pytest.raises(AttemptError, match="a redirects to an address that is not secure"):
        check_redirect("https://a/x", "http://b/y")
