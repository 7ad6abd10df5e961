"""English stories that compare two or three amounts: so many more, fewer, times as many, together.

Here: what can be compared (attributes) and the orders in which facts and question come. Not here: numbers, programs
(``stories.py``, ``stories_relations.py``), stories of events (``scenes_en_events.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scripts.train_mini.problems.scenes_en_telling import told


@dataclass(frozen=True)
class Attribute:
    """Clauses in small letters: ``~`` is the one spoken of, ``^`` the one it is compared with, ``#`` a number.

    ``ask``, ``total``, ``gap_more``, ``gap_fewer`` are questions without their mark; ``amount`` is what ``ask`` asks, as a noun.
    ``has_times`` tells whether one can be called so many times the other.
    """

    who: tuple[str, str, str]
    says: str
    more: str
    fewer: str
    times: str
    ask: str
    amount: str
    total: str
    gap_more: str
    gap_fewer: str
    together: str


_PEOPLE = ("{name}", "{name2}", "{name3}")
_PLURALS = {"has": "have", "owns": "own", "costs": "cost", "weighs": "weigh", "is": "are", "lasts": "last"}


def _together(verb: str, thing: str) -> str:
    several = f"{_PLURALS.get(verb, verb)} # {thing}".strip()
    return f"[~ and ^ {several} [together|in all|altogether|combined]|together ~ and ^ {several}|~ and ^ together {several}]"


def _owned(verb: str, past: str, thing: str, asked: str) -> Attribute:
    """People and countable things: verb "has", asked "does ~ have"."""
    return Attribute(
        _PEOPLE,
        f"~ {verb} # {thing}",
        f"~ {verb} # more [{thing} |]than ^",
        f"~ {verb} # [fewer|less|fewer {thing}] than ^",
        f"~ {verb} # times as many [{thing} |]as ^",
        f"how many {thing} {asked}",
        f"the number of {thing} ~ {verb}",
        f"how many {thing} {past} [together|in total|altogether|in all|combined]",
        f"how many more {thing} {asked} than ^",
        f"how many fewer {thing} {asked} than ^",
        _together(verb, thing),
    )


def _measured(who: tuple[str, str, str], verb: str, unit: str, words: tuple[str, str, str], asks: tuple[str, str, str, str]) -> Attribute:
    """Measured amounts: words are "longer", "shorter", "as long"; asks are ask, amount, total, gap."""
    more, fewer, times = words
    ask, amount, total, gap = asks
    return Attribute(
        who,
        f"~ {verb} # {unit}",
        f"~ {verb} # {unit} {more} than ^",
        f"~ {verb} # {unit} {fewer} than ^",
        f"~ {verb} # times {times} as ^",
        ask,
        amount,
        total,
        f"[{gap.format(more)}|what is the difference]",
        f"[{gap.format(fewer)}|what is the difference]",
        _together(verb, unit),
    )


ATTRIBUTES = (
    _owned("has", "do they have", "{items}", "does ~ have"),
    _owned("has", "do they have", "{foods}", "does ~ have"),
    _owned("owns", "do they own", "{items}", "does ~ own"),
    _owned("bought", "did they buy", "{items}", "did ~ buy"),
    _owned("collected", "did they collect", "{items}", "did ~ collect"),
    _owned("scored", "did they score", "points", "did ~ score"),
    _owned("read", "did they read", "pages", "did ~ read"),
    _owned("baked", "did they bake", "{bakes}", "did ~ bake"),
    _owned("planted", "did they plant", "{plants}", "did ~ plant"),
    _owned("sold", "did they sell", "{items}", "did ~ sell"),
    _owned("made", "did they make", "{items}", "did ~ make"),
    _owned("did", "did they do", "push-ups", "did ~ do"),
    _owned("walked", "did they walk", "steps", "did ~ walk"),
    _owned("solved", "did they solve", "problems", "did ~ solve"),
    _owned("counted", "did they count", "{birds}", "did ~ count"),
)
"""Of people; what follows may also be said of things."""


def _of(attribute: Attribute, *who: str) -> Attribute:
    first, second, third = who
    return replace(attribute, who=(first, second, third))


_HOLDS = _owned("has", "do they have", "{items}", "does ~ have")
_THINGS = (
    _of(_HOLDS, "the {color} {box}", "the {color2} {box}", "the third {box}"),
    _of(_HOLDS, "shop A", "shop B", "shop C"),
    _of(_owned("has", "do they have", "{people}", "does ~ have"), "group A", "group B", "group C"),
    _of(_owned("has", "do they have", "pupils", "does ~ have"), "the first class", "the second class", "the third class"),
    _of(_owned("has", "do they have", "pages", "does ~ have"), "the first book", "the second book", "the third book"),
    _of(_owned("has", "do they have", "seats", "does ~ have"), "the {vehicle}", "the big hall", "the small hall"),
    _of(_owned("has", "do they have", "inhabitants", "does ~ have"), "{place}", "{place2}", "the next village"),
    _of(_owned("scored", "did they score", "points", "did ~ score"), "the {team}", "the {team2}", "our team"),
    _of(_owned("made", "did they make", "parts", "did ~ make"), "the old machine", "the new machine", "the third machine"),
)
_MONEY_WORDS = ("more", "less", "as much")
_MEASURES = (
    _measured(
        ("the {item}", "the {item2}", "the {item3}"),
        "costs",
        "dollars",
        _MONEY_WORDS,
        (
            "[how much does ~ cost|what does ~ cost|what is the price of ~]",
            "the price of ~",
            "[how much do they cost together|what do they cost together|what is the total price]",
            "how much {} does ~ cost than ^",
        ),
    ),
    *(
        _measured(
            _PEOPLE,
            past,
            unit,
            _MONEY_WORDS,
            (
                f"how much did ~ {verb}",
                f"the amount ~ {past}",
                f"how much did they {verb} [together|in total|altogether]",
                f"how much {{}} did ~ {verb} than ^",
            ),
        )
        for verb, past, unit in (
            ("save", "saved", "dollars"),
            ("earn", "earned", "euros"),
            ("spend", "spent", "dollars"),
            ("pay", "paid", "euros"),
        )
    ),
    *(
        _measured(
            _PEOPLE,
            past,
            "km",
            ("more", "less", "as far"),
            (
                f"how [far|many km] did ~ {verb}",
                f"the distance ~ {past}",
                f"how many km did they {verb} [together|in total]",
                f"how many km {{}} did ~ {verb} than ^",
            ),
        )
        for verb, past in (("run", "ran"), ("walk", "walked"), ("drive", "drove"), ("cycle", "cycled"))
    ),
    _measured(
        ("the {box}", "the {item}", "the {item2}"),
        "weighs",
        "kg",
        _MONEY_WORDS,
        ("how [much|many kg] does ~ weigh", "the weight of ~", "how much do they weigh together", "how much {} does ~ weigh than ^"),
    ),
    _measured(
        ("the red rope", "the blue rope", "the green rope"),
        "is",
        "cm",
        ("longer", "shorter", "as long"),
        ("how long is ~", "the length of ~", "how long are they together", "how much {} is ~ than ^"),
    ),
    _measured(
        ("the {plant}", "the old tower", "the new tower"),
        "is",
        "m",
        ("taller", "shorter", "as tall"),
        ("how [tall|many metres tall] is ~", "the height of ~", "what is their total height", "how much {} is ~ than ^"),
    ),
    _measured(
        ("the first number", "the second number", "the third number"),
        "is",
        "",
        ("more", "less", "as large"),
        ("what is ~", "~", "what is their sum", "how much {} is ~ than ^"),
    ),
    _measured(
        ("the film", "the concert", "the lesson"),
        "lasts",
        "minutes",
        ("longer", "less", "as long"),
        (
            "how [long|many minutes] does ~ last",
            "the length of ~",
            "how many minutes do they last together",
            "how much {} does ~ last than ^",
        ),
    ),
)


def _mine(attribute: Attribute) -> Attribute:
    """Of my relative and me; only for verbs in the past, which agree with both."""
    total = attribute.total.replace("they", "we")
    return replace(attribute, who=("my {relative}", "I", "{name}"), total=total)


_OURS = tuple(_mine(one) for one in (*ATTRIBUTES, *_MEASURES) if one.who == _PEOPLE and not re.match(r"~ (?:has|owns)\b", one.says))
ALL = (*ATTRIBUTES, *_THINGS, *_MEASURES, *_OURS)


def _text(clause: str, who: str, other: str, number: str) -> str:
    if other == "I":
        clause = clause.replace("than ^", "than me").replace("as ^", "as me")
    return clause.replace("~", who).replace("^", other).replace("#", number).replace("  ", " ")


def _related(clause: str, number: str, *, is_total: bool = False, is_reverse: bool = False) -> tuple[str, ...]:
    """A first amount ``a`` and how the second stands to it (reverse: how the first stands to the second); asked: the second, or all."""
    frames: list[str] = []
    for attribute in ALL:
        first, second, _ = attribute.who
        relation = str(getattr(attribute, clause))
        if clause == "times" and number != "{b}":
            relation = relation.replace("# times", number)
        pair = (first, second) if is_reverse else (second, first)
        facts = (_text(attribute.says, first, "", "{a}"), _text(relation, *pair, number))
        ask = attribute.total if is_total else attribute.ask
        amount = "the total" if is_total else attribute.amount
        frames += told(facts, _text(ask, second, first, ""), _text(amount, second, first, ""))
        if is_reverse and attribute in ATTRIBUTES:
            frames.append(f"{facts[0]}, which is {facts[1].split(' ', 2)[2]}. {_text(ask, second, first, '')}?")
    return tuple(frames)


def _age_sums(*, asks_older: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for relation in ("more", "fewer"):
        for one, two in (("{name}", "{name2}"), ("{name}", "{his} {relative}"), ("the boy", "the girl"), ("Ann", "Bob")):
            facts = (_text(_AGE.together, one, two, "{s}"), _text(str(getattr(_AGE, relation)), one, two, "{d}"))
            who = one if asks_older == (relation == "more") else two
            older = "older" if asks_older else "younger"
            frames += told(facts, f"[how old is {who}|how old is the {older} one]", f"the age of {who}")
    return tuple(frames)


def _both(attribute: Attribute) -> tuple[str, str]:
    first, second, _ = attribute.who
    return _text(attribute.says, first, "", "{a}"), _text(attribute.says, second, "", "{b}")


def _differences() -> tuple[str, ...]:
    frames: list[str] = []
    for attribute in ALL:
        first, second, _ = attribute.who
        facts = _both(attribute)
        for ask in (_text(attribute.gap_more, first, second, ""), _text(attribute.gap_fewer, second, first, "")):
            frames += told(facts, ask, "the difference")
    return tuple(frames)


def _sums() -> tuple[str, ...]:
    return tuple(frame for one in ALL for frame in told(_both(one), _text(one.total, "", "", ""), "the [total|sum]"))


def _three() -> tuple[str, ...]:
    frames: list[str] = []
    for attribute in ALL:
        says = [_text(attribute.says, who, "", f"{{{slot}}}") for who, slot in zip(attribute.who, "abc", strict=True)]
        frames += told(says, _text(attribute.total, "", "", ""), "the [total|sum]")
    return tuple(frames)


def _rest() -> tuple[str, ...]:
    """Together a, one has b: the other."""
    frames: list[str] = []
    for attribute in ALL:
        first, second, _ = attribute.who
        facts = (_text(attribute.together, first, second, "{a}"), _text(attribute.says, first, "", "{b}"))
        frames += told(facts, _text(attribute.ask, second, first, ""), _text(attribute.amount, second, first, ""))
    return tuple(frames)


def _sum_and(relation: str, number: str, *, asks_larger: bool) -> tuple[str, ...]:
    """Together s, and a relation that makes the second the larger; asked: one of the two."""
    frames: list[str] = []
    for attribute in ALL:
        first, second, _ = attribute.who
        larger, smaller = (first, second) if relation == "fewer" else (second, first)
        facts = (_text(attribute.together, first, second, "{s}"), _text(str(getattr(attribute, relation)), second, first, number))
        who = larger if asks_larger else smaller
        frames += told(facts, _text(attribute.ask, who, "", ""), _text(attribute.amount, who, "", ""))
    return tuple(frames)


_AGE = Attribute(
    ("{name}", "{name2}", "{name3}"),
    "~ is # [years old|years old|]",
    "~ is # years older than ^",
    "~ is # years younger than ^",
    "~ is # times as old as ^",
    "how old is ~",
    "the age of ~",
    "what is the sum of their ages",
    "how much older is ~ than ^",
    "how much younger is ~ than ^",
    "[the ages of ~ and ^ add up to #|together ~ and ^ are # years old|the sum of the ages of ~ and ^ is #]",
)


def _ages(relation: str, number: str, *, later: str = "", is_young: bool = False) -> tuple[str, ...]:
    first, second = ("my {relative}", "{name}") if is_young else ("{name}", "{name2}")
    frames: list[str] = []
    for one, two in ((first, second), ("{name}", "{his} {relative}"), ("{name2}", "{name}"), ("the boy", "the girl"), ("Ann", "Bob")):
        facts = (_text(_AGE.says, one, "", "{a}"), _text(str(getattr(_AGE, relation)), two, one, number))
        ask = f"how old will {two} be [in {{{later}}} years|{{{later}}} years from now]" if later else f"how old is {two}[ now|]"
        amount = f"the age of {two} in {{{later}}} years" if later else f"the age of {two}"
        frames += told(facts, ask, amount)
    return tuple(frames)


SCENES: dict[str, tuple[str, ...]] = {
    "combine_two": _sums(),
    "combine_three": _three(),
    "combine_part": _rest(),
    "compare_difference": _differences(),
    "compare_more": _related("more", "{b}"),
    "compare_fewer": _related("fewer", "{b}"),
    "compare_more_total": _related("more", "{b}", is_total=True),
    "compare_fewer_total": _related("fewer", "{b}", is_total=True),
    "compare_times": _related("times", "{b}"),
    "compare_times_total": _related("times", "{b}", is_total=True),
    "compare_times_plus": _related("times", "{c} more than {TIMES}"),
    "compare_times_minus": _related("times", "{c} [less|fewer] than {TIMES}"),
    "compare_part": _related("times", "{PART}"),
    "compare_more_reverse": _related("more", "{b}", is_reverse=True),
    "compare_fewer_reverse": _related("fewer", "{b}", is_reverse=True),
    "compare_times_reverse": _related("times", "{TIMES}", is_reverse=True),
    "age_times": _ages("times", "{k}"),
    "age_older_future": _ages("more", "{b}", later="c"),
    "age_sum_older": _age_sums(asks_older=True),
    "age_sum_younger": _age_sums(asks_older=False),
    "puzzle_sum_difference_larger": _sum_and("more", "{d}", asks_larger=True) + _sum_and("fewer", "{d}", asks_larger=True),
    "puzzle_sum_difference_smaller": _sum_and("more", "{d}", asks_larger=False) + _sum_and("fewer", "{d}", asks_larger=False),
    "puzzle_sum_times": _sum_and("times", "{k}", asks_larger=False),
}
