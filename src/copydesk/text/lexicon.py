"""What English writes with a capital: common words, given names, countries and states.

The word list and the given names are data files made by `scripts/make_lexicon.py`; the places are
a table written by hand. All three load at first use, in about ten milliseconds.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from copydesk.text.words import key

Usage = Literal["lower", "either", "name"]

FUNCTION_WORDS = frozenset(
    "a about above across after again against all along also although am amid among an and another "
    "any are around as at away back be because been before behind being below beneath beside "
    "besides between beyond both but by can could did do does doing done down during each either "
    "else ever every except few for from further get gets getting go goes going got had has have "
    "having he her here hers herself him himself his how however i if in inside instead into is it "
    "its itself just least less let like many may me might mine more most much must my myself near "
    "neither never no nobody none nor not nothing now of off often on once one only onto or other "
    "others our ours out outside over own per perhaps quite rather re really same shall she should "
    "since so some somebody someone something still such than that the their theirs them "
    "themselves then there these they this those though through throughout till to together too "
    "toward towards under unless until up upon us use used very via vs v was we well were what "
    "whatever when whenever where whether which while who whoever whom whose why will with within "
    "without would yes yet you your yours s t ll ve d m don didn doesn isn wasn won aren couldn "
    "wouldn shouldn hasn haven hadn ain".split()
)
MONTHS = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Written in capitals even where the story spells them out.
ACRONYMS = frozenset(
    "abc bbc cbs cdc cia cnn covid dc dhs dnc doj epa eu faa fbi fda fema gm gop hhs hiv ibm irs "
    "isis lgbt msnbc nasa nato nbc nfl npr nra nsa ny nyc nypd rnc sec tsa tv uk un usa usda va "
    "vp".split()
)
_MORE_GIVEN = (
    "abdul abdullah ahmed aisha ali amir anders angela anil antony antonio ariel arjun bashar "
    "beatriz benazir benjamin boris carlos chloe ciaran dilma dmitri diego eduardo elif elon "
    "emmanuel enrique erdem evo fatima fernando francois giorgio giorgia giuseppe goran gustavo "
    "hamid hans hassan hiroshi hossein hugo ibrahim igor imran indira ingrid ivan jacinda jair "
    "javier jens joao jorge jose juan justin kamala keir khalid kofi lars leila lena lionel luis "
    "luiz mahmoud malala manuel marine mario mateo matteo mehmet mette miguel mikhail mohamed "
    "mohammad mohammed muhammad narendra nelson nicolas nikki nikolai niels olaf olga omar osama "
    "pablo pedro pierre rafael rajiv recep ricardo rishi roberto saddam sanjay sergei sergey "
    "shinzo silvio sonia sofia soren svetlana tariq theresa tulsi ursula viktor vladimir "
    "volodymyr xavier yasser yitzhak yoko yuri yusuf zoran mitt barack hillary newt rand ted jeb "
    "marco bernie beto cory kirsten tim joe mike bill bob jim tom ben sam dan ron don ken max liz "
    "kate maggie nate jake josh matt nick greg jeff steve dave chris pat rob".split()
)
# Given names of one person, a row each.
_NICKNAMES = """
abigail abby; alexander alex alexandra sandy; andrew andy drew; anthony tony antony; barbara barb;
benjamin ben benny; bernard bernie; beverly bev; catherine kate cathy katherine kathy kathryn katie
kit; charles charlie chuck; christopher chris kit; christina chris christine tina; daniel dan danny;
david dave davey; deborah debbie deb debra; donald don donnie; dorothy dot; edward ed eddie ted ned;
elizabeth liz beth betty eliza lizzie; eugene gene; frances fran; francis frank; franklin frank;
frederick fred freddie; gabriel gabe; gerald jerrold jerry gerry; geoffrey jeff geoff; gregory greg;
harold harry hal; henry hank harry; jacob jake; jacqueline jackie; james jim jimmy jamie; janet jan;
jeffrey jeff; jennifer jen jenny; jeremy jerry; john jack johnny jon; jonathan jon john; joseph joe
joey; joshua josh; judith judy; kenneth ken kenny; kimberly kim; kristen kris; lawrence larry;
leonard len leo; leslie les; louis lou louie; madeleine maddy; margaret maggie meg peg peggy; martin
marty; matthew matt; michael mike mick mickey; michelle shelly; mitchell mitch; nathaniel nate
nathan; nathan nate; nicholas nick nicolas; nicole nicky nikki; pamela pam; patricia pat patty;
patrick pat paddy; peter pete; philip phil phillip; rachel rae; randall randy; raymond ray; rebecca
becky; reginald reggie; richard dick rick rich ricky; robert bob bobby rob robbie beto bert; ronald
ron ronnie; russell russ; samantha sam; samuel sam sammy; sarah sara sally; sheldon shelly; stanley
stan; stephen steve steven; susan sue suzy; teresa terry theresa tess; terrence terry; theodore ted
teddy theo; thomas tom tommy; timothy tim; valerie val; victor vic; victoria vicky; vincent vince
vinny; virginia ginny; walter walt; willard mitt; william bill billy will willie; zachary zach zack;
addison mitch; addison a; rafael ted; piyush bobby
"""


def _read(name: str) -> list[str]:
    return (files("copydesk.text") / name).read_text(encoding="utf-8").splitlines()


@cache
def _lexicon() -> dict[str, Usage]:
    marks: dict[str, Usage] = {"*": "either", "^": "name"}
    return {line.rstrip("*^"): marks.get(line[-1], "lower") for line in _read("lexicon.txt")}


@cache
def given_names() -> frozenset[str]:
    """Given names, as keys; some are words too ("grace", "will")."""
    return frozenset(_read("given_names.txt")) | frozenset(_MORE_GIVEN)


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in _NICKNAMES.split(";"):
        names = row.split()
        for name in names:
            table.setdefault(name, set()).update(names)
    return {name: frozenset(others) for name, others in table.items()}


def same_given_name(left: str, right: str) -> bool:
    """Whether two given names (keys) may be one person's: "bill" and "william", "j" and "john"."""
    if left == right or right in _nicknames().get(left, ()):
        return True
    short, long = sorted((left, right), key=len)
    return long.startswith(short) and (len(short) <= 2 or len(short) >= 3)


@lru_cache(maxsize=1 << 16)
def usage(word: str) -> Usage:
    """How newspapers write the word with this key: in lower case, either way, or as a name.

    A form that the list lacks is looked up without its endings and prefixes; what stays unknown
    counts as a name.
    """
    if word == "u.s.":
        return "name"
    if word in FUNCTION_WORDS or not word.isalpha() or len(word) == 1:
        return "lower"
    lexicon = _lexicon()
    if word in lexicon:
        return lexicon[word]
    if word in given_names() or (word,) in places():
        return "name"
    for stem in stems(word):
        if lexicon.get(stem) == "lower":
            return "lower"
    return "name"


def is_known(word: str) -> bool:
    """Whether newspapers write the word with this key, or what is left of it without an ending."""
    lexicon = _lexicon()
    return (
        word in FUNCTION_WORDS
        or word in lexicon
        or word in given_names()
        or word in _place_words()
        or any(stem in lexicon for stem in stems(word))
    )


_ENDINGS = (
    "s es d ed r er ers rs ing ings ly ness able ible ment ments ist ists ism y ish less ful ize "
    "ized izes izing ise ised ises ising ization like wise ful ity al ally ty ier iest est".split()
)
_PREFIXES = (
    "un re non anti pre over out mis de dis under co counter inter super sub ultra multi post pro "
    "cyber mega micro mini self semi up down bio geo eco auto tele trans hyper".split()
)


def stems(word: str) -> list[str]:
    """What may be left of a word (key) without an ending or a prefix."""
    found = []
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            bare = word[: -len(ending)]
            found += [bare, bare + "e", bare + "y"]
            if bare.endswith("i"):
                found.append(bare[:-1] + "y")
            if len(bare) > 4 and bare[-1] == bare[-2]:
                found.append(bare[:-1])
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            found.append(word[len(prefix) :])
    return found


PlaceForm = Literal["name", "people", "capital"]


@cache
def places() -> dict[tuple[str, ...], dict[str, PlaceForm]]:
    """Keys of a place's forms -> {place: which form of it}; "georgia" is two places.

    Two-letter postal codes are left out where they are words; the caller must see to it that the
    others stand in capitals.
    """
    table: dict[tuple[str, ...], dict[str, PlaceForm]] = {}
    seen: set[str] = set()
    forms: tuple[PlaceForm, ...] = ("name", "people", "capital")
    for line in _read("places.tsv"):
        if line.startswith("#"):
            continue
        fields = line.split("|")
        place = fields[0].split(",")[0].strip()
        place = place if place not in seen else f"{place} (state)"
        seen.add(place)
        for form, field in zip(forms, fields, strict=False):
            for text in filter(None, (part.strip() for part in field.split(","))):
                keys = tuple(key(part) for part in re.split(r"[ -]", text))
                for variant in (
                    (keys, (*keys[:-1], keys[-1] + "s")) if form == "people" else (keys,)
                ):
                    table.setdefault(variant, {}).setdefault(place, form)
    for both in ("korea", "korean", "koreans"):
        table[(both,)] = {"North Korea": "name", "South Korea": "name"}
    return table


@cache
def _place_words() -> frozenset[str]:
    return frozenset(word for form in places() for word in form)


@cache
def place_beginnings() -> frozenset[str]:
    """The first keys of the forms of places."""
    return frozenset(form[0] for form in places())


# Short forms of states that are words or other abbreviations too: in a claim they name no place.
CODES_THAT_ARE_WORDS = frozenset(
    "al de hi id in la ma me mo oh ok or pa md mass miss wash ill ore ind".split()
)
# Places that are given names as often: before a name they are one.
PLACES_AND_GIVEN_NAMES = frozenset(
    "jordan chad virginia georgia israel madison jackson lincoln jefferson pierre helena augusta "
    "sofia santiago london asia austin carolina dakota montana".split()
)
# What stands for a government, a trade or a parliament: the body may call it by another name.
METONYMS = frozenset(
    {
        ("white", "house"), ("pentagon",), ("kremlin",), ("wall", "street"), ("capitol", "hill"),
        ("capitol",), ("downing", "street"), ("whitehall",), ("silicon", "valley"), ("hollywood",),
        ("foggy", "bottom"), ("beltway",), ("main", "street"), ("westminster",), ("oval", "office"),
        ("west", "wing"), ("big", "tech"), ("elysee",), ("buckingham", "palace"), ("holyrood",),
        ("stormont",), ("brussels",), ("foggy", "bottom"), ("k", "street"), ("scotland", "yard"),
    }
)  # fmt: skip
# Keys that say the same, beside places and acronyms; each row is one thing.
_ALIASES = """
gop republican republicans; dem dems democrat democrats democratic; fed federal-reserve;
scotus supreme-court; potus president; flotus first-lady; veep vp vice-president; pm prime-minister;
ag attorney-general; covid coronavirus covid-19 sars-cov-2; isis isil islamic-state daesh is;
obamacare affordable-care-act aca health-care-law; tory tories conservative conservatives;
lib-dem lib-dems liberal-democrat liberal-democrats; doj justice-department department-of-justice;
pentagon defense-department department-of-defense; state-department
department-of-state foggy-bottom;
la los-angeles; sf san-francisco; vegas las-vegas; philly philadelphia; nyc new-york new-york-city;
un united-nations; feds federal; mp mps member-of-parliament members-of-parliament;
facebook fb; xmas christmas; senate senator senators sen sens;
parliament parliamentary mp mps; nato alliance; islamic islam islamist muslim; jewish jews jew;
catholic catholics catholicism; christian christians christianity; muslim muslims islam;
st street saint; hq headquarters; tv tvs television televisions; dept department;
 mt mount; shiite shiites shia; congress house senate lawmakers congressional;
hispanic hispanics latino latinos latina latinx; eurozone euro-zone; mideast middle-east
middle-eastern; dc d.c washington; arab arabs arabic arabia; us u.s
"""


@cache
def aliases() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Keys of a name -> the keys of other names for the same thing."""
    table: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for row in _ALIASES.split(";"):
        group = {tuple(key(part) for part in entry.split("-")) for entry in row.split()}
        for entry in group:
            table.setdefault(entry, set()).update(group - {entry})
    return {entry: frozenset(others) for entry, others in table.items()}
