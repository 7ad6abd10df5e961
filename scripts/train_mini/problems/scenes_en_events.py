"""English stories told event by event: something is there, more comes, some goes; one of the numbers is asked.

Here: worlds (what may happen to one kind of thing) and the orders in which a story is told. Not here: numbers, programs
(``stories.py``, ``stories_relations.py``), stories that compare (``scenes_en_relations.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from scripts.train_mini.problems.event_scenes import event_scenes


@dataclass(frozen=True)
class World:
    """Clauses about one kind of thing, in small letters, ``#`` for the number (of an unknown one: "some").

    ``now``, ``first``, ``came`` and ``went`` are questions without their mark; ``amount`` is what they ask, as a noun.
    """

    start: str
    gain: str
    lose: str
    end: str
    now: str
    amount: str
    first: str
    came: str
    went: str


WORLDS = (
    World(
        "[{name} had # {items}|{name} owned # {items}|in {name}'s {box} there were # {items}|{name} started with # {items}|at first {name} had # {items}]",
        "[{he} bought # more|{he} got # more from {his} {relative}|{name2} gave {him} # more|{he} found #|{he} won #|{he} picked up # more at {site}"
        "|{his} {relative} sent {him} #|{he} was given #|{he} received # as a present|{he} traded a toy for # of them|{he} collected # more|{he} earned #"
        "|# more came in the post|{he} made # new ones|{he} added # to {his} collection|another # were a gift from {name2}|{he} ordered # online]",
        "[{he} gave # to {name3}|{he} lost #|{he} sold #|{he} gave away #|{he} broke #|{he} threw away #|{he} used up #|{he} handed # to {his} {relative2}"
        "|{he} left # on the bus|# were stolen|{name3} took #|{he} lent # to {name3}|{he} donated #|{he} traded away #|# got lost|{he} returned # to {shop}"
        "|{he} dropped # into the river|# of them broke|{he} shared # with friends|{he} put # on sale and sold them]",
        "[{he} has # {items} now|now {he} has # {items}|{he} ended up with # {items}|in the end {he} had #|this left {him} with # {items}]",
        "how many {items} [does {he} have now|does {name} have now|are in {name}'s {box} now|does {name} have|did {he} have in the end|does {name} end up with]",
        "the number of {items} {name} has [now|in the end|]",
        "how many {items} did {name} have [at first|at the start|to begin with|before that|originally]",
        "how many {items} did {he} get",
        "how many {items} did {he} [lose|part with]",
    ),
    World(
        "[there were # {people} [at {site}|in the room|in the hall|on the {vehicle}]|# {people} were [at {site}|in the room|in the queue]|a group of # {people} stood outside {site}]",
        "[# more came in|# more arrived|another # joined them|# {people} came later|# more got on|# late ones turned up|they were joined by #]",
        "[# left|# went home|# of them walked away|# had to leave early|# got off|# went outside|# were sent away|# went to {place}]",
        "[there are # now|now # are there|# {people} were there at the end|# remained]",
        "how many {people} [are there now|are there|were there then|were there in the end|are there altogether now]",
        "the number of {people} [there now|in the end]",
        "how many {people} were there [at first|at the start|before]",
        "how many {people} [came|joined them]",
        "how many {people} left",
    ),
    World(
        "[{name} had # dollars|{name}'s piggy bank held # dollars|there was $# in {name}'s wallet|{name}'s account showed # dollars|{name} started the {day} with $#]",
        "[{he} earned # dollars|{his} {relative} gave {him} $#|{he} found # dollars|{he} was paid $# for a job|{he} put in another $#|{he} got # dollars for {his} birthday|$# came in]",
        "[{he} spent $#|{he} spent # dollars at {shop}|{he} paid # dollars for {an_item}|{he} lent # dollars to {name2}|{he} took out $#|{he} bought {an_item} for $#"
        "|{he} lost $#|a lunch cost {him} # dollars|a bill of $# was paid]",
        "[{he} has # dollars now|now {he} has $#|$# was left|this left {him} with # dollars]",
        "how much [money |]does {name} have now",
        "the amount of money {name} has now",
        "how much [money |]did {name} have [at first|at the start|before]",
        "how much [money |]did {he} get",
        "how much [money |]did {he} spend",
    ),
    World(
        "[a tank held # litres of water|a barrel contained # litres|there were # liters of water in a pool|a bucket had # litres in it]",
        "[# litres were poured in|rain added # litres|{name} put in another # litres|# more litres flowed in|a pump brought # litres more]",
        "[# litres leaked out|{name} took out # litres|# litres were used|# liters ran out|# litres dried up in the sun|the plants needed # litres of it]",
        "[it holds # litres now|there are # litres in it now|# litres were in it at the end]",
        "how many [litres|liters] are in it [now|then|]",
        "the amount of water in it now",
        "how many litres [did it hold|were in it] [at first|at the start]",
        "how many litres [were added|came in]",
        "how many litres were [lost|taken out]",
    ),
    World(
        "[a farmer had # {animals}|there were # {animals} on the farm|{name}'s herd counted # {animals}|# {animals} grazed in a field]",
        "[# were born|{he} bought # more|# new ones arrived|a neighbour brought # more|# young ones were born in spring]",
        "[# were sold|{he} sold #|# ran away|# were moved to another farm|# died|# got out through the fence]",
        "[there are # now|# {animals} are on the farm now|now there are #]",
        "how many {animals} are [there|on the farm|in the herd] [now|]",
        "the number of {animals} now",
        "how many {animals} were there [at first|at the start|before]",
        "how many {animals} [were added|came]",
        "how many {animals} are gone",
    ),
    World(
        "[# {birds} sat [on a roof|in a tree|by the pond]|there were # {birds} [on the lake|in the park|in a tree]|{name} counted # {birds}]",
        "[# more flew in|another # landed|# joined them|# came back]",
        "[# flew away|# flew off|# were scared off by a dog|# swam away]",
        "[there are # now|now # {birds} are there|# {birds} were there at the end]",
        "how many {birds} [are there now|were there then|are there]",
        "the number of {birds} there now",
        "how many {birds} were there [at first|at the start]",
        "how many {birds} came",
        "how many {birds} went",
    ),
    World(
        "[{shop} had # {items} in stock|there were # {items} on the shelf|the warehouse stored # {items}|in the morning there were # {items} for sale|{name} runs a shop and had # {items}]",
        "[a delivery brought # more|# new ones were delivered|# were returned by customers|they ordered # more|# more were put on the shelf|# arrived by truck]",
        "[# were sold|customers bought #|# were sent out|# were damaged and thrown away|a school ordered #|they sold # in one hour|# went to another shop]",
        "[there are # in stock now|# were in stock in the evening|# {items} are there now]",
        "how many {items} are [in stock|there|on the shelf] now",
        "the [stock|number of {items}] now",
        "how many {items} were there [at first|in the morning|before that]",
        "how many {items} [were delivered|came in]",
        "how many {items} were [sold|taken away]",
    ),
    World(
        "[{name} baked # {bakes}|there were # {bakes} on a plate|a tray held # {bakes}|{name} brought # {foods} to a picnic|there were # {foods} in the kitchen]",
        "[{he} baked # more|{name2} put # more there|{his} {relative} brought another #|# fresh ones were added]",
        "[{his} {relative2} ate #|# were eaten|the children ate #|{he} gave # to {name2}|# fell on the floor|the dog ate #|{he} packed # for school|they had # for breakfast]",
        "[there are # now|now there are #|# were there in the evening]",
        "how many are [there now|on the plate now|there]",
        "the number of them now",
        "how many were there [at first|before|to start with]",
        "how many were added",
        "how many [were eaten|are missing]",
    ),
    World(
        "[{name} had # points|{name} scored # points in the first round|{name} was playing a game and had # points|{name}'s score was #]",
        "[{he} won # more|{he} got # bonus points|the next level gave {him} #|# points were added|{he} scored another #]",
        "[{he} lost #|{he} was fined # points|a mistake cost {him} # points|# points were taken off|the judge took away #]",
        "[{he} has # points now|the score is # now|{he} finished with # points]",
        "[how many points does {he} have now|what is {his} score now|what was {his} final score]",
        "{name}'s [final score|score now]",
        "how many points did {he} have [at first|at the start]",
        "how many points did {he} win",
        "how many points did {he} lose",
    ),
    World(
        "[{name}'s phone had # photos on it|there were # files in a folder|my phone has # songs|a channel had # subscribers|{name} had # unread messages|a library had # books]",
        "[# were added|# new ones came|another # were put in|# more came in during {month}]",
        "[# were deleted|# were removed|# disappeared|# were taken out|# were lost]",
        "[there are # now|now it is #|the number is # now]",
        "[how many are there now|what is the number now]",
        "the number now",
        "how many were there [at first|before|originally]",
        "how many were added",
        "how many were removed",
    ),
    World(
        "[a class had # children|our school has # pupils|a choir had # singers|a club counted # members|the company employed # people|a village had # inhabitants]",
        "[# more joined|# moved in|# new ones came in {month}|# were taken in|another # signed up]",
        "[# left|# moved away|# dropped out|# quit|# moved to {place}]",
        "[there are # now|now it has #|it has # today]",
        "how many [are there now|are there|does it have now]",
        "the number now",
        "how many were there [at first|before|at the start]",
        "how many joined",
        "how many left",
    ),
)


def _there(place: str, things: str, gains: str, losses: str) -> World:
    """Return a world of things at a place; gains and losses are clauses divided by slashes."""
    comes, goes = (f"[{text.replace('/', '|')}]" for text in (gains, losses))
    return World(
        f"[there were # {things} {place}|{place} there were # {things}|# {things} were {place}|I counted # {things} {place}]",
        comes,
        goes,
        f"[there are # {place} now|now there are #|in the end # were there|# are there now]",
        f"how many {things} are {place} now",
        f"the number of {things} {place} [now|in the end]",
        f"how many {things} were {place} [at first|at the start|before]",
        "[how many were added|how many came]",
        "[how many are gone|how many are missing]",
    )


_PLACES = (
    _there(
        "in the car park",
        "cars",
        "# more drove in/# cars arrived/another # were parked/# came from the motorway",
        "# drove off/# left/# were towed away/# pulled out",
    ),
    _there(
        "on the plane", "passengers", "# more boarded/another # got in/# took their seats", "# got out/# were asked to leave/# stepped off"
    ),
    _there(
        "in the aquarium",
        "fish",
        "# hatched/# were put in/{name} released # more/# new ones were added",
        "# died/# were caught/# were taken out/{name} sold #",
    ),
    _there(
        "in the fridge",
        "eggs",
        "# were put in/{name} bought # more/the hens laid #",
        "# were cooked/# were used for a cake/# broke/# went bad/{name} boiled #",
    ),
    _there("on the tree", "apples", "# more ripened/# more grew", "# fell down/# were picked/the wind blew off #/birds ate #/# rotted"),
    _there("on the cake", "candles", "# were lit/# more were stuck on", "# went out/# were blown out/# burned down/# melted"),
    _there(
        "on the wall",
        "posters",
        "# were hung up/# new ones were put up/{name} pinned up # more",
        "# were taken down/# were torn off/# fell off",
    ),
    _there(
        "in the inbox",
        "emails",
        "# more came in/# were received/# arrived overnight",
        "# were deleted/# were moved/# were answered and archived/# were erased",
    ),
    _there(
        "on the phone",
        "apps",
        "# were installed/{name} downloaded # more/# came with an update",
        "# were uninstalled/# were deleted/{name} removed #",
    ),
    _there(
        "in the hotel",
        "guests",
        "# checked in/# more arrived by bus/another # booked a room",
        "# checked out/# departed/# went home early/# cancelled and left",
    ),
    _there(
        "in the company",
        "workers",
        "# were hired/# new ones started/# joined in {month}",
        "# quit/# retired/# resigned/# were fired/# changed jobs",
    ),
    _there(
        "in the pond", "frogs", "# hopped in/# more jumped in/# came from the river", "# hopped away/# jumped out/# swam off/a stork ate #"
    ),
    _there(
        "on the list",
        "names",
        "# were written down/# were added/{name} entered # more",
        "# were crossed out/# were struck off/# were removed/{name} erased #",
    ),
    _there(
        "in the library",
        "books",
        "# were bought/# were given back/# were donated to it/# came from another library",
        "# were borrowed/# were lent out/# were thrown out/# are on loan",
    ),
    _there(
        "in the garden",
        "flowers",
        "# opened/{name} planted # more/# more grew",
        "# withered/{name} cut #/# were eaten by snails/# dried up",
    ),
    _there(
        "in the bakery",
        "loaves",
        "# came out of the oven/# more were baked/# were delivered",
        "# were sold/# burned/# were given to the poor/customers took #",
    ),
    _there(
        "at the party",
        "balloons",
        "# were blown up/{name} hung up # more/# were tied to the door",
        "# popped/# burst/# flew away/# lost their air",
    ),
    _there(
        "in the jar",
        "coins",
        "{name} put in #/# were dropped in/{his} {relative} added #",
        "{name} took out #/# were spent/# were removed/{he} paid with #",
    ),
    _there("in the harbour", "boats", "# sailed in/# came back/# more anchored there", "# sailed out/# went to sea/# sank/# set off"),
    _there(
        "in the team",
        "players",
        "# were signed/# came from the youth team/# joined",
        "# were injured and left/# were transferred/# stopped playing/# moved to another club",
    ),
    _there(
        "in the puzzle box",
        "pieces",
        "# were found under the sofa/# were put back/{name} found # more",
        "# got lost/# were swallowed by the dog/# are missing now/{name} lost #",
    ),
    _there(
        "on the clothes line",
        "shirts",
        "# more were hung up/{name} washed # more and hung them up",
        "# were taken down/# were blown away/# fell down",
    ),
    _there(
        "in the cinema",
        "people",
        "# more walked in/# came late/# bought tickets at the door",
        "# walked out/# left before the end/# fell asleep and were sent home",
    ),
    _there("in the freezer", "ice cubes", "# were made/# more were put in", "# melted/# were used for drinks/# were taken out"),
    _there(
        "in the shop window",
        "{items}",
        "# were put on display/# more were shown",
        "# were sold/# were taken away/# were marked down and sold",
    ),
    _there("in the notebook", "blank pages", "# were glued in/# were added", "# were used/# were torn out/{name} wrote on #/# were filled"),
    _there(
        "in the box",
        "{items}",
        "# were put in/# more were packed/{name} added #",
        "# were unpacked/# were taken out/{name} removed #/# were handed out",
    ),
    _there(
        "in the forest",
        "trees",
        "# were planted/# more were planted by volunteers",
        "# were cut down/# were felled/# burned/# fell in a storm",
    ),
)

_MINE = {
    "does {he}": "do I", "does {name}": "do I", "{he} has": "I have", "{name} has": "I have", "{name} runs": "I run", "{name}'s": "my",
    "{name}": "I", "{he}": "I", "{his}": "my", "{him}": "me",
}  # fmt: skip
_EUROS = {"$#": "€#", "dollars": "euros"}
_POUNDS = {"$#": "£#", "dollars": "pounds"}


def _reworded(world: World, words: dict[str, str]) -> World:
    texts = asdict(world)
    for key in texts:
        for old, new in words.items():
            texts[key] = texts[key].replace(old, new)
    return World(**texts)


_MONEY = [world for world in WORLDS if "$#" in world.start]
_OWN = [world for world in WORLDS if "{name}" in world.now]
_ALL = (
    *WORLDS,
    *_PLACES,
    *(_reworded(world, words) for world in _MONEY for words in (_EUROS, _POUNDS)),
    *(_reworded(world, _MINE) for world in _OWN),
    *(_reworded(_reworded(world, _EUROS), _MINE) for world in _MONEY),
)

_THEN = "[then |later |after that, |soon |the next day |||]"
_LAST = "[then |later |after that, |finally, |in the end |on {day} ||]"
_ORDER = "[find|work out|calculate|tell me|give|compute|determine|i need to know|please find|can you work out]"
_CALL = "[|||hey, |ok so |help: |pls help, ]"

Events = Sequence[tuple[str, str]]


def _with(clause: str, slot: str) -> str:
    return clause.replace("#", f"{{{slot}}}")


def _without_number(clause: str) -> str:
    for number in ("a bill of $#", "a bill of €#", "a bill of £#", "$#", "€#", "£#", "# dollars", "# euros", "# pounds"):
        clause = clause.replace(number, "some money")
    return clause.replace("another #", "some more").replace("#", "some")


def _happened(world: World, events: Events) -> list[str]:
    return [_with(world.gain if sign == "+" else world.lose, slot) for sign, slot in events]


def _joined(clauses: Sequence[str]) -> str:
    if len(clauses) == 1:
        return clauses[0]
    return f"{', '.join(clauses[:-1])}[, and|, and then| and then| and|, then] {clauses[-1]}"


def asked_at_the_end(world: World, start: str, events: Events) -> tuple[str, ...]:
    """Return stories whose last number is asked."""
    first, happened = _with(world.start, start), _happened(world, events)
    sentences = f"{first}. {_THEN}{f'. {_LAST}'.join(happened)}."
    flow = f"{first}[,| and|, and|, then] {_joined(happened)}"
    return (
        f"{sentences} {world.now}?",
        f"{_CALL}{flow}. [so |now ||]{world.now}?",
        f"{world.now} if {flow}?",
        f"{world.now}? {sentences}",
        f"{sentences} {_ORDER} {world.amount}.",
        f"{_ORDER} {world.amount} [if|when] {flow}.",
        f"[suppose|imagine|say|let's say] {flow}. {world.now}?",
        f"[if|given that] {first} and {_joined(happened)}, {world.now}?",
        f"{first}. {_joined(happened)}. {world.now}?",
    )


def asked_at_the_start(world: World, events: Events, end: str) -> tuple[str, ...]:
    """Return stories whose first number is asked; the events and the end are known."""
    unknown = _without_number(world.start)
    last, happened = _with(world.end, end), _happened(world, events)
    return (
        f"{unknown}. {_THEN}{f'. {_LAST}'.join(happened)}. {last}. {world.first}?",
        f"{unknown}. [after|when] {_joined(happened)}, {last}. {world.first}?",
        f"{world.first} if {_joined(happened)} and {last}?",
        f"[first |]{_joined(happened)}. {last}. {world.first}?",
        f"{world.first}? {unknown}, {_joined(happened)}, and {last}.",
        f"{last}[ after|, because earlier] {_joined(happened)}. {world.first}?",
    )


def asked_in_the_middle(world: World, start: str, sign: str, end: str) -> tuple[str, ...]:
    """Return stories whose change is asked: start and end are known."""
    first, last = _with(world.start, start), _with(world.end, end)
    change = _without_number(world.gain if sign == "+" else world.lose)
    question = world.came if sign == "+" else world.went
    return (
        f"{first}. {_THEN}{change}. {last}. {question}?",
        f"{first}, {change}, and {last}. {question}?",
        f"{first}. {last}. {question}?",
        f"{question} if {first} and {last}?",
        f"{question}? {first}, [but|and] {last}.",
        f"{last}. [before that|earlier], {first}. {question}?",
    )


def _all(*stories: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(frame for frames in stories for frame in frames)


def _ends(start: str, *events: tuple[str, str]) -> tuple[str, ...]:
    return _all(*(asked_at_the_end(world, start, events) for world in _ALL))


def _starts(end: str, *events: tuple[str, str]) -> tuple[str, ...]:
    return _all(*(asked_at_the_start(world, events, end) for world in _ALL))


def _middles(start: str, sign: str, end: str) -> tuple[str, ...]:
    return _all(*(asked_in_the_middle(world, start, sign, end) for world in _ALL))


SCENES = event_scenes(_ends, _starts, _middles)
