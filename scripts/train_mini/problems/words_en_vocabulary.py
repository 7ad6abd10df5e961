"""English vocabulary, number words and everyday noise for word problems.

Here: ``WRITER_EN`` and the slots it draws. Not here: sentence frames (``words_en_counting.py``, ``words_en_measures.py``).

Slots (all text):
    name, name2, name3            three different first names
    he He him his His himself     pronouns of ``name``; with 2 or 3 appended those of name2 and name3
    item items an_item            a countable thing, its plural, and the singular with its article; the same with 2 and 3
    food foods a_food             a countable edible thing; the same with 2
    bake bakes a_bake             something a baker makes; the same with 2
    box boxes a_box               a container
    animal animals an_animal      a four-legged animal; the same with 2
    bird birds a_bird             a two-legged animal
    plant plants a_plant          something that grows in a garden or wood
    person people                 a role ("guest", "guests"); the same with 2
    relative relative2            "sister", "uncle", "friend" (no article)
    place place2                  a town's name
    shop                          where things are sold, with article ("the market")
    site                          a public place, with article ("the library")
    vehicle vehicles a_vehicle    "bus", "buses", "a bus"
    day day2 month subject color color2 sport team team2 time
"""

from __future__ import annotations

import re
from random import Random

from scripts.train_mini.problems import writing_en
from scripts.train_mini.problems.compose import Writer
from scripts.train_mini.problems.schema import Slots


def _words(text: str) -> list[str]:
    """Return the words of a text; an underscore stands for a space (see ``_draw_nouns``)."""
    return text.split()


_HER = _words(
    "Emma Olivia Sophia Mia Ava Lucy Alice Grace Ruby Hannah Clara Zoe Ella Nora Ivy Maria Ana Camila Lucia Valentina Paula Ines Carmen "
    "Amelie Chloe Elise Manon Giulia Chiara Elena Bianca Greta Lena Johanna Frieda Ingrid Astrid Freya Saga Katarzyna Zofia Olga Nadia Irina "
    "Mei Xiu Yuki Sakura Hana Aiko Jin-ah Soo-min Linh Mai Priya Ananya Diya Lakshmi Meera Fatima Aisha Layla Zainab Noor Yasmin Leyla "
    "Elif Zeynep Amina Ngozi Chiamaka Wanjiru Thandi Zola Abena Makena Sade Kiri Aroha Tala Maya Rosa Tamar Miriam Sara Beth Jane Sally"
)
_HIM = _words(
    "Liam Noah James Tom Ben Jack Oscar Henry Leo Max Sam Peter David Daniel Adam Luke Carlos Diego Mateo Javier Pablo Luis Rafael Thiago "
    "Hugo Louis Antoine Marco Luca Matteo Giovanni Felix Jonas Anton Emil Lars Sven Erik Magnus Piotr Jakub Ivan Dmitri Mikhail Bogdan "
    "Wei Jun Hao Ming Kenji Hiro Takumi Min-jun Tuan Arjun Rohan Vikram Sanjay Dev Raj Omar Ali Yusuf Hassan Karim Tariq Mehmet Emre "
    "Kwame Kofi Chidi Emeka Jabari Tendai Sipho Amadou Tane Wiremu Kai Koa Nikolai Ravi Eitan Ari Andrei Stefan George Bob Mark Nick"
)

_HER_ROLES = (
    "my sister", "my mother", "my aunt", "Grandma", "Mum", "the teacher", "Mrs Brown", "Ms Chen", "the baker", "our neighbour", "Nurse Kim", "my friend",
    "Aunt May", "the gardener", "the shopkeeper", "Dr Lee", "the coach", "Ms Diaz", "my cousin", "Miss Patel",
)  # fmt: skip
_HIS_ROLES = (
    "my brother", "my father", "my uncle", "Grandpa", "Dad", "the farmer", "Mr Brown", "Mr Chen", "the baker", "our neighbour", "Nurse Tom", "my friend",
    "Uncle Jim", "the gardener", "the shopkeeper", "Dr Lee", "the coach", "Mr Okafor", "my cousin", "the driver",
)  # fmt: skip

_ITEMS = _words(
    "pencil pen book notebook sticker stamp marble button coin card postcard photo poster magazine comic eraser crayon marker ruler envelope "
    "ball balloon toy kite puzzle doll robot block bead shell stone pebble ribbon ring necklace bracelet badge medal ticket token key "
    "candle lamp bulb battery cable charger mug cup plate bowl spoon fork bottle jar glass pot pan towel pillow blanket basket sock "
    "shirt hat scarf glove sweater belt chair stool table cushion vase mirror clock tile brick nail screw bolt plank rope bucket brush "
    "rose tulip flower seed acorn leaf feather pinecone apple orange pear peach plum lemon mango banana egg potato onion carrot tomato cookie muffin bagel "
    "cupcake candy lollipop sandwich folder map flag magnet figurine keychain tennis_ball baseball_card trading_card paper_clip rubber_band building_block "
    "paper_crane paper_plane water_bottle soup_can light_bulb drawing letter parcel pin patch CD vinyl_record USB_stick headphone novel dictionary "
    "calendar diary backpack umbrella helmet racket whistle drumstick yo-yo dice_set snow_globe teddy_bear toy_car model_plane gift gem crystal "
    "pin_badge bookmark cork straw napkin "
    "jacket dress sandal wallet purse laptop tablet camera radio keyboard speaker drum guitar flute whisk kettle jug thermos lunchbox ladle teapot saucer tray_cloth curtain carpet rug mattress lantern torch match lighter hammer wrench screwdriver drill saw shovel rake hose flowerpot wheel tyre pedal helmet_strap skateboard scooter sled surfboard paddle tent sleeping_bag compass binocular telescope microscope magnifier test_tube beaker thermometer stapler clipboard highlighter paintbrush easel sketchbook canvas frame sculpture mask costume wig cape crown sword shield arrow boomerang frisbee domino chess_piece jigsaw spinning_top marionette puppet plush_bear doll_house train_set race_car rocket drone robot_kit seashell fossil coral pearl ruby emerald gold_coin silver_spoon "
    "newspaper leaflet brochure voucher coupon passport diploma certificate invitation greeting_card letterbox stamp_album recipe song playlist podcast video photo_album ebook pillowcase bedsheet apron mitten raincoat boot slipper shoelace zip pocket_watch alarm_clock remote projector monitor mousepad cartridge charger_cable fan heater lamp_shade doorbell padlock hinge pipe tap sink bathtub soap toothbrush comb hairbrush hairpin lipstick perfume bandage pill syringe crutch"
)
_FOODS = _words(
    "cookie apple orange pear peach plum banana strawberry cherry grape muffin bagel cupcake sandwich pancake dumpling samosa taco burger "
    "candy chocolate doughnut pretzel biscuit olive date fig walnut almond meatball sausage carrot tomato mandarin apricot raisin waffle "
    "croissant spring_roll pizza_slice cracker brownie "
    "blueberry raspberry kiwi pineapple melon watermelon coconut papaya lime pomegranate radish turnip beet cucumber pepper mushroom pea bean corn_cob pumpkin avocado cashew peanut pistachio chestnut hot_dog nugget fish_finger wrap quesadilla burrito noodle_bowl rice_cake oatcake fortune_cookie marshmallow gummy_bear jelly_bean toffee caramel popsicle ice_cream fruit_bar granola_bar cheese_stick"
)
_BAKES = _words(
    "cookie muffin bagel cupcake biscuit doughnut pretzel croissant brownie waffle pie cake tart scone bun roll cinnamon_roll bread_roll pastry "
    "flatbread pizza empanada samosa pancake "
    "quiche eclair macaroon strudel baguette loaf cheesecake gingerbread_man turnover danish crumpet focaccia pitta tortilla"
)
_BOXES = _words(
    "box bag basket crate shelf tray jar drawer carton bucket sack chest packet case bin suitcase tin bowl folder barrel container "
    "cupboard cabinet locker pouch envelope hamper cooler trunk toolbox lunchbox can pot vase jug trolley wagon"
)
_ANIMALS = _words(
    "cow pig goat horse dog cat rabbit donkey lamb calf pony llama alpaca camel zebra deer fox wolf hamster mouse elephant giraffe lion turtle "
    "guinea_pig hedgehog squirrel "
    "sheep bull buffalo bison antelope gazelle panda bear tiger leopard cheetah monkey rhino hippo moose reindeer badger otter beaver raccoon mole puppy kitten lizard crocodile frog toad"
)
_BIRDS = _words(
    "chicken duck goose hen turkey ostrich peacock pigeon swan parrot crane flamingo rooster quail owl sparrow eagle falcon hawk raven crow magpie robin finch canary budgie gull pelican heron stork penguin pheasant partridge dove chick duckling emu"
)
_PLANTS = _words(
    "apple_tree oak pine birch rose_bush tulip sunflower palm bush fern tomato_plant cactus lemon_tree maple fir cherry_tree daisy orchid "
    "willow elm beech birch_tree pear_tree plum_tree olive_tree fig_tree banana_palm rose hedge vine bamboo lavender_bush lily carnation poppy bluebell pumpkin_plant pepper_plant strawberry_plant shrub seedling sapling bonsai"
)
_PEOPLE = _words(
    "student pupil guest visitor player worker member child dancer singer scout camper tourist soldier volunteer passenger fan cyclist runner hiker "
    "nurse teacher engineer farmer musician sailor "
    "driver cook waiter baker gardener painter plumber carpenter builder miner fisherman hunter doctor dentist patient lawyer judge officer firefighter clerk manager employee intern trainee reader writer poet actor juggler clown magician skater skier surfer climber swimmer boxer referee coach pilot astronaut scientist explorer pirate knight elf"
)
_IRREGULAR = {
    "shelf": "shelves", "loaf": "loaves", "knife": "knives", "sheep": "sheep", "elf": "elves", "fisherman": "fishermen", "gingerbread man": "gingerbread men", "bison": "bison", "moose": "moose", "reindeer": "reindeer", "echo": "echoes", "man": "men", "leaf": "leaves", "child": "children", "calf": "calves", "wolf": "wolves", "mouse": "mice", "goose": "geese", "deer": "deer",
    "cactus": "cacti", "potato": "potatoes", "tomato": "tomatoes", "mango": "mangoes",
}  # fmt: skip
_RELATIVES = _words(
    "sister brother cousin friend uncle aunt mother father grandmother grandfather neighbour neighbor classmate teacher mum dad mom boss roommate "
    "teammate colleague grandma grandpa nephew niece "
    "daughter son wife husband grandson granddaughter twin stepbrother godmother coach landlord flatmate"
)
_PLACES = _words(
    "Lima Oslo Cairo Delhi Hanoi Kyoto Lagos Nairobi Quito Porto Lyon Turin Bergen Krakow Izmir Busan Chengdu Wuhan Perth Leeds York Bath Dover "
    "Boston Denver Austin Toronto Accra Dakar Tunis Riverton Oakfield Marstow Ashdale Brightwater Stonebridge Elmwood Velmora Kestrin Harlow "
    "Paris London Berlin Madrid Rome Vienna Prague Warsaw Athens Dublin Helsinki Lisbon Zurich Geneva Milan Naples Seville Munich Hamburg Chicago Seattle Miami Dallas Phoenix Sydney Melbourne Auckland Mumbai Manila Jakarta Bangkok Singapore Tokyo Osaka Seoul Beijing Shanghai Karachi Tehran Baghdad Kampala Lusaka Bogota Santiago Havana Greenfield Milltown Westbrook Lakeside"
)
_SHOPS = (
    "the market", "the store", "the bakery", "the butcher", "a hardware shop", "the pharmacy", "a pet shop", "the shoe shop", "a second-hand shop", "the craft shop", "the garden centre", "the petrol station", "a street stall", "the department store", "the newsagent", "the shop", "the supermarket", "the corner shop", "a flea market", "the bookshop", "the toy store", "the mall",
    "the school shop", "an online shop", "the gift shop", "a kiosk", "the village store", "the fair", "a garage sale", "the bazaar", "the stall",
)  # fmt: skip
_SITES = (
    "the library", "the school", "the museum", "the park", "the zoo", "the gym", "the station", "the community centre", "the office", "the farm",
    "the theatre", "the hospital", "the airport", "the bank", "the bakery", "the church", "the castle", "the beach", "the swimming pool", "the playground", "the university", "the kindergarten", "the post office", "the town hall", "the garage", "the studio", "the restaurant", "the aquarium", "the concert hall", "the camp", "the club", "the factory", "the warehouse", "the stadium", "the youth centre", "the harbour",
)  # fmt: skip
_VEHICLES = _words(
    "bus van car boat taxi minibus coach truck train raft canoe jeep ferry tram lorry pickup tractor sledge rickshaw helicopter submarine yacht gondola cable_car limousine ambulance"
)
_DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_MONTHS = _words("January February March April May June July August September October November December")
_SUBJECTS = _words(
    "maths history geography biology art music physics chemistry English Spanish science French Latin German Italian drama economics astronomy geology philosophy"
)
_COLORS = _words(
    "red blue green yellow black white orange purple pink brown grey silver golden turquoise violet beige maroon navy cream crimson lilac"
)
_SPORTS = _words(
    "football basketball tennis volleyball handball hockey cricket baseball rugby badminton golf judo karate archery squash softball lacrosse curling chess"
)
_TEAMS = _words("Tigers Eagles Sharks Lions Falcons Bears Hawks Wolves Rockets Comets Panthers Dragons Foxes Owls Storm United")
_TIMES = (
    "yesterday", "today", "this morning", "last week", "last night", "on Monday", "on Saturday", "in the afternoon", "last month", "over the weekend",
    "after school", "during the holidays", "this summer",
)  # fmt: skip
_NUMBERS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
)
_HIS = {"he": "he", "He": "He", "him": "him", "his": "his", "His": "His", "himself": "himself"}
_HERS = {"he": "she", "He": "She", "him": "her", "his": "her", "His": "Her", "himself": "herself"}
_MADE_UP = 0.08
_ROLE = 0.1


def _plural(noun: str) -> str:
    head, space, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif re.search(r"(s|x|z|ch|sh)$", last):
        last += "es"
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return head + space + last


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' and not noun.startswith('U') else 'a'} {noun}"


def _made_up_word(rng: Random, endings: str) -> str:
    syllables = (rng.choice("bcdfgklmnprstvz") + rng.choice(("", "", "r", "l")) + rng.choice("aeiou") for _ in range(rng.randint(1, 2)))
    return "".join(syllables) + rng.choice(endings.split())


def _draw_nouns(rng: Random, pool: list[str], count: int, *, made_up: float = 0.0) -> list[str]:
    nouns = [noun.replace("_", " ") for noun in rng.sample(pool, count)]
    return [_made_up_word(rng, "nk mp b t lo rt n g p ble nder x") if rng.random() < made_up else noun for noun in nouns]


def _noun_slots(nouns: list[str], one: str, many: str, article: str) -> Slots:
    slots: Slots = {}
    for number, noun in enumerate(nouns, 1):
        suffix = "" if number == 1 else str(number)
        slots |= {one + suffix: noun, many + suffix: _plural(noun), article + suffix: _with_article(noun)}
    return slots


def _person_slots(rng: Random) -> Slots:
    """Draw three people with different names and the pronouns of each."""
    slots: Slots = {}
    names: set[str] = set()
    for suffix in ("", "2", "3"):
        is_female = rng.random() < 0.5
        name = rng.choice(_HER if is_female else _HIM)
        if rng.random() < _MADE_UP:
            name = _made_up_word(rng, "la ra na ri a ia" if is_female else "n r l k m rin s").capitalize()
        elif rng.random() < _ROLE:
            name = rng.choice(_HER_ROLES if is_female else _HIS_ROLES)
        while name in names:
            name = rng.choice(_HER if is_female else _HIM)
        names.add(name)
        slots["name" + suffix] = name
        slots |= {slot + suffix: word for slot, word in (_HERS if is_female else _HIS).items()}
    return slots


def draw_words(rng: Random) -> Slots:
    """Return names, things and places for one problem (slots: see the module)."""
    nouns = (
        (_draw_nouns(rng, _ITEMS, 3, made_up=_MADE_UP), "item", "items", "an_item"),
        (_draw_nouns(rng, _FOODS, 2), "food", "foods", "a_food"),
        (_draw_nouns(rng, _BAKES, 2), "bake", "bakes", "a_bake"),
        (_draw_nouns(rng, _BOXES, 1), "box", "boxes", "a_box"),
        (_draw_nouns(rng, _ANIMALS, 2), "animal", "animals", "an_animal"),
        (_draw_nouns(rng, _BIRDS, 1), "bird", "birds", "a_bird"),
        (_draw_nouns(rng, _PLANTS, 1), "plant", "plants", "a_plant"),
        (_draw_nouns(rng, _PEOPLE, 2), "person", "people", "a_person"),
        (_draw_nouns(rng, _VEHICLES, 1), "vehicle", "vehicles", "a_vehicle"),
    )
    slots = _person_slots(rng)
    for words, one, many, article in nouns:
        slots |= _noun_slots(words, one, many, article)
    pairs = (("relative", _RELATIVES), ("place", _PLACES), ("day", _DAYS), ("color", _COLORS), ("team", _TEAMS))
    for slot, pool in pairs:
        slots[slot], slots[slot + "2"] = rng.sample(pool, 2)
    singles = (("shop", _SHOPS), ("site", _SITES), ("month", _MONTHS), ("subject", _SUBJECTS), ("sport", _SPORTS), ("time", _TIMES))
    return slots | {slot: rng.choice(pool) for slot, pool in singles}


_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")


def number_word(number: int) -> str:
    """Return the English word of 0 to 100."""
    if number <= 20:
        return _NUMBERS[number]
    if number == 100:
        return "a hundred"
    tens, ones = _TENS[number // 10 - 2], number % 10
    return f"{tens}-{_NUMBERS[ones]}" if ones else tens


_DISTRACTORS = (
    "{name} [loves|likes|enjoys] [sunny days|rainy days|music|long walks|{color} things|{sport}].",
    "It is a [warm|cold|windy|rainy|quiet] [{day}|morning|afternoon|evening] in {place}.",
    "{name} [lives|grew up] in {place} [with {his} {relative}|].",
    "{name}'s favourite [color|colour] is {color}.",
    "{name2} [is good at|is learning|studies] {subject}.",
    "{name} and {name2} [are good friends|have known each other for years|are neighbours|go to the same school].",
    "[Last|On a] {day} it [rained|snowed] [all day|in the morning|].",
    "{name3} [is away|is on holiday|is ill] [this week|today|].",
    "The [sun|moon] is [shining|out|bright].",
    "{name} has a {color} [bike|jacket|backpack|umbrella].",
    "{name}'s {relative} [works|is working] at {site}.",
    "In {month}, {place} is [full of tourists|very quiet|beautiful|cold].",
    "{name} [gets up early|slept well|is a little tired|is in a good mood|has time] today.",
    "{name2} [plays|watches|likes] {sport} on {day}.",
    "{name} [walks|cycles|takes the bus] to {site} [every morning|on {day}s|].",
    "[The door|The roof|The fence] of {site} is painted {color}.",
    "[They|We] all [had a good time|met at {site}|enjoyed the day].",
    "{name}'s [cat|dog|parrot] is called {name3}.",
    "[My friend|My {relative}|{name3}] told me [this|the following] story.",
    "[Here is something from everyday life.|A short story first.|This happened in {place}.|This is from my homework.]",
    "{name} [wears|is wearing] a {color} [hat|coat|shirt] [today|].",
    "[Bus|Tram|Train] number {num} stops [near|in front of] {site}.",
    "This is [exercise|problem|task] {num} in {name}'s book.",
    "{name} lives at number {num} [in Mill Street|in Station Road|of a long street].",
    "The radio in the kitchen plays [jazz|old songs|the news].",
    "{name}'s shirt has the number {num} on its back.",
    "{name2} [thinks|says] that [{subject}|{sport}] is [fun|hard|interesting].",
)

_PREFIXES = (
    "Question: ", "Q: ", "Please help: ", "hi, ", "Hi! ", "Hello, ", "Problem: ", "Exercise: ", "Solve: ", "Quick question: ", "Help me with this: ",
    "Can you solve this? ", "Homework: ", "Here is a problem. ", "hey ", "Solve this problem: ", "1. ", "Task: ", "Please solve: ", "Ok, ",
)  # fmt: skip
_SUFFIXES = (
    " Thanks!", " Show your work.", " Thank you.", " Please explain.", " thx", " Show all steps.", " Solve step by step.", " Please help me.",
    " Give the answer.", " Think carefully.", " please", " Put the answer in a box.",
)  # fmt: skip
_NUMBER_SUFFIXES = (" Give just the number.", " Answer with a number.", " Only the number, please.", " Just give me the answer.")


def disturb(text: str, rng: Random) -> str:
    """Write a problem as people do: mostly unchanged, sometimes with a greeting, a plea, odd case, spacing or no final mark."""
    if rng.random() < 0.8:
        return text
    kind = rng.choices(("prefix", "suffix", "lower", "no_mark", "lines", "space"), (5, 5, 4, 5, 4, 3))[0]
    match kind:
        case "prefix":
            return rng.choice(_PREFIXES) + text
        case "suffix" if text.endswith((".", "?")):
            return text + rng.choice(_SUFFIXES + _NUMBER_SUFFIXES if re.search(r"\b[Hh]ow many\b", text) else _SUFFIXES)
        case "lower" if not re.search(r"[\\=^]|\b[B-HJ-Z]\b", text):
            return text.lower()
        case "no_mark" if text.endswith((".", "?")) and not text.endswith(".."):
            return text[:-1]
        case "lines":
            return re.sub(r"(?<=[a-z][.?!]) (?=[A-Z])", "\n", text)
        case "space":
            return text.replace(" ", "  ", 1) if rng.random() < 0.5 else text + " "
    return text


WRITER_EN = Writer(draw_words, number_word, disturb, writing_en.reword, writing_en.restyle, _DISTRACTORS)
