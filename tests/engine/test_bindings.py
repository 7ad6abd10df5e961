"""Claims about the door to llama-cpp-python."""

import subprocess
import sys

from qmath.engine.bindings import llama_folder, llama_version, load_api


def test_the_api_loads_without_the_high_level_package() -> None:
    code = (
        "import sys; from qmath.engine.bindings import load_api; api = load_api(); assert api.llama_supports_mmap() in (0, 1)\n"
        "assert not {'llama_cpp', 'llama_cpp.llama', 'jinja2'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


def test_whoever_imports_the_package_later_gets_all_of_it() -> None:
    code = (
        "from qmath.engine.bindings import load_api; api = load_api()\n"
        "import llama_cpp; assert llama_cpp.Llama; assert llama_cpp.llama_cpp is api\n"
        "assert load_api() is api"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


def test_version_and_folder_are_those_of_the_package() -> None:
    folder = llama_folder()
    assert folder is not None
    assert f'__version__ = "{llama_version()}"' in (folder / "__init__.py").read_text(encoding="utf-8")
    assert load_api().__file__ == str(folder / "llama_cpp.py")
