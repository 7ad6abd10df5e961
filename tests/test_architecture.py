"""Claims about the house plan: layers, doors, names, light start. Checked on the syntax tree, function-level imports too."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "qmath"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = {
    "schema": 0,
    "events": 0,
    "errors": 0,
    "text": 1,
    "answers": 1,
    "settings": 1,  # where the user's own files lie: the catalog reads one of them, whoever asks it
    "engine": 2,
    "sandbox": 2,
    "models": 2,
    "judge": 2,
    "solve": 3,
    "jobs": 4,
    "cli": 5,
}

DOORS: dict[str, set[str]] = {
    "llama_cpp": set(),
    "sympy": {"answers", "sandbox"},
    "math_verify": {"answers"},
    "matplotlib": {"sandbox"},
    "typer": {"cli"},
    "rich": {"cli"},
    "huggingface_hub": {"models/download.py"},
    "httpx2": {"models/download.py"},
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "manager"}
HEAVY = ["numpy", "sympy", "llama_cpp", "huggingface_hub"]


def _room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def _imports(path: Path) -> list[str]:
    """Return the dotted names a module imports, those inside functions included."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", [m for m in MODULES if _room(m) in LAYERS], ids=_name)
def test_modules_import_from_lower_layers_or_their_own_room(path: Path) -> None:
    room = _room(path)
    for name in _imports(path):
        head, _, rest = name.partition(".")
        target = rest.split(".")[0]
        if head != "qmath" or target not in LAYERS or target == room:
            continue
        is_record = LAYERS[target] == LAYERS[room] == 0
        assert LAYERS[target] < LAYERS[room] or is_record, f"{_name(path)} imports {name}"


def test_the_rollout_imports_records_and_pure_functions_only() -> None:
    for name in _imports(PACKAGE / "solve" / "rollout.py"):
        head, _, rest = name.partition(".")
        target = rest.split(".")[0]
        assert (head == "qmath" and LAYERS[target] <= 1) or head in sys.stdlib_module_names


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_each_outside_thing_has_one_door(path: Path) -> None:
    for name in _imports(path):
        doors = DOORS.get(name.split(".")[0])
        if doors is not None:
            assert _name(path) in doors or _room(path) in doors, f"{_name(path)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_environment_stdout_and_exit_have_one_door(path: Path) -> None:
    name, room = _name(path), _room(path)
    runs_as_child = "__main__" in path.read_text(encoding="utf-8") or room == "sandbox"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            dotted = f"{node.value.id}.{node.attr}"
            if dotted in {"os.environ", "os.getenv", "os.environb"}:
                assert name == "settings.py" or room == "sandbox", f"{name} reads the environment"
            if dotted in {"sys.exit", "sys.stdout"}:
                assert room == "cli" or runs_as_child, f"{name} uses {dotted}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            assert runs_as_child, f"{name} prints"


def test_no_module_is_named_after_nothing() -> None:
    assert not {path.stem for path in MODULES} & FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_belongs_in_it(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert docstring
    if path.name != "__init__.py":
        assert "Here:" in docstring
        assert "Not here:" in docstring


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["solve", "--help"],
        ["batch", "--help"],
        ["merge", "--help"],
        ["exec", "--help"],
        ["doctor", "--help"],
        ["models", "--help"],
        ["models", "info", "--help"],
        ["models", "plan", "--help"],
        ["config", "show"],
        ["completion", "bash"],
    ],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from qmath.cli import app\n"
        f"sys.argv = ['qmath', *{arguments!r}]\n"
        "code = app.run()\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules], code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.splitlines()[-1] == "LOADED [] 0"
