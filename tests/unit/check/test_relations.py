"""Relations: what the body tells of another, the other way round, or the opposite of."""

from __future__ import annotations

import pytest
from story import findings, told

BODY = (
    "TELLER FALLS — Shares of Orlin Freight rose 6 percent on Friday after the haulier won a "
    "contract to carry grain to the port of Mirren.\n\n"
    "Kestrel Union beat Varn Athletic 2-1 on Saturday. The referee, Odile Marchetti, sent off "
    "their captain in the first half.\n\n"
    "A fire destroyed the old theatre in Sallow Bay on Sunday. In Teller Falls the library stayed "
    "open. The Marlow Foundation paid for 14 new buses. The Harbour Trust gave 30 bicycles.\n\n"
    "Residents of Quarry Lane have sued Orlin Freight over dust. Treasurer Hugo Pell denied that "
    "the company had hidden the figures. Deputy mayor Ines Corvo warned that the bridge would not "
    "last another winter.\n\n"
    "Trams to Mirren will not run until Tuesday. Ferries start again on Wednesday."
)


@pytest.mark.parametrize(
    "headline",
    [
        "Orlin Freight shares rise 6 percent after contract",
        "Varn Athletic beaten by Kestrel Union",
        "Varn Athletic lose to Kestrel Union",
        "Orlin Freight sued by residents of Quarry Lane over dust",
        "Fire destroys old theatre in Sallow Bay",
        "Hugo Pell denies company hid figures",
        "New buses paid for by Marlow Foundation",
        "Bridge would not last another winter, Ines Corvo warns",
        "No trams to Mirren until Tuesday",
        # A question states nothing.
        "Did Varn Athletic beat Kestrel Union?",
        # Told in other words than the body's: for a model to judge.
        "Varn Athletic through to next round",
    ],
)
def test_what_the_body_tells_passes(headline: str) -> None:
    assert told("relations", headline, BODY) == []


@pytest.mark.parametrize(
    ("headline", "words", "suggestion", "evidence"),
    [
        ("Fire destroys old theatre in Teller Falls", "Teller Falls", "Sallow Bay", "A fire"),
        ("Harbour Trust pays for new buses", "Harbour Trust", "Marlow Foundation", "14 new"),
        ("Hugo Pell warns bridge would not last", "Hugo Pell", "Ines Corvo", "another winter"),
        ("Marlow Foundation pays for 30 new buses", "30", "14", "14 new"),
        ("Trams to Mirren will not run until Wednesday", "Wednesday", "Tuesday", "Trams"),
    ],
)
def test_told_of_another(headline: str, words: str, suggestion: str, evidence: str) -> None:
    [finding] = findings("relations", headline, BODY)
    assert (finding.rule, finding.severity) == ("told-of-another", "error")
    assert headline[slice(*finding.claim_span)] == words
    assert finding.suggestion == suggestion
    assert finding.evidence_span is not None
    assert evidence in BODY[slice(*finding.evidence_span)]


@pytest.mark.parametrize(
    ("headline", "words", "suggestion"),
    [
        (
            "Varn Athletic beat Kestrel Union on Saturday",
            "Varn Athletic beat Kestrel Union",
            "Kestrel Union beat Varn Athletic",
        ),
        (
            "Kestrel Union lost to Varn Athletic on Saturday",
            "Kestrel Union lost to Varn Athletic",
            "Varn Athletic lost to Kestrel Union",
        ),
        # "Have" would have to become "has".
        (
            "Residents of Quarry Lane have been sued by Orlin Freight",
            "Quarry Lane have been sued by Orlin Freight",
            "",
        ),
    ],
)
def test_roles_swapped(headline: str, words: str, suggestion: str) -> None:
    assert told("relations", headline, BODY) == [("roles-swapped", "error", words, suggestion)]


@pytest.mark.parametrize(
    ("headline", "words", "suggestion"),
    [
        ("Orlin Freight shares fall 6 percent", "fall", "rise"),
        ("Orlin Freight Shares Drop 6 Percent", "Drop", "Rise"),
        ("Treasurer admits company had hidden figures", "admits", "denies"),
    ],
)
def test_the_opposite_is_told(headline: str, words: str, suggestion: str) -> None:
    assert told("relations", headline, BODY) == [("opposite-told", "error", words, suggestion)]


def test_a_summary_is_read_sentence_by_sentence() -> None:
    from copydesk.check.claims import claims
    from copydesk.plugins import checker
    from copydesk.records import Article

    text = "Kestrel Union won. Fire destroyed the old theatre in Teller Falls on Sunday."
    [finding] = checker("relations").check(Article("story", BODY), claims(text, "summary"))
    assert text[slice(*finding.claim_span)] == "Teller Falls"


@pytest.mark.parametrize(
    "body",
    [
        "Quill beat Tarrow on Monday. Tarrow beat Quill on Friday.",
        # Denied, so the other way round may be true.
        "It is not true that Quill beat Tarrow.",
    ],
)
def test_what_is_told_both_ways_or_denied_settles_nothing(body: str) -> None:
    assert told("relations", "Tarrow beat Quill", body) == []


def test_a_place_is_known_by_all_its_names() -> None:
    body = "Norwegian ships left the harbour of Bergen. Swedish ships stayed in port."
    assert told("relations", "Ships of Norway leave harbour", body) == []
