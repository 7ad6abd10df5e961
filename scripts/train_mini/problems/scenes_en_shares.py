"""English stories about parts of a whole: fractions, percentages, prices that change, interest.

Here: worlds and their stories. Not here: numbers, programs (``stories.py``, ``stories_situations.py``), the orders of facts and
question (``scenes_en_telling.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.train_mini.problems.scenes_en_telling import also_mine, told

_P = "[{p}%|{p}%|{p}%|{p} percent|{p} per cent]"
_F = "[{SHARE}|{SHARE}|{n}/{d}]"
_MONEY = ("${}", "{} dollars", "€{}", "{} euros", "£{}", "{} pounds", "{} yuan")


@dataclass(frozen=True)
class Whole:
    """``#`` is the number, ``%`` the share. ``known`` says the part when it is a number, with ``=`` for "which is ... of"."""

    all: str
    part: str
    ask_part: str
    ask_rest: str
    known: str
    ask_all: str


def _who(group: str, such: str, others: str) -> Whole:
    """People or things of which a share ``are ...``; ``others`` is said of the rest."""
    return Whole(
        f"[there are # {group}|# {group} are here|in all there are # {group}]",
        f"[% of them {such}|% of the {group} {such}]",
        f"how many [of them |{group} |of the {group} ]{such}",
        f"[how many [of them |{group} |]{others}|how many others are there|how many are the rest]",
        f"# [of them |{group} |of the {group} ]{such}",
        f"how many {group} are there [in all|altogether|in total|]",
    )


_WHOLES = (
    _who("{people}", "wear glasses", "do not wear glasses"),
    _who("{people}", "play {sport}", "do not play {sport}"),
    _who("{people}", "come by {vehicle}", "do not come by {vehicle}"),
    _who("pupils", "are girls", "are boys"),
    _who("students", "passed the test", "did not pass"),
    _who("workers", "are women", "are men"),
    _who("{items}", "are {color}", "are not {color}"),
    _who("{items}", "are broken", "are not broken"),
    _who("{animals}", "are {color}", "are not {color}"),
    _who("{plants}", "are in flower", "are not in flower"),
    _who("seats", "are taken", "are free"),
    _who("questions", "are easy", "are hard"),
    _who("tickets", "were sold", "were not sold"),
    _who("votes", "were for the plan", "were against it"),
    _who("houses", "have a garden", "have no garden"),
    _who("eggs", "are brown", "are not brown"),
    Whole(
        "[{name} has # {items}|{name} had # {items}|{name} owns # {items}]",
        "[{he} gave % of them to {name2}|{he} sold % of them|{he} lost % of them|{he} used %|{he} gave away %]",
        "how many [{items} |]is that",
        "how many [{items} |][are left|does {he} have left|remain]",
        "{he} gave away # [{items}|of them]",
        "how many {items} did {name} have [at first|]",
    ),
    Whole(
        "[{name} has #$|{name} earns #$|{name} had saved #$|{name} got #$]",
        "[{he} spends % of it|{he} saves % of it|{he} gave % of it to {his} {relative}|% of it goes for rent|{he} pays % in tax]",
        "[how much [money |]is that|how much money is it]",
        "[how much [money |]is left|how much does {he} have left|how much remains]",
        "{he} spent #$",
        "how much money did {he} have [at first|]",
    ),
    Whole(
        "[a book has # pages|{name} is reading a book of # pages|{name}'s book has # pages]",
        "[{he} has read % of it|% of it is read|{name2} read % of the book]",
        "how many pages is that",
        "[how many pages are left|how many pages remain|how many pages are still to be read]",
        "# pages are read",
        "how many pages does the book have",
    ),
    Whole(
        "[a tank holds # litres|a barrel contains # litres of water|a car has # litres in its tank|a pool holds # litres]",
        "[% of it is used|% of it flows out|% of it is pumped out|% of it was drunk]",
        "how many litres is that",
        "[how many litres are left|how many litres remain|how much is left]",
        "# litres are used",
        "how many litres does it hold [when full|]",
    ),
    Whole(
        "[a trip is # km long|the way to {place} is # km|a road of # km is being built|{name} wants to cycle # km]",
        "[% of it is done|% of the way is behind {him}|% of it is finished]",
        "how many km is that",
        "[how many km are left|how many km remain|how far is it still]",
        "# km are done",
        "how long is the whole way",
    ),
    Whole(
        "[a farmer has # kg of potatoes|there are # kg of rice|a shop has # kg of apples|a sack holds # kg of flour]",
        "[% of them are sold|% of it is sold|% is used|{name} takes %]",
        "how many kg is that",
        "[how many kg are left|how many kg remain]",
        "# kg are sold",
        "how many kg were there [at first|in all]",
    ),
)


def _parts(share: str, *, asks_rest: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for whole in _WHOLES:
        for money in _MONEY if "$" in whole.all else ("",):
            said = whole.all.replace("#$", money.format("{a}")).replace("#", "{a}")
            ask = whole.ask_rest if asks_rest else whole.ask_part
            frames += told(
                (said, whole.part.replace("%", share)),
                ask,
                "[the rest|what is left]" if asks_rest else "this number",
                fixed="{he}" in whole.part,
            )
    return tuple(frames)


def _wholes(share: str, part: str) -> tuple[str, ...]:
    frames: list[str] = []
    for whole in _WHOLES:
        for money in _MONEY if "$" in whole.known else ("",):
            known = (
                whole.known.replace("#$", money.format(f"{{{part}}}"))
                .replace("#", f"{{{part}}}")
                .replace("{he}", "{name}")
                .replace("[of them |", "[")
            )
            frames += told(
                (known, f"[this is|that is|that makes|these are] {share} [of all|of the whole|of the total]"),
                whole.ask_all,
                "the whole",
                fixed=True,
            )
            frames += (
                f"{known}, which is {share} [of all|of the total|]. {whole.ask_all}?",
                f"{known}, [that's|exactly|or] {share} of the total. {whole.ask_all}?",
            )
    return tuple(frames)


def _what_percent() -> tuple[str, ...]:
    frames: list[str] = []
    for whole in _WHOLES:
        for money in _MONEY if "$" in whole.all else ("",):
            said = whole.all.replace("#$", money.format("{b}")).replace("#", "{b}")
            known = whole.known.replace("#$", money.format("{a}")).replace("#", "{a}")
            ask = "[what percent is that|what percentage is that|how many percent is this|how much is that in percent|what is this as a percentage]"
            frames += told((said, known), ask, "the percentage", fixed=True)
    return tuple(frames)


_GOODS = (
    "{an_item}",
    "a jacket",
    "a ticket",
    "a {item}",
    "a bike",
    "a phone",
    "a book",
    "a pair of shoes",
    "a lamp",
    "a meal",
    "a hotel room",
)
_RAISED = (
    "the rent",
    "{name}'s wage",
    "the price of {an_item}",
    "the fee",
    "a bus ticket",
    "a salary",
    "the cost of a room",
    "the value of a house",
)
_COUNTED = (
    "the population of {place}",
    "the number of visitors",
    "the number of members",
    "the weight of a pig in kg",
    "the number of {birds}",
    "a number",
)


def _changed(goods: tuple[str, ...], change: str, ask: str, amount: str, verb: str = "costs") -> tuple[str, ...]:
    frames: list[str] = []
    for thing in goods:
        for money in _MONEY:
            frames += told(
                (
                    f"[{thing} {verb} {money.format('{a}')}|the price of {thing} is {money.format('{a}')}]"
                    if verb == "costs"
                    else f"{thing} {verb} {money.format('{a}')}",
                    change,
                ),
                ask,
                amount,
                fixed=True,
            )
    return tuple(frames)


def _counted(change: str, ask: str) -> tuple[str, ...]:
    return tuple(frame for thing in _COUNTED for frame in told((f"{thing} [is|was] {{a}}", change), ask, "the new number", fixed=True))


_OFF = f"[there is a discount of {_P}|it is reduced by {_P}|it is {_P} off|it is on sale at {_P} off|it gets {_P} cheaper|{{name}} has a coupon for {_P} off|the shop takes {_P} off]"
_UP = f"[it [rises|goes up|increases|is raised] by {_P}|it grows by {_P}|there is an increase of {_P}]"
_TAX = f"[a tax of {_P} is added|{_P} tax comes on top|sales tax is {_P}]"
_NEW = "[what is the new price|how much is it now|what does it cost now|how much must {name} pay|what is the sale price|what is to pay]"


def _from_to(word: str, wording: str) -> tuple[str, ...]:
    frames: list[str] = []
    things = ((*_GOODS[:6], "costs", "cost"), ("the rent", "is", "was"), ("a ticket", "costs", "cost"), ("{name}'s score", "is", "was"))
    for *names, now, before in things:
        for thing in names:
            for money in _MONEY if now == "costs" or thing == "the rent" else ("{}",):
                old, new = money.format("{a}"), money.format("{b}")
                facts = (
                    f"[{thing} {before} {old}|{thing} {before} {old} last year|at first {thing} {before} {old}]",
                    f"[now it {now} {new}|it {now} {new} now|this year it {now} {new}]",
                )
                frames += told(
                    facts,
                    f"[by what percent did it {wording}|by how many percent did it {wording}|what is the percent {word}]",
                    f"the percent {word}",
                    fixed=True,
                )
    return tuple(frames)


def _interest(ask: str, amount: str) -> tuple[str, ...]:
    frames: list[str] = []
    for money in _MONEY:
        put = f"[{{name}} puts {money.format('{a}')} in a bank|{{name}} deposits {money.format('{a}')}|{{name}} lends {money.format('{a}')} to a friend|{money.format('{a}')} are invested|{{name}} saves {money.format('{a}')} in an account]"
        rate = "[the simple interest is {r}% [a|per] year|the bank pays {r}% simple interest each year|the yearly rate is {r}% (simple interest)|simple interest of {r}% a year is paid]"
        frames += told(
            (put, rate, "[it stays there for {t} years|the time is {t} years|{t} years pass|it is left for {t} years]"),
            ask,
            amount,
            fixed=True,
        )
    return tuple(frames)


def _compound() -> tuple[str, ...]:
    frames: list[str] = []
    for money in _MONEY:
        put = f"[{{name}} puts {money.format('{a}')} in a bank|{{name}} invests {money.format('{a}')}|{money.format('{a}')} are put into a fund|{{name}} saves {money.format('{a}')} in an account]"
        rate = "[it grows by {r}% each year, compounded yearly|the interest is {r}% a year, compounded annually|the bank adds {r}% compound interest every year|each year {r}% of the current amount is added]"
        ask = "[how much is there after {t} years, to the cent|what is it worth after {t} years, to the cent|what is the amount after {t} years, rounded to cents]"
        frames += told((put, rate), ask, "the amount after {t} years, to the cent", fixed=True)
    return tuple(frames)


SCENES: dict[str, tuple[str, ...]] = also_mine(
    {
        "percent_of": _parts(_P, asks_rest=False),
        "percent_left": _parts(_P, asks_rest=True),
        "percent_rest_people": tuple(
            frame
            for whole in _WHOLES[:6]
            for frame in told((whole.all.replace("#", "{a}"), whole.part.replace("%", _P)), whole.ask_rest, "how many do not")
        ),
        "fraction_of": _parts(_F, asks_rest=False),
        "fraction_left": _parts(_F, asks_rest=True),
        "percent_whole": _wholes(_P, "a"),
        "fraction_whole": _wholes(_F, "e"),
        "percent_what": _what_percent(),
        "percent_discount": _changed(_GOODS, _OFF, _NEW, "the new price"),
        "money_discount_amount": _changed(
            _GOODS, _OFF, "[how much is saved|how much does {name} save|how big is the discount|how much cheaper is it]", "the saving"
        ),
        "percent_increase": _changed(_GOODS, _UP, _NEW, "the new price")
        + _changed(_RAISED, _UP, "[what is it now|how much is it then|what is the new amount]", "the new amount", "is")
        + _changed(_GOODS, _TAX, "[what is the total|how much is it with tax|what must be paid in all]", "the total")
        + _counted(_UP, "[what is it now|what is the new number|how large is it then]"),
        "percent_tip": _changed(
            ("a meal", "dinner", "lunch", "a taxi ride", "a haircut", "the bill"),
            f"[{{name}} adds a tip of {_P}|a {_P} tip is added|{{name}} tips {_P}|{_P} tip comes on top]",
            "[how much is paid in all|what does {name} pay in total|what is the total with tip|how much is it together]",
            "the total",
        ),
        "percent_markup": _changed(
            _GOODS[:6],
            f"[a shop adds {_P} to this|the seller puts {_P} on top|it is sold for {_P} more|the shop sells it with a profit of {_P}]",
            "[what is the selling price|for how much is it sold|what price does the customer pay]",
            "the selling price",
        ),
        "percent_story_up": _from_to("increase", "[rise|increase|go up|grow]"),
        "percent_story_down": _from_to("decrease", "[fall|decrease|go down|drop]"),
        "percent_interest": _interest(
            "[how much interest is that|how much interest does {he} get|what is the interest|how much is earned]", "the interest"
        ),
        "percent_compound": _compound(),
        "percent_interest_total": _interest(
            "[how much money is that in all|how much is there then|what is the total amount|how much does {he} have then]", "the total"
        ),
    }
)
