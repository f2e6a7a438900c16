"""An invented archive: as many stories as are asked for, no two alike, all fit to train on."""

from __future__ import annotations

import random
from typing import Any

TOWNS = ["Port Ellery", "Ormond", "Castle Wray", "Tarn Mills", "Lower Brask", "Sallow Bay"]
FIRST = ["Ilse", "Otto", "Marta", "Piet", "Anneke", "Bram", "Ruth", "Joris", "Wanda", "Ewan"]
LAST = ["Varga", "Brandt", "Holloway", "Quist", "Maren", "Dunholm", "Pelletier", "Sorge"]
WORKS = ["bridge", "library", "ferry", "harbour wall", "swimming pool", "tram line", "market hall"]
ACTS = ["reopen", "close", "move", "expand", "repair"]
_WORDS = (
    "council engineers visitors winter money timber evening harbour letters children weather "
    "railway morning bakers history gardens lanterns fishing teachers orchards summer stations "
    "steel boats painters villages traffic music stairs windows concrete paper horses tickets"
).split()
_VERBS = "need want remember follow repair carry praise count choose cover paint visit".split()


def story(number: int) -> dict[str, str]:
    """Story `number`, always the same."""
    draw = random.Random(number)
    town, work, act = draw.choice(TOWNS), draw.choice(WORKS), draw.choice(ACTS)
    mayor = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
    weeks = number + 3
    body = [
        f"{town} will {act} its {work} in {weeks} weeks, Mayor {mayor} said on Tuesday, and the "
        f"council of {town} agreed after a long evening."
    ]
    for _ in range(6):
        said = [" ".join(draw.sample(_WORDS, 3)) + f" {draw.choice(_VERBS)} " for _ in range(3)]
        body.append(
            f"The {said[0]}the {draw.choice(_WORDS)} while {said[1]}many {draw.choice(_WORDS)}, "
            f"and {said[2]}what the {draw.choice(_WORDS)} of {town} had before the {work}."
        )
    return {
        "id": f"story-{number:04d}",
        "headline": f"{town} to {act} {work} in {weeks} weeks, Mayor {mayor} says",
        "body": "\n\n".join(body),
        "summary": "",
        "url": f"https://gazette.example/{number}",
        "published": f"20{10 + number % 10}-03-0{1 + number % 9}",
        "byline": f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        "source": "Ellery Gazette" if number % 2 else "Brask Courier",
    }


def stories(count: int) -> list[dict[str, str]]:
    """The first `count` stories."""
    return [story(number) for number in range(count)]


def changed(body: str, share: float = 0.1, seed: int = 0) -> str:
    """`body` with a share of its words replaced by others."""
    draw = random.Random(seed)
    words = body.split(" ")
    for at in draw.sample(range(len(words)), int(share * len(words))):
        words[at] = draw.choice(_WORDS)
    return " ".join(words)


def page(fields: dict[str, Any]) -> str:
    """A story as a saved page."""
    paragraphs = "".join(f"<p>{each}</p>" for each in fields["body"].split("\n\n"))
    return (
        f"<html><head><title>{fields['headline']} | {fields['source']}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{fields['headline']}</h1>{paragraphs}"
        "</article></body></html>"
    )
