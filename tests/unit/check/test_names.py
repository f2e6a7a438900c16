"""Names: what the body holds in another form, what it lacks, and what it gives to others."""

from __future__ import annotations

import pytest
from story import BODY, findings, told

from copydesk.check.names import NamesChecker
from copydesk.records import Article, Claim


@pytest.mark.parametrize(
    "headline",
    [
        "Brandt closes Larkspur Bridge after engineers find cracks",
        "MAYOR BRANDT SHUTS LARKSPUR BRIDGE",
        "Mayor Helena Brandt Shuts Ailing Span, Citing Safety",
        "mayor brandt closes larkspur bridge",
        "Oyelaran’s $3.2bn pledge for Port Alden",
        "US promises help; Canada watches",
        "United States to help Oregon mayor",
        "NBI counts drivers on Larkspur",
        "Governor Oyelaran pledges money, mayor thankful",
    ],
)
def test_true_names_pass(headline: str) -> None:
    assert told("names", headline) == []


def test_role_that_the_body_gives_to_another() -> None:
    headline = "Mayor Lucas Pembroke Orders Larkspur Bridge Closed"
    [finding] = findings("names", headline)
    assert finding.rule == "role-contradicted"
    assert finding.severity == "error"
    assert headline[slice(*finding.claim_span)] == "Lucas Pembroke"
    assert finding.suggestion == "Helena Brandt"
    assert finding.evidence_span is not None
    assert "Mayor Helena Brandt" in BODY[slice(*finding.evidence_span)]


def test_given_name_of_somebody_else() -> None:
    assert told("names", "Judith Brandt closes bridge") == [
        ("name-contradicted", "error", "Judith Brandt", "Helena Brandt")
    ]


def test_surname_after_a_known_given_name() -> None:
    assert told("names", "Marcus Ellery pledges billions for repairs") == [
        ("name-not-in-body", "error", "Marcus Ellery", "Marcus Oyelaran")
    ]


def test_former_holder_is_not_the_holder() -> None:
    assert told("names", "Former mayor Tomas Field opened bridge in 1987") == []


@pytest.mark.parametrize("headline", ["Norway watches closely", "Bridge closed in Norway"])
def test_absent_place(headline: str) -> None:
    assert [row[:3] for row in told("names", headline)] == [("name-not-in-body", "error", "Norway")]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Quillon", True),
        ("Quillonia", False),
        ("Tarvis", False),
        ("Tarvisborgon", False),
        ("Kenya", True),
    ],
)
def test_a_piece_of_a_name_is_no_name(name: str, held: bool) -> None:
    body = "On Tuesday, Quillonite leaders met the Tarvisborg council and Kenyan envoys."
    assert bool(told("names", f"Leaders of {name} meet", body)) is not held


@pytest.mark.parametrize("name", ["U.S.", "US", "United States"])
def test_united_states_can_be_absent_too(name: str) -> None:
    body = "Mayor Brandt opened the bridge on Tuesday. Drivers cheered."
    assert [row[:3] for row in told("names", f"Bridge opened in the {name} at last", body)] == [
        ("name-not-in-body", "error", name)
    ]


def test_metonym_is_only_doubted() -> None:
    assert [row[1] for row in told("names", "Drivers blame the Pentagon")] == ["warning"]


def test_lowercased_claim_with_unknown_word_is_no_error_unless_surely_a_name() -> None:
    assert [row[1] for row in told("names", "bridge closed says quorlimont")] == ["warning"]
    assert [row[1] for row in told("names", "bridge closed says stephanie")] == ["error"]


def test_names_of_the_byline_are_the_writers() -> None:
    article = Article("story", BODY, byline="By Quentin Marlowe")
    claim = Claim("Marlowe: Bridge must close", (0, 26))
    assert NamesChecker().check(article, [claim]) == []


@pytest.mark.parametrize("name", ["names", "numbers", "dates", "quotes"])
def test_nothing_to_check(name: str) -> None:
    assert findings(name, "Mayor Brandt says “no” on 5 May", body="") == []
    assert findings(name, "") == []


def test_spans_of_a_later_claim_slice_the_whole_text() -> None:
    text = "The bridge is closed. Judith Brandt said so."
    parts = [Claim(text[:21], (0, 21)), Claim(text[22:], (22, len(text)))]
    [finding] = NamesChecker().check(Article("story", BODY), parts)
    assert text[slice(*finding.claim_span)] == "Judith Brandt"


RIVAL = Article(
    "river",
    "The river bill became law on Monday when Governor Ilse Hart signed it in the old hall at "
    "Ostrel.\n\nMarek Dunholm, the leader of the opposition, said that his party would repeal it. "
    "Tove Lindqvist, a farmer, wept. Hart said the work would begin in May.",
)


def judged(headline: str) -> list[tuple[str, str, str, str]]:
    found = NamesChecker().check(RIVAL, [Claim(headline, (0, len(headline)))])
    return [(f.rule, f.severity, headline[slice(*f.claim_span)], f.suggestion) for f in found]


def test_a_role_given_to_somebody_the_body_has_in_another() -> None:
    assert judged("Governor Marek Dunholm signs river bill") == [
        ("role-contradicted", "error", "Marek Dunholm", "Ilse Hart")
    ]


def test_a_role_given_to_somebody_without_one_cannot_be_settled() -> None:
    assert judged("Governor Tove Lindqvist signs river bill") == [
        ("role-contradicted", "warning", "Tove Lindqvist", "Ilse Hart")
    ]


def test_a_given_name_that_no_list_has_is_told_by_the_role() -> None:
    assert judged("Governor Paula Hart signs river bill") == [
        ("name-contradicted", "error", "Paula Hart", "Ilse Hart")
    ]
    assert judged("Governor Hart signs river bill; opposition leader Dunholm objects") == []
