r"""Pure arithmetic: expressions, decimals, fractions, percentages, powers and roots; and how all maths problems are typeset and asked.

Here: the typesetting of Python expressions (``show``), the sentences common to all pure-maths schemas (``task``), and the
arithmetic families. Not here: algebra, calculus, number theory and geometry (the other ``maths_*.py``).
Convention: slots with upper-case names are text only (one meaning in a random typesetting); lower-case slots are the meaning.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from scripts.train_mini.problems.compose import run_program
from scripts.train_mini.problems.frames import fill
from scripts.train_mini.problems.schema import Draw, Schema, Slots

# --- typesetting ---------------------------------------------------------------------------------------------------------

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_ATOM, _POWER, _PRODUCT, _SUM = 9, 4, 2, 1
_GREEK_OR_FUNCTION = {"sin": "sin", "cos": "cos", "tan": "tan", "log": "ln", "pi": "π", "oo": "∞"}


@dataclass(frozen=True)
class Style:
    """How one problem writes its mathematics; one style throughout a problem."""

    is_latex: bool
    gap: str
    power: str
    times: str
    over: str
    minus: str
    is_explicit: bool
    open: str
    close: str

    def wrap(self, text: str) -> str:
        """Put the mathematics between its delimiters; short pieces are never displayed."""
        if len(text) <= 6 and self.open in {"$$", "\\["}:
            return f"${text}$"
        return f"{self.open}{text}{self.close}"

    def show(self, python: str) -> str:
        """Return a Python expression as mathematics, without delimiters."""
        return _render(ast.parse(python, mode="eval").body, self)[0]

    def equation(self, left: str, right: str, relation: str = "=") -> str:
        """Return two Python expressions joined by a relation, without delimiters."""
        sign = relation
        if relation in {"<=", ">="}:
            latex = {"<=": "\\leq ", ">=": "\\geq "} if self.gap else {"<=": "\\le ", ">=": "\\ge "}
            sign = latex[relation] if self.is_latex else (relation if self.is_explicit else {"<=": "≤", ">=": "≥"}[relation])
        return f"{self.show(left)}{self.gap}{sign}{self.gap if not sign.endswith(' ') else ''}{self.show(right)}"


def style(rng: Random, *, latex: float = 0.45) -> Style:
    """Draw a style: plain keyboard mathematics or LaTeX."""
    gap = " " if rng.random() < 0.65 else ""
    if rng.random() < latex:
        left, right = rng.choices((("$", "$"), ("\\(", "\\)"), ("", ""), ("$$", "$$"), ("\\[", "\\]")), (70, 16, 10, 2, 2))[0]
        return Style(
            is_latex=True,
            gap=gap,
            power=rng.choice(("^", "^{}")),
            times=rng.choice(("\\times ", "\\times ", "\\cdot ")),
            over=rng.choices(("frac", "/", "\\div "), (60, 15, 25))[0],
            minus="-",
            is_explicit=False,
            open=left,
            close=right,
        )
    is_explicit = rng.random() < 0.15
    return Style(
        is_latex=False,
        gap=gap,
        power=rng.choices(("^", "unicode", "**", "^{}"), (55, 33, 8, 4))[0],
        times=rng.choices(("*", "×", "·", "x"), (45, 42, 5, 8))[0] if not is_explicit else "*",
        over=rng.choices(("/", "÷", ":"), (55, 42, 3))[0],
        minus="−" if rng.random() < 0.08 else "-",
        is_explicit=is_explicit,
        open="",
        close="",
    )


def _bracket(text: str, look: Style, *, tall: bool = False) -> str:
    if look.is_latex and tall:
        return f"\\left({text}\\right)"
    return f"({text})"


def _starts_with_letter(node: ast.expr) -> bool:
    while isinstance(node, ast.BinOp):
        if isinstance(node.op, (ast.Pow, ast.Mult)):
            node = node.left
            continue
        return False
    return isinstance(node, (ast.Name, ast.Call))


def _has_letter(node: ast.expr) -> bool:
    return any(isinstance(child, ast.Name) for child in ast.walk(node))


def _product(node: ast.BinOp, look: Style) -> tuple[str, int]:
    left, low = _render(node.left, look)
    right, high = _render(node.right, look)
    is_negative = right.startswith(("-", "−"))
    left_in = _bracket(left, look, tall="\\frac" in left) if low < _PRODUCT else left
    right_in = _bracket(right, look, tall="\\frac" in right) if high < _PRODUCT or is_negative else right
    has_bracket = right_in.startswith("(") and (low < _PRODUCT or _has_letter(node))
    if (
        _starts_with_letter(node.right)
        and not (isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Div) and not look.is_latex)
    ) or has_bracket:
        if look.is_explicit:
            return f"{left_in}*{right_in}", _PRODUCT
        is_after_power = not look.is_latex and re.search(r"(\^|\*\*)\d$", left_in) is not None
        if right_in[:1].isalpha() and (is_after_power or (left_in[-1:].isalpha() and isinstance(node.right, ast.Call))):
            return f"{left_in} {right_in}", _PRODUCT
        return f"{left_in}{right_in}", _PRODUCT
    if not _has_letter(node) and right_in.startswith("(") and not look.is_explicit and look.gap and look.times == "*":
        return f"{left_in}{right_in}", _PRODUCT
    gap = "" if look.times == "*" and _has_letter(node) else (" " if look.times == "x" else look.gap)
    return f"{left_in}{gap}{look.times}{gap if not look.times.endswith(' ') else ''}{right_in}", _PRODUCT


def _quotient(node: ast.BinOp, look: Style) -> tuple[str, int]:
    left, low = _render(node.left, look)
    right, high = _render(node.right, look)
    if look.is_latex and (look.over == "frac" or (look.over != "/" and _has_letter(node))):
        return f"\\frac{{{left}}}{{{right}}}", 3
    left_in = _bracket(left, look) if low < _PRODUCT else left
    right_in = _bracket(right, look) if high <= _PRODUCT or right.startswith(("-", "−")) else right
    sign = "/" if _has_letter(node) or look.over == "frac" else look.over
    gap = look.gap if sign != "/" or (not _has_letter(node) and len(left_in) > 2) else ""
    return f"{left_in}{gap}{sign}{gap if not sign.endswith(' ') else ''}{right_in}", _PRODUCT


def _power(node: ast.BinOp, look: Style) -> tuple[str, int]:
    base, rank = _render(node.left, look)
    exponent, exponent_rank = _render(node.right, look)
    if isinstance(node.left, ast.Name) and node.left.id == "E":
        base = "e"
    base_in = _bracket(base, look, tall="\\frac" in base) if rank < _ATOM or base.startswith(("-", "−")) else base
    if isinstance(node.left, ast.Call) and not look.is_latex and base.startswith(("√", "∛")):
        base_in = f"({base})"
    if look.is_latex:
        return f"{base_in}^{exponent}" if look.power == "^" and len(exponent) == 1 else f"{base_in}^{{{exponent}}}", _POWER
    if look.power == "unicode" and re.fullmatch(r"-?\d+", exponent):
        return f"{base_in}{exponent.translate(_SUPERSCRIPT)}", _POWER
    if look.power == "^{}":
        return f"{base_in}^{{{exponent}}}", _POWER
    sign = "**" if look.power == "**" else "^"
    return f"{base_in}{sign}{exponent if exponent_rank == _ATOM else f'({exponent})'}", _POWER


def _call(node: ast.Call, look: Style) -> tuple[str, int]:  # noqa: C901, PLR0911 - one case per function
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    inner, rank = _render(node.args[0], look)
    if name == "sqrt":
        if look.is_latex:
            return f"\\sqrt{{{inner}}}", _ATOM
        if look.power == "unicode" or look.over == "÷":
            return f"√{inner}" if rank == _ATOM else f"√({inner})", _ATOM
        return f"sqrt({inner})", _ATOM
    if name == "cbrt":
        if look.is_latex:
            return f"\\sqrt[3]{{{inner}}}", _ATOM
        return (f"∛{inner}" if rank == _ATOM else f"∛({inner})") if look.power == "unicode" else f"cbrt({inner})", _ATOM
    if name == "exp":
        if look.is_latex:
            return f"e^{inner}" if len(inner) == 1 else f"e^{{{inner}}}", _POWER
        return f"e^{inner}" if rank == _ATOM else f"e^({inner})", _POWER
    if name == "abs":
        return f"|{inner}|", _ATOM
    shown = _GREEK_OR_FUNCTION.get(name, name)
    if look.is_latex:
        shown = f"\\{shown}"
    if len(node.args) == 2:
        base = _render(node.args[1], look)[0]
        shown = "\\log" if look.is_latex else "log"
        low = base if look.is_latex and len(base) == 1 else f"{{{base}}}" if look.is_latex else base
        return (f"{shown}_{low}({inner})" if look.gap == "" or not look.is_latex else f"{shown}_{low} {inner}"), _ATOM
    if rank == _ATOM and len(inner) == 1 and look.gap == " " and not look.is_explicit:
        return f"{shown} {inner}", _POWER
    return f"{shown}({inner})", _ATOM


def _render(node: ast.expr, look: Style) -> tuple[str, int]:
    """Return a node's text and how tightly it binds."""
    if isinstance(node, ast.Constant):
        return str(node.value), _ATOM
    if isinstance(node, ast.Name):
        shown = _GREEK_OR_FUNCTION.get(node.id, "e" if node.id == "E" else node.id)
        return ({"π": "\\pi", "∞": "\\infty"}.get(shown, shown) if look.is_latex else shown), _ATOM
    if isinstance(node, ast.UnaryOp):
        inner, rank = _render(node.operand, look)
        return f"{look.minus}{_bracket(inner, look) if rank < _PRODUCT else inner}", _PRODUCT
    if isinstance(node, ast.Call):
        return _call(node, look)
    if not isinstance(node, ast.BinOp):
        raise TypeError(ast.dump(node))
    if isinstance(node.op, ast.Mult):
        return _product(node, look)
    if isinstance(node.op, (ast.Div, ast.FloorDiv)):
        return _quotient(node, look)
    if isinstance(node.op, ast.Pow):
        return _power(node, look)
    left, _ = _render(node.left, look)
    right, high = _render(node.right, look)
    is_minus = isinstance(node.op, ast.Sub)
    if right.startswith(("-", "−")) or (high == _SUM and isinstance(node.right, ast.BinOp)):
        right = _bracket(right, look)
    return f"{left}{look.gap}{look.minus if is_minus else '+'}{look.gap}{right}", _SUM


def show(python: str, rng: Random, *, latex: float = 0.45) -> str:
    """Return a Python expression typeset in a random style, with delimiters."""
    look = style(rng, latex=latex)
    return look.wrap(look.show(python))


# --- sentences -----------------------------------------------------------------------------------------------------------

_EN_NOUN = (
    "[Find|Determine|Compute|Calculate|Work out] N[.||.]",
    "[What is|What's|what is|whats|what's] N?",
    "[Can|Could|Would|can] you [please |][work out|find|compute|calculate|tell me] N[?| for me?|]",
    "[hey|hi|hello|ok|Hey], [quick one|quick question|a short one|one more]: [what is |what's |]N?",
    "[I need|I want|I'm looking for|I'd like|i need|we need] N[.|, please.| for my homework.|]",
    "N[ = ?| is what?| equals what?|?]",
    "[Please|please|Kindly] [give|compute|find|state|calculate] N[.|]",
    "[My homework|The exercise|The worksheet|My teacher|The textbook] asks for N. [What is the answer?|What should I write?|What do I get?|Please help.]",
    "[Give|Tell|Show] me N[.|, please.|]",
    "[How do I find|How do you work out|How would you compute|how do i get|How can one find] N?",
    "I'm [stuck|lost] [on this one|here|with this]: [what is|what would be|how do I find] N?",
    "[Do you know|Any idea|Can you say|can anyone tell me|does anybody know] what N is?",
    "[Exercise|Problem|Question|Task] [1|2|3|5|8|12][:|.|)] [Find|Determine|Compute|Calculate] N.",
    "[The task|Your task|The goal|The aim] is to [find|determine|compute|work out] N[.|. Give the final answer.|. Show the result.]",
    "[Question|Q|Quiz question|Exam question]: [what is|what's|find|determine] N[?|]",
    "[Let us|Let's|Now] [find|compute|determine|work out] N.",
    "[Help me|help me|Please help me] [find|work out|get|calculate] N[.|!|, I keep getting it wrong.]",
    "[To check my answer|For my notes|For tomorrow's test|For a friend]: [what is|what's] N?",
    "[Without an explanation|Just the answer|No steps needed], [what is|what's] N?",
    "[I wonder|I'd like to know|I was asked|I have to say|we were asked] what N is[.|. Can you help?|. Any help?]",
    "N: [what is it|can you find it|can you work it out|do you get it]?",
    "What [would|will] N be?",
    "[Determine|State|Write down|Provide|Report] N[, and nothing else| and give the final answer|].",
    "[Could|Can] [someone|anybody|anyone|somebody] [give me|tell me|find|work out] N[?|, please?]",
)
_EN_VERB = (
    "V.",
    "[Please|Kindly|please|pls] V[.|]",
    "[Can|Could|Would|can] you V[?| for me?|, please?]",
    "[How do I|How do you|how would one|how to|How can I] V?",
    "I [need|have|want|am asked] to V[.|. What is the answer?|. Help, please.|. What do I get?]",
    "[Try to|Now|Next,|Let's|Let us] V.",
    "[Help me|help me|I need help to|Show me how to] V[.|!]",
    "[Exercise|Task|Problem|Question] [1|4|6|9][:|.|)] V.",
    "[In this exercise|For homework|Today|For the test] [we|I] have to V. [What is the result?|What comes out?|What do you get?]",
    "V[, and give the result| and write the answer|, then give the final answer].",
    "If you V, what [do you get|is the result|comes out]?",
    "[My teacher|The worksheet|The exercise] [wants me|asks me|tells me] to V[.|. What is the answer?|. How does that go?]",
)
_ZH_NOUN = (
    "[求|试求|请求出|求出]N。",
    "N是W？",
    "请问N[是|等于]W？",
    "[帮我|帮忙|麻烦帮我][算|求]一下N[。|，谢谢。|，谢谢！|]",
    "我[想知道|要求出|需要知道|在求]N[。|，请帮忙。|，怎么算？]",
    "[怎么求|如何求|怎样求|怎么计算]N？",
    "[计算|请计算|算出|算一算：]N。",
    "[谁能|谁可以|有没有人能]告诉我N是W？",
    "[老师让我们求|作业要求出|练习题要求|题目要求]N，[答案|结果]是W？",
    "[快问|问一下|请教一下|问个问题][：|，]N是W？",
    "[第1题|第3题|练习5|题目|例2][：|、|．]求N。",
    "[请|麻烦][你|][求出|算出|告诉我]N[。|，好吗？]",
    "N[=|＝|等于][？|?|多少？]",
    "[你知道|你能告诉我|能不能告诉我]N是W[吗|]？",
    "[求|请问|算一下]N[.|]",
    "[试|请]确定N[。|，写出答案。|，并给出结果。]",
    "[直接给出|请直接写出|写出|请给出]N[。|即可。]",
    "[这题我不会|我不会做这道题|我卡住了]：[求|]N[。|，帮帮我！|是W？]",
    "[今天的作业|这道题|这个题目][是|要我们]求N，[怎么做|结果是W]？",
    "N，[结果|答案]是W？",
    "[小明|同学|老师]问我N是W，[我该怎么回答？|我不会。|请帮我算。]",
    "[现在|下面|接下来]求N[。|，答案是W？]",
)
_ZH_VERB = (
    "V。",
    "请V。",
    "[帮我|麻烦帮我|帮忙|请帮我]V[。|，谢谢。|！]",
    "[能不能帮我V？|可以帮我V吗？|能帮我V吗？|你能帮我V吗？]",
    "[怎么|如何|怎样]V？",
    "[试|现在]V。",
    "[作业|例题|练习|第2题|第7题][：|、]V。",
    "V，[结果|答案]是W？",
    "我[想|要|需要]V[。|，答案是W？|，请帮忙。]",
    "[题目让我们|老师让我们|作业让我们]V[。|，怎么做？|，答案是W？]",
    "V[，写出答案。|，并写出结果。|.]",
    "[如果|要]V，[会得到W|结果是W|应该得到W]？",
)
_ZH_WHAT = {"num": "[多少|多少|多少|几]", "expr": "[什么|多少]", "what": "什么"}


def _one_of(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"[{'|'.join(texts)}]"


def _capital(frame: str) -> str:
    """Put a capital on a frame's first letter, or on each alternative it starts with."""
    out, is_first, group_is_first = [], True, []
    for char in frame:
        if char == "[":
            group_is_first.append(is_first)
        elif char == "|":
            is_first = group_is_first[-1]
        elif char == "]":
            is_first = group_is_first.pop() and is_first
        else:
            char = char.upper() if is_first and char.isascii() else char  # noqa: PLW2901 - a filter of one text
            is_first = False
        out.append(char)
    return "".join(out)


_PLURAL = re.compile(r"(the (solutions|roots|values|divisors|factors|prime factors)\b|all |both |\{v\} and )")
_AGREES = re.compile(r"\b(is|what's|whats|equals)\b")
_CLAUSE = re.compile(r" if | when |, where |given that|such that| so that | with \{E\}")
_TRAILING = re.compile(r"^N|N is|N be")


def _generic(patterns: Sequence[str], mark: str, clause: Sequence[str]) -> list[str]:
    """Put a clause into the common sentences; plural phrases stay out of sentences with a singular verb."""
    frames = []
    for pattern in patterns:
        agrees = [
            text
            for text in clause
            if not (_AGREES.search(pattern) and _PLURAL.match(text)) and not (_TRAILING.search(pattern) and _CLAUSE.search(text))
        ]
        if not agrees:
            continue
        text, title = _one_of(agrees), _capital(_one_of(agrees))
        parts = re.split(rf"(?<![A-Za-z]){mark}(?![A-Za-z])", pattern)
        frame = parts[0]
        for part in parts[1:]:
            if not frame:
                frame = f"[{title}|{title}|{text}]" if title != text else text
            else:
                frame += title if frame.endswith("[:|.|)] ") else text
            frame += part
        frames.append(frame)
    return frames


_CHINESE_AROUND = re.compile(r"(?<=[\u4e00-\u9fff])(\{[A-Z]\w*\})(?=[\u4e00-\u9fff])")


def english(
    name: str, noun: Sequence[str] = (), verb: Sequence[str] = (), own: Sequence[str] = (), *, generic: int = 20
) -> tuple[str, ...]:
    """Return the English frames of a schema: its own sentences among the common ones, in an order of its own."""
    common = _generic(_EN_NOUN, "N", noun) + _generic(_EN_VERB, "V", verb)
    return _mix(name, common, own, generic)


def chinese(
    name: str, noun: Sequence[str] = (), verb: Sequence[str] = (), own: Sequence[str] = (), *, what: str = "num", generic: int = 17
) -> tuple[str, ...]:
    """Return the Chinese frames of a schema; ``what`` says how one asks for the result (num, expr, what)."""
    common = _generic(_ZH_NOUN, "N", noun) + _generic(_ZH_VERB, "V", verb)
    frames = _mix(name, [frame.replace("W", _ZH_WHAT[what]) for frame in common], own, generic)
    return tuple(_CHINESE_AROUND.sub(r"[\1|\1| \1 ]", frame) for frame in frames)


def _mix(name: str, common: list[str], own: Sequence[str], generic: int) -> tuple[str, ...]:
    rng = Random(name)
    rng.shuffle(common)
    frames = [*common[:generic], *own]
    rng.shuffle(frames)
    return tuple(frames)


def task(
    name: str,
    draw: Draw,
    program: str,
    plan: tuple[str, str],
    *,
    en: tuple[Sequence[str], ...] = (),
    zh: tuple[Sequence[str], ...] = (),
    what: str = "num",
    cot: tuple[str, ...] = (),
    weight: float = 1.0,
) -> Schema:
    """Make a schema; ``en`` and ``zh`` are (noun phrases, verb phrases, own sentences). The family is the name's first word."""
    frames = {}
    if en:
        frames["en"] = english(name, *en)
    if zh:
        frames["zh"] = chinese(name, *zh, what=what)
    return Schema(
        family=name.partition("_")[0],
        name=name,
        draw=draw,
        program=program,
        plan={"en": plan[0], "zh": plan[1]},
        frames=frames,
        cot=cot,
        weight=weight,
    )


def balanced(schemas: Sequence[Schema], totals: dict[str, float]) -> tuple[Schema, ...]:
    """Scale the weights so that each family has its total weight (2 unless given)."""
    sums: dict[str, float] = {}
    for schema in schemas:
        sums[schema.family] = sums.get(schema.family, 0.0) + schema.weight
    return tuple(
        replace(schema, weight=round(schema.weight * totals.get(schema.family, 2.0) / sums[schema.family], 3)) for schema in schemas
    )


# --- drawing -------------------------------------------------------------------------------------------------------------


def span(rng: Random, is_small: bool, big: int, small: int = 12, low: int = 2) -> int:
    """Draw a number; large ones are rarer than small ones."""
    if is_small:
        return rng.randint(low, small)
    top = big
    while top > 40 and rng.random() < 0.45:
        top = max(low + 10, top // 4)
    return rng.randint(low, max(top, low + 1))


def accepted(draw: Draw, accept: Callable[[Slots], bool]) -> Draw:
    """Draw again until the slots are acceptable."""

    def drawn(rng: Random, is_small: bool) -> Slots:
        while True:
            slots = draw(rng, is_small)
            if accept(slots):
                return slots

    return drawn


def short_answer(draw: Draw, program: str, top: int = 44) -> Draw:
    """Draw again until the program's output is short enough to copy."""
    return accepted(draw, lambda slots: len(run_program(fill(program, slots))) <= top)


def _expr(rng: Random, python: str, **slots: object) -> Slots:
    return {"e": python, "E": show(python, rng, latex=0.4), **slots}


def _binary(sign: str, big: int, small: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        a, b = span(rng, is_small, big, small), span(rng, is_small, big, small)
        if is_small and sign == "-" and a < b:
            a, b = b, a
        return _expr(rng, f"{a}{sign}{b}", a=a, b=b)

    return draw


def _quotient_of(rng: Random, is_small: bool) -> Slots:
    b = span(rng, is_small, 60, 10)
    a = b * span(rng, is_small, 200, 10) if is_small or rng.random() < 0.8 else span(rng, is_small, 300)
    return _expr(rng, f"{a}/{b}", a=a, b=b)


def _times_then(rng: Random, is_small: bool) -> Slots:
    a, b, c = span(rng, is_small, 100, 9), span(rng, is_small, 60, 9), span(rng, is_small, 300, 15)
    sign = rng.choice("+-")
    if a * b < c and is_small:
        sign = "+"
    return _expr(rng, f"{a}*{b}{sign}{c}", a=a, b=b, c=c, o=sign)


def _then_times(rng: Random, is_small: bool) -> Slots:
    a, b, c = span(rng, is_small, 300, 20), span(rng, is_small, 60, 6), span(rng, is_small, 60, 9)
    sign = rng.choice("+-")
    if a < b * c and (is_small or rng.random() < 0.7):
        sign = "+"
    return _expr(rng, f"{a}{sign}{b}*{c}", a=a, b=b, c=c, o=sign)


def _two_products(rng: Random, is_small: bool) -> Slots:
    a, b, c, d = (span(rng, is_small, 40, 8) for _ in range(4))
    sign = rng.choice("+-")
    if a * b < c * d:
        a, b, c, d = c, d, a, b
    return _expr(rng, f"{a}*{b}{sign}{c}*{d}", a=a, b=b, c=c, d=d, o=sign)


def _bracket_times(rng: Random, is_small: bool) -> Slots:
    a, b, c = span(rng, is_small, 100, 9), span(rng, is_small, 60, 9), span(rng, is_small, 40, 6)
    sign = rng.choice("+-")
    if sign == "-" and a <= b:
        a, b = b + 1, a
    return _expr(rng, rng.choice((f"({a}{sign}{b})*{c}", f"{c}*({a}{sign}{b})")), a=a, b=b, c=c, o=sign)


def _bracket_over(rng: Random, is_small: bool) -> Slots:
    c, each = span(rng, is_small, 20, 6), span(rng, is_small, 60, 8)
    sign, b = rng.choice("+-"), span(rng, is_small, 100, 9, 1)
    if sign == "+":
        b = min(b, c * each - 1)
    a = c * each - b if sign == "+" else c * each + b
    return _expr(rng, f"({a}{sign}{b})/{c}", a=a, b=b, c=c, o=sign)


def _random_tree(rng: Random, count: int, top: int) -> str:
    if count == 0:
        return str(rng.randint(1, top))
    if count == 1 and rng.random() < 0.15:
        return f"{rng.randint(2, 9)}**{rng.choice((2, 2, 2, 3))}"
    left_count = rng.randint(0, count - 1)
    left, right = _random_tree(rng, left_count, top), _random_tree(rng, count - 1 - left_count, top)
    sign = rng.choice("++--**")
    if sign == "*":
        left = f"({left})" if "+" in left or "-" in left else left
        right = f"({right})" if "+" in right or "-" in right else right
    elif sign == "-" and ("+" in right or "-" in right):
        right = f"({right})"
    return f"{left}{sign}{right}"


def _mixed(rng: Random, is_small: bool) -> Slots:
    del is_small
    while True:
        python = _random_tree(rng, rng.choice((2, 3, 3, 4)), rng.choice((9, 12, 20, 50)))
        if abs(eval(python)) < 10**5 and len(python) < 26:  # noqa: S307 - digits and operators drawn here
            return _expr(rng, python)


def _mixed_quotient(rng: Random, is_small: bool) -> Slots:
    del is_small
    b, q = rng.randint(2, 12), rng.randint(2, 15)
    a, c, d = b * q, rng.randint(2, 30), rng.randint(2, 12)
    python = rng.choice(
        (
            f"{a}/{b}+{c}", f"{c}+{a}/{b}", f"{a}/{b}*{c}", f"{c}*{a}/{b}", f"{a}/{b}-{min(c, q)}", f"{c + q}-{a}/{b}", f"{c}*{d}+{a}/{b}",
            f"{a}/({b - 1}+1)", f"{a}/({b + d}-{d})", f"{a}/{b}+{c}*{d}", f"({a}+{c * b})/{b}", f"{c}*({a}/{b}-{min(d, q)})", f"{a}/{b}/{d}", f"({c}+{d})/({b}+1)",
            f"{a}/{b}-{c}*{d}", f"{d}**2-{a}/{b}", f"{a}/{b}+{d}**2",
        )
    )  # fmt: skip
    return _expr(rng, python)


def _signed(rng: Random, is_small: bool) -> Slots:
    del is_small
    top = rng.choice((12, 30, 99))
    a, b, c = (rng.randint(1, top) for _ in range(3))
    python = rng.choice(
        (
            f"-{a}+{b}",
            f"-{a}-{b}",
            f"{a}+(-{b})",
            f"{a}-(-{b})",
            f"-{a}-(-{b})",
            f"-{a}+(-{b})",
            f"-{a}*{b}",
            f"-{a}*(-{b})",
            f"{a}*(-{b})",
            f"-{a}+{b}-{c}",
            f"{a}-{b}-(-{c})",
            f"-{a}*{b}+{c}",
            f"{a}-{a + b}",
            f"(-{a})**2",
        )
    )
    return _expr(rng, python)


def _signed_quotient(rng: Random, is_small: bool) -> Slots:
    del is_small
    b, q = rng.randint(2, 12), rng.randint(2, 30)
    return _expr(rng, rng.choice((f"-{b * q}/{b}", f"{b * q}/(-{b})", f"-{b * q}/(-{b})")))


def _many(rng: Random, is_small: bool) -> Slots:
    top = 9 if is_small else rng.choice((20, 99, 300))
    a, b, c = (rng.randint(2, top) for _ in range(3))
    return _expr(rng, f"{a}+{b}+{c}", a=a, b=b, c=c)


def _gain_loss(rng: Random, is_small: bool) -> Slots:
    top = 15 if is_small else rng.choice((30, 200, 900))
    a, b = rng.randint(2, top), rng.randint(2, top)
    c = rng.randint(1, a + b - 1)
    return _expr(rng, f"{a}+{b}-{c}", a=a, b=b, c=c)


def _loss_gain(rng: Random, is_small: bool) -> Slots:
    top = 12 if is_small else rng.choice((30, 200, 900))
    b, c = rng.randint(2, top), rng.randint(2, top)
    a = b + rng.randint(1, top)
    return _expr(rng, f"{a}-{b}+{c}", a=a, b=b, c=c)


def number_list(rng: Random, values: Sequence[object]) -> dict[str, str]:
    """Return a list typeset for English (L) and for Chinese text (Z), and as the inside of a Python list (l)."""
    plain = [str(v) for v in values]
    joined = rng.choices((", ", ",", " ", "; "), (70, 18, 6, 6))[0].join(plain)
    look = rng.random()
    english_text = (
        f"${joined}$"
        if look < 0.12 and "," in joined
        else f"{{{joined}}}"
        if look < 0.2
        else ", ".join(plain[:-1]) + f" and {plain[-1]}"
        if look < 0.35
        else joined
    )
    chinese_text = (
        f"${joined}$" if look < 0.1 and "," in joined else "、".join(plain) if look < 0.55 else "，".join(plain) if look < 0.75 else joined
    )
    return {"l": ",".join(plain), "L": english_text, "Z": chinese_text}


def _sum_list(rng: Random, is_small: bool) -> Slots:
    del is_small
    top = rng.choice((20, 99, 300))
    values = [rng.randint(1, top) for _ in range(rng.randint(4, 6))]
    python = "+".join(map(str, values))
    return {**_expr(rng, python), **number_list(rng, values)}


def _missing(rng: Random, is_small: bool) -> Slots:
    """The question: a plus what is b."""
    a = span(rng, is_small, 300, 20)
    b = a + span(rng, is_small, 300, 20, 1)
    box = rng.choice(("?", "□", "x", "___", "( )", "\\square"))
    look = style(rng, latex=0.3)
    return {"a": a, "b": b, "E": look.wrap(rng.choice((f"{a} + {box} = {b}", f"{box} + {a} = {b}", f"{a}+{box}={b}", f"{box}+{a}={b}")))}


def _decimal(rng: Random, places: Sequence[int] = (1, 1, 2), top: int = 60) -> str:
    digits = rng.choice(places)
    while True:
        text = f"{rng.randint(0, rng.choice((2, 9, top)))}.{rng.randint(1, 10**digits - 1):0{digits}d}"
        if not text.endswith("0"):
            return text


def _decimal_sum(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, c = (_decimal(rng, top=100) for _ in range(3))
    if rng.random() < 0.2:
        b = str(rng.randint(1, 60))
    sign = rng.choice("+-")
    if sign == "-" and float(a) < float(b) and rng.random() < 0.85:
        a, b = b, a
    tail = f"{rng.choice('+-')}{c}" if rng.random() < 0.2 else ""
    return _expr(rng, f"{a}{sign}{b}{tail}", a=a, b=b)


def _decimal_plus(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b = _decimal(rng, top=100), _decimal(rng, top=100)
    return _expr(rng, f"{a}+{b}", a=a, b=b)


def _decimal_minus(rng: Random, is_small: bool) -> Slots:
    del is_small
    b, a = sorted((_decimal(rng, top=100), rng.choice((_decimal(rng, top=100), str(rng.randint(1, 60))))), key=float)
    return _expr(rng, f"{a}-{b}", a=a, b=b)


def _decimal_product(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b = _decimal(rng, (1, 1, 2)), rng.choice((_decimal(rng, (1, 1, 2), 12), str(rng.randint(2, 60)), "10", "100"))
    if rng.random() < 0.3:
        a, b = b, a
    return _expr(rng, f"{a}*{b}", a=a, b=b)


def _decimal_quotient(rng: Random, is_small: bool) -> Slots:
    """The dividend a is a short decimal times b."""
    del is_small
    b = Fraction(
        rng.choice(
            (
                rng.choice(("0.5", "0.2", "0.25", "0.4", "0.1", "0.01", "0.05")),
                _decimal(rng, (1,), 9),
                str(rng.randint(2, 16)),
                str(rng.randint(2, 9)),
            )
        )
    )
    quotient = Fraction(rng.choice((_decimal(rng, (1,), 30), str(rng.randint(2, 60)))))
    a = b * quotient
    return _expr(rng, f"{float(a):.10g}/{float(b):.10g}", a=f"{float(a):.10g}", b=f"{float(b):.10g}")


def _decimal_mixed(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, c = _decimal(rng, (1,), 20), rng.choice((_decimal(rng, (1,), 9), str(rng.randint(2, 12)))), _decimal(rng, (1, 2), 30)
    return _expr(rng, rng.choice((f"{a}*{b}+{c}", f"{c}+{a}*{b}", f"({a}+{c})*{b}", f"{b}*({a}+{c})", f"{a}*{b}-{c}")))


def _rounding(rng: Random, is_small: bool) -> Slots:
    del is_small
    places = rng.choice((1, 1, 2, 2, 3))
    digits = "".join(str(rng.randint(0, 9)) for _ in range(places)) + rng.choice("12346789") + str(rng.randint(1, 9)) * rng.randint(0, 2)
    words = {
        1: ("one decimal place", "the nearest tenth", "1 decimal place", "1 d.p."),
        2: ("two decimal places", "the nearest hundredth", "2 decimal places", "2 d.p."),
        3: ("three decimal places", "the nearest thousandth", "3 decimal places", "3 d.p."),
    }
    chinese_words = {1: ("一位小数", "1位小数", "十分位"), 2: ("两位小数", "2位小数", "百分位"), 3: ("三位小数", "3位小数", "千分位")}
    return {
        "a": f"{rng.randint(0, rng.choice((9, 200)))}.{digits}",
        "n": places,
        "P": rng.choice(words[places]),
        "Z": rng.choice(chinese_words[places]),
    }


def _terminating(rng: Random, is_small: bool) -> Slots:
    del is_small
    d = rng.choice((2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 100, 125))
    n = rng.randint(1, d * 2 - 1)
    return _expr(rng, f"{n}/{d}", a=n, b=d)


def _as_fraction(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"a": _decimal(rng, (1, 2, 2, 3), 6)}


def _fraction(rng: Random, top: int = 12) -> str:
    d = rng.randint(2, top)
    n = rng.randint(1, d - 1) if rng.random() < 0.85 else rng.randint(1, 2 * top)
    return f"{n}/{d}"


def _fractions(signs: str, count: int = 2) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        look = style(rng, latex=0.5)
        look = replace(look, over="frac" if look.is_latex and look.over != "/" else "/", gap=" " if not look.is_latex else look.gap)
        parts = [_fraction(rng, 12 if count == 2 else 8) for _ in range(count)]
        if rng.random() < 0.12 and "+" in signs:
            parts[rng.randrange(count)] = str(rng.randint(1, 6))
        elif rng.random() < 0.12:
            parts[0] = str(rng.randint(1, 12))
        text, python, sign = look.show(parts[0]), parts[0], ""
        for part in parts[1:]:
            sign = rng.choice(signs)
            shown = {
                "*": look.times if look.is_latex or look.times in "×·" else "×",
                "/": "\\div " if look.is_latex else "÷",
                "+": "+",
                "-": look.minus,
            }[sign]
            text += f"{look.gap}{shown}{'' if shown.endswith(' ') else look.gap}{look.show(part)}"
            python += f"{sign}{f'({part})' if sign == '/' and '/' in part else part}"
        one, two = (look.wrap(look.show(part)) for part in parts[:2])
        return {"e": python, "E": look.wrap(text), "A": one, "B": two, "a": parts[0], "b": parts[1]}

    return draw


def _reducible(rng: Random, is_small: bool) -> Slots:
    del is_small
    k, n, d = rng.randint(2, 15), rng.randint(1, 15), rng.randint(2, 18)
    return _expr(rng, f"{n * k}/{d * k}", a=n * k, b=d * k)


def _fraction_of(rng: Random, is_small: bool) -> Slots:
    del is_small
    d = rng.randint(2, 12)
    n, whole = rng.randint(1, d - 1), d * rng.randint(2, 40)
    look = style(rng, latex=0.5)
    return {
        "n": n,
        "d": d,
        "a": whole,
        "F": replace(look, over="frac" if look.is_latex else "/").wrap(
            replace(look, over="frac" if look.is_latex else "/").show(f"{n}/{d}")
        ),
    }


def _mixed_numbers(rng: Random, is_small: bool) -> Slots:
    del is_small
    sign = rng.choice("++-*")
    parts = []
    for _ in range(2):
        d = rng.randint(2, 8)
        parts.append((rng.randint(1, 9), rng.randint(1, d - 1), d))
    parts.sort(key=lambda p: -p[0] - p[1] / p[2])
    look = style(rng, latex=0.5)
    texts = [f"{w}\\frac{{{n}}}{{{d}}}" if look.is_latex else f"{w} {n}/{d}" for w, n, d in parts]
    python = [f"{w}+{n}/{d}" for w, n, d in parts]
    shown = {"*": "\\times " if look.is_latex else "×", "+": "+", "-": "-"}[sign]
    joined = f"{texts[0]} {shown}{'' if shown.endswith(' ') else ' '}{texts[1]}"
    return {"e": f"({python[0]}){sign}({python[1]})", "E": look.wrap(joined)}


def _compare_fractions(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b = _fraction(rng, 15), _fraction(rng, 15)
    while Fraction(a) == Fraction(b):
        b = _fraction(rng, 15)
    look = style(rng, latex=0.5)
    look = replace(look, over="frac" if look.is_latex else "/")
    return {"a": a, "b": b, "A": look.wrap(look.show(a)), "B": look.wrap(look.show(b))}


_PERCENTS = (
    "10",
    "20",
    "25",
    "50",
    "5",
    "15",
    "30",
    "40",
    "60",
    "75",
    "80",
    "35",
    "12",
    "8",
    "45",
    "12.5",
    "2.5",
    "7.5",
    "37.5",
    "62.5",
    "90",
    "18",
    "22",
    "65",
    "4",
    "6",
    "1",
    "3",
    "120",
    "150",
    "0.5",
    "33",
    "16",
    "85",
    "95",
    "70",
    "7",
    "17.5",
    "6.5",
)


def _percent_text(rng: Random, p: str) -> tuple[str, str]:
    english_text = rng.choices((f"{p}%", f"{p} %", f"{p} percent", f"${p}\\%$", f"{p} per cent"), (62, 6, 16, 11, 5))[0]
    return english_text, rng.choices((f"{p}%", f"{p}％", f"百分之{p}", f"${p}\\%$"), (68, 6, 14, 12))[0]


def _percent(rng: Random, is_small: bool) -> Slots:
    del is_small
    p = rng.choice(_PERCENTS)
    a = rng.choice(
        (
            rng.randint(1, 40) * 20,
            rng.randint(1, 90) * 10,
            rng.randint(2, 30) * 40,
            rng.randint(1, 20) * 100,
            rng.randint(4, 200),
            rng.randint(1, 9) * 1000,
        )
    )
    english_text, chinese_text = _percent_text(rng, p)
    return {"p": p, "a": a, "P": english_text, "Z": chinese_text}


def _percent_part(rng: Random, is_small: bool) -> Slots:
    del is_small
    b = rng.choice((20, 25, 40, 50, 80, 100, 200, 10, 125, 160, 250, 400, 500, 16, 32, 60, 120, 75, 150, 300, 45, 90))
    part = Fraction(b * rng.choice((5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 90, 45, 35, 12, 8, 2, 110, 125, 150)), 100)
    a = int(part) if part.denominator == 1 else rng.choice((b // 5, b // 4, b // 2)) if b % 20 == 0 else b // 5
    return {"a": max(a, 1), "b": b}


def _percent_whole(rng: Random, is_small: bool) -> Slots:
    del is_small
    p = rng.choice(_PERCENTS)
    whole = rng.choice((rng.randint(1, 60) * 10, rng.randint(1, 20) * 100, rng.randint(1, 30) * 40, rng.randint(1, 50) * 2))
    part = f"{float(Fraction(p) * whole / 100):.10g}"
    english_text, chinese_text = _percent_text(rng, p)
    return {"p": p, "a": part, "P": english_text, "Z": chinese_text}


def _percent_change(sign: int) -> Draw:
    """The base changes by a whole percentage."""

    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        while True:
            base, percent = (
                rng.choice((20, 25, 40, 50, 80, 100, 200, 120, 160, 250, 400, 500, 60, 300, 150, 30, 75, 90, 64, 1000, 2000)),
                rng.choice((5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 12, 8, 2, 4, 35, 45, 65, 90, 12.5, 7.5, 22)),
            )
            new = base + sign * base * percent / 100
            if new == int(new):
                low, high = sorted((base, int(new)))
                return {"low": low, "high": high}

    return draw


def _power_of(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, n = rng.choice(
        (
            (rng.randint(2, 30), 2),
            (rng.randint(2, 15), 3),
            (rng.randint(2, 6), rng.randint(4, 6)),
            (2, rng.randint(5, 14)),
            (10, rng.randint(2, 6)),
            (3, rng.randint(4, 8)),
        )
    )
    return _expr(rng, f"{a}**{n}", a=a, n=n)


def _square(power: int, top: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        a = rng.randint(2, top)
        return {"a": a, **_expr(rng, f"{a}**{power}")}

    return draw


def _negative_power(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, n = rng.choice(
        ((rng.randint(2, 12), 1), (rng.randint(2, 12), 2), (rng.randint(2, 6), 3), (2, rng.randint(3, 8)), (10, rng.randint(1, 5)))
    )
    look = replace(style(rng), is_explicit=False)
    return {"a": a, "n": n, "e": f"{a}**-{n}", "E": look.wrap(look.show(f"{a}**(-{n})"))}


def _fraction_power(rng: Random, is_small: bool) -> Slots:
    del is_small
    root, q = rng.choice(((rng.randint(2, 9), 2), (rng.randint(2, 5), 3), (2, 4), (3, 4), (2, 5)))
    p = rng.randint(1, 4 if root < 4 else 3)
    if p % q == 0:
        p = 1
    look = replace(style(rng), over="/")
    return {"e": f"{root**q}**({p}/{q})", "E": look.wrap(look.show(f"{root**q}**({p}/{q})")), "a": root**q}


def _power_law(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, m, n = rng.choice(
        ((2, rng.randint(2, 6), rng.randint(2, 6)), (3, rng.randint(2, 4), rng.randint(1, 4)), (rng.randint(4, 10), 2, rng.randint(1, 2)))
    )
    return _expr(
        rng,
        rng.choice(
            (f"{a}**{m}*{a}**{n}", f"{a}**{m + n}/{a}**{n}", f"({a}**{min(m, 3)})**{min(n, 3)}", f"{a}**{m}+{a}**{n}", f"{a}**{m}-{a}**{n}")
        ),
    )


def _sqrt_exact(rng: Random, is_small: bool) -> Slots:
    del is_small
    a = rng.randint(2, rng.choice((12, 30, 60)))
    return _expr(rng, f"sqrt({a * a})", a=a * a)


def _cbrt_exact(rng: Random, is_small: bool) -> Slots:
    del is_small
    a = rng.randint(2, 20)
    return _expr(rng, f"cbrt({a**3})", a=a**3)


def _sqrt_surd(rng: Random, is_small: bool) -> Slots:
    del is_small
    a = rng.choice((2, 3, 5, 6, 7, 10, 11, 13)) * rng.randint(2, 10) ** 2
    return _expr(rng, f"sqrt({a})", a=a)


def _surd_terms(rng: Random, is_small: bool) -> Slots:
    del is_small
    r = rng.choice((2, 3, 5, 6, 7))
    j, k, m = rng.sample((1, 2, 3, 4, 5), 3)
    return _expr(
        rng,
        rng.choice(
            (
                f"sqrt({r * j * j})+sqrt({r * k * k})",
                f"sqrt({r * max(j, k) ** 2})-sqrt({r * min(j, k) ** 2})",
                f"sqrt({r * j * j})+sqrt({r * k * k})-sqrt({r * m * m})",
                f"sqrt({r})*sqrt({r * j * j})",
                f"sqrt({r})*sqrt({r + 1})",
                f"sqrt({r * 3})*sqrt({j * 2})",
                f"{j}*sqrt({r})+{k}*sqrt({r})",
            )
        ),
    )


def _sqrt_sum(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, c = rng.randint(2, 12), rng.randint(2, 12), rng.randint(2, 9)
    return _expr(
        rng,
        rng.choice(
            (
                f"sqrt({a * a})+sqrt({b * b})",
                f"sqrt({a * a})+{c}",
                f"{c}*sqrt({a * a})",
                f"sqrt({a * a})*sqrt({b * b})",
                f"sqrt({a * a})-{c}",
                f"{c}**2-sqrt({a * a})",
            )
        ),
    )


def _log(rng: Random, is_small: bool) -> Slots:
    del is_small
    b = rng.choice((2, 2, 2, 3, 3, 4, 5, 6, 7, 10, 10))
    n = rng.randint(1, {2: 10, 3: 6, 10: 6}.get(b, 4))
    look = style(rng, latex=0.6)
    look = replace(look, gap=" ") if look.is_latex else look
    return {"a": b**n, "b": b, "E": look.wrap(look.show(f"log({b**n},{b})"))}


def _ln(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.randint(2, 30)
    look = style(rng, latex=0.6)
    python = rng.choice((f"log(exp({n}))", f"exp(log({n}))", f"log(1/exp({n}))", f"{n}*log(E)"))
    return {"e": python, "E": look.wrap(look.show(python))}


def _absolute(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, c = (rng.randint(1, 60) for _ in range(3))
    return _expr(
        rng,
        rng.choice((f"abs(-{a})", f"abs({a}-{b})", f"abs({a}-{b})+{c}", f"abs(-{a})+abs({b})", f"abs(-{a}-{b})", f"abs(-{a})-abs(-{b})")),
    )


def _three(big: int, small: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        return {"a": span(rng, is_small, 60, 9), "b": span(rng, is_small, 60, 9), "c": span(rng, is_small, big, small)}

    return draw


def _less_than_product(rng: Random, is_small: bool) -> Slots:
    a, b = span(rng, is_small, 60, 9), span(rng, is_small, 60, 9)
    return {"a": a, "b": b, "c": rng.randint(1, min(a * b - 1, 15 if is_small else 99))}


def _sum_over(rng: Random, is_small: bool) -> Slots:
    """(a+b)/c is whole."""
    c, quotient = span(rng, is_small, 20, 6), span(rng, is_small, 40, 6)
    a = rng.randint(1, c * quotient - 1)
    return {"a": a, "b": c * quotient - a, "c": c}


def _difference(rng: Random, is_small: bool) -> Slots:
    b = span(rng, is_small, 2000, 20)
    return {"a": b + span(rng, is_small, 2000, 20), "b": b}


# --- the families --------------------------------------------------------------------------------------------------------

_VALUE_EN = ("{E}", "{E}", "the value of {E}", "the result of {E}", "the answer to {E}")
_VALUE_ZH = ("{E}", "{E}", "{E}的值", "{E}的结果", "算式{E}的值")
_EVALUATE_EN = ("evaluate {E}", "compute {E}", "calculate {E}", "work out {E}", "do {E}", "find the value of {E}", "simplify {E}")
_EVALUATE_ZH = ("计算{E}", "算{E}", "求{E}的值", "计算：{E}", "计算 {E}", "化简{E}")
_VALUE_OWN_EN = (
    "{E}[ =|=| = ?|=?|]",
    "[Evaluate|Calculate|Compute|Work out][:|] {E}",
    "[what does|what does the expression] {E} [equal|evaluate to|come out as|give]?",
    "[The expression|Given|Here is a sum:] {E}. [What is its value?|Evaluate it.|What does it equal?|Calculate.]",
    "[how much is|How much is|how much does] {E}[?| make?]",
    "[I get different answers for|My calculator is broken:|Need a quick check:] {E}. [What is right?|What's the answer?|What does it give?]",
    "[Evaluate|Simplify and evaluate] the [expression|following expression|arithmetic expression][:|] {E}[.|]",
)
_VALUE_OWN_ZH = (
    "{E}[ =|=|＝| = ?|=？|]",
    "[计算|口算|算一算|求值][：|:|]{E}",
    "{E}[等于多少|是多少|得多少|等于几][？|?|呢？]",
    "[算式|式子|题目]：{E}，[结果是多少|请计算|等于多少]？",
    "[脱式计算|列竖式计算|直接写得数]：{E}",
    "[我的计算器坏了|急用|核对一下]，{E}[等于多少|得多少]？",
)
_VALUE = {"en": (_VALUE_EN, _EVALUATE_EN, _VALUE_OWN_EN), "zh": (_VALUE_ZH, _EVALUATE_ZH, _VALUE_OWN_ZH)}
_EXACT = 'from sympy import *\nprint(S("{e}"))'
_FLOAT = 'print("%.10g"%({e}))'
_CALCULATE = ("[Compute|Evaluate|Calculate] the expression.", "直接计算。")
_CALCULATE_EXACT = ("Compute [it|the value] exactly.", "精确计算。")
_CALCULATE_DECIMAL = ("Compute [the decimal|the value].", "计算小数。")


def _value(name: str, draw: Draw, program: str, plan: tuple[str, str], *, cot: tuple[str, ...] = (), weight: float = 1.0) -> Schema:
    """A schema that only asks for the value of an expression."""
    return task(name, draw, program, plan, en=_VALUE["en"], zh=_VALUE["zh"], cot=cot, weight=weight)


_ARITH = (
    _value("arith_product", _binary("*", 999, 12), "print({e})", _CALCULATE, cot=("{a}*{b}",), weight=1.2),
    _value("arith_quotient", _quotient_of, _EXACT, _CALCULATE_EXACT, cot=("{a}/{b}",), weight=1.1),
    _value("arith_times_then", _times_then, "print({e})", _CALCULATE, cot=("{a}*{b}", "{_}{o}{c}")),
    _value("arith_then_times", _then_times, "print({e})", _CALCULATE, cot=("{b}*{c}", "{a}{o}{_}")),
    _value("arith_two_products", _two_products, "print({e})", _CALCULATE, weight=0.7),
    _value("arith_bracket_times", _bracket_times, "print({e})", _CALCULATE, cot=("{a}{o}{b}", "{_}*{c}")),
    _value("arith_bracket_over", _bracket_over, _EXACT, _CALCULATE_EXACT, cot=("{a}{o}{b}", "{_}/{c}"), weight=0.7),
    _value("arith_mixed", _mixed, "print({e})", _CALCULATE, weight=1.5),
    _value("arith_mixed_quotient", _mixed_quotient, _EXACT, _CALCULATE_EXACT, weight=1.2),
    _value("arith_signed", _signed, "print({e})", _CALCULATE),
    _value("arith_signed_quotient", _signed_quotient, _EXACT, _CALCULATE_EXACT, weight=0.4),
    _value("arith_absolute", _absolute, "print({e})", _CALCULATE, weight=0.4),
    task(
        "arith_word_product",
        _binary("*", 500, 12),
        "print({a}*{b})",
        ("Multiply [the two numbers|them].", "两数相乘。"),
        en=(
            ("the product of {a} and {b}", "{a} times {b}", "{a} multiplied by {b}", "the product when {a} is multiplied by {b}"),
            ("multiply {a} by {b}", "multiply {a} and {b}", "multiply the numbers {a} and {b}"),
            (
                "[how much is|what's|what is] {a} times {b}?",
                "[Two numbers are|The factors are|The numbers are] {a} and {b}. [What is their product?|Find their product.|Multiply them.]",
                "[Take|Start with] {a} and multiply [it |]by {b}. [What do you get?|What is the result?]",
                "[If|When] {a} is multiplied by {b}, what is the [result|product]?",
                "{a} groups of {b} [is|are|make] how [many|much]?",
                "{a} lots of {b} — how much is that?",
            ),
        ),
        zh=(
            ("{a}与{b}的积", "{a}乘以{b}", "{a}和{b}的乘积", "{a}乘{b}", "{a}个{b}"),
            ("把{a}和{b}相乘", "计算{a}乘以{b}", "求{a}与{b}的积"),
            (
                "{a}乘[以|]{b}[等于多少|得多少|是多少|等于几][？|?]",
                "两个[数|因数]分别是{a}和{b}，[它们的积|乘积]是多少？",
                "{b}的{a}倍是多少？",
                "{a}个{b}相加[的和|]是多少？",
                "一个因数是{a}，另一个因数是{b}，积是[多少|几]？",
            ),
        ),
        cot=("{a}*{b}",),
    ),
    task(
        "arith_word_quotient",
        _quotient_of,
        'from sympy import *\nprint(S("{a}/{b}"))',
        ("Divide [the first by the second|them].", "两数相除。"),
        en=(
            ("{a} divided by {b}", "the quotient of {a} and {b}", "{a} over {b}", "the quotient when {a} is divided by {b}"),
            ("divide {a} by {b}", "split {a} into {b} equal parts"),
            (
                "[how much is|what's|what is] {a} divided by {b}?",
                "How many times does {b} [go|fit] into {a}?",
                "[Take|Start with] {a} and divide [it |]by {b}. [What do you get?|What is the result?]",
                "[If|When] {a} is divided by {b}, what is the [result|quotient]?",
                "The dividend is {a} and the divisor is {b}. [What is the quotient?|Find the quotient.]",
                "What number [times {b} gives {a}|multiplied by {b} is {a}]?",
            ),
        ),
        zh=(
            ("{a}除以{b}", "{a}与{b}的商", "{b}除{a}", "{a}除以{b}的商"),
            ("计算{a}除以{b}", "求{a}除以{b}的商", "把{a}平均分成{b}份，求每份"),
            (
                "{a}除以{b}[等于多少|得多少|是多少|等于几][？|?]",
                "被除数是{a}，除数是{b}，商是[多少|几]？",
                "{a}[里面|中]有[多少|几]个{b}？",
                "{a}是{b}的[多少|几]倍？",
                "把{a}平均分成{b}份，每份是[多少|几]？",
            ),
        ),
        cot=("{a}/{b}",),
    ),
    task(
        "arith_word_sum_times",
        _three(30, 6),
        "print(({a}+{b})*{c})",
        ("Add, then multiply.", "先加后乘。"),
        en=(
            (
                "{c} times the sum of {a} and {b}",
                "the product of {c} and the sum of {a} and {b}",
                "the sum of {a} and {b}, multiplied by {c}",
            ),
            ("multiply the sum of {a} and {b} by {c}", "add {a} and {b}, then multiply by {c}"),
            (
                "Add {a} [and|to] {b}[,| and| and then] multiply the result by {c}.[ What do you get?| What is the answer?|]",
                "[Start with|Take] {a}, add {b}, [then |and ]multiply by {c}. [What is the result?|What do you get?]",
                "The sum of {a} and {b} is multiplied by {c}. [What is the result?|What does this give?|Find the value.]",
            ),
        ),
        zh=(
            ("{a}与{b}的和的{c}倍", "{a}加{b}的和乘以{c}", "{a}与{b}的和乘{c}"),
            ("先求{a}加{b}，再乘以{c}", "把{a}与{b}的和乘以{c}"),
            ("{a}加[上|]{b}的和[再|]乘[以|]{c}，[积|结果]是多少？", "{a}与{b}的和的{c}倍是多少？", "用{a}与{b}的和去乘{c}，得[多少|几]？"),
        ),
        cot=("{a}+{b}", "{_}*{c}"),
        weight=0.5,
    ),
    task(
        "arith_word_times_plus",
        _three(99, 15),
        "print({a}*{b}+{c})",
        ("Multiply, then add.", "先乘后加。"),
        en=(
            (
                "{c} more than the product of {a} and {b}",
                "{c} more than {a} times {b}",
                "the sum of {c} and the product of {a} and {b}",
                "{a} times {b}, plus {c}",
                "{a} times {b} plus {c}",
            ),
            ("multiply {a} by {b} and add {c}", "add {c} to the product of {a} and {b}", "multiply {a} and {b}, then add {c}"),
            (
                "[Start with|Take] {a}, multiply [it |]by {b}, then add {c}. [What is the result?|What do you get?]",
                "What number is {c} more than {a} times {b}?",
                "{c} is added to the product of {a} and {b}. [What is the result?|What does this give?]",
            ),
        ),
        zh=(
            ("{a}与{b}的积加{c}", "比{a}的{b}倍多{c}的数", "{a}乘{b}再加{c}", "{a}乘以{b}加上{c}"),
            ("求比{a}的{b}倍多{c}的数", "先算{a}乘{b}，再加{c}"),
            ("一个数比{a}的{b}倍多{c}，这个数是多少？", "{a}的{b}倍再加上{c}是多少？", "{a}乘以{b}的积加{c}，和是多少？"),
        ),
        cot=("{a}*{b}", "{_}+{c}"),
        weight=0.5,
    ),
    task(
        "arith_word_times_minus",
        _less_than_product,
        "print({a}*{b}-{c})",
        ("Multiply, then subtract.", "先乘后减。"),
        en=(
            (
                "{c} less than the product of {a} and {b}",
                "{c} less than {a} times {b}",
                "{a} times {b} minus {c}",
                "{a} times {b}, minus {c}",
            ),
            ("multiply {a} by {b} and subtract {c}", "subtract {c} from the product of {a} and {b}", "take {c} away from {a} times {b}"),
            (
                "[Start with|Take] {a}, multiply [it |]by {b}, then [subtract|take away] {c}. [What is the result?|What do you get?]",
                "What number is {c} less than {a} times {b}?",
                "{c} is subtracted from the product of {a} and {b}. [What is the result?|What is left?]",
            ),
        ),
        zh=(
            ("{a}与{b}的积减去{c}", "比{a}的{b}倍少{c}的数", "{a}乘{b}再减{c}", "{a}乘以{b}减{c}"),
            ("求比{a}的{b}倍少{c}的数", "先算{a}乘{b}，再减{c}"),
            ("一个数比{a}的{b}倍少{c}，这个数是多少？", "{a}的{b}倍减去{c}是多少？", "从{a}与{b}的积里减去{c}，差是多少？"),
        ),
        cot=("{a}*{b}", "{_}-{c}"),
        weight=0.5,
    ),
    task(
        "arith_word_sum_over",
        _sum_over,
        'from sympy import *\nprint(S("({a}+{b})/{c}"))',
        ("Add, then divide.", "先加后除。"),
        en=(
            ("the sum of {a} and {b} divided by {c}", "the sum of {a} and {b}, divided by {c}"),
            ("divide the sum of {a} and {b} by {c}", "add {a} and {b}, then divide by {c}"),
            (
                "Add {a} [and|to] {b}[,| and| and then] divide the result by {c}.[ What do you get?| What is the answer?|]",
                "[Start with|Take] {a}, add {b}, [then |and ]divide by {c}. [What is the result?|What do you get?]",
                "The sum of {a} and {b} is divided by {c}. [What is the quotient?|What does this give?]",
            ),
        ),
        zh=(
            ("{a}与{b}的和除以{c}", "{a}加{b}的和除以{c}的商"),
            ("先求{a}加{b}，再除以{c}", "把{a}与{b}的和除以{c}"),
            ("{a}加[上|]{b}的和[再|]除以{c}，商是多少？", "{a}与{b}的和除以{c}，[商|结果]是多少？", "用{a}与{b}的和除以{c}，得[多少|几]？"),
        ),
        cot=("{a}+{b}", "{_}/{c}"),
        weight=0.4,
    ),
)
_ADD_OWN_EN = (
    "[how much is|what's|what is] {a} plus {b}?",
    "[Two numbers are|The numbers are] {a} and {b}. [What is their sum?|Find their sum.|Add them up.]",
    "[Take|Start with] {a} and add {b}.[ What do you get?| What is the result?|]",
    "[If|When] {b} is added to {a}, what is the [result|sum|total]?",
    "{a} and {b} [together|added together|put together] [is|make|are] how much?",
    "[What is|Find the number that is] {b} more than {a}[?|]",
    "{a} increased by {b} [is what?|is ...?|equals what number?]",
)
_ADDSUB = (
    _value("addsub_add", _binary("+", 5000, 60), "print({e})", _CALCULATE, cot=("{a}+{b}",), weight=1.3),
    _value("addsub_subtract", _binary("-", 5000, 60), "print({e})", _CALCULATE, cot=("{a}-{b}",), weight=1.3),
    _value("addsub_three", _many, "print({e})", _CALCULATE, cot=("{a}+{b}", "{_}+{c}"), weight=0.6),
    _value("addsub_gain_loss", _gain_loss, "print({e})", _CALCULATE, cot=("{a}+{b}", "{_}-{c}"), weight=0.6),
    _value("addsub_loss_gain", _loss_gain, "print({e})", _CALCULATE, cot=("{a}-{b}", "{_}+{c}"), weight=0.6),
    task(
        "addsub_word_add",
        _binary("+", 3000, 50),
        "print({a}+{b})",
        ("Add [the two numbers|them].", "两数相加。"),
        en=(
            ("the sum of {a} and {b}", "{a} plus {b}", "the total of {a} and {b}", "{a} and {b} added together"),
            ("add {a} and {b}", "add {a} to {b}", "add up {a} and {b}"),
            _ADD_OWN_EN,
        ),
        zh=(
            ("{a}与{b}的和", "{a}加{b}", "{a}加上{b}", "{a}和{b}的总和"),
            ("把{a}和{b}相加", "计算{a}加{b}", "求{a}与{b}的和"),
            (
                "{a}加[上|]{b}[等于多少|得多少|是多少|等于几][？|?]",
                "两个[数|加数]分别是{a}和{b}，[它们的和|和]是多少？",
                "比{a}多{b}的数是[多少|几]？",
                "{a}增加{b}后是[多少|几]？",
                "一个加数是{a}，另一个加数是{b}，和是多少？",
            ),
        ),
        cot=("{a}+{b}",),
    ),
    task(
        "addsub_word_subtract",
        _difference,
        "print({a}-{b})",
        ("Subtract [the second from the first|them].", "两数相减。"),
        en=(
            ("{a} minus {b}", "the difference of {a} and {b}", "the difference between {a} and {b}", "{a} take away {b}", "{a} less {b}"),
            ("subtract {b} from {a}", "take {b} away from {a}", "take {b} from {a}"),
            (
                "[how much is|what's|what is] {a} minus {b}?",
                "[Take|Start with] {a} and [subtract|take away] {b}.[ What do you get?| What is left?|]",
                "[If|When] {b} is [subtracted|taken away] from {a}, what [is the result|is left|remains]?",
                "How much [larger|bigger|more|greater] is {a} than {b}?",
                "How much [smaller|less] is {b} than {a}?",
                "[What is|Find the number that is] {b} less than {a}[?|]",
                "{a} decreased by {b} [is what?|is ...?|equals what number?]",
                "By how much does {a} exceed {b}?",
            ),
        ),
        zh=(
            ("{a}减{b}", "{a}与{b}的差", "{a}减去{b}", "{a}减去{b}的差"),
            ("从{a}中减去{b}", "计算{a}减{b}", "求{a}与{b}的差"),
            (
                "{a}减[去|]{b}[等于多少|得多少|是多少|等于几][？|?]",
                "{a}比{b}[多|大]多少？",
                "{b}比{a}[少|小]多少？",
                "比{a}少{b}的数是[多少|几]？",
                "被减数是{a}，减数是{b}，差是[多少|几]？",
                "{a}减少{b}后是[多少|几]？",
            ),
        ),
        cot=("{a}-{b}",),
    ),
    task(
        "addsub_list",
        _sum_list,
        "print(sum([{l}]))",
        ("Add [all the numbers|them up].", "求总和。"),
        en=(
            ("the sum of {L}", "the sum of the numbers {L}", "the total of {L}", "{E}"),
            ("add {L}", "add up {L}", "add these numbers: {L}", "sum {L}", "add all of these: {L}"),
            (
                "[Numbers|Values|My scores|The list]: {L}. [What is the sum?|What do they add up to?|Find the total.|Add them up.]",
                "What do {L} add up to?",
                "[What is|Find] the total when {L} are added?",
            ),
        ),
        zh=(
            ("{Z}的和", "{Z}的总和", "{E}", "这些数的和：{Z}"),
            ("把{Z}相加", "求{Z}的和", "把这些数加起来：{Z}"),
            ("[数据|有一组数|以下各数]：{Z}，[它们的和|总和|加起来]是多少？", "{Z}[加起来|相加|加在一起][是多少|等于多少|得多少]？"),
        ),
        weight=0.7,
    ),
    task(
        "addsub_missing",
        _missing,
        "print({b}-{a})",
        ("Subtract to find the missing number.", "用减法求未知数。"),
        en=(
            (
                "the missing number in {E}",
                "the number that makes {E} true",
                "the number you add to {a} to get {b}",
                "the unknown number in {E}",
            ),
            ("fill in the blank: {E}", "complete {E}", "find the missing number: {E}"),
            (
                "What [must|should|do you have to|needs to] be added to {a} to [get|make|reach|give] {b}?",
                "[how much|How much|What number] [do I|do you|must you] add to {a} to [get|reach|have] {b}?",
                "{a} plus what [number |]is {b}?",
                "[A number|Some number] plus {a} [is|equals|gives] {b}. [What is the number?|Find it.|Which number is it?]",
                "I [have|am at] {a} and [want|need] {b}. How [much|many] more do I need?",
            ),
        ),
        zh=(
            ("{E}中缺的数", "使{E}成立的数", "{E}里的未知数"),
            ("填空：{E}", "补全算式{E}"),
            (
                "{a}加[上|]多少等于{b}？",
                "{a}再加几[等于|是]{b}？",
                "一个数加[上|]{a}[等于|得]{b}，这个数是多少？",
                "{a}要增加多少才[等于|是]{b}？",
                "还差多少，{a}才能[到|变成]{b}？",
            ),
        ),
        cot=("{b}-{a}",),
        weight=0.8,
    ),
)
_DECIMAL = (
    _value("decimal_sum", _decimal_sum, _FLOAT, _CALCULATE_DECIMAL, weight=1.2),
    _value("decimal_product", _decimal_product, _FLOAT, _CALCULATE_DECIMAL),
    _value("decimal_quotient", _decimal_quotient, _FLOAT, _CALCULATE_DECIMAL),
    _value("decimal_mixed", _decimal_mixed, _FLOAT, _CALCULATE_DECIMAL, weight=0.8),
    task(
        "decimal_word_add",
        _decimal_plus,
        'print("%.10g"%({a}+{b}))',
        ("Add the decimals.", "小数相加。"),
        en=(("the sum of {a} and {b}", "{a} plus {b}", "the total of {a} and {b}"), ("add {a} and {b}", "add {a} to {b}"), _ADD_OWN_EN),
        zh=(
            ("{a}与{b}的和", "{a}加{b}", "{a}加上{b}"),
            ("把{a}和{b}相加", "求{a}与{b}的和"),
            ("{a}加[上|]{b}[等于多少|得多少|是多少][？|?]", "比{a}多{b}的数是多少？", "{a}增加{b}后是多少？"),
        ),
        weight=0.5,
    ),
    task(
        "decimal_word_subtract",
        _decimal_minus,
        'print("%.10g"%({a}-{b}))',
        ("Subtract the decimals.", "小数相减。"),
        en=(
            ("{a} minus {b}", "the difference between {a} and {b}", "{a} take away {b}"),
            ("subtract {b} from {a}", "take {b} away from {a}"),
            (
                "How much [larger|bigger|more|greater] is {a} than {b}?",
                "[Start with|Take] {a} and subtract {b}. [What is left?|What do you get?]",
                "What is {b} less than {a}?",
                "{a} reduced by {b} is what?",
            ),
        ),
        zh=(
            ("{a}减{b}", "{a}与{b}的差", "{a}减去{b}"),
            ("从{a}中减去{b}", "求{a}与{b}的差"),
            ("{a}减[去|]{b}[等于多少|得多少|是多少][？|?]", "{a}比{b}[多|大]多少？", "比{a}少{b}的数是多少？"),
        ),
        weight=0.5,
    ),
    task(
        "decimal_word_product",
        _decimal_product,
        'print("%.10g"%({a}*{b}))',
        ("Multiply the decimals.", "小数相乘。"),
        en=(
            ("the product of {a} and {b}", "{a} times {b}", "{a} multiplied by {b}"),
            ("multiply {a} by {b}", "multiply {a} and {b}"),
            (
                "[how much is|what's|what is] {a} times {b}?",
                "[Take|Start with] {a} and multiply by {b}. [What do you get?|What is the result?]",
                "[The factors are|Two numbers are] {a} and {b}. [What is their product?|Find their product.]",
            ),
        ),
        zh=(
            ("{a}与{b}的积", "{a}乘以{b}", "{a}乘{b}"),
            ("把{a}和{b}相乘", "求{a}与{b}的积"),
            ("{a}乘[以|]{b}[等于多少|得多少|是多少][？|?]", "{a}的{b}倍是多少？", "两个因数是{a}和{b}，积是多少？"),
        ),
        weight=0.5,
    ),
    task(
        "decimal_word_quotient",
        _decimal_quotient,
        'print("%.10g"%({a}/{b}))',
        ("Divide the decimals.", "小数相除。"),
        en=(
            ("{a} divided by {b}", "the quotient of {a} and {b}"),
            ("divide {a} by {b}",),
            (
                "[how much is|what's|what is] {a} divided by {b}?",
                "[Take|Start with] {a} and divide by {b}. [What do you get?|What is the result?]",
                "How many times does {b} [go|fit] into {a}?",
                "What number times {b} gives {a}?",
            ),
        ),
        zh=(
            ("{a}除以{b}", "{a}与{b}的商", "{a}除以{b}的商"),
            ("计算{a}除以{b}", "求{a}除以{b}的商"),
            ("{a}除以{b}[等于多少|得多少|是多少][？|?]", "{a}是{b}的多少倍？", "{a}里面有多少个{b}？"),
        ),
        weight=0.5,
    ),
    task(
        "decimal_round",
        _rounding,
        'print("%.{n}f"%{a})',
        ("Round [the number|it].", "四舍五入。"),
        en=(
            ("{a} rounded to {P}", "{a} to {P}", "the value of {a} rounded to {P}"),
            ("round {a} to {P}", "round off {a} to {P}", "give {a} to {P}"),
            (
                "[Round|round] to {P}: {a}",
                "The calculator shows {a}. [What is that to {P}?|Round it to {P}.]",
                "Write {a} [correct|rounded] to {P}.",
                "{a}, [rounded to|to] {P} [is what?|= ?|please]",
            ),
        ),
        zh=(
            ("{a}四舍五入到{Z}的结果", "{a}精确到{Z}的近似数", "{a}保留{Z}的近似值"),
            ("把{a}四舍五入到{Z}", "将{a}保留{Z}", "把{a}精确到{Z}"),
            ("{a}保留{Z}[约是|约等于|是|得]多少？", "[四舍五入|取近似值]：{a}（[保留|精确到]{Z}）", "{a}[≈|约等于]？（[保留|精确到]{Z}）"),
        ),
        weight=0.7,
    ),
    task(
        "decimal_from_fraction",
        _terminating,
        'print("%.10g"%({a}/{b}))',
        ("Divide to get the decimal.", "相除化成小数。"),
        en=(
            ("{E} as a decimal", "the decimal form of {E}", "the decimal equivalent of {E}", "{a}/{b} as a decimal number"),
            ("convert {E} to a decimal", "write {E} as a decimal", "turn {E} into a decimal", "express {E} as a decimal"),
            (
                "[What decimal|Which decimal number] [is equal to|equals|is the same as] {E}?",
                "[How do you write|how do i write] {E} as a decimal?",
                "{E} in decimal [form|notation] [is what?|= ?]",
            ),
        ),
        zh=(
            ("{E}化成小数", "{E}的小数形式", "{E}写成小数"),
            ("把{E}化成小数", "将{E}写成小数", "用小数表示{E}"),
            ("{E}化[成|为]小数是多少？", "分数{E}等于哪个小数？", "化成小数：{E}"),
        ),
        weight=0.7,
    ),
    task(
        "decimal_to_fraction",
        _as_fraction,
        'from sympy import *\nprint(Rational("{a}"))',
        ("Write it as a fraction.", "化成分数。"),
        en=(
            (
                "{a} as a fraction",
                "{a} as a fraction in lowest terms",
                "the fraction equal to {a}",
                "the decimal {a} as a simplified fraction",
            ),
            (
                "convert {a} to a fraction",
                "write {a} as a fraction",
                "write {a} as a fraction in simplest form",
                "turn {a} into a fraction",
                "express {a} as a common fraction",
            ),
            (
                "[What fraction|Which fraction] [is equal to|equals|is the same as] {a}?",
                "[How do you write|how do i write] {a} as a fraction?",
                "{a} in fraction form [is what?|= ?|please]",
            ),
        ),
        zh=(
            ("{a}化成分数", "{a}的分数形式", "{a}写成最简分数"),
            ("把{a}化成分数", "将{a}写成最简分数", "用分数表示{a}", "把小数{a}化成最简分数"),
            ("{a}化[成|为]分数是多少？", "小数{a}等于哪个[最简|]分数？", "化成最简分数：{a}"),
        ),
        weight=0.7,
    ),
)
_FRAC = (
    _value("frac_addsub", _fractions("+-"), _EXACT, _CALCULATE_EXACT, weight=1.4),
    _value("frac_product", _fractions("*"), _EXACT, _CALCULATE_EXACT, weight=1.1),
    _value("frac_quotient", _fractions("/"), _EXACT, _CALCULATE_EXACT, weight=1.1),
    _value("frac_three", _fractions("++-*", 3), _EXACT, _CALCULATE_EXACT, weight=0.7),
    _value("frac_mixed_numbers", _mixed_numbers, _EXACT, _CALCULATE_EXACT, weight=0.8),
    task(
        "frac_word_add",
        _fractions("+"),
        _EXACT,
        ("Add the fractions exactly.", "分数相加。"),
        en=(
            ("the sum of {A} and {B}", "{A} plus {B}", "{A} added to {B}"),
            ("add {A} and {B}", "add {A} to {B}", "add the fractions {A} and {B}"),
            (
                "[how much is|what's] {A} plus {B}?",
                "[Two fractions are|The fractions are] {A} and {B}. [Add them.|What is their sum?]",
                "What is {B} more than {A}?",
            ),
        ),
        zh=(
            ("{A}与{B}的和", "{A}加{B}", "{A}加上{B}"),
            ("把{A}和{B}相加", "求{A}与{B}的和"),
            ("{A}加[上|]{B}[等于多少|是多少|得多少]？", "比{A}多{B}的数是多少？"),
        ),
        weight=0.5,
    ),
    task(
        "frac_word_subtract",
        _fractions("-"),
        _EXACT,
        ("Subtract the fractions exactly.", "分数相减。"),
        en=(
            ("{A} minus {B}", "{A} less {B}", "the result of taking {B} away from {A}"),
            ("subtract {B} from {A}", "take {B} away from {A}"),
            (
                "[how much is|what's] {A} minus {B}?",
                "[Start with|Take] {A} and subtract {B}. What do you get?",
                "What is {B} less than {A}?",
            ),
        ),
        zh=(
            ("{A}减{B}", "{A}减去{B}的差", "{A}减去{B}"),
            ("从{A}中减去{B}", "求{A}减{B}的差"),
            ("{A}减[去|]{B}[等于多少|是多少|得多少]？", "比{A}少{B}的数是多少？"),
        ),
        weight=0.5,
    ),
    task(
        "frac_word_product",
        _fractions("*"),
        _EXACT,
        ("Multiply the fractions exactly.", "分数相乘。"),
        en=(
            ("the product of {A} and {B}", "{A} times {B}", "{A} of {B}", "{A} multiplied by {B}"),
            ("multiply {A} by {B}", "multiply {A} and {B}"),
            (
                "[how much is|what's] {A} times {B}?",
                "[The factors are|Two fractions are] {A} and {B}. [What is their product?|Multiply them.]",
                "How much is {A} of {B}?",
            ),
        ),
        zh=(
            ("{A}与{B}的积", "{A}乘{B}", "{A}乘以{B}", "{B}的{A}"),
            ("把{A}和{B}相乘", "求{A}与{B}的积"),
            ("{A}乘[以|]{B}[等于多少|是多少|得多少]？", "{B}的{A}是多少？"),
        ),
        weight=0.5,
    ),
    task(
        "frac_word_quotient",
        _fractions("/"),
        _EXACT,
        ("Divide the fractions exactly.", "分数相除。"),
        en=(
            ("{A} divided by {B}", "the quotient of {A} and {B}"),
            ("divide {A} by {B}",),
            (
                "[how much is|what's] {A} divided by {B}?",
                "How many times does {B} [go|fit] into {A}?",
                "[Take|Start with] {A} and divide it by {B}. What do you get?",
            ),
        ),
        zh=(
            ("{A}除以{B}", "{A}与{B}的商"),
            ("计算{A}除以{B}", "求{A}除以{B}的商"),
            ("{A}除以{B}[等于多少|是多少|得多少]？", "{A}是{B}的多少倍？", "{A}里面有多少个{B}？"),
        ),
        weight=0.5,
    ),
    task(
        "frac_reduce",
        _reducible,
        'from sympy import *\nprint(S("{a}/{b}"))',
        ("Reduce the fraction.", "约分。"),
        en=(
            ("{E} in lowest terms", "{E} in simplest form", "the simplest form of {E}", "the fraction {E} in lowest terms"),
            (
                "simplify {E}",
                "reduce {E}",
                "reduce {E} to lowest terms",
                "simplify the fraction {E}",
                "write {E} in simplest form",
                "cancel down {E}",
                "express {E} in lowest terms",
            ),
            (
                "[Simplify|Reduce|simplify]: {E}",
                "[What does|what does] {E} [simplify|reduce] to?",
                "{E} [reduced|simplified|in lowest terms] [is what?|= ?]",
                "Can {E} be [simplified|reduced]? [To what?|Give the result.]",
            ),
        ),
        zh=(
            ("{E}的最简分数", "{E}化简后的结果", "{E}约分的结果"),
            ("化简{E}", "把{E}约分", "将{E}化成最简分数", "约分：{E}"),
            ("{E}[化成最简分数|约分后|化简后]是多少？", "[约分|化简]：{E}", "分数{E}[可以约成|最简形式是]什么？"),
        ),
    ),
    task(
        "frac_of_number",
        _fraction_of,
        "print({a}*{n}//{d})",
        ("Take the fraction of the number.", "求一个数的几分之几。"),
        en=(
            ("{F} of {a}", "{n}/{d} of {a}", "{F} of the number {a}"),
            ("take {F} of {a}", "find {F} of {a}"),
            (
                "How much is {F} of {a}?",
                "[If|Suppose] you take {F} of {a}, what do you get?",
                "{F} of {a} [is what number?|is how much?|= ?]",
                "[What number|Which number] is {F} of {a}?",
            ),
        ),
        zh=(
            ("{a}的{F}", "{a}的{d}分之{n}", "{a}的{n}/{d}"),
            ("求{a}的{F}", "算出{a}的{d}分之{n}"),
            ("{a}的{F}[是多少|等于多少|是几]？", "一个数是{a}的{F}，这个数是多少？", "{a}的{d}分之{n}是多少？"),
        ),
        weight=0.8,
    ),
    task(
        "frac_larger",
        _compare_fractions,
        'from sympy import *\nprint(max(S("{a}"),S("{b}")))',
        ("Compare the fractions.", "比较两个分数。"),
        en=(
            (
                "the larger of {A} and {B}",
                "the bigger fraction, {A} or {B}",
                "the greater of the fractions {A} and {B}",
                "the maximum of {A} and {B}",
            ),
            ("compare {A} and {B} and give the larger one", "say which is bigger, {A} or {B}"),
            (
                "[Which|which one|Which fraction] is [larger|bigger|greater|more][:|,] {A} or {B}?",
                "{A} [or|vs] {B}[: which is bigger|, which one is larger]?",
                "Is {A} or {B} the [larger|greater|bigger] [number|fraction]?",
                "Of {A} and {B}, which is [the larger|greater]?",
            ),
        ),
        zh=(
            ("{A}和{B}中较大的数", "{A}与{B}中更大的一个"),
            ("比较{A}和{B}的大小，写出较大的", "找出{A}和{B}中较大的数"),
            ("{A}和{B}[哪个大|哪个更大|谁大]？", "在{A}与{B}中，[较大的是|哪个更大]？", "{A}、{B}，哪个分数[更大|大]？"),
        ),
        weight=0.6,
    ),
    task(
        "frac_smaller",
        _compare_fractions,
        'from sympy import *\nprint(min(S("{a}"),S("{b}")))',
        ("Compare the fractions.", "比较两个分数。"),
        en=(
            (
                "the smaller of {A} and {B}",
                "the smaller fraction, {A} or {B}",
                "the lesser of the fractions {A} and {B}",
                "the minimum of {A} and {B}",
            ),
            ("compare {A} and {B} and give the smaller one", "say which is smaller, {A} or {B}"),
            (
                "[Which|which one|Which fraction] is [smaller|less|the smaller one][:|,] {A} or {B}?",
                "{A} [or|vs] {B}[: which is smaller|, which one is less]?",
                "Is {A} or {B} the smaller [number|fraction]?",
                "Of {A} and {B}, which is [the smaller|less]?",
            ),
        ),
        zh=(
            ("{A}和{B}中较小的数", "{A}与{B}中更小的一个"),
            ("比较{A}和{B}的大小，写出较小的", "找出{A}和{B}中较小的数"),
            ("{A}和{B}[哪个小|哪个更小|谁小]？", "在{A}与{B}中，[较小的是|哪个更小]？", "{A}、{B}，哪个分数[更小|小]？"),
        ),
        weight=0.3,
    ),
)
_PERCENT = (
    task(
        "percent_pure_of",
        _percent,
        'print("%.10g"%({a}*{p}/100))',
        ("Compute the percentage.", "求百分之几是多少。"),
        en=(
            ("{P} of {a}", "{P} of the number {a}", "{P} of {a}"),
            ("take {P} of {a}", "calculate {P} of {a}", "work out {P} of {a}"),
            (
                "How much is {P} of {a}?",
                "{P} of {a}[=| = ?|?| is how much?| equals]",
                "[What number|which number] is {P} of {a}?",
                "{a} times {P}[?| is what?]",
                "[|Compute |Calculate |Evaluate ]{P} [×|*|x|of|times] {a}[| =|.]",
                "[|Compute |Calculate |Evaluate ]{a} [×|*|·|times] {P}[| =|.]",
                "[The whole|The total] is {a}. [What is {P} of it?|How much is {P}?|Find {P} of it.]",
            ),
        ),
        zh=(
            ("{a}的{Z}", "{a}的{Z}", "数{a}的{Z}"),
            ("求{a}的{Z}", "计算{a}的{Z}"),
            (
                "{a}的{Z}[是多少|等于多少|是几][？|?]",
                "一个数是{a}的{Z}，这个数是多少？",
                "[总数|全部]是{a}，它的{Z}是多少？",
                "[|计算|求|算一算：]{a}[×| × |*|乘以]{Z}[|=|=？|等于多少？]",
                "[|计算|求|算一算：][| ]{Z}[×| × |*|乘以]{a}[|=|=？|等于多少？]",
            ),
        ),
        weight=1.4,
    ),
    task(
        "percent_pure_what",
        _percent_part,
        'print("%.10g"%({a}/{b}*100))',
        ("Divide the part by the whole, times 100.", "部分除以整体，乘100。"),
        en=(
            ("the percentage that {a} is of {b}", "{a} as a percentage of {b}", "the percent of {b} that {a} makes"),
            ("express {a} as a percentage of {b}", "write {a} as a percent of {b}"),
            (
                "{a} is what [percent|percentage|%] of {b}?",
                "What [percent|percentage|%] of {b} is {a}?",
                "[What|Which] percentage is {a} out of {b}?",
                "{a} out of {b}[, what percent is that?| is how many percent?| in percent?]",
                "How many percent of {b} is {a}?",
                "I [got|scored] {a} out of {b}[. What percentage is that?|, what percent is that?]",
            ),
        ),
        zh=(
            ("{a}占{b}的百分比", "{a}是{b}的百分率"),
            ("求{a}占{b}的百分之几", "把{a}表示成{b}的百分数"),
            (
                "{a}是{b}的百分之[几|多少]？",
                "{a}占{b}的[百分之几|百分比是多少|百分之多少]？",
                "{b}的百分之几是{a}？",
                "总数{b}，其中{a}，占百分之[几|多少]？",
                "[满分|一共]{b}，得了{a}，是百分之[几|多少]？",
            ),
        ),
    ),
    task(
        "percent_pure_whole",
        _percent_whole,
        'print("%.10g"%({a}/({p}/100)))',
        ("Divide the part by the percentage.", "用部分除以百分率。"),
        en=(
            ("the number of which {P} is {a}", "the number whose {P} is {a}", "the whole if {P} of it is {a}"),
            ("find the number if {P} of it is {a}", "find the number such that {P} of it equals {a}"),
            (
                "{a} is {P} of what number?",
                "{a} is {P} of [what|which number]?",
                "{P} of what number [is|equals] {a}?",
                "[If|Suppose] {P} of a number is {a}, [what is the number|what is the whole|find the number][?|]",
                "{P} of [a number|something|the total] is {a}. [What is the number?|What is 100%?|Find the whole.]",
            ),
        ),
        zh=(
            ("{Z}是{a}的那个数", "一个数，它的{Z}是{a}，这个数"),
            ("求一个数，使它的{Z}是{a}", "找出{Z}等于{a}的那个数"),
            (
                "一个数的{Z}是{a}，[这个数是多少|求这个数][？|。]",
                "{a}是[哪个数|什么数|多少]的{Z}？",
                "什么数的{Z}等于{a}？",
                "如果[某数|一个数]的{Z}等于{a}，那么[这个数|该数]是多少？",
            ),
        ),
    ),
    task(
        "percent_pure_increase",
        _percent,
        'print("%.10g"%({a}+{a}*{p}/100))',
        ("Add the percentage to the number.", "加上增加的百分数。"),
        en=(
            ("{a} increased by {P}", "{a} plus {P}", "the result of increasing {a} by {P}", "the new value when {a} goes up by {P}"),
            ("increase {a} by {P}", "raise {a} by {P}", "add {P} to {a}"),
            (
                "[If|When] {a} [increases|grows|rises|goes up] by {P}, what [is the result|do you get|is the new value]?",
                "[A value|A number|A quantity] of {a} [rises|increases] by {P}. [What is it now?|Find the new value.]",
                "What number is {P} more than {a}?",
                "{a} [is increased|goes up] by {P}[. Result?|: how much is it then?]",
            ),
        ),
        zh=(
            ("{a}增加{Z}后的数", "比{a}多{Z}的数", "{a}增长{Z}后的结果"),
            ("求比{a}多{Z}的数", "把{a}增加{Z}"),
            ("{a}增加{Z}[是多少|后是多少|等于多少]？", "比{a}多{Z}的数是多少？", "一个数是{a}，[提高|上涨|增长]{Z}后是多少？"),
        ),
    ),
    task(
        "percent_pure_decrease",
        accepted(_percent, lambda slots: float(str(slots["p"])) <= 95),
        'print("%.10g"%({a}-{a}*{p}/100))',
        ("Take the percentage off the number.", "减去减少的百分数。"),
        en=(
            ("{a} decreased by {P}", "{a} minus {P}", "the result of decreasing {a} by {P}", "the new value when {a} falls by {P}"),
            ("decrease {a} by {P}", "reduce {a} by {P}", "take {P} off {a}", "lower {a} by {P}"),
            (
                "[If|When] {a} [decreases|shrinks|falls|drops|goes down] by {P}, what [is the result|do you get|is the new value]?",
                "[A value|A number|A quantity] of {a} [falls|decreases|is reduced] by {P}. [What is it now?|Find the new value.]",
                "What number is {P} less than {a}?",
                "{P} off {a} [is how much?|= ?|makes what?]",
            ),
        ),
        zh=(
            ("{a}减少{Z}后的数", "比{a}少{Z}的数", "{a}降低{Z}后的结果"),
            ("求比{a}少{Z}的数", "把{a}减少{Z}"),
            ("{a}减少{Z}[是多少|后是多少|等于多少]？", "比{a}少{Z}的数是多少？", "一个数是{a}，[降低|下降|减少]{Z}后是多少？"),
        ),
    ),
    task(
        "percent_pure_rise",
        _percent_change(1),
        'print("%.10g"%(({high}-{low})/{low}*100))',
        ("Divide the increase by the old value.", "增加量除以原来的数。"),
        en=(
            (
                "the percent increase from {low} to {high}",
                "the percentage increase from {low} to {high}",
                "the percentage growth from {low} to {high}",
            ),
            ("find by what percent {low} grows to {high}", "calculate the percent increase from {low} to {high}"),
            (
                "By [what percent|what percentage|how many percent] must {low} increase to [become|reach] {high}?",
                "[A value|A number|The price|A population] [rises|grows|increases] from {low} to {high}. [What is the percentage increase?|By what percent is that?|Find the percent increase.]",
                "{high} is [how many|what] percent more than {low}?",
                "[what percent|how many percent] bigger is {high} than {low}?",
            ),
        ),
        zh=(
            ("从{low}到{high}的增长率（百分之几）", "{high}比{low}多的百分比", "{low}增加到{high}的增长百分比"),
            ("求{high}比{low}多百分之几",),
            (
                "{high}比{low}多百分之[几|多少]？",
                "从{low}[增加|增长|上涨]到{high}，[增加了|增长了]百分之[几|多少]？",
                "{low}变成{high}，增长率是百分之几？",
            ),
        ),
        weight=0.6,
    ),
    task(
        "percent_pure_fall",
        _percent_change(-1),
        'print("%.10g"%(({high}-{low})/{high}*100))',
        ("Divide the decrease by the old value.", "减少量除以原来的数。"),
        en=(
            (
                "the percent decrease from {high} to {low}",
                "the percentage decrease from {high} to {low}",
                "the percentage drop from {high} to {low}",
            ),
            ("find by what percent {high} falls to {low}", "calculate the percent decrease from {high} to {low}"),
            (
                "By [what percent|what percentage|how many percent] must {high} decrease to [become|reach] {low}?",
                "[A value|A number|The price|A population] [falls|drops|decreases] from {high} to {low}. [What is the percentage decrease?|By what percent is that?|Find the percent decrease.]",
                "{low} is [how many|what] percent less than {high}?",
                "[what percent|how many percent] smaller is {low} than {high}?",
            ),
        ),
        zh=(
            ("从{high}到{low}的降低率（百分之几）", "{low}比{high}少的百分比", "{high}减少到{low}的下降百分比"),
            ("求{low}比{high}少百分之几",),
            (
                "{low}比{high}少百分之[几|多少]？",
                "从{high}[减少|下降|降]到{low}，[减少了|下降了]百分之[几|多少]？",
                "{high}变成{low}，下降了百分之几？",
            ),
        ),
        weight=0.6,
    ),
    task(
        "percent_pure_convert",
        _terminating,
        'print("%.10g"%({a}/{b}*100))',
        ("Divide and multiply by 100.", "相除再乘100。"),
        en=(
            ("{E} as a percentage", "{E} in percent", "the percentage equal to {E}", "{E} as a percent"),
            ("convert {E} to a percentage", "write {E} as a percent", "express {E} as a percentage", "turn {E} into percent"),
            (
                "[What|How many] percent is {E}?",
                "How [do you|do i] write {E} as a percentage?",
                "The fraction {E} [is|equals] how many percent?",
            ),
        ),
        zh=(
            ("{E}化成百分数", "{E}对应的百分数", "{E}的百分数形式"),
            ("把{E}化成百分数", "用百分数表示{E}", "将{E}写成百分数"),
            ("{E}[是|等于|合]百分之[几|多少]？", "化成百分数：{E}", "分数{E}写成百分数是百分之几？"),
        ),
        weight=0.6,
    ),
)
_POWER_PLAN = ("Compute the power.", "计算乘方。")
_ROOT_PLAN = ("Simplify the root.", "化简根式。")
_POWER_FAMILY = (
    _value("power_value", _power_of, "print({e})", _POWER_PLAN, weight=1.1),
    task(
        "power_word",
        _power_of,
        "print({a}**{n})",
        _POWER_PLAN,
        en=(
            ("{a} to the power of {n}", "{a} to the power {n}", "{a} raised to the power of {n}", "{a} raised to the power {n}"),
            ("raise {a} to the power of {n}", "raise {a} to the power {n}", "multiply {a} by itself so that it occurs {n} times"),
            (
                "[how much is|what's] {a} to the power of {n}?",
                "The base is {a} and the exponent is {n}. [What is the power?|Find the value.|Evaluate it.]",
                "[If|When] {a} is raised to the power of {n}, what is the result?",
            ),
        ),
        zh=(
            ("{a}的{n}次方", "{a}的{n}次幂", "{n}个{a}相乘的积"),
            ("求{a}的{n}次方", "计算{a}的{n}次幂"),
            ("{a}的{n}次方[是多少|等于多少|等于几]？", "底数是{a}，指数是{n}，幂是多少？", "{n}个{a}相乘[等于多少|得多少]？"),
        ),
    ),
    task(
        "power_square",
        _square(2, 99),
        "print({a}**2)",
        ("Square the number.", "求平方。"),
        en=(
            ("{a} squared", "the square of {a}", "{a} times itself"),
            ("square {a}", "multiply {a} by itself"),
            (
                "[how much is|what's] {a} squared?",
                "[If|When] you square {a}, what do you get?",
                "The number {a} is squared. [What is the result?|What do we get?]",
            ),
        ),
        zh=(
            ("{a}的平方", "{a}的二次方", "{a}乘以它自己"),
            ("求{a}的平方", "计算{a}的平方"),
            ("{a}的平方[是多少|等于多少|等于几]？", "{a}自乘一次[得|等于]多少？", "一个数是{a}，它的平方是多少？"),
        ),
        weight=0.7,
    ),
    task(
        "power_cube",
        _square(3, 30),
        "print({a}**3)",
        ("Cube the number.", "求立方。"),
        en=(
            ("{a} cubed", "the cube of {a}", "the third power of {a}"),
            ("cube {a}",),
            (
                "[how much is|what's] {a} cubed?",
                "[If|When] you cube {a}, what do you get?",
                "The number {a} is cubed. [What is the result?|What do we get?]",
            ),
        ),
        zh=(
            ("{a}的立方", "{a}的三次方"),
            ("求{a}的立方", "计算{a}的三次方"),
            ("{a}的立方[是多少|等于多少|等于几]？", "一个数是{a}，它的立方是多少？", "{a}的三次方等于多少？"),
        ),
        weight=0.5,
    ),
    _value("power_negative", _negative_power, _EXACT, _CALCULATE_EXACT, weight=0.6),
    _value("power_fraction", _fraction_power, _EXACT, _CALCULATE_EXACT, weight=0.6),
    _value("power_law", _power_law, _EXACT, _CALCULATE_EXACT, weight=0.7),
    task(
        "power_sqrt",
        _sqrt_exact,
        "from sympy import *\nprint(latex(sqrt({a})))",
        _ROOT_PLAN,
        en=(
            ("the square root of {a}", "{E}", "the positive square root of {a}", "the value of {E}"),
            ("evaluate {E}", "take the square root of {a}", "compute the square root of {a}"),
            (
                "[how much is|what's] the square root of {a}?",
                "[Which|What] positive number squared is {a}?",
                "{E}[=| = ?|?]",
                "sqrt of {a}[?| please]",
                "[What|Which] positive number times itself [is|gives] {a}?",
            ),
        ),
        zh=(
            ("{a}的算术平方根", "{E}", "{E}的值", "根号{a}"),
            ("求{a}的算术平方根", "计算{E}"),
            ("根号{a}[是多少|等于多少|等于几]？", "{E}[=?|等于多少？|＝]", "哪个正数的平方[是|等于]{a}？"),
        ),
    ),
    task(
        "power_surd",
        _sqrt_surd,
        "from sympy import *\nprint(latex(sqrt({a})))",
        _ROOT_PLAN,
        en=(
            ("the simplest form of {E}", "{E} in simplest radical form", "the square root of {a} in simplest form"),
            (
                "simplify {E}",
                "simplify the square root of {a}",
                "simplify the radical {E}",
                "write {E} in simplest radical form",
                "pull out what you can from {E}",
            ),
            (
                "[Simplify|simplify]: {E}",
                "How [do you|can I] simplify {E}?",
                "{E} simplified [is what?|= ?]",
                "Write {E} [in the form a√b|as a multiple of a smaller root].",
            ),
        ),
        zh=(
            ("{E}的最简二次根式", "{E}化简的结果", "根号{a}的最简形式"),
            ("化简{E}", "把{E}化成最简二次根式", "化简根号{a}"),
            ("[化简|化简根式]：{E}", "{E}[化简后|化成最简二次根式]是什么？", "根号{a}[可以化简成|化简得]什么？"),
        ),
    ),
    _value("power_surd_terms", _surd_terms, "from sympy import *\nprint(latex({e}))", _ROOT_PLAN, weight=0.7),
    _value("power_root_terms", _sqrt_sum, "from sympy import *\nprint(latex({e}))", _ROOT_PLAN, weight=0.7),
    task(
        "power_cbrt",
        _cbrt_exact,
        "from sympy import *\nprint(cbrt({a}))",
        ("Compute the cube root.", "求立方根。"),
        en=(
            ("the cube root of {a}", "the third root of {a}", "{E}"),
            ("take the cube root of {a}", "compute the cube root of {a}"),
            (
                "[how much is|what's] the cube root of {a}?",
                "[Which|What] number cubed is {a}?",
                "{E}[=| = ?|?]",
                "[Which|What] is the number whose cube is {a}?",
            ),
        ),
        zh=(
            ("{a}的立方根", "{E}", "三次根号{a}"),
            ("求{a}的立方根", "计算{E}"),
            ("{a}的立方根[是多少|等于多少|等于几]？", "哪个数的立方[是|等于]{a}？", "{E}[=?|等于多少？]"),
        ),
        weight=0.6,
    ),
    task(
        "power_log",
        _log,
        "from sympy import *\nprint(log({a},{b}))",
        ("Compute the logarithm.", "计算对数。"),
        en=(
            ("the logarithm of {a} to the base {b}", "{E}", "the value of {E}", "log base {b} of {a}", "the base-{b} logarithm of {a}"),
            ("evaluate {E}", "compute {E}", "calculate log base {b} of {a}"),
            (
                "{E}[=| = ?|?]",
                "[how much is|what's] log base {b} of {a}?",
                "To what power must {b} be raised to [get|give] {a}?",
                "{b} to which power [is|gives|equals] {a}?",
            ),
        ),
        zh=(
            ("以{b}为底{a}的对数", "{E}", "{E}的值"),
            ("计算{E}", "求以{b}为底{a}的对数"),
            ("{E}[=?|等于多少？|＝]", "以{b}为底，{a}的对数是多少？", "{b}的多少次方[等于|是]{a}？"),
        ),
    ),
    _value("power_ln", _ln, "from sympy import *\nprint({e})", ("Simplify the logarithm.", "化简对数。"), weight=0.4),
)

SCHEMAS: tuple[Schema, ...] = balanced(
    (*_ARITH, *_ADDSUB, *_DECIMAL, *_FRAC, *_PERCENT, *_POWER_FAMILY), {"arith": 3.5, "addsub": 2.5, "frac": 2.5, "percent": 1.8}
)
