"""llama.cpp's C API, loaded without the rest of llama-cpp-python; and which build is installed.

Here: the one door to ``llama_cpp``. Not here: calls into it (``weights.py``, ``vocabulary.py``, ``llama.py``) and whether it is safe
(``probe.py``).
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from qmath.errors import EngineError

_PACKAGE = "llama_cpp"
_API = "llama_cpp.llama_cpp"


def load_api() -> Any:  # noqa: ANN401 - a module without types
    """Return the module of the C API.

    Importing the package itself would also import its high-level class, chat templates and a web server's models: four
    times as long as the library. So the package is put in place unexecuted while its one module loads, and taken away
    again: whoever imports it later gets the whole of it, around the same library.

    Raises:
        EngineError: it is not installed, or its library cannot be loaded.
    """
    if _API in sys.modules:
        return sys.modules[_API]
    spec = find_spec(_PACKAGE)
    if spec is None:
        raise EngineError("llama-cpp-python is not installed", hint="install it: pip install llama-cpp-python")
    is_new = _PACKAGE not in sys.modules
    try:
        sys.modules.setdefault(_PACKAGE, module_from_spec(spec))
        return import_module(_API)
    except (ImportError, OSError, RuntimeError) as error:
        hint = "install it again: pip install --force-reinstall llama-cpp-python"
        raise EngineError(f"llama-cpp-python cannot be loaded: {error}", hint=hint) from error
    finally:
        if is_new:
            sys.modules.pop(_PACKAGE, None)


def c_function(name: str, result: type[Any] | None, *arguments: type[Any]) -> Any:  # noqa: ANN401 - a C function
    """Return a C function of llama.cpp or of the ggml libraries that it has loaded.

    Opening a library's file under another of its names would give a second copy, so they are asked through the one they
    hang on; Windows does not look there for them, but knows a library by its file.

    Raises:
        AttributeError: there is none.
    """
    kind = ctypes.CFUNCTYPE(result, *arguments)
    libraries = [load_api()._lib]  # noqa: SLF001 - the library as it was loaded
    folder = llama_folder()
    if sys.platform == "win32" and folder:
        libraries += [ctypes.CDLL(str(file)) for file in (folder / "lib").glob("ggml*.dll")]
    for library in libraries:
        with contextlib.suppress(AttributeError):
            return kind((name, library))
    raise AttributeError(name)


def llama_version() -> str:
    """Return the version of llama-cpp-python without importing it, which may end the process.

    Its metadata would say the same, but ``importlib.metadata`` takes longer than all the rest of a start.
    """
    folder = llama_folder()
    with contextlib.suppress(OSError):
        if folder and (found := re.search(r'^__version__ = "([^"]+)"', (folder / "__init__.py").read_text("utf-8"), re.MULTILINE)):
            return found[1]
    return "unknown"


def llama_folder() -> Path | None:
    """Return where the package is installed, or None."""
    spec = find_spec(_PACKAGE)
    return Path(spec.origin).parent if spec and spec.origin else None
