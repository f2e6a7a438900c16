from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import desk
from copydesk.draft.shape import alike
from copydesk.records import Article, Claim, Draft, Finding, Rejection, Severity

ARTICLE = Article("a", "The ferry left. It was late.", headline="Ferry leaves late")


def finding(severity: Severity, score: float = 0.5, span: tuple[int, int] = (0, 5)) -> Finding:
    return Finding("fake", "rule", severity, "message", span, None, "", score)


def headline(text: str, score: float = 0.5, drafter: str = "model") -> Draft:
    return Draft("a", "headline", text, score, drafter)


class Wrong:
    """Finds an error in every claim that has the word "wrong", a warning in those with "odd"."""

    name = "wrong"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        return [
            finding(severity, 0.8, claim.span)
            for claim in claims
            for word, severity in (("wrong", "error"), ("odd", "warning"))
            if word in claim.text
        ]


class Crashes:
    name = "crashes"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        raise KeyError("gone")


class Writer:
    """Writes the given lines, the first the best, and remembers for whom."""

    def __init__(self, name: str, *lines: str) -> None:
        self.name = name
        self.lines = lines
        self.asked: list[tuple[list[str], int]] = []

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        self.asked.append(([article.id for article in articles], count))
        return [
            [
                Draft(article.id, "headline", line, 1 / (place + 1), self.name)
                for place, line in enumerate(self.lines)
            ]
            for article in articles
        ]


def suggest(drafter: Writer, fallback: Writer, body: str = "", **wishes: object) -> list[str]:
    """What is shown for an article with `body`, or with the drafter's lines as its sentences."""
    wishes = {"min_chars": 1, "max_chars": 200} | wishes
    article = Article("a", body or " ".join(f"{line.capitalize()}." for line in drafter.lines))
    [reviews] = desk.suggest([article], drafter, fallback, [Wrong()], **wishes)  # type: ignore[arg-type]
    return [review.draft.text for review in reviews]


@pytest.mark.parametrize(
    ("severities", "verdict", "score"),
    [
        ([], "supported", 1.0),
        (["info"], "supported", 1.0),
        (["warning"], "unverified", 0.75),
        (["warning", "warning"], "unverified", 0.625),
        (["error"], "unsupported", 0.25),
        (["warning", "error", "info"], "unsupported", 0.125),
    ],
)
def test_the_rule(severities: list[Severity], verdict: str, score: float) -> None:
    review = desk.rule(headline("x"), [finding(each) for each in severities])
    assert (review.verdict, review.score) == (verdict, score)


findings = st.builds(
    finding, st.sampled_from(["error", "warning", "info"]), st.floats(min_value=0, max_value=1)
)


@given(st.lists(findings, max_size=6))
def test_the_score_is_a_share_that_never_contradicts_the_verdict(found: list[Finding]) -> None:
    review = desk.rule(headline("x"), found)
    assert 0 <= review.score <= 1
    if review.verdict == "supported":
        assert review.score == 1
    elif review.verdict == "unsupported":
        assert review.score <= 0.5
    else:
        assert review.score >= 0.5


@given(st.lists(findings, max_size=6), findings)
def test_a_further_finding_never_raises_the_score(found: list[Finding], more: Finding) -> None:
    assert desk.rule(headline("x"), [*found, more]).score <= desk.rule(headline("x"), found).score


def test_a_checker_that_crashes_never_lets_a_draft_pass() -> None:
    text = "Ferry leaves late"
    [review] = desk.review(ARTICLE, [headline(text)], [Wrong(), Crashes()])
    [found] = review.findings
    assert review.verdict == "unverified"
    assert (found.checker, found.rule, found.severity) == ("crashes", "checker-failed", "warning")
    assert found.claim_span == (0, len(text))
    assert "KeyError" in found.message


def test_a_crash_hides_no_error_of_another_checker() -> None:
    [review] = desk.review(ARTICLE, [headline("a wrong line")], [Crashes(), Wrong()])
    assert review.verdict == "unsupported"


def test_every_sentence_of_a_summary_is_a_claim() -> None:
    text = "The ferry left. This is wrong. So is it wrong."
    [review] = desk.review(ARTICLE, [Draft("a", "summary", text, 1, "x")], [Wrong()])
    assert [text[slice(*each.claim_span)] for each in review.findings] == [
        "This is wrong.",
        "So is it wrong.",
    ]


def test_better_liked_first_but_supported_before_unverified() -> None:
    drafter = Writer("model", "an odd start", "ferry leaves", "harbour closes", "an odd dawn rises")
    assert suggest(drafter, Writer("lead"), count=4) == [
        "ferry leaves",
        "harbour closes",
        "an odd start",
        "an odd dawn rises",
    ]


def test_more_is_drafted_than_asked_for() -> None:
    drafter = Writer("model", "ferry leaves")
    suggest(drafter, Writer("lead"), count=3)
    assert drafter.asked == [(["a"], 3 * desk.OVERDRAFT)]


def test_unsupported_drafts_come_last_and_only_if_wanted() -> None:
    drafter = Writer("model", "wrong from the start", "ferry leaves", "wrong again")
    assert suggest(drafter, Writer("lead")) == ["ferry leaves"]
    assert suggest(drafter, Writer("lead"), show_all=True) == [
        "ferry leaves",
        "wrong from the start",
        "wrong again",
    ]


def test_the_fallback_fills_up_after_the_drafter_and_before_the_unverified() -> None:
    drafter = Writer("model", "an odd start", "ferry leaves")
    fallback = Writer("lead", "ships stay in port", "ferry leaves quay", "captain waits for wind")
    assert suggest(drafter, fallback, count=3) == [
        "ferry leaves",
        "ships stay in port",
        "captain waits for wind",
    ]


def test_what_no_sentence_holds_together_comes_after_the_fallback() -> None:
    body = "The ferry leaves at dawn. The mayor opens a bridge. Captain Lund waits for the tide."
    drafter = Writer(
        "model", "mayor leaves ferry", "captain waits for tide", "captain opens bridge"
    )
    fallback = Writer("lead", "ferry leaves at dawn")
    grounded, lead, *pieced = suggest(drafter, fallback, body)
    assert (grounded, lead) == ("captain waits for tide", "ferry leaves at dawn")
    assert pieced == ["captain opens bridge", "mayor leaves ferry"]
    assert suggest(drafter, Writer("lead"), body, count=2) == [grounded, "captain opens bridge"]


def test_of_two_that_hold_together_the_surer_is_worth_more() -> None:
    article = Article("a", "The ferry leaves at dawn.")
    sure, unsure = (Draft("a", "headline", "Ferry leaves", p, "model") for p in (0.8, 0.2))
    assert desk.worth(article, sure) == pytest.approx(0.8)
    assert desk.worth(article, unsure) == pytest.approx(0.2)
    assert desk.worth(article, replace(sure, text="Ferry waits")) == 0


def test_the_fallback_is_asked_only_where_it_is_needed() -> None:
    drafter, fallback = Writer("model", "ferry leaves", "harbour closes"), Writer("lead")
    suggest(drafter, fallback, count=2)
    assert fallback.asked == []
    suggest(drafter, fallback, count=3)
    assert [ids for ids, _ in fallback.asked] == [["a"]]


def test_no_two_share_most_of_their_words() -> None:
    drafter = Writer(
        "model", "Ferry leaves the quay late", "Ferry leaves quay late", "Quay is empty"
    )
    assert suggest(drafter, Writer("lead")) == ["Ferry leaves the quay late", "Quay is empty"]


words = st.lists(st.sampled_from("ferry leaves quay late again odd dawn ship".split()), min_size=1)


@given(st.lists(words.map(" ".join), max_size=12))
def test_whatever_is_written_the_chosen_differ_and_keep_to_the_count(lines: list[str]) -> None:
    chosen = suggest(Writer("model", *lines), Writer("lead"), count=4)
    assert len(chosen) <= 4
    assert not any(alike(a, b) for i, a in enumerate(chosen) for b in chosen[:i])


@pytest.mark.parametrize(
    "line",
    ["", "—", "ferry ferry leaves", "of the quay of the", 'ferry "leaves', "ferry (late", "x" * 50],
)
def test_what_cannot_be_printed_is_dropped(line: str) -> None:
    drafter = Writer("model", line, "ferry leaves")
    assert suggest(drafter, Writer("lead"), "The ferry leaves.", max_chars=40) == ["ferry leaves"]


def test_title_style_keeps_findings_in_place() -> None:
    [[review]] = desk.suggest(
        [ARTICLE], Writer("model", "an odd start for the ferry"), Writer("lead"), [Wrong()],
        style="title", min_chars=1,
    )  # fmt: skip
    assert review.draft.text == "An Odd Start for the Ferry"
    assert review.findings[0].claim_span == (0, len(review.draft.text))


def test_articles_keep_their_order_in_a_batch() -> None:
    batch = [Article(str(n), "Body.") for n in range(3)]
    found = desk.suggest(
        batch, Writer("model", "ferry leaves"), Writer("lead"), [Wrong()], min_chars=1
    )
    assert [[each.draft.article_id for each in reviews] for reviews in found] == [
        ["0"], ["1"], ["2"],
    ]  # fmt: skip


def test_the_most_consistent_summary_is_taken() -> None:
    drafter = Writer("salience", "This is wrong.", "This is right.")
    [review] = desk.summarize([ARTICLE], drafter, [Wrong()])
    assert review is not None
    assert review.draft.text == "This is right."
    assert desk.summarize([ARTICLE], Writer("salience"), [Wrong()]) == [None]


def test_reading_goes_on_after_what_cannot_be_used(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The ferry left the quay in the rain on Friday. " * 5, encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "b.txt").write_bytes(good.read_bytes())
    (folder / "a.txt").write_bytes(b"")
    read = list(desk.read([str(tmp_path / "absent.txt"), str(folder), str(good)]))
    assert [type(each) for each in read] == [Rejection, Rejection, Article, Article]
    assert [each.id for each in read[2:]] == ["b", "good"]
    assert "absent.txt" in read[0].detail  # type: ignore[union-attr]


def test_all_checkers_are_those_of_the_table() -> None:
    assert sorted(each.name for each in desk.all_checkers()) == sorted(desk.CHECKERS)


class Mends:
    """Finds the words of a table wrong and suggests what stands beside them."""

    def __init__(self, name: str, table: dict[str, tuple[Severity, float, str]]) -> None:
        self.name = name
        self.table = table

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        return [
            Finding(self.name, "rule", severity, "m", (at, at + len(word)), None, words, score)
            for claim in claims
            for word, (severity, score, words) in self.table.items()
            if (at := claim.text.find(word)) >= 0
        ]


def fixed(text: str, *checkers: Mends) -> str | None:
    [review] = desk.review(ARTICLE, [headline(text)], checkers)
    mended = desk.fix(ARTICLE, review, checkers)
    return mended and mended.draft.text


def test_a_fix_may_take_two_rounds_and_no_more() -> None:
    steps = {f"w{n}": ("error", 0.9, f"w{n + 1}") for n in range(3)}
    mends = Mends("names", steps)  # type: ignore[arg-type]
    assert fixed("a w3 boat", mends) == "a w3 boat"
    assert fixed("a w1 boat", mends) == "a w3 boat"
    assert fixed("a w0 boat", mends) is None


def test_half_a_fix_is_none() -> None:
    mends = Mends("names", {"red": ("error", 0.9, "blue"), "boat": ("error", 0.9, "")})
    assert fixed("a red ship", mends) == "a blue ship"
    assert fixed("a red boat", mends) is None


def test_warnings_may_stay_but_none_may_come() -> None:
    names = Mends("names", {"red": ("error", 0.9, "blue"), "ship": ("warning", 0.4, "boat")})
    assert fixed("a red ship", names) == "a blue ship"
    assert fixed("an odd ship", names) == "an odd ship"
    assert fixed("a red ship", names, Mends("model", {"blue": ("warning", 0.4, "")})) is None
    softer = {"red": ("error", 0.9, ""), "blue": ("warning", 0.4, "")}
    assert fixed("a red ship", names, Mends("model", softer)) == "a blue ship"  # type: ignore[arg-type]
