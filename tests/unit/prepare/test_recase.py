from __future__ import annotations

import pytest

from copydesk.prepare.recase import recase

BODY = (
    "PORT ARDEN (AP) — Mayor Ines Calloway told the White House on Monday that the city would buy "
    "the ferry iFerry from McOrr & Sons. “I can’t stop,” Calloway said. The house is white, the "
    "port is old, and the U.S. Coast Guard helped Port Arden. Every mayor before had waited for "
    "NATO and for the P.A.T. to sail."
)


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (
            "Mayor Calloway Tells White House City Will Buy iFerry",
            "Mayor Calloway tells White House city will buy iFerry",
        ),
        (
            "MAYOR CALLOWAY TELLS WHITE HOUSE: CITY WILL BUY FERRY",
            "Mayor Calloway tells White House: City will buy ferry",
        ),
        ("US COAST GUARD HELPS PORT ARDEN, FBI SAYS", "US Coast Guard helps Port Arden, FBI says"),
        (
            "Mayor’s Plan Waits for NATO, Says McOrr, but I Can’t",
            "Mayor’s plan waits for NATO, says McOrr, but I can’t",
        ),
        ("P.A.T.’S FERRY IS FROM THE P.A.T. BOARD", "P.A.T.’s ferry is from the P.A.T. board"),
        # Newspapers write "bush" and "spark" both ways, and the body does not tell.
        ("City Ferry Plan Is Bought From Jeb Bush", "City ferry plan is bought from Jeb Bush"),
        ("City Ferry Plan Sparks Defense Talk", "City ferry plan sparks defense talk"),
        # Cased by its editor already.
        ("City buys the Ferry from McOrr", "City buys the Ferry from McOrr"),
        ("İSTANBUL FERRY IS BOUGHT BY CITY", "İSTANBUL FERRY IS BOUGHT BY CITY"),
        ("", ""),
    ],
)
def test_capitals_become_sentence_case(printed: str, sentence: str) -> None:
    assert recase(printed, BODY) == sentence


def test_only_the_case_of_letters_changes() -> None:
    printed = "CALLOWAY: ‘WE CAN’T’ STOP—FERRY  COSTS $3M/YEAR"
    assert recase(printed, BODY).casefold() == printed.casefold()
