"""Labelled claims about invented stories; `kind` says what is wrong with the false ones."""

from __future__ import annotations

from typing import Any

FERRY = (
    "The ferry Halcyon ran aground off Port Ansel on Tuesday with 214 people on board. Captain "
    "Rosa Lindgren said a sandbank had moved since the last survey.\n\nNobody was hurt, and the "
    "harbour office will pay for 3 nights in hotels."
)
BAKERY = (
    "Tarn Mills has lost its last bakery. Otto Quist, 71, closed the shop on Saturday after 46 "
    "years.\n\n“I sold bread to the grandmothers of my customers,” Quist said. The council wants a "
    "chemist in the building."
)
OBSERVATORY = (
    "Astronomers at the Sallow Bay observatory found a comet that comes near the sun every 88 "
    "years. Ruth Pelletier, who leads the team, named it after her dog.\n\nThe comet will be seen "
    "in March from the southern coast."
)
CHESS = (
    "Wanda Sorge beat Piet Maren in 31 moves to win the chess open in Castle Wray. It was her "
    "fourth title in 6 years. Maren, the champion of 2019, called the game the best of his life."
)


def _claims(document: str, **of_kind: str) -> list[dict[str, Any]]:
    return [
        {"document": document, "claim": claim, "label": int(kind == "true"), "kind": kind}
        for kind, claim in of_kind.items()
    ]


CLAIMS = [
    *_claims(
        FERRY,
        true="The ferry Halcyon ran aground off Port Ansel with 214 people on board.",
        number="The ferry Halcyon ran aground off Port Ansel with 340 people on board.",
        name="Captain Marek Holloway said a sandbank had moved.",
        negation="The harbour office will not pay for 3 nights in hotels.",
    ),
    *_claims(
        BAKERY,
        true="Otto Quist closed the last bakery in Tarn Mills after 46 years.",
        number="Otto Quist closed the last bakery in Tarn Mills after 64 years.",
        name="Joris Brandt closed the last bakery in Tarn Mills.",
    ),
    *_claims(
        OBSERVATORY,
        true="A comet that comes near the sun every 88 years was found at Sallow Bay.",
        number="A comet that comes near the sun every 12 years was found at Sallow Bay.",
        name="Anneke Dunholm named the comet after her dog.",
    ),
    *_claims(
        CHESS,
        true="Wanda Sorge won the chess open in Castle Wray in 31 moves.",
        swap="Piet Maren beat Wanda Sorge to win the chess open in Castle Wray.",
        name="Wanda Sorge beat Ewan Varga to win the chess open.",
    ),
]
