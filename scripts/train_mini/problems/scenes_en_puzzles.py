"""English stories that are riddles: numbers to guess, shares in a ratio, heads and feet, choices, chances, right triangles, packs.

Here: their facts and questions. Not here: numbers, programs (``stories.py``, ``stories_relations.py``, ``stories_situations.py``), the
orders of facts and question (``scenes_en_telling.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_en_telling import also_mine, told


def _all(*stories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frames in stories for frame in frames)


_WHICH = "[what is the number|what is it|which number is it|what number is that|what number did {name} think of]"
_TIMES = "[{k} times a number|a number times {k}|{k} times {name}'s number|the product of a number and {k}|a number multiplied by {k}]"


def _guess(sign: str, other: str, result: str) -> tuple[str, ...]:
    is_plus = sign == "+"
    plus = "[plus|increased by]" if is_plus else "[minus|decreased by|less|reduced by]"
    puts = f"[adds {{{other}}}|then adds {{{other}}}]" if is_plus else f"[takes away {{{other}}}|subtracts {{{other}}}]"
    put = f"[add {{{other}}}|then add {{{other}}}]" if is_plus else f"[take away {{{other}}}|subtract {{{other}}}]"
    is_ = "[is|gives|equals|makes|comes to|is equal to]"
    return _all(
        told((f"{_TIMES} {plus} {{{other}}} {is_} {{{result}}}",), _WHICH, "the number"),
        told(
            (
                "{name} thinks of a number",
                "{he} multiplies it by {k}",
                f"{{he}} {puts}",
                f"[the result is {{{result}}}|{{he}} gets {{{result}}}]",
            ),
            _WHICH,
            "the number",
            fixed=True,
        ),
        told(
            (
                "I have a number in mind",
                f"I multiply it by {{k}} and {put}",
                f"[the result is {{{result}}}|I get {{{result}}}|that gives {{{result}}}]",
            ),
            "[what is my number|which number do I have in mind]",
            "my number",
            fixed=True,
        ),
        told(
            (
                "[you multiply a number by {k}|a number is multiplied by {k}|take a number {k} times]",
                f"[you {put}|{{{other}}} is {'added' if is_plus else 'subtracted'}]",
                f"[the result is {{{result}}}|you get {{{result}}}|this makes {{{result}}}]",
            ),
            _WHICH,
            "the number",
            fixed=True,
        ),
        told((f"{_TIMES} is {{{other}}} {'less' if is_plus else 'more'} than {{{result}}}",), _WHICH, "the number"),
    )


_TWO = (
    ("{name}", "{name2}", "{items}"),
    ("{name}", "{name2}", "dollars"),
    ("boys", "girls", "pupils"),
    ("red", "blue", "{items}"),
    ("the first", "the second", "litres"),
    ("{name}", "{his} {relative}", "{foods}"),
)
_THREE = (
    ("{name}", "{name2}", "{name3}", "{items}"),
    ("{name}", "{name2}", "{name3}", "dollars"),
    ("Ann", "Bob", "Cleo", "points"),
    ("team A", "team B", "team C", "players"),
    ("sand", "gravel", "cement", "kg"),
    ("the first part", "the second part", "the third part", "cm"),
)


def _ratios(*, asks_first: bool) -> tuple[str, ...]:
    frames: list[str] = []
    for one, two, things in _TWO:
        who = one if asks_first else two
        ratio = f"[the ratio of {one} to {two} is {{m}}:{{n}}|{one} and {two} share in the ratio {{m}}:{{n}}|{one} and {two} are as {{m}} to {{n}}|the ratio {one} : {two} is {{m}} : {{n}}|for every {{m}} of {one} there are {{n}} of {two}]"
        total = f"[together it is {{s}} {things}|there are {{s}} {things} in all|{{s}} {things} are divided|the total is {{s}} {things}]"
        frames += told(
            (total, ratio),
            f"[how many {things} is that for {who}|what is the share of {who}|how many {things} belong to {who}|how much is that for {who}]",
            f"the share of {who}",
        )
    return tuple(frames)


def _three(kind: str) -> tuple[str, ...]:
    frames: list[str] = []
    for one, two, three, things in _THREE:
        ratio = f"[the ratio is {{p}}:{{q}}:{{r}}|{one}, {two} and {three} share in the ratio {{p}}:{{q}}:{{r}}|the shares of {one}, {two} and {three} are as {{p}} : {{q}} : {{r}}|{one}, {two} and {three} are in the ratio {{p}} to {{q}} to {{r}}]"
        total = f"[together it is {{s}} {things}|there are {{s}} {things} in all|{{s}} {things} are divided|the total is {{s}} {things}]"
        if kind == "named":
            ratio = ratio.replace("the ratio is {p}:{q}:{r}|", "")
            frames += told(
                (total, ratio),
                f"[how many {things} is that for {two}|what is the share of {two}|how much is that for {two}]",
                f"the share of {two}",
            )
        else:
            frames += told(
                (total, ratio),
                f"[what is the {kind} share|how many {things} is the {kind} share|how large is the {kind} part]",
                f"the {kind} share",
            )
    return tuple(frames)


def _legs(asked: str) -> tuple[str, ...]:
    heads = "[there are {h} heads|{name} counts {h} heads|they have {h} heads [in all|]|there are {h} of them]"
    feet = "[there are {f} legs|{name} counts {f} feet|they have {f} legs [in all|]|the number of legs is {f}]"
    where = "[{birds} and {animals} live on a farm|in a barn there are {animals} and {birds}|a zoo has {birds} and {animals}|some {animals} and {birds} are in a field]"
    asks = f"[how many {{{asked}}} are there|how many of them are {{{asked}}}|how many {{{asked}}} is that]"
    wheels = (
        "[bikes and cars are parked there|a shop has carts with 4 wheels and bikes with 2 wheels|there are cars and motorbikes in a yard]"
    )
    number = "two" if asked == "birds" else "four"
    return told((where, heads, feet), asks, f"the number of {{{asked}}}", fixed=True) + told(
        (wheels, "there are {h} of them", "together they have {f} wheels"),
        f"[how many have {number} wheels|how many of them have {number} wheels]",
        "that number",
        fixed=True,
    )


_BALLS = "[{a} {P}, {b} {Q} and {c} {R} balls are in a bag|a bag holds {a} {P}, {b} {Q} and {c} {R} balls|there are {a} {P} balls, {b} {Q} balls and {c} {R} balls in a box|{name} has {a} {P}, {b} {Q} and {c} {R} marbles|a jar contains {a} {P}, {b} {Q} and {c} {R} beads]"
_DRAWN = "[one is drawn at random|{name} takes one without looking|one is picked blindly|you draw one]"
_WAYS = "[how many ways are there|in how many ways can this be done|how many possibilities are there|how many ways is that]"

SCENES: dict[str, tuple[str, ...]] = also_mine(
    {
        "puzzle_number_plus": _guess("+", "b", "c"),
        "puzzle_number_minus": _guess("-", "b", "e"),
        "puzzle_chain": _all(
            told(
                (
                    "{name} thinks of a number",
                    "{he} {DOES} it",
                    "[then |]{he} {PUTS} {b}",
                    "[the result is {c}|{he} gets {c}|now it is {c}|{he} ends with {c}]",
                ),
                _WHICH,
                "the number",
                fixed=True,
            ),
            told(("{PART} a number {PLUS} {b} [is|gives|equals|makes] {c}",), _WHICH, "the number"),
            told(
                ("I {DO} a number and {PUT} {b}", "[I get {c}|the result is {c}|it is {c} then]"),
                "[what is my number|which number is it]",
                "my number",
                fixed=True,
            ),
            told(("a number is {DONE}", "{b} {MORE} makes {c}"), _WHICH, "the number", fixed=True),
            told(("{b} {MORE} than {PART} a number is {c}",), _WHICH, "the number"),
        ),
        "puzzle_consecutive": told(
            (
                "[three consecutive numbers add up to {s}|three numbers in a row have the sum {s}|the sum of three consecutive integers is {s}|three integers that follow each other make {s} together|three consecutive page numbers add up to {s}]",
            ),
            "[what is the smallest|which is the smallest one|what is the smallest of them|what is the first of them|what is the least of the three]",
            "the [smallest|least] one",
        ),
        "puzzle_same_parity": told(
            (
                "[three consecutive {KIND} numbers add up to {s}|the sum of three consecutive {KIND} integers is {s}|three {KIND} numbers in a row make {s}|{s} is the sum of three consecutive {KIND} numbers]",
            ),
            "[what is the {ASK} one|what is the {ASK} of them|which is the {ASK}|what is the {ASK} number]",
            "the {ASK} one",
        ),
        "puzzle_ratio_first": _ratios(asks_first=True),
        "puzzle_ratio_second": _ratios(asks_first=False),
        "puzzle_three_largest": _three("largest"),
        "puzzle_three_smallest": _three("smallest"),
        "puzzle_three_named": _three("named"),
        "puzzle_heads_feet": _legs("animals"),
        "puzzle_heads_feet_two": _legs("birds"),
        "puzzle_legs": told(
            (
                "[there are {x} {birds}|{name} has {x} {birds}|{x} {birds} are on a farm]",
                "[there are {y} {animals}|{y} {animals} are with them|{name} has {y} {animals}]",
            ),
            "[how many legs is that|how many legs do they have [together|in all]|how many feet are there]",
            "the number of legs",
        ),
        "puzzle_minutes": _all(
            *(
                told(
                    (
                        f"[{thing} {lasts} {{h}} hours and {{m}} minutes|{thing} {lasts} {{h}} h {{m}} min|{thing} {lasts} {{h}} hours {{m}} minutes]",
                    ),
                    "[how many minutes is that|how long is that in minutes|how many minutes are these|what is this in minutes]",
                    "the number of minutes",
                )
                for thing, lasts in (
                    ("a film", "lasts"),
                    ("the trip", "takes"),
                    ("{name}'s shift", "lasts"),
                    ("a flight", "takes"),
                    ("the meeting", "went on for"),
                    ("the battery", "works for"),
                )
            )
        ),
        "puzzle_trees": _all(
            *(
                told(
                    (
                        f"[a {way} is {{s}} m long|there is a {way} of {{s}} metres|the {way} measures {{s}} m]",
                        f"[{things} stand every {{d}} m|there is one {thing} every {{d}} metres|{things} are put {{d}} m apart|the distance between two {things} is {{d}} m]",
                        "[also at both ends|both ends have one|the first is at the start and the last at the end]",
                    ),
                    f"[how many {things} are there|how many {things} are needed|how many {things} is that]",
                    f"the number of {things}",
                    fixed=True,
                )
                for way, thing, things in (
                    ("road", "tree", "trees"),
                    ("street", "lamp", "lamps"),
                    ("fence", "post", "posts"),
                    ("path", "bench", "benches"),
                    ("track", "flag", "flags"),
                    ("wall", "{plant}", "{plants}"),
                )
            )
        ),
        "story_gcd": _all(
            *(
                told(
                    (
                        have,
                        f"[they are {done} with nothing left over|equal {sets} are made of them, all the same and nothing left|as many equal {sets} as possible are made and nothing is left]",
                    ),
                    f"[how many {sets} are there at most|what is the largest number of {sets}|how many equal {sets} can be made]",
                    f"the largest number of {sets}",
                    fixed=True,
                )
                for have, done, sets in (
                    ("{name} has {a} {items} and {b} {items2}", "put into equal bags", "bags"),
                    ("there are {a} roses and {b} tulips", "tied into equal bunches", "bunches"),
                    ("{a} boys and {b} girls are here", "divided into equal groups", "groups"),
                    ("{name} baked {a} {bakes} and {b} {bakes2}", "packed into equal boxes", "boxes"),
                    ("a shop has {a} {foods} and {b} {foods2}", "put into equal baskets", "baskets"),
                )
            )
        ),
        "story_lcm": _all(
            *(
                told(
                    (
                        f"[one {who} {does} every {{a}} {span} and another every {{b}} {span}|the first {who} {does} every {{a}} {span}, the second every {{b}} {span}]",
                        "[they just did it together|now both do it together|today they start together]",
                    ),
                    f"[after how many {span} does that happen again|how many {span} later do they do it together again|when is the next time, in {span}]",
                    "the time until then",
                    fixed=True,
                )
                for who, does, span in (
                    ("bus", "leaves", "minutes"),
                    ("light", "flashes", "seconds"),
                    ("bell", "rings", "minutes"),
                    ("friend", "visits", "days"),
                    ("alarm", "beeps", "minutes"),
                    ("ship", "returns", "days"),
                    ("runner", "finishes a lap", "minutes"),
                )
            )
        ),
        "story_ladder": _all(
            *(
                told(
                    (
                        f"[a ladder is {{c}} {unit} long|a ladder of {{c}} {unit} leans against a wall|{{name}} has a ladder of {{c}} {unit}]",
                        f"[its foot is {{a}} {unit} from the wall|the foot stands {{a}} {unit} away from the wall|at the bottom it is {{a}} {unit} away from the wall]",
                    ),
                    f"[how high does it reach|how high up the wall does it go|at what height is its top|how many {unit} up the wall is its top]",
                    "the height",
                    fixed=True,
                )
                for unit in ("m", "metres", "ft", "feet")
            )
        ),
        "story_walk": _all(
            *(
                told(
                    (
                        f"[{who} {goes} {{a}} {unit} {ways[0]}|first {who} {goes} {{a}} {unit} to the {ways[0]}]",
                        f"[then it is {{b}} {unit} {ways[1]}|then come {{b}} {unit} to the {ways[1]}|after that {who} {goes} {{b}} {unit} {ways[1]}]",
                    ),
                    f"[how far is {who} from the start|what is the straight distance to the start|how far from the start is that]",
                    "the distance from the start",
                    fixed=True,
                )
                for who, goes in (
                    ("{name}", "walks"),
                    ("a ship", "sails"),
                    ("a robot", "moves"),
                    ("{name}", "cycles"),
                    ("a drone", "flies"),
                )
                for unit, ways in (("km", ("north", "east")), ("m", ("west", "south")), ("miles", ("south", "east")))
            )
        ),
        "groups_needed": _all(
            *(
                told(
                    (
                        f"[{{a}} {things} {must}|there are {{a}} {things}, and all of them {must}]",
                        f"[each {group} {holds} {{b}} [{things}|of them|]|one {group} {holds} at most {{b}}|a {group} {holds} only {{b}}]",
                    ),
                    f"[how many {groups} are needed|how many {groups} do they need at least|what is the least number of {groups}]",
                    f"the number of {groups} needed",
                )
                for things, must, group, groups, holds in (
                    ("{people}", "travel to {place}", "{vehicle}", "{vehicles}", "takes"),
                    ("{items}", "must be packed", "{box}", "{boxes}", "holds"),
                    ("{people}", "want to eat", "table", "tables", "seats"),
                    ("books", "must be stored", "shelf", "shelves", "holds"),
                    ("{bakes}", "must be carried", "tray", "trays", "holds"),
                    ("children", "cross the lake", "boat", "boats", "carries"),
                    ("photos", "go into albums", "page", "pages", "holds"),
                )
            )
        ),
        "groups_regroup": _all(
            *(
                told(
                    (
                        f"[there are {{a}} {groups} of {{b}} {things}|{{a}} {groups} have {{b}} {things} each|{{name}} has {{a}} {groups} with {{b}} {things} in each]",
                        f"[they are put into new {groups} of {{c}}|{{name}} makes new {groups} with {{c}} in each|now each {group} shall have {{c}}]",
                    ),
                    f"[how many new {groups} are there|how many {groups} is that then|how many {groups} of {{c}} does that make]",
                    f"the number of new {groups}",
                    fixed=True,
                )
                for things, group, groups in (
                    ("{items}", "{box}", "{boxes}"),
                    ("chairs", "row", "rows"),
                    ("players", "team", "teams"),
                    ("flowers", "bunch", "bunches"),
                    ("books", "shelf", "shelves"),
                    ("cards", "pile", "piles"),
                    ("{people}", "group", "groups"),
                )
            )
        ),
        "groups_three": _all(
            *(
                told(
                    (
                        f"[there are {{a}} {big}|{{name}} has {{a}} {big}|{{site}} has {{a}} {big}]",
                        f"[each {one} has {{b}} {middle}|in every {one} there are {{b}} {middle}]",
                        f"[each {inner} has {{c}} {small}|in every {inner} there are {{c}} {small}|a {inner} holds {{c}} {small}]",
                    ),
                    f"[how many {small} are there|how many {small} is that [in all|altogether]|what is the total number of {small}]",
                    f"the number of {small}",
                    fixed=True,
                )
                for big, one, middle, inner, small in (
                    ("boxes", "box", "bags", "bag", "{items}"),
                    ("floors", "floor", "rooms", "room", "beds"),
                    ("streets", "street", "houses", "house", "windows"),
                    ("shelves", "shelf", "boxes", "box", "{foods}"),
                    ("weeks", "week", "days", "day", "lessons"),
                    ("buses", "bus", "rows", "row", "seats"),
                    ("schools", "school", "classes", "class", "pupils"),
                )
            )
        ),
        "groups_dozen_pieces": told(
            (
                "[{name} buys {n} {OF}|a shop sells {n} {OF}|there are {n} {OF}|{name} ordered {n} {OF}|{n} {OF} are delivered|{name} packs {n} {OF}]",
            ),
            "[how many {THINGS} is that|how many {THINGS} are there|how many single {THINGS} are these|how many {THINGS} in all]",
            "the number of {THINGS}",
        ),
        "groups_dozens": told(
            (
                "[{name} has {m} {THINGS}|a shop has {m} {THINGS}|there are {m} {THINGS}|{m} {THINGS} are delivered|{name} counts {m} {THINGS}|{m} {THINGS} lie in a box]",
            ),
            "[how many {UNITS} is that|how many {UNITS} are there|how many {UNITS} are these|how many {UNITS} does that make]",
            "the number of {UNITS}",
        ),
        "count_arrange_story": _all(
            *(
                told(
                    (f"[{{n}} {things} {stand}|there are {{n}} [different |]{things}, and they {stand}]",),
                    "[in how many orders is this possible|how many orders are there|how many arrangements are possible|in how many ways can they do this]",
                    "the number of orders",
                )
                for things, stand in (
                    ("{people}", "stand in a row"),
                    ("books", "stand on a shelf"),
                    ("children", "line up"),
                    ("songs", "are played one after the other"),
                    ("friends", "sit on a bench"),
                    ("{items}", "lie in a row"),
                )
            )
        ),
        "count_team_story": _all(
            *(
                told(
                    (
                        f"[there are {{n}} {things}|{{n}} {things} are here|{{name}} has {{n}} {things}]",
                        "[{k} of them are chosen|{k} are picked, in any order|a group of {k} is formed|{name} chooses {k} of them]",
                    ),
                    _WAYS,
                    "the number of ways",
                    fixed=True,
                )
                for things in ("{people}", "children", "books", "players", "{items}", "questions", "colors")
            )
        ),
        "count_podium_story": _all(
            *(
                told(
                    (
                        f"[{{n}} {things} take part in a race|there are {{n}} {things} in a contest|{{n}} {things} compete]",
                        "[first, second and third place are given|there is a gold, a silver and a bronze medal|the first three places get prizes]",
                    ),
                    "[in how many ways can this end|how many results are possible|in how many ways can the prizes be given]",
                    "the number of possible results",
                    fixed=True,
                )
                for things in ("{people}", "runners", "swimmers", "teams", "children", "horses")
            )
        ),
        "count_ball_not": told(
            (_BALLS, _DRAWN),
            "[what is the probability that it is not {R}|how likely is it that it is not {R}|what is the chance that it is any color but {R}]",
            "the probability that it is not {R}",
            fixed=True,
        ),
        "count_ball_either": told(
            (_BALLS, _DRAWN),
            "[what is the probability that it is {P} or {Q}|how likely is it to get {P} or {Q}|what is the chance that it is {P} or {Q}]",
            "the probability that it is {P} or {Q}",
            fixed=True,
        ),
        "money_two_items_decimal": _all(
            *(
                told(
                    (
                        f"[one {one} costs {money}{{p}}|{many} cost {money}{{p}} each]",
                        f"[one {other} costs {money}{{q}}|the price of one {other} is {money}{{q}}]",
                        f"{{name}} buys {{a}} {many} and one {other}",
                    ),
                    "[how much is that|what is the total|how much must {he} pay|what does it cost together]",
                    "the total",
                    fixed=True,
                )
                + told(
                    (f"{{name}} buys {{a}} {many} at {money}{{p}} each and one {other} for {money}{{q}}",),
                    "[how much is that|what is the total|how much must {he} pay]",
                    "the total",
                    fixed=True,
                )
                for one, many, other in (
                    ("{item}", "{items}", "{item2}"),
                    ("{food}", "{foods}", "{food2}"),
                    ("ticket", "tickets", "poster"),
                    ("{bake}", "{bakes}", "coffee"),
                    ("pen", "pens", "{item}"),
                )
                for money in "$€£"
            )
        ),
    }
)
