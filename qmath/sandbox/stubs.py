"""A matplotlib that draws nothing, so that the answer a program prints after its plot is still printed.

Here: the stand-in modules of a program's process. Not here: saving figures. Only the standard library.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from typing import Any, Self

_drawn: list[str] = []


class _Anything:
    """Accepts every call, attribute, index and unpacking, and does nothing."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> _Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything(name)

    def __setattr__(self, name: str, value: object) -> None:
        pass

    def __call__(self, *_args: object, **_kwargs: object) -> Any:  # noqa: ANN401 - whatever matplotlib would return
        name = self.__dict__["_name"]
        _drawn.append(name)
        if name == "subplots":
            return _Anything("figure"), _Anything("axes")
        return _Anything(name)

    def __getitem__(self, _key: object) -> _Anything:
        return self

    def __setitem__(self, _key: object, _value: object) -> None:
        pass

    def __iter__(self) -> Iterator[_Anything]:
        return iter((self,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_args: object) -> None:
        pass


class _Module(types.ModuleType):
    """A module with every name."""

    __version__ = "0"
    __path__: list[str] = []  # noqa: RUF012 - a module attribute, as on every package

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything(name)


def install() -> None:
    """Let ``import matplotlib`` find the stand-in, whether or not the real one is installed."""
    root = _Module("matplotlib")
    sys.modules["matplotlib"] = root
    for name in ("pyplot", "patches", "lines", "colors", "cm", "animation", "ticker", "figure"):
        sys.modules[f"matplotlib.{name}"] = root.__dict__[name] = _Module(f"matplotlib.{name}")


def is_drawing(value: object) -> bool:
    """Tell whether a value came from the stand-in."""
    return isinstance(value, _Anything)


def has_only_drawn(*, printed: bool) -> bool:
    """Tell whether the program drew something and said nothing."""
    return bool(_drawn) and not printed
