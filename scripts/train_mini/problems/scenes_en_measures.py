"""English stories about ages, averages, pieces of ground, motion, work and temperature.

Here: their facts and questions. Not here: numbers, programs (``stories.py``, ``stories_relations.py``, ``stories_situations.py``), the
orders of facts and question (``scenes_en_telling.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_en_telling import also_mine, told


def _all(*stories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frames in stories for frame in frames)


_COUPLES = (("{name}", "{name2}"), ("{name2}", "{name}"), ("the mother", "the son"), ("the father", "the daughter"), ("Bob", "Ann"))
_PLOTS = (
    "a garden",
    "a room",
    "a field",
    "a rectangular lawn",
    "a school yard",
    "a carpet",
    "a wall",
    "a swimming pool",
    "a rectangle",
    "a playground",
    "a poster",
    "a parking lot",
)
_UNITS = (("m", "metres", "square metres"), ("cm", "centimetres", "square centimetres"), ("ft", "feet", "square feet"))
_AREA = "[what is its area|what is the area|how large is its area|how many {square} does it cover|how many {square} is that]"
_PERIMETER = (
    "[what is its perimeter|what is the perimeter|how long is the border|how many {long} of fence go around it|how far is it once around]"
)


def _plots(length: str, width: str, ask: str, amount: str) -> tuple[str, ...]:
    """``L`` and ``W`` facts: ``u`` stands for a unit."""
    frames: list[str] = []
    for plot in _PLOTS:
        for short, long, square in _UNITS:
            units = f"[ {short}|{short}| {long}]"
            facts = [text.replace("@", plot).replace("~", units) for text in (length, width) if text]
            frames += told(facts, ask.replace("{square}", square).replace("{long}", long), amount, fixed=True)
    return tuple(frames)


_BOTH = "[@ is {a}~ long and {b}~ wide|@ measures {a}~ by {b}~|@ has a length of {a}~ and a width of {b}~|the sides of @ are {a}~ and {b}~|@ has sides of {a}~ and {b}~]"
_LONG = "[@ is {a}~ long|the length of @ is {a}~|@ has a length of {a}~]"
_WIDE = "[@ is {a}~ wide|the width of @ is {a}~|@ has a width of {a}~]"
_LESS = "[it is {b}~ less wide than long|the width is {b}~ less than the length|its width is {b}~ shorter than its length|it is {b}~ narrower than it is long]"
_MORE = "[it is {b}~ longer than wide|the length is {b}~ more than the width|its length is {b}~ greater than its width|the length exceeds the width by {b}~]"
_AROUND = (
    "[the perimeter of @ is {p}~|@ has a perimeter of {p}~|once around @ it is {p}~|a fence of {p}~ goes around @ with four right angles]"
)
_SIDE = "[one side is {a}~|it is {a}~ long|its length is {a}~|one side measures {a}~]"


def _averages(letters: str) -> tuple[str, ...]:
    frames: list[str] = []
    numbers = [f"{{{letter}}}" for letter in letters]
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    for says, average in (
        ("{name} [got|scored|has] # points [in some games|]", "[what is {his} average|what is the average score|what is the mean]"),
        ("the numbers are #", "[what is their average|what is the mean|what is the average]"),
        ("the temperatures were # degrees", "[what was the average|what was the mean temperature|find the average temperature]"),
        ("the children are # years old", "[what is their average age|what is the mean age]"),
        (
            "{name} [walked|ran|cycled] # km [on some days|]",
            "[how far is that on average|how many km a day is that on average|what is the average]",
        ),
        ("some boxes weigh # kg", "[what is the average weight|how much do they weigh on average]"),
        ("{name} read # pages", "[how many pages is that on average|what is the average]"),
        ("the prices are # dollars", "[what is the average price|what is the mean price]"),
        ("{shop} sold # {items}", "[how many were sold on average|what is the average]"),
    ):
        frames += told((says.replace("#", listed),), average, "the [average|mean]", fixed=True)
    each = ", ".join((f"{numbers[0]} {{items}} on the first day", f"{numbers[1]} on the second", f"{numbers[2]} on the third"))
    if len(letters) == 4:
        each += f", {numbers[3]} on the fourth"
    frames += told(
        (f"{{name}} [made|sold|found] {each}",),
        "[how many is that per day on average|what is the daily average|what is the average]",
        "the average",
        fixed=True,
    )
    return tuple(frames)


_TESTS = ("tests", "games", "rounds", "exams", "quizzes", "days", "races")


def _later_averages() -> tuple[str, ...]:
    frames: list[str] = []
    for thing in _TESTS:
        so_far = f"[the average of {{k}} {thing} is {{m}}|after {{k}} {thing} {{name}}'s average is {{m}}|{{name}} has an average of {{m}} in {{k}} {thing}|{{k}} {thing} gave a mean of {{m}}]"
        goal = f"[{{he}} wants an average of {{n}} after {{j}} {thing}|the goal is a mean of {{n}} over {{j}} {thing}|for {{j}} {thing} the average should be {{n}}]"
        frames += told(
            (so_far, goal),
            "[what must the next one be|how much is needed in the next one|what does {he} need next]",
            "the value needed next",
            fixed=True,
        )
    return tuple(frames)


def _joined_averages() -> tuple[str, ...]:
    frames: list[str] = []
    for thing, unit in (
        ("tests", "points"),
        ("{people}", "kg"),
        ("children", "years"),
        ("numbers", ""),
        ("days", "km"),
        ("boxes", "kg"),
        ("games", "points"),
    ):
        old = f"[the average of {{n}} {thing} is {{a}} {unit}|{{n}} {thing} have an average of {{a}} {unit}|the mean of {{n}} {thing} is {{a}} {unit}]".replace(
            " |", "|"
        ).replace(" ]", "]")
        new = f"[one more with {{b}} {unit} is added|then comes another one with {{b}} {unit}|the next one is {{b}} {unit}|a further one has {{b}} {unit}]".replace(
            " |", "|"
        ).replace(" ]", "]")
        frames += told(
            (old, new), "[what is the new average|what is the average now|what is the mean then]", "the new [average|mean]", fixed=True
        )
    return tuple(frames)


def _needed_averages() -> tuple[str, ...]:
    frames: list[str] = []
    for thing in _TESTS:
        got = f"[{{name}} got {{V}} in {{k}} {thing}|the first {{k}} {thing} brought {{V}}|{{k}} {thing} gave {{V}}|so far there are {{V}}]"
        goal = "[the average of {n} should be {m}|{he} wants an average of {m} over {n}|a mean of {m} over {n} is the aim]"
        frames += told(
            (got, goal),
            "[what must the last one be|what is needed in the last one|what must the next one be]",
            "the missing value",
            fixed=True,
        )
    return tuple(frames)


_PAIRS = (("two cars", "km/h", "km", "hours"), ("two trains", "km/h", "km", "hours"), ("{name} and {name2}", "km an hour", "km", "hours"), ("two cyclists", "km per hour", "km", "hours"),
          ("two boats", "km/h", "km", "hours"), ("two runners", "m per minute", "m", "minutes"), ("two robots", "cm per second", "cm", "seconds"), ("two buses", "miles per hour", "miles", "hours"))  # fmt: skip


def _two_movers(kind: str) -> tuple[str, ...]:
    frames: list[str] = []
    for who, speed, way, time in _PAIRS:
        speeds = f"[one [goes|moves|travels] {{v}} {speed}, the other {{w}} {speed}|their speeds are {{v}} and {{w}} {speed}|the first does {{v}} {speed} and the second {{w}} {speed}]"
        if kind == "apart":
            start = f"[{who} start at the same place and go in opposite directions|{who} leave the same point, one to the north, one to the south|{who} move away from each other]"
            frames += told(
                (start, speeds),
                f"[how far apart are they after {{t}} {time}|what is the distance between them after {{t}} {time}]",
                f"the distance after {{t}} {time}",
                fixed=True,
            )
            start = f"[{who} move towards each other and meet after {{t}} {time}|{who} come from two towns and meet after {{t}} {time}]"
            frames += told(
                (start, speeds),
                "[how far apart were they at first|what was the distance at the start]",
                "the distance at the start",
                fixed=True,
            )
        else:
            start = f"[{who} are {{s}} {way} apart and move towards each other|{who} start {{s}} {way} apart and come towards each other|there are {{s}} {way} between {who}, who go towards each other]"
            frames += told(
                (start, speeds),
                f"[after how many {time} do they meet|how many {time} does it take until they meet|when do they meet, in {time}]",
                "the time until they meet",
                fixed=True,
            )
    return tuple(frames)


def _workers() -> tuple[str, ...]:
    frames: list[str] = []
    for one, two, task in (("{name}", "{name2}", "paint a fence"), ("one pipe", "another pipe", "fill a tank"), ("an old machine", "a new machine", "do the job"), ("{name}", "{his} {relative}", "clean the house"),
                           ("the first pump", "the second pump", "empty a pool"), ("team A", "team B", "build a wall"), ("one printer", "a second printer", "print the books")):  # fmt: skip
        for span in ("hours", "days", "minutes"):
            facts = (
                f"[{one} can {task} in {{a}} {span}|{one} needs {{a}} {span} to {task}|it takes {one} {{a}} {span} to {task}]",
                f"[{two} needs {{b}} {span}|{two} takes {{b}} {span}|{two} can do it in {{b}} {span}]",
            )
            frames += told(
                facts,
                f"[how many {span} do they need together|how long do they take together|working together, how many {span} does it take]",
                "the time they need together",
                fixed=True,
            )
    return tuple(frames)


def _degrees(change: str) -> tuple[str, ...]:
    return _all(
        told(
            (
                "[it is {a} degrees|the temperature is {a} °C|the thermometer shows {a} °C|at noon it was {a} °C|in the morning it was {a} degrees]",
                change,
            ),
            "[what is the temperature [now|then]|how many degrees is it [now|then]|what does the thermometer show then]",
            "the temperature then",
            fixed=True,
        ),
    )


_FALL = "[it falls by #|it gets # degrees colder|it drops # degrees|it cools down by # degrees|the temperature goes down by # degrees|it sinks by #]"
_RISE = "[it rises by #|it gets # degrees warmer|it goes up # degrees|it warms up by # degrees|the temperature climbs by #]"


def _signed(first: str) -> tuple[str, ...]:
    fall, rise = (
        text.replace("#", "{" + slot + "}") for text, slot in ((_FALL, "b" if first == "-" else "c"), (_RISE, "b" if first == "+" else "c"))
    )
    parts = (fall, rise) if first == "-" else (rise, fall)
    start = "[it is {a} degrees|the temperature is {a} °C|the thermometer shows {a} °C|in the morning it was {a} °C]"
    return told(
        (start, parts[0], f"[then |later |after that ]{parts[1]}"),
        "[what is the temperature [now|then|in the end]|how many degrees is it [now|then]]",
        "the temperature in the end",
        fixed=True,
    )


SCENES: dict[str, tuple[str, ...]] = also_mine(
    {
        "age_future": _all(
            *(
                told(
                    (f"[{who} is {{a}} years old|{who} is {{a}}|today {who} is {{a}}|{who} has just turned {{a}}|{who}'s age is {{a}}]",),
                    f"[how old will {who} be in {{b}} years|how old is {who} {{b}} years from now|what age will {who} be {{b}} years later]",
                    f"the age of {who} in {{b}} years",
                )
                for who in ("{name}", "{name2}", "the baker", "{name}'s {relative}", "a tree", "the teacher")
            )
        ),
        "age_past": _all(
            *(
                told(
                    (f"[{who} is {{a}} years old|{who} is {{a}}|today {who} is {{a}}|{who} has just turned {{a}}|{who}'s age is {{a}}]",),
                    f"[how old was {who} {{b}} years ago|what age was {who} {{b}} years ago|{{b}} years ago, how old was {who}|how old was {who} {{b}} years before]",
                    f"the age of {who} {{b}} years ago",
                )
                for who in ("{name}", "{name2}", "the baker", "{name}'s {relative}", "a tree", "the teacher")
            )
        ),
        "age_times_future": _all(
            *(
                told(
                    (
                        f"[{one} is {{a}} years old|{one} is {{a}}|now {one} is {{a}}]",
                        f"[{one} is {{TIMES}} as old as {two}|this is {{TIMES}} the age of {two}|that is {{TIMES}} as old as {two}]",
                    ),
                    f"[how old will {two} be in {{c}} years|how old is {two} {{c}} years from now]",
                    f"the age of {two} in {{c}} years",
                    fixed=True,
                )
                for one, two in _COUPLES
            )
        ),
        "age_when_times": _all(
            *(
                told(
                    (f"[{one} is {{a}}|{one} is {{a}} years old|now {one} is {{a}}]", f"[{two} is {{b}}|{two} is {{b}} years old]"),
                    f"[in how many years will {one} be {{TIMES}} as old as {two}|after how many years is {one} {{TIMES}} as old as {two}|how many years from now is {one} {{TIMES}} the age of {two}]",
                    f"after how many years {one} is {{TIMES}} as old as {two}",
                )
                for one, two in _COUPLES
            )
        ),
        "average_three": _averages("abc"),
        "average_four": _averages("abcd"),
        "average_next": _later_averages(),
        "average_plus_one": _joined_averages(),
        "average_needed": _needed_averages(),
        "field_area": _plots(_BOTH, "", _AREA, "the area"),
        "field_perimeter": _plots(_BOTH, "", _PERIMETER, "the perimeter"),
        "field_square": _plots(
            "[@ is a square with a side of {a}~|@ is square and {a}~ long|@ has the shape of a square, each side {a}~|each of the four equal sides of @ is {a}~]",
            "",
            _PERIMETER,
            "the perimeter",
        ),
        "field_area_less": _plots(_LONG, _LESS, _AREA, "the area"),
        "field_perimeter_less": _plots(_LONG, _LESS, _PERIMETER, "the perimeter"),
        "field_area_more": _plots(_WIDE, _MORE, _AREA, "the area"),
        "field_perimeter_more": _plots(_WIDE, _MORE, _PERIMETER, "the perimeter"),
        "field_side_from_perimeter": _plots(
            _AROUND, _SIDE, "[how long is the other side|what is the other side|how wide is it|what is the width]", "the other side"
        ),
        "rate_apart": _two_movers("apart"),
        "rate_meet": _two_movers("meet"),
        "rate_together": _workers(),
        "rate_chase": _all(
            *(
                told(
                    (
                        f"[{slow} is {{d}} {way} ahead of {fast}|{fast} is {{d}} {way} behind {slow}|{slow} has a lead of {{d}} {way} on {fast}]",
                        f"[{slow} goes {{w}} {way} {per}, {fast} {{v}} {way} {per}|{fast} goes {{v}} {way} {per} and {slow} {{w}}]",
                    ),
                    f"[after how many {time} does {fast} catch up|how many {time} does {fast} need to catch {slow}|when is {slow} caught, in {time}]",
                    "the time until then",
                    fixed=True,
                )
                for slow, fast, way, per, time in (
                    ("{name}", "{name2}", "m", "per minute", "minutes"),
                    ("a truck", "a car", "km", "an hour", "hours"),
                    ("a rabbit", "a dog", "m", "per second", "seconds"),
                    ("a slow boat", "a fast boat", "km", "per hour", "hours"),
                )
            )
        ),
        "rate_fuel": _all(
            *(
                told(
                    (
                        f"[{car} {uses} {{u}} litres [of petrol|of fuel|] per 100 km|{car} needs {{u}} litres for 100 km|for every 100 km {car} takes {{u}} l]",
                        "[the trip is {s} km|it goes {s} km|{s} km are driven|the way is {s} km long]",
                    ),
                    "[how many litres are used|how much fuel is that|how many litres does it need]",
                    "the fuel used",
                    fixed=True,
                )
                for car, uses in (("a car", "uses"), ("{name}'s car", "burns"), ("a van", "uses"), ("a {vehicle}", "consumes"))
            )
        ),
        "rate_recipe": _all(
            *(
                told(
                    (
                        f"[{{q}} {unit} of {what} are [enough|needed] for {{a}} {who}|for {{a}} {who} you need {{q}} {unit} of {what}|a recipe for {{a}} {who} takes {{q}} {unit} of {what}]",
                    ),
                    f"[how many {unit} [are needed|do you need] for {{b}} {who}|how much {what} for {{b}} {who}|how much is it for {{b}} {who}]",
                    f"the {unit} for {{b}} {who}",
                )
                for unit, what, who in (
                    ("g", "flour", "people"),
                    ("g", "rice", "guests"),
                    ("ml", "milk", "pancakes"),
                    ("grams", "sugar", "cakes"),
                    ("g", "butter", "servings"),
                    ("ml", "water", "portions"),
                    ("spoons", "cocoa", "cups"),
                )
            )
        ),
        "rate_speed_decimal": _all(
            *(
                told(
                    (
                        f"[{who} {goes} {{s}} km|{{s}} km are covered by {who}|{who} covers {{s}} km]",
                        "[it takes {t} hours|this takes {t} hours|{t} hours are needed|the trip lasts {t} hours]",
                    ),
                    "[what is the average speed|how fast is that|how many km per hour is that|what is the speed in km/h]",
                    "the average speed",
                )
                for who, goes in (
                    ("a car", "drives"),
                    ("{name}", "cycles"),
                    ("a train", "travels"),
                    ("{name2}", "walks"),
                    ("a boat", "sails"),
                )
            )
        ),
        "puzzle_colder": _degrees(_FALL.replace("#", "{b}")),
        "puzzle_warmer": _degrees(_RISE.replace("#", "{b}")),
        "change_signed_fall_rise": _signed("-"),
        "change_signed_rise_fall": _signed("+"),
    }
)
