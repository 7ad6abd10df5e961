"""How people write English problems: units, money, synonyms, the order of sentences, exam and casual style.

Here: changes to a finished text that leave its meaning and its numbers. Not here: greetings, odd spacing and lost marks, which the sets
for measuring have too (``words_en_vocabulary.py``); Chinese (``writing_zh.py``).
"""

from __future__ import annotations

import re
from random import Random

from scripts.train_mini.problems.style import Style

_SYNONYMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\b(?:altogether|in total|in all)\b", ("altogether", "in total", "in all", "overall", "all told", "combined", "all together")),
    (r"\bare left\b", ("remain", "are still left", "are left over", "are remaining")),
    (r"\bremain\b", ("are left", "are still there", "are remaining")),
    (r"\bchildren\b", ("kids",)),
    (r"\bbought\b", ("got", "purchased", "picked up")),
    (r"\bbuys\b", ("gets", "purchases", "picks up")),
    (r"\bgave (?!away|a )", ("handed ", "passed ")),
    (r"\bWhat is the\b", ("What's the", "What would be the", "Find the", "Tell me the")),
    (r"\bWhat is\b", ("What's", "What would be")),
    (r"\bwhat is\b", ("what's", "what would be")),
    (r"\bHow many\b", ("How many", "So how many", "How many")),
    (
        r"\b(?:Calculate|Work out|Determine|Compute|Find)\b",
        ("Calculate", "Work out", "Figure out", "Determine", "Compute", "Find", "Give me", "Please work out"),
    ),
    (r"\bhas (?=\d)", ("has got ", "owns ")),
    (r"\bhad (?=\d)", ("owned ", "started with ", "had got ")),
    (r"\bneeds (?=\d)", ("requires ", "must have ")),
    (r"\bcosts (?=[$€£\d])", ("is priced at ", "goes for ", "sells for ", "is ")),
    (r"\bkm per hour\b", ("km/h", "kph", "kilometers per hour", "kilometres an hour")),
    (r"\bkm/h\b", ("km per hour", "kph", "kilometres per hour")),
    (r"\bper hour\b", ("an hour", "each hour", "every hour")),
    (r"\bpercent\b", ("per cent", "pct")),
    (r"(?<=\w)(?<! in)(?<! for)(?<! of)(?<! after)(?<! is) a day\b", (" per day", " each day", " every day", " daily")),
    (r"(?<=\w)(?<! in)(?<! for)(?<! of)(?<! after)(?<! is) a week\b", (" per week", " each week", " every week", " weekly")),
    (r"\bin each (?!of|and|is|are|if|\d)(?=[a-z])", ("in every ",)),
    (r"\btwice(?= as)", ("two times", "2 times")),
    (r"\bafter that\b", ("afterwards", "then", "next", "thereafter")),
    (r"\bAfter that\b", ("Afterwards", "Then", "Next")),
    (r"\bnow(?=[.?])", ("at the moment", "currently", "at present")),
    (r"\bat first\b", ("in the beginning", "initially", "to begin with", "originally")),
    (r"\bgives away\b", ("donates", "gives out")),
    (r"\bequally\b", ("evenly", "fairly", "in equal parts")),
    (r"\bpeople\b", ("persons", "folks")),
    (r"\bpupils\b", ("students", "learners")),
)
_LONG_UNITS = {
    "kg": "kilograms",
    "km": "kilometers",
    "cm": "centimeters",
    "m": "meters",
    "g": "grams",
    "l": "liters",
    "ml": "milliliters",
    "ft": "feet",
    "mm": "millimeters",
}
_SHORT_UNITS = {"kilograms": "kg", "kilometres": "km", "kilometers": "km", "centimetres": "cm", "metres": "m", "meters": "m", "grams": "g", "litres": "L", "liters": "L", "feet": "ft",
                "hours": "h", "minutes": "min", "seconds": "s", "square metres": "m²", "square centimetres": "cm²"}  # fmt: skip
_SIGNS = {"dollars": "$", "euros": "€", "pounds": "£"}
_NAMES = {"$": ("dollars", "USD", "bucks", "dollars"), "€": ("euros", "EUR", "euro"), "£": ("pounds", "GBP")}
_UNIT = re.compile(rf"(?<=\d) ({'|'.join(_LONG_UNITS)})\b(?![/²³])")
_LONG_UNIT = re.compile(rf"(?<=\d) ({'|'.join(sorted(_SHORT_UNITS, key=len, reverse=True))})\b(?! (?:an?|per|and \d))")
_NAMED_MONEY = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?) (dollars|euros|pounds)\b")
_SIGNED_MONEY = re.compile(r"([$€£])(\d[\d,]*\d(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d%])")
_SENTENCES = re.compile(r"(?<=[a-z%)\d][.?!]) (?=[A-Z0-9$€£])")
_BEGINS_LOW = re.compile(r"(?:The|He|She|They|It|There|Then|Each|Every|Later|After|One|His|Her|In|On|At)\b")
_EXAM = (
    "Question {n}. ",
    "Question {n}: ",
    "Q{n}. ",
    "Problem {n}. ",
    "Exercise {n}: ",
    "({n} points) ",
    "({n} marks) ",
    "Word problem: ",
    "Math problem: ",
    "Task {n}: ",
    "No. {n}: ",
)
_ASKING = (
    "Can you tell me: ", "I'd like to know: ", "Could you please help? ", "pls solve: ", "Need help with this one: ", "My homework says: ", "Please answer: ", "yo, ", "Hi there! ",
    "I'm stuck: ", "Stuck on this: ", "Someone asked me: ", "Riddle: ", "Let's see: ", "Help needed! ", "Hello! I have a question. ", "Solve the following problem. ", "Answer the question. ",
    "Excuse me, ", "Mini test: ", "From my textbook: ", "My son asks: ", "Quiz: ", "Practice: ",
)  # fmt: skip
_ENDING = (
    " ({n} points)",
    " [{n} marks]",
    " Thanks in advance!",
    " ty",
    " pls help",
    " Explain briefly.",
    " Write only the answer.",
    " Answer:",
    " Give your answer as a number.",
    " Solve it.",
    " I need it fast.",
)


restyle = Style(_EXAM, _ASKING, _ENDING, (".", "?")).restyle


def reword(text: str, rng: Random) -> str:
    """Say a story in other words: synonyms, other forms of units and money, sentences in another order or joined."""
    if rng.random() < 0.3:
        text = _with_synonyms(text, rng)
    if rng.random() < 0.12:
        text = _with_units(text, rng)
    if rng.random() < 0.15:
        text = _with_money(text, rng)
    if rng.random() < 0.12:
        text = _in_another_order(text, rng)
    if rng.random() < 0.02 and "$" not in text and "\\" not in text:
        text = re.sub(r"(?<![\w.,/:^°-])(\d+(?:\.\d+)?)(?![\w.,/:^%°]*[\w%°])", r"$\1$", text)
    return text


def _with_synonyms(text: str, rng: Random) -> str:
    for pattern, words in rng.sample(_SYNONYMS, 12):
        if rng.random() < 0.5:
            text = re.sub(pattern, rng.choice(words), text, count=1)
    return text


def _with_units(text: str, rng: Random) -> str:
    kind = rng.random()
    if kind < 0.45:
        return _UNIT.sub(r"\1", text)
    if kind < 0.75:
        return _UNIT.sub(lambda match: f" {_LONG_UNITS[match[1]]}", text)
    blank = rng.choice(("", " "))
    return _LONG_UNIT.sub(lambda match: blank + _SHORT_UNITS[match[1]], text)


def _with_money(text: str, rng: Random) -> str:
    if rng.random() < 0.5:
        return _NAMED_MONEY.sub(lambda match: f"{_SIGNS[match[2]]}{match[1]}", text)
    pick = rng.random()
    return _SIGNED_MONEY.sub(lambda match: f"{match[2]} {_NAMES[match[1]][int(pick * len(_NAMES[match[1]]))]}", text)


def _in_another_order(text: str, rng: Random) -> str:
    sentences = _SENTENCES.split(text)
    if len(sentences) < 2:
        return text
    if rng.random() < 0.35 and sentences[-1].endswith("?") and not re.search(r"\b(?:that|this|these|it|then|them)\b", sentences[-1]):
        return " ".join((sentences[-1], *sentences[:-1]))
    place = rng.randrange(1, len(sentences))
    before, after = sentences[place - 1], sentences[place]
    if not before.endswith(".") or not _BEGINS_LOW.match(after):
        return text
    joined = before[:-1] + rng.choice((", ", " and ", ", and ", "; ", " - ")) + after[:1].lower() + after[1:]
    return " ".join((*sentences[: place - 1], joined, *sentences[place + 1 :]))
