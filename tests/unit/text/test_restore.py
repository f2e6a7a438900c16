import re

import pytest

from copydesk.text.restore import Printer, fold
from copydesk.text.surface import plain

BODY = """WASHINGTON (AP) — Mayor Ines Calloway of Port Arden won't join calls for a cease-fire, \
the U.S. State Department said. NATO's chief, Tom O'Brien, paid $3.5 million to AT&T on \
HealthCare.gov at 10:30. “We can't stop,” Calloway told us.

Police said José Núñez-Smith left the White House. The house of 1,200 people is white. Shares of \
Apple fell while an apple a day did not. The Port Arden council met in May, and may meet again."""


def model_writes(headline: str) -> str:
    """`headline` as the model's tokenizer has it: lower case, every mark apart, no accents."""
    return " ".join(re.findall(r"\w+|[^\w\s]", fold(plain(headline))))


@pytest.mark.parametrize(
    "headline",
    [
        "U.S. won't join ‘calls’ for cease-fire",
        "Police: NATO chief O'Brien paid $3.5 million to AT&T",
        "White House says 1,200 people left Port Arden in May — a first",
        "Núñez-Smith: ‘We can't stop’",
        "HealthCare.gov plan hits the '60s at 10:30",
        "Calloway's plan is 50% anti-NATO",
        "Councils' plan at the White House (again)",
        "Washington Mayor Ines Calloway, O'Brien meet in Port Arden",
        "J.R. Dale leaves Port Arden",
    ],
)
def test_prints_what_a_newspaper_prints(headline: str) -> None:
    assert Printer(BODY).print(model_writes(headline)) == headline


def test_a_title_is_a_name_only_beside_one() -> None:
    printer = Printer(BODY)
    assert printer.print("council backs mayor ines calloway") == "Council backs Mayor Ines Calloway"
    assert printer.print("council backs mayor") == "Council backs mayor"


def test_month_and_verb_are_told_apart_by_their_neighbours() -> None:
    printer = Printer(BODY)
    assert printer.print("council met in may") == "Council met in May"
    assert printer.print("council may meet again") == "Council may meet again"


def test_capitals_for_looks_are_sobered() -> None:
    printer = Printer("PORT ARDEN — The council met in PORT ARDEN on Monday.")
    assert printer.print("port arden council meets") == "Port Arden council meets"


def test_empty_body_and_words() -> None:
    assert Printer("").print("rain stops play") == "Rain stops play"
    assert Printer("").print("") == ""


def test_the_country_and_the_pronoun() -> None:
    printer = Printer("He told us that the US army and the RNC would leave, US officials said.")
    assert printer.print("us army leaves") == "US army leaves"
    assert printer.print("officials told us") == "Officials told us"
    assert printer.print("rnc leaves") == "RNC leaves"
    assert Printer("They told us so.").print("rain is on us") == "Rain is on us"


def test_a_second_sentence_begins_with_a_capital() -> None:
    printer = Printer("The bridge is shut. It may not open again, and that is the problem.")
    assert printer.print("is the bridge shut ? it may open") == "Is the bridge shut? It may open"
    assert printer.print("the bridge is open again . that is it") == (
        "The bridge is open again. That is it"
    )


def test_an_acronym_that_the_story_spells_out() -> None:
    body = "Senate Republicans and the National Rifle Association met on Tuesday."
    assert Printer(body).print("nra meets senate gop") == "NRA meets Senate GOP"
