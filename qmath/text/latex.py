r"""LaTeX of an answer to one readable line.

Here: reading the small LaTeX of answers and printing it without changing its meaning. Not here: which text is an answer.

The law: never alter meaning. What is not understood whole stays LaTeX, unchanged.
"""

from __future__ import annotations

import re

from qmath.text.boxed import closing_brace

_SYMBOLS = {
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "pi": "π", "infty": "∞", "%": "%", "$": "$", "{": "{", "}": "}",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "in": "∈", "cup": "∪", "cap": "∩",
    "emptyset": "∅", "varnothing": "∅", "to": "→", "ldots": "…", "dots": "…", "cdots": "⋯", "angle": "∠", "circ": "°",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "theta": "θ", "lambda": "λ", "mu": "μ", "sigma": "σ", "phi": "φ",
    "omega": "ω", "#": "#", "&": "&", ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "quad": " ", "qquad": "  ",
    "left": "", "right": "", "displaystyle": "", "lbrace": "{", "rbrace": "}",
}  # fmt: skip
_FUNCTIONS = {"sin", "cos", "tan", "cot", "sec", "csc", "log", "ln", "exp", "arcsin", "arccos", "arctan", "gcd", "lcm", "max", "min", "det"}
_TEXT = {"text", "textbf", "textit", "mathrm", "mathbf", "mbox", "operatorname", "mathit"}
_SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")


class _NotUnderstoodError(Exception):
    """Something is not in the small LaTeX; the caller keeps the source."""


def to_line(latex: str) -> str:
    r"""Return a readable line: ``\frac{3}{4}`` becomes ``3/4``. What is not understood is returned unchanged."""
    try:
        line = _line(latex.strip())
    except _NotUnderstoodError:
        return latex
    return re.sub(r"\s+", " ", line).strip()


def _line(latex: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(latex):
        char = latex[at]
        if char == "\\":
            text, at = _command(latex, at, "".join(out)[-1:])
            out.append(text)
        elif char in "^_":
            text, at = _script(latex, at)
            out.append(text)
        elif char == "{":
            group, at = _group(latex, at)
            inner = _line(group)
            is_powered = latex[at : at + 1] in {"^", "_"} and len(inner) > 1
            out.append(f"({inner})" if is_powered else inner)
        elif char == "}":
            raise _NotUnderstoodError
        else:
            out.append(" " if char in "~\n\t" else "" if char == "$" else char)
            at += 1
    return "".join(out)


def _group(latex: str, at: int) -> tuple[str, int]:
    """Return the argument that begins at ``at`` (a group, a command or one character) and the index after it."""
    while at < len(latex) and latex[at] == " ":
        at += 1
    if at >= len(latex):
        raise _NotUnderstoodError
    if latex[at] == "{":
        end = closing_brace(latex, at)
        if end < 0:
            raise _NotUnderstoodError
        return latex[at + 1 : end], end + 1
    if match := _COMMAND.match(latex, at):
        return match[0], match.end()
    return latex[at], at + 1


def _command(latex: str, at: int, before: str) -> tuple[str, int]:
    """Return what a command prints and the index after it; ``before`` is the last character printed so far."""
    match = _COMMAND.match(latex, at)
    if match is None:
        raise _NotUnderstoodError
    name, at = match[1], match.end()
    if name in {"frac", "dfrac", "tfrac"}:
        return _fraction(latex, at, before)
    if name == "sqrt":
        return _root(latex, at)
    if name in _TEXT:
        content, at = _group(latex, at)
        return re.sub(r"\\[,;: ]", " ", content) if "\\" not in content.replace("\\ ", "") else _line(content), at
    if name in _FUNCTIONS:
        follows = latex[at : at + 1]
        return name + (" " if follows.isalnum() else ""), at
    if name == "boxed":
        content, at = _group(latex, at)
        return _line(content), at
    if name not in _SYMBOLS:
        raise _NotUnderstoodError
    if name[-1].isalpha() and at < len(latex) and latex[at] == " ":
        at += 1
    symbol = _SYMBOLS[name]
    return (f" {symbol} " if symbol and symbol in "×÷±∓≤≥≠≈∈∪∩→" else symbol), at


def _fraction(latex: str, at: int, before: str) -> tuple[str, int]:
    top, at = _group(latex, at)
    bottom, at = _group(latex, at)
    line = f"{_operand(_line(top))}/{_operand(_line(bottom), is_divisor=True)}"
    if before.isdigit() and re.fullmatch(r"\d+/\d+", line) and not _is_factor(latex, at):
        return f" {line}", at  # a mixed number
    return (f"({line})" if before.isalnum() or before == ")" or _is_factor(latex, at) else line), at


def _is_factor(latex: str, at: int) -> bool:
    """Tell whether what follows would be read as part of what was just printed."""
    return bool(
        re.match(
            r"[\w(^]|\\(?!(?:cdot|times|div|pm|mp|le|ge|leq|geq|ne|neq|approx|text|right|quad|[,;!: %])(?![A-Za-z]))",
            latex[at : at + 8].lstrip(),
        )
    )


def _root(latex: str, at: int) -> tuple[str, int]:
    index = ""
    if latex[at : at + 1] == "[":
        end = latex.find("]", at)
        if end < 0:
            raise _NotUnderstoodError
        index, at = latex[at + 1 : end], end + 1
    content, at = _group(latex, at)
    inner = _line(content)
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(index.strip())
    if sign is None:
        return f"({inner})^(1/{_operand(_line(index), is_divisor=True)})", at
    is_plain = re.fullmatch(r"\d+|\w", inner) and not _is_factor(latex, at)
    return sign + (inner if is_plain else f"({inner})"), at


def _script(latex: str, at: int) -> tuple[str, int]:
    mark = latex[at]
    content, at = _group(latex, at + 1)
    inner = _line(content)
    if mark == "^" and inner == "°":
        return "°", at
    if mark == "^" and re.fullmatch(r"-?\d+|n", inner):
        return inner.translate(_SUPERSCRIPTS), at
    return f"{mark}{inner}" if re.fullmatch(r"\w", inner) else f"{mark}({inner})", at


def _operand(text: str, *, is_divisor: bool = False) -> str:
    """Put brackets around a numerator or denominator that is more than one factor."""
    simple = r"-?[\w.√π]+" if not is_divisor else r"\d+(\.\d+)?|\w|√\d+"
    return text if re.fullmatch(simple, text) or re.fullmatch(r"\([^()]*\)", text) else f"({text})"
