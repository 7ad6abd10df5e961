"""Claims about reading ``models.toml``: what is wrong is named with its line, and the user's file goes over ours."""

import re
from pathlib import Path

import pytest

from qmath.errors import ConfigError
from qmath.models.catalog import Entry, Metric, SourceKind
from qmath.models.catalog_file import NAME, entries
from qmath.models.toml_file import read
from qmath.schema import Mode
from qmath.text.prompts import PromptStyle

SHIPPED = Path(__file__).parents[2] / NAME
SHA256 = "0123456789abcdef" * 4
GOOD = f"""# a model of ours
["our-math-3b"]
aliases = ["ours"]
title = "Our Math 3B"
role = "instruct"
modes = ["cot"]
languages = ["en"]
licence = "mit"
n_ctx = 8192
shape = {{ layers = 28, hidden = 1536, ffn = 8960, heads = 12, kv_heads = 2, vocab = 151936, is_tied = true }}
prompt = "qwen-math"
stops = ["Human:"]
sampling = {{ temperature = 0.6, top_p = 0.95 }}
sources = [
  {{ hub = "owner/Our-Math-GGUF", revision = "main" }},
  {{ modelscope = "owner/Our-Math-GGUF" }},
  {{ url = "https://example.org/models/" }},
]
default_quant = "Q8_0"
scores_source = "our card"
scores = [{{ benchmark = "MATH", mode = "cot", greedy = 50.5 }}]

[["our-math-3b".files]]
quant = "Q8_0"
file = "our-math-q8_0.gguf"
bytes = 123
sha256 = "{SHA256}"

[["our-math-3b".files]]
quant = "F16"
file = "F16/our-math-F16-00001-of-00002.gguf"
bytes = [100, 20]
"""


def _read(tmp_path: Path, *texts: str) -> tuple[Entry, ...]:
    documents = []
    for index, text in enumerate(texts):
        path = tmp_path / f"{index}.toml"
        path.write_text(text, encoding="utf-8")
        documents.append(read(path, f"{index}.toml"))
    return entries(*documents)


def test_everything_that_can_be_said_of_a_model_is_read(tmp_path: Path) -> None:
    (entry,) = _read(tmp_path, GOOD)
    assert (entry.name, entry.aliases, entry.n_ctx, entry.licence) == ("our-math-3b", ("ours",), 8192, "mit")
    assert (entry.modes, entry.prompt, entry.stops) == ((Mode.COT,), PromptStyle.QWEN_MATH, ("Human:",))
    assert (entry.temperature, entry.top_p) == (0.6, 0.95)
    assert [source.kind for source in entry.sources] == [SourceKind.HUB, SourceKind.MODELSCOPE, SourceKind.URL]
    assert (entry.repo, entry.revision) == ("owner/Our-Math-GGUF", "main")
    assert entry.shape is not None
    assert entry.shape.kv_bytes_per_token == 28 * 1024
    assert entry.scores[0].metrics == (Metric("greedy", 50.5),)
    assert entry.files[0].parts[0].sha256 == SHA256


def test_the_first_file_of_a_set_stands_for_all_its_parts(tmp_path: Path) -> None:
    (entry,) = _read(tmp_path, GOOD)
    parts = entry.pick("F16").parts
    assert [part.file for part in parts] == [f"F16/our-math-F16-0000{index}-of-00002.gguf" for index in (1, 2)]
    assert entry.pick("F16").num_bytes == 120


WRONG = [
    ('title = "Our Math 3B"', "title = 3", "title must be a text, not 3"),
    ('title = "Our Math 3B"', 'titel = "Our Math 3B"', "there is no key 'titel' here; did you mean title?"),
    ('role = "instruct"', 'role = "judge"', 'role must be "instruct" or "base"'),
    ('modes = ["cot"]', 'modes = ["auto"]', 'must be "cot" or "tir"'),
    ('modes = ["cot"]', "modes = []", "modes must name one mode at least"),
    ('modes = ["cot"]', 'modes = ["cot"]\nauto = "tir"', "not trained for the mode tir"),
    ('languages = ["en"]', 'languages = ["de"]', "languages are en and zh, not 'de'"),
    ("n_ctx = 8192", "n_ctx = 0", "n_ctx must be a whole number above 0, not 0"),
    ("n_ctx = 8192", "n_ctx = true", "n_ctx must be a whole number above 0"),
    ("heads = 12", "heads = 7", "cannot be divided into 7 heads"),
    ("heads = 12, ", "", "the key heads is missing"),
    ('prompt = "qwen-math"', 'prompt = "llama"', 'prompt must be "qwen-math" or "openmath" or "few-shot"'),
    ("top_p = 0.95", "top_p = 95", "top_p must be a number from 0 to 1, not 95"),
    ('hub = "owner/Our-Math-GGUF", ', 'hub = "Our-Math-GGUF", ', "hub must be a repository, as owner/name"),
    ('modelscope = "owner/Our-Math-GGUF"', 'revision = "main"', "a source names one of hub, modelscope, url"),
    ("https://example.org/models/", "https://example.org/models/x.gguf", "url must be an address up to the file's name"),
    ('default_quant = "Q8_0"', 'default_quant = "Q9"', "has no file of the quantization Q9"),
    ('scores_source = "our card"\n', "", "has scores but no scores_source"),
    ("greedy = 50.5", "gredy = 50.5", "there is no key 'gredy' here; did you mean greedy?"),
    ("greedy = 50.5", "greedy = 505", "greedy must be a number from 0 to 100"),
    ("bytes = 123", 'bytes = "123"', "bytes must be a whole number"),
    ("bytes = [100, 20]", "bytes = [100]", "there are 2 parts, but 1 values"),
    (SHA256, SHA256.upper(), "sha256 must be 64 hexadecimal digits in small letters"),
    ("our-math-q8_0.gguf", "../our-math-q8_0.gguf", "file must be the path of a .gguf file"),
    ('quant = "F16"', 'quant = "Q8_0"', "a quantization is named twice"),
    ('file = "F16/our-math-F16-00001-of-00002.gguf"\nbytes = [100, 20]', 'file = "F16/our-math-q8_0.gguf"', "two files have the same name"),
    ('aliases = ["ours"]', 'aliases = ["our-math-3b"]', "the name 'our-math-3b' is taken"),
    ('aliases = ["ours"]', 'aliases = ["Our s"]', "must be small letters"),
    ('role = "instruct"', "role = instruct", "Invalid value"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG, ids=[said[:40] for _, _, said in WRONG])
def test_a_mistake_is_named_with_its_file_and_a_line_it_is_on(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert GOOD.count(right) >= 1
    text = GOOD.replace(right, wrong, 1)
    with pytest.raises(ConfigError) as error:
        _read(tmp_path, text)
    assert said in error.value.message
    found = re.match(r"0\.toml:(\d+): ", error.value.message)
    assert found is not None
    first = GOOD[: GOOD.index(right)].count("\n") + 1
    last = first + wrong.count("\n")
    near = {"cannot be divided", "has scores but", "named twice", "two files", "names one of", "be a repository", "url must"}
    if any(words in said for words in near):  # about a value with several lines: its first line is named
        assert text.splitlines()[int(found[1]) - 1].split(" ")[0] in {"shape", "scores", "sources", '[["our-math-3b".files]]'}
    else:
        assert first <= int(found[1]) <= last


def test_what_is_missing_is_named_with_the_line_of_its_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^0\.toml:3: bare lacks the key title"):
        _read(tmp_path, "\n\n[bare]\nfiles = []\n")
    with pytest.raises(ConfigError, match=r"^0\.toml:1: bare lacks the key sources: nobody could fetch it"):
        _read(tmp_path, '[bare]\ntitle = "x"\nfiles = []\n')


def test_a_users_file_changes_some_keys_of_a_model_and_adds_others(tmp_path: Path) -> None:
    own = '["our-math-3b"]\nn_ctx = 2048\n[mine]\ntitle = "Mine"\nsources = [{ hub = "me/mine" }]\nfiles = []\n'
    ours, mine = _read(tmp_path, GOOD, own)
    assert (ours.n_ctx, ours.licence, len(ours.files)) == (2048, "mit", 2)
    assert mine.title == "Mine"


def test_a_mistake_in_the_users_file_names_that_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^1\.toml:2: n_ctx must be"):
        _read(tmp_path, GOOD, '["our-math-3b"]\nn_ctx = -1\n')
    with pytest.raises(ConfigError, match=r"^1\.toml:3: the name 'ours' is taken by our-math-3b"):
        _read(tmp_path, GOOD, '[mine]\ntitle = "Mine"\naliases = ["ours"]\nsources = [{ hub = "me/mine" }]\nfiles = []\n')


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read(path, "x.toml")


def test_the_shipped_file_is_right_by_itself() -> None:
    assert len(entries(read(SHIPPED, NAME))) >= 14
