"""English stories about so much for each: groups of one size, prices, wages, speeds.

Here: worlds (what comes in groups, what is paid or done for each) and their stories. Not here: numbers, programs (``stories.py``),
the orders of facts and question (``scenes_en_telling.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.train_mini.problems.scenes_en_telling import also_mine, told


@dataclass(frozen=True)
class Groups:
    """Clauses in small letters, ``#`` for the number: ``groups`` of them, ``each`` holding so many ``things``."""

    each: str
    count: str
    both: str
    total: str
    into: str
    things: str
    groups: str
    group: str


def _n(clause: str, slot: str) -> str:
    return clause.replace("#", f"{{{slot}}}")


GROUPS = (
    Groups(
        "[each {box} [holds|contains] # {items}|there are # {items} in [each|every] {box}|every {box} has # {items} in it|one {box} holds # {items}]",
        "[{name} has # {boxes}|there are # {boxes}|{name} bought # {boxes}|# {boxes} stand in a room]",
        "[{name} has @ {boxes} of # {items}|there are @ {boxes} with # {items} each|{name} bought @ {boxes} with # {items} in each]",
        "[{name} has # {items}|there are # {items}|{name} collected # {items}]",
        "[they are put equally into # {boxes}|they are split evenly into # {boxes}|# {boxes} hold the same number]",
        "{items}",
        "{boxes}",
        "{box}",
    ),
    Groups(
        "[each row has # seats|there are # seats in every row|every row holds # seats]",
        "[a hall has # rows|there are # rows in the theatre|a cinema has # rows]",
        "[a hall has @ rows of # seats|there are @ rows with # seats each]",
        "[a hall has # seats|there are # seats]",
        "[they stand in # equal rows|they are arranged in # equal rows]",
        "seats",
        "rows",
        "row",
    ),
    Groups(
        "[# {people} sit at each table|each table is for # {people}|every table seats # {people}]",
        "[there are # tables|a restaurant has # tables|{name} set up # tables]",
        "[there are @ tables with # {people} at each|@ tables seat # {people} each]",
        "[there are # {people}|# {people} came|# {people} were invited]",
        "[they sit at # tables, the same number at each|they are spread evenly over # tables]",
        "{people}",
        "tables",
        "table",
    ),
    Groups(
        "[each team has # players|there are # players in every team|a team consists of # players]",
        "[# teams take part|there are # teams|# teams came to {site}]",
        "[@ teams of # players take part|there are @ teams with # players each]",
        "[# players take part|there are # players|# players signed up]",
        "[they form # equal teams|they are divided into # equal teams]",
        "players",
        "teams",
        "team",
    ),
    Groups(
        "[each {vehicle} carries # {people}|there are # {people} on every {vehicle}|one {vehicle} takes # {people}]",
        "[# {vehicles} are waiting|there are # {vehicles}|# {vehicles} drive to {place}]",
        "[@ {vehicles} carry # {people} each|there are @ {vehicles} with # {people} on each]",
        "[# {people} go to {place}|there are # {people}|# {people} want to visit {site}]",
        "[they travel in # {vehicles} with equally many on each|they are spread evenly over # {vehicles}]",
        "{people}",
        "{vehicles}",
        "{vehicle}",
    ),
    Groups(
        "[each shelf holds # books|there are # books on every shelf|every shelf has # books]",
        "[a bookcase has # shelves|there are # shelves|the library has # shelves]",
        "[a bookcase has @ shelves with # books each|there are @ shelves of # books]",
        "[{name} has # books|there are # books|the library got # books]",
        "[they are put evenly on # shelves|they fill # shelves equally]",
        "books",
        "shelves",
        "shelf",
    ),
    Groups(
        "[{name} reads # pages [a|every|each] day|{name} reads # pages per day]",
        "[{he} reads for # days|it takes {name} # days to finish a book]",
        "[{name} reads # pages a day for @ days|for @ days {name} reads # pages every day]",
        "[a book has # pages|{name} has to read # pages]",
        "[{name} reads it in # days, the same number every day|it is read in # equal days]",
        "pages",
        "days",
        "day",
    ),
    Groups(
        "[each child gets # {foods}|every child receives # {foods}|# {foods} are for each child]",
        "[there are # children|# children come to a party|a class has # children]",
        "[@ children get # {foods} each|{name} gives # {foods} to each of @ children]",
        "[{name} has # {foods}|there are # {foods}|{name} baked # {foods}]",
        "[they are shared equally [among|between] # children|# children share them equally|# children get the same number]",
        "{foods}",
        "children",
        "child",
    ),
    Groups(
        "[each bunch has # flowers|there are # flowers in every bunch|every bouquet has # flowers]",
        "[{name} makes # bunches|there are # bunches|a florist sells # bunches]",
        "[{name} makes @ bunches of # flowers|a florist sells @ bunches with # flowers each]",
        "[{name} has # flowers|there are # flowers|a florist bought # flowers]",
        "[they are tied into # equal bunches|{he} makes # equal bunches out of them]",
        "flowers",
        "bunches",
        "bunch",
    ),
    Groups(
        "[a machine makes # parts [an hour|per hour|every hour]|# parts are made each hour|a factory produces # parts in an hour]",
        "[it works for # hours|it runs # hours|the work goes on for # hours]",
        "[a machine makes # parts an hour for @ hours|for @ hours a machine makes # parts per hour]",
        "[a customer ordered # parts|a machine has to make # parts|# parts are needed]",
        "[they are made in # hours|a machine makes them in # hours at a steady pace]",
        "parts",
        "hours",
        "hour",
    ),
    Groups(
        "[each worker packs # parcels|every worker packs # parcels|one worker can pack # parcels]",
        "[there are # workers|# workers are here|{site} has # workers]",
        "[@ workers pack # parcels each|each of @ workers packs # parcels]",
        "[# parcels must be packed|there are # parcels]",
        "[# workers share the work equally|they are divided equally among # workers]",
        "parcels",
        "workers",
        "worker",
    ),
    Groups(
        "[each pack has # {items}|a pack contains # {items}|{items} come in packs of #|there are # {items} to a pack]",
        "[{name} buys # packs|{name} needs # packs|there are # packs]",
        "[{name} buys @ packs of # {items}|there are @ packs with # {items} each]",
        "[{name} needs # {items}|there are # {items}|{name} wants # {items}]",
        "[they come in # equal packs|they are packed into # equal packs]",
        "{items}",
        "packs",
        "pack",
    ),
)

_TOTAL = "[how many {t} are there|how many {t} is that|how many {t} are there [in all|altogether|in total]|what is the total number of {t}]"


def _ask_total(world: Groups) -> tuple[str, str]:
    return _TOTAL.replace("{t}", world.things), f"[the number of {world.things}|the total number of {world.things}]"


def _ask_groups(world: Groups) -> tuple[str, str]:
    return (
        f"[how many {world.groups} are [needed|there|that]|how many {world.groups} does that make|how many {world.groups} will there be|how many {world.groups} is that]",
        f"the number of {world.groups}",
    )


def _ask_each(world: Groups) -> tuple[str, str]:
    return (
        f"[how many {world.things} [per {world.group}|for each {world.group}|is that per {world.group}|does that make for one {world.group}]]",
        f"the number of {world.things} per {world.group}",
    )


def _both(world: Groups, count: str, each: str) -> tuple[str, ...]:
    """One clause that names groups and size."""
    return (world.both.replace("@", f"{{{count}}}").replace("#", f"{{{each}}}"),)


def _all(*stories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frames in stories for frame in frames)


_MORE = "[# more come later|# are added|there are # extra ones|another # are kept apart|# more are on the floor]"
_GONE = "[# are missing|# are taken away|# of them are gone|but # do not count|# are no longer there|# of these are left out]"


def _products() -> tuple[str, ...]:
    return _all(
        *(told((_n(one.count, "a"), _n(one.each, "b")), *_ask_total(one)) for one in GROUPS),
        *(told(_both(one, "a", "b"), *_ask_total(one), fixed=True) for one in GROUPS),
    )


def _products_and(clause: str) -> tuple[str, ...]:
    last = _n(clause, "c")
    return _all(
        *(told((_n(one.count, "a"), _n(one.each, "b"), last), *_ask_total(one), fixed=True) for one in GROUPS),
        *(told((*_both(one, "a", "b"), last), *_ask_total(one), fixed=True) for one in GROUPS),
    )


def _left(world: Groups) -> tuple[str, str]:
    return f"how many {world.things} are left over", f"the number of {world.things} left over"


def _divided(ask: str) -> tuple[str, ...]:
    frames: list[str] = []
    for world in GROUPS:
        if ask == "left" and world.group in {"day", "hour", "row"}:
            continue
        asked = _left(world) if ask == "left" else _ask_groups(world)
        frames += told((_n(world.total, "a"), _n(world.each, "b")), *asked)
    return tuple(frames)


def _shared(*, start: str, change: str = "", by: str = "b") -> tuple[str, ...]:
    frames: list[str] = []
    for world in GROUPS:
        changes = (_n(change, "b"),) if change else ()
        frames += told((_n(world.total, start), *changes, _n(world.into, by)), *_ask_each(world), fixed=True)
    return tuple(frames)


_GOODS = (
    ("{items}", "{item}"),
    ("{foods}", "{food}"),
    ("{bakes}", "{bake}"),
    ("tickets", "ticket"),
    ("kilos of {foods}", "kilo of {foods}"),
    ("boxes of {items}", "box of {items}"),
    ("litres of juice", "litre of juice"),
    ("metres of cloth", "metre of cloth"),
    ("{plants}", "{plant}"),
)
_PRICES = ("${P}", "{P} dollars", "€{P}", "{P} euros", "£{P}", "{P} yuan", "{P} pounds")


def _priced(template: str, slot: str, price: str) -> str:
    return template.replace("%", price.replace("{P}", f"{{{slot}}}"))


_EACH_COSTS = "[{an} costs %|each {one} costs %|one {one} is %|{many} cost % each|the price of one {one} is %|{many} are % apiece|{many} are sold at % each]"
_BUYS = "[{name} buys # {many}|{name} bought # {many}|{name} takes # {many}|{name} wants # {many}|you buy # {many}|# {many} are bought]"
_BUYS_AT = "[{name} buys # {many} at % each|# {many} for % each are bought|{name} bought # {many} that cost % each]"
_COST_ASK = "[how much is that|how much does that cost|what is the total cost|what do they cost together|how much must be paid|what is the price|how much money is that]"


def _goods(template: str, goods: tuple[str, str]) -> str:
    many, one = goods
    named = {"{item}": "{an_item}", "{food}": "{a_food}", "{bake}": "{a_bake}", "{plant}": "{a_plant}"}.get(one, f"a {one}")
    return template.replace("{many}", many).replace("{one}", one).replace("{an}", named)


def _shop(facts: tuple[tuple[str, str], ...], ask: str, amount: str, *, fixed: bool = False) -> tuple[str, ...]:
    """Facts are templates with the slot of their number; ``%`` marks money."""
    frames: list[str] = []
    for goods in _GOODS:
        for price in _PRICES:
            said = [_priced(_n(_goods(text, goods), slot), slot, price) for text, slot in facts]
            frames += told(said, _goods(ask, goods), _goods(amount, goods), fixed=fixed)
    return tuple(frames)


def _costs(price: str) -> tuple[str, ...]:
    bought = _BUYS_AT.replace("#", "{a}")
    return _shop(((_EACH_COSTS, price), (_BUYS, "a")), _COST_ASK, "the [total |]cost") + _shop(
        ((bought, price),), _COST_ASK, "the [total |]cost", fixed=True
    )


def _unit_price(cost: str, count: str) -> tuple[str, ...]:
    frames: list[str] = []
    for goods in _GOODS:
        many, one = goods
        for price in _PRICES:
            money = price.replace("{P}", f"{{{cost}}}")
            bought = f"[{{{count}}} {many} cost {money}|{{name}} [pays|paid] {money} for {{{count}}} {many}|the price of {{{count}}} {many} is {money}|{money} buys {{{count}}} {many}]"
            frames += told(
                (bought,),
                f"[how much is one {one}|what does one {one} cost|how much for one|what is the price of one {one}]",
                f"the price of one {one}",
            )
    return tuple(frames)


def _two_prices() -> tuple[str, ...]:
    frames: list[str] = []
    for price in _PRICES:
        first, second = (price.replace("{P}", f"{{{slot}}}") for slot in "pq")
        for one, two in (("{item}", "{item2}"), ("{food}", "{food2}"), ("{bake}", "{bake2}"), ("adult ticket", "child ticket")):
            many, others = (f"{word[:-1]}s}}" if word.endswith("}") and word[-2].isalpha() else f"{word}s" for word in (one, two))
            others = {"{item2}": "{items2}", "{food2}": "{foods2}", "{bake2}": "{bakes2}"}.get(two, others)
            frames += told(
                (
                    f"[one {one} costs {first}|{many} cost {first} each]",
                    f"one {two} costs {second}",
                    f"{{name}} buys {{a}} {many} and {{b}} {others}",
                ),
                _COST_ASK,
                "the cost",
                fixed=True,
            )
            frames += told(
                (f"{{name}} buys {{a}} {many} [at|for] {first} each and {{b}} {others} [at|for] {second} each",),
                _COST_ASK,
                "the cost",
                fixed=True,
            )
            frames += told((f"{{a}} {many} at {first} each", f"{{b}} {others} at {second} each"), _COST_ASK, "the cost", fixed=True)
    return tuple(frames)


def _wages() -> tuple[str, ...]:
    frames: list[str] = []
    for price in _PRICES:
        wage, bonus = (price.replace("{P}", f"{{{slot}}}") for slot in "bc")
        pay = f"[{{name}} earns {wage} [an hour|per hour]|{{name}} is paid {wage} for each hour|{{name}}'s wage is {wage} an hour]"
        worked = "[{he} works {a} hours|{he} worked for {a} hours|{a} hours are worked]"
        extra = f"[{{he}} gets a bonus of {bonus}|there is a tip of {bonus} on top|{bonus} are added for good work|{{he}} also receives {bonus}]"
        frames += told(
            (pay, worked, extra),
            "[how much does {he} get|how much money is that|how much does {he} earn in all|what is the pay]",
            "the pay",
            fixed=True,
        )
    return tuple(frames)


def _savings() -> tuple[str, ...]:
    frames: list[str] = []
    for price in _PRICES:
        goal, has, weekly = (price.replace("{P}", f"{{{slot}}}") for slot in "abc")
        for span in ("week", "month", "day"):
            wants = f"[{{name}} wants {{an_item}} for {goal}|{{an_item}} costs {goal}|{{name}} needs {goal}|{{name}}'s goal is {goal}]"
            owned = f"[{{he}} has {has}|{{he}} has {has} already|{has} are saved]"
            saves = f"[{{he}} saves {weekly} [a|every|each|per] {span}|{{he}} puts aside {weekly} every {span}]"
            asked = f"[how many {span}s does it take|how many {span}s must {{he}} wait|after how many {span}s is it enough|how many {span}s are needed]"
            frames += told((wants, owned, saves), asked, f"the number of {span}s", fixed=True)
    return tuple(frames)


def _two_kinds() -> tuple[str, ...]:
    frames: list[str] = []
    for world in GROUPS:
        first = world.both.replace("@", "{a}").replace("#", "{b}")
        second = f"[{{c}} other {world.groups} have {{d}} each|{{c}} more {world.groups} with {{d}} each]"
        frames += told((first, second), *_ask_total(world), fixed=True)
    return tuple(frames)


def _scaled() -> tuple[str, ...]:
    frames: list[str] = []
    does = (("a machine", "makes", "make", "{items}"), ("{name}", "bakes", "bake", "{bakes}"), ("{name}", "reads", "read", "pages"), ("a pump", "moves", "move", "litres"),
            ("{name}", "types", "type", "words"), ("a printer", "prints", "print", "pages"), ("{name}", "walks", "walk", "km"), ("a car", "travels", "travel", "km"))  # fmt: skip
    for who, verb, plain, things in does:
        for span in ("hours", "minutes", "days"):
            fact = f"[{who} {verb} {{a}} {things} in {{b}} {span}|in {{b}} {span} {who} {verb} {{a}} {things}|it takes {who} {{b}} {span} to {plain} {{a}} {things}]"
            asked = f"[how many {things} [will|can|does] {who} {plain} in {{c}} {span}|how many {things} is that in {{c}} {span}|how many in {{c}} {span}]"
            frames += told((fact,), f"[at this speed |at the same rate ||]{asked}", f"the number of {things} in {{c}} {span}")
    return tuple(frames)


_PURSE = "[{name} has %|{name}'s {relative} gave {him} %|there is % in {name}'s purse]"
_PAYS = "[{he} pays with %|{name} hands over %|{name} pays with a note of %]"
_BACK = "[how much change does {he} get|how much does {he} get back|what is the change|how much change is there]"

_MOVER = "[{name} [walks|cycles|drives|runs]|a [car|train|ship|plane|lorry|drone] [goes|travels|moves]|a {vehicle} [goes|travels]]"
_SPEED = f"[{_MOVER} # km [per|an|each] hour|{_MOVER} at # km/h|the speed is # kilometres per hour|{_MOVER} at a speed of # km per hour]"
_TIME = "[the trip takes # hours|it takes # hours|this goes on for # hours|the ride lasts # hours]"
_WAY = "[the way is # km long|the distance is # km|the route measures # kilometres|it is # km to {place}]"
_FAR = "[how far is that|how many km is that|what distance is covered|how long is the way]"
_LONG = "[how long does it take|how many hours does it take|how much time is needed]"
_FAST = "[what is the [average |]speed|how fast is that|how many km [per hour|an hour|in one hour] is that]"
_DRIVEN = f"[{_MOVER} # km|# km are covered|a {{vehicle}} covers # km]"


SCENES: dict[str, tuple[str, ...]] = also_mine(
    {
        "groups_product": _products(),
        "groups_product_plus": _products_and(_MORE),
        "groups_product_minus": _products_and(_GONE),
        "groups_pack": _divided("groups"),
        "groups_left": _divided("left"),
        "groups_share": _shared(start="a"),
        "groups_take_share": _shared(
            start="a", change="[# of them are taken away first|# are set aside|# are left out|# do not take part in this]", by="c"
        ),
        "groups_add_share": _shared(start="a", change="[# more are added|another # arrive|{name2} brings # more]", by="c"),
        "money_cost": _costs("b"),
        "money_cost_decimal": _costs("p"),
        "money_unit_price": _unit_price("a", "b"),
        "money_unit_price_decimal": _unit_price("c", "n"),
        "money_two_prices": _two_prices(),
        "money_wage": _wages(),
        "money_save": _savings(),
        "money_profit": _shop(
            (
                ("[{name} buys {many} for % each|{many} are bought at % apiece|one {one} costs {name} %]", "p"),
                ("[{he} sells them at % each|{he} sells each for %|they are sold for % each]", "q"),
                ("[{he} sells # of them|# are sold|there are #]", "a"),
            ),
            "[how much profit does {he} make|what is the profit|how much does {he} earn by this]",
            "the profit",
            fixed=True,
        ),
        "money_afford": _shop(
            ((_PURSE, "a"), (_EACH_COSTS, "b")),
            "[how many [of them |]can {name} buy [at most|]|how many can {he} afford]",
            "how many {name} can buy",
        ),
        "money_pay": _shop(((_EACH_COSTS, "p"), (_BUYS, "a"), (_PAYS, "m")), _BACK, "the change", fixed=True),
        "money_pay_decimal": _shop(((_EACH_COSTS, "p"), (_BUYS, "a"), (_PAYS, "m")), _BACK, "the change", fixed=True),
        "groups_two": _two_kinds(),
        "rate_scale": _scaled(),
        "rate_two_legs": told(
            (_n(_SPEED, "v") + " for {t} hours", "[then |after that |later ]{w} km [per|an] hour for {u} hours"),
            _FAR,
            "the distance",
            fixed=True,
        ),
        "rate_distance": told((_n(_SPEED, "v"), _n(_TIME, "t")), _FAR, "the distance"),
        "rate_time": told((_n(_SPEED, "v"), _n(_WAY, "s")), _LONG, "the time"),
        "rate_speed": told((_n(_DRIVEN, "s"), _n(_TIME, "t")), _FAST, "the [average |]speed"),
    }
)
