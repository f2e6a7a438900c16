"""Compression takes words away, never meaning, and changes no word."""

from __future__ import annotations

import re

import pytest

from copydesk.draft.compress import compressions, unbalanced, without_dateline


def shorter(sentence: str, max_chars: int = 100) -> list[str]:
    return [text for text, _ in compressions(sentence, max_chars)]


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        (  # dateline, weekday, attribution
            "PORT ARDEN, Calvia (AP) — The city council voted 7-2 on Monday to close the old ferry "
            "dock, officials said.",
            "The city council voted 7-2 to close the old ferry dock",
        ),
        (  # opening clause, apposition
            "As storms battered the coast for a third day, the mayor of Port Arden, Lucía Peña, "
            "ordered schools shut on Tuesday.",
            "The mayor of Port Arden ordered schools shut",
        ),
        (  # conjunction, relative clause
            "But Tove Lind, who has led the tenants since 2016, told reporters the rent freeze was "
            "not enough.",
            "Tove Lind told reporters the rent freeze was not enough",
        ),
        (  # brackets, clause without a comma
            "The steelmaker Harrow & Vane cut its forecast on Thursday after orders fell 12 "
            "percent (its worst quarter in a decade).",
            "The steelmaker Harrow & Vane cut its forecast",
        ),
        (  # aside between dashes; the stop of an abbreviation stays
            "Governor Anna Moss — a former nurse — opened a clinic Wednesday in Fenn, N.L.",
            "Governor Anna Moss opened a clinic in Fenn, N.L.",
        ),
        (  # what hangs on after the main clause
            "Prosecutors charged the treasurer with fraud on Friday, accusing him of moving 1.3 "
            "million crowns to an account abroad.",
            "Prosecutors charged the treasurer with fraud",
        ),
        (  # a relative clause within an apposition
            "Mayor Lucía Peña, the former nurse who closed the clinic and later sold it, is not "
            "giving way.",
            "Mayor Lucía Peña is not giving way",
        ),
        (  # a speech of its own after an opening is no source
            "As the flood went into a third week, Governor Lena Brandvik said Thursday that her "
            "province would not join the calls, although 31 people have died.",
            "Governor Lena Brandvik said that her province would not join the calls",
        ),
        ("According to the latest polls, Moss leads by nine points.", "Moss leads by nine points"),
        (  # a report's word is printed as fact
            "Scientists counted more puffins than in any year since 1984, according to a report by "
            "the Seabird Trust.",
            "Scientists counted more puffins than in any year since 1984",
        ),
    ],
)
def test_what_a_headline_can_miss_goes(sentence: str, headline: str) -> None:
    assert headline in shorter(sentence)


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("The dam will hold unless the rain goes on until Sunday, engineers said.", "unless"),
        ("The ferry, without new engines, will stay in port, its captain said.", "without"),
        ("Under the plan, if the court agrees, rents will fall.", "if"),
        ("The treasurer stole the money, a former colleague said Friday.", "colleague said"),
        ("The guard had reportedly slept, the ministry said Monday.", "reportedly"),
        ("Lind did not attack the mayor, officials said.", "not"),
        ("The talks ran until midnight Tuesday without a deal.", "midnight Tuesday"),
        ("The deadline was Monday, the ministry said.", "Monday"),
        ("Shops will close when the law takes effect in May.", "when the law"),
        ("Norway, Ghana and Peru backed the plan, and Chile abstained.", "Norway, Ghana and Peru"),
        ("Lind said that rents, which doubled in a year, must fall.", "said that"),
        ("According to the Fenn Party, Moss took bribes on Monday.", "According to the Fenn"),
        ("Moss, according to two aides, took bribes from the port.", "two aides"),
        ("The plan spared the town, cutting costs, said Ivo Brandt, an engineer.", "Ivo Brandt"),
        ("It was the first strike in the city in nine years.", "in nine years"),
    ],
)
def test_what_the_rest_depends_on_stays(sentence: str, kept: str) -> None:
    for text in shorter(sentence, max_chars=20):
        assert kept in text


def test_a_claim_keeps_its_source_however_short_it_gets() -> None:
    sentence = (
        "The treasurer stole the money from the harbour fund on Friday after the vote, leaving the "
        "town broke, Ivo Brandt, a former colleague, said in a letter to the council."
    )
    forms = shorter(sentence, max_chars=20)
    assert "The treasurer stole the money, Ivo Brandt, a former colleague, said" in forms
    assert all("Ivo Brandt" in form for form in forms)


def test_half_a_quotation_is_left_alone() -> None:
    assert shorter("The bullet hit his arm, breaking a bone,” the clinic said on Monday.") == []
    assert shorter("The dock “is a ruin,” Moss said in a speech on Monday.") == []


def test_titles_go_only_where_the_text_is_too_long_and_a_full_name_follows() -> None:
    sentence = "Calvian Secretary of State Anna Moss said that the talks would go on for a week."
    assert "Anna Moss said that the talks would go on for a week" in shorter(sentence, 60)
    assert all(form.startswith("Calvian") for form in shorter(sentence))
    assert all(form.startswith("Mayor") for form in shorter("Mayor Moss spoke of the dock.", 5))


def test_only_a_text_too_long_loses_a_phrase() -> None:
    sentence = "The council of Port Arden closed the old dock at the north end of the harbour."
    assert shorter(sentence) == [sentence[:-1]]
    assert (
        "The council of Port Arden closed the old dock",
        True,
    ) in list(compressions(sentence, 60))


SENTENCES = [
    "VANE (Reuters) - Earlier this week, Lind — 41, a nurse — told “The Fenn Post” that rents (up "
    "9 percent), which the city capped in 2019, would rise again on Friday; she blamed the mayor.",
    "Meanwhile, on Monday, the board, which also met Sunday, said it would not, however, resign.",
    "While the river rose, and after the bridge, the last one open, shut, “we left,” said Moss.",
    "Hm.",
    "— (—) “",
    "",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_are_only_deleted(sentence: str) -> None:
    for text, _ in compressions(sentence, 60):
        remaining = iter(re.findall(r"\w+", sentence.casefold()))
        assert all(word in remaining for word in re.findall(r"\w+", text.casefold()))
        assert text == text.strip()
        assert "  " not in text


def test_datelines_are_known_from_names() -> None:
    assert without_dateline("VANE, Calvia — Rain fell.") == "Rain fell."
    assert without_dateline("(Reuters) - Rain fell.") == "Rain fell."
    assert without_dateline("COVID-19 is spreading.") == "COVID-19 is spreading."
    assert without_dateline("NATO leaders met.") == "NATO leaders met."
    assert without_dateline("AP - Rain fell.") == "Rain fell."
    assert without_dateline("Fenn (CNN) – Rain fell.") == "Rain fell."
    assert without_dateline("Fenn (CNN) Rain fell.") == "Rain fell."
    assert without_dateline("FENN: Rain fell.") == "Rain fell."
    assert without_dateline("Fenn — and Vane — voted.") == "Fenn — and Vane — voted."


def test_quotation_marks_are_counted() -> None:
    assert unbalanced("the “last one")
    assert unbalanced('the "last one')
    assert not unbalanced("the “last” one")
