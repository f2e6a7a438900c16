"""Checkers that crash, hang or answer wrongly; batches that come out as one by one."""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Iterator, Sequence

import pytest

from copydesk import calls, desk
from copydesk.plugins import BatchChecker
from copydesk.records import Article, Claim, Draft, Finding, Review

BATCH = [
    (
        Article(str(number), f"The ferry to {port} left at dawn. It was late."),
        [Draft(str(number), "headline", f"{port} {line}", 0.5, "x") for line in lines],
    )
    for number, (port, *lines) in enumerate(
        [("Ostrel", "is wrong", "is right"), ("Ormond",), ("Ellery", "is wrong", "waits", "wrongs")]
    )
]
Stated = Sequence[tuple[Article, Sequence[Claim]]]


class Wrong:
    """Finds every claim wrong that has the word; how often each method ran, `called` tells."""

    name = "wrong"

    def __init__(self) -> None:
        self.called: list[str] = []

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        self.called.append("check")
        return [
            Finding(self.name, "rule", "error", article.id, claim.span, None, "", 0.8)
            for claim in claims
            if "wrong" in claim.text
        ]


class Together(Wrong):
    def check_all(self, batch: Stated) -> list[list[Finding]]:
        found = [self.check(article, claims) for article, claims in batch]
        self.called = ["check_all"]
        return found


class CrashesTogether(Together):
    def check_all(self, batch: Stated) -> list[list[Finding]]:
        raise KeyError("gone")


class AnswersShort(Together):
    def check_all(self, batch: Stated) -> list[list[Finding]]:
        return super().check_all(batch)[1:]


class CrashesOnEllery(CrashesTogether):
    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        if "Ellery" in article.body:
            raise ValueError("no such port")
        return super().check(article, claims)


class Hangs(Wrong):
    """Waits on Ellery's first claim until it is let go."""

    name = "hangs"

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        if "Ellery" in article.body:
            self.free.wait(30)
        return super().check(article, claims)


class HangsTogether(Hangs):
    def check_all(self, batch: Stated) -> list[list[Finding]]:
        return [self.check(article, claims) for article, claims in batch]


def rules(reviews: Sequence[Review]) -> list[list[str]]:
    return [[finding.rule for finding in review.findings] for review in reviews]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "CHECKER_SECONDS", 0.05)


@pytest.fixture
def hanging(request: pytest.FixtureRequest) -> Iterator[Hangs]:
    checker: Hangs = request.param()
    yield checker
    checker.free.set()


def test_who_takes_batches() -> None:
    assert isinstance(Together(), BatchChecker)
    assert not isinstance(Wrong(), BatchChecker)


def test_a_batch_comes_out_as_its_articles_one_by_one() -> None:
    alone = [desk.review(article, drafts, [Wrong()]) for article, drafts in BATCH]
    assert [[each.verdict for each in reviews] for reviews in alone] == [
        ["unsupported", "supported"],
        [],
        ["unsupported", "supported", "unsupported"],
    ]
    for checker in (Wrong(), Together(), CrashesTogether(), AnswersShort()):
        assert desk.review_all(BATCH, [checker]) == alone
    assert desk.review_all([], [Together()]) == []


def test_a_checker_of_batches_is_called_once() -> None:
    checker = Together()
    desk.review_all(BATCH, [checker])
    assert checker.called == ["check_all"]


def test_findings_of_several_checkers_stand_in_the_order_of_the_words() -> None:
    class Late(Wrong):
        name = "late"

        def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
            return [Finding("late", "rule", "info", "", (9, 10), None, "", 0.1)]

    [reviews, *_] = desk.review_all(BATCH, [Late(), Together()])
    assert [finding.checker for finding in reviews[0].findings] == ["wrong", "late"]


def test_of_a_batch_that_crashes_only_what_crashes_alone_is_unchecked() -> None:
    first, _, last = desk.review_all(BATCH, [CrashesOnEllery()])
    assert rules(first) == [["rule"], []]
    assert rules(last) == [["checker-failed"]] * 3
    assert {review.verdict for review in last} == {"unverified"}
    assert "ValueError: no such port" in last[0].findings[0].message


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("hanging", [Hangs], indirect=True)
def test_after_a_call_that_takes_too_long_nothing_more_is_asked(hanging: Hangs) -> None:
    first, _, last = desk.review_all(BATCH, [hanging, Wrong()])
    assert rules(first) == [["rule", "rule"], []]
    assert rules(last) == [
        ["checker-failed", "rule"],
        ["checker-failed"],
        ["checker-failed", "rule"],
    ]
    assert [review.verdict for review in last] == ["unsupported", "unverified", "unsupported"]
    assert "no answer within 0.05 seconds" in last[0].findings[0].message
    assert "still at work" in last[1].findings[0].message

    # It is not asked again until the thread that it holds has ended, which stops no process.
    [[review]] = desk.review_all([(BATCH[0][0], BATCH[0][1][1:])], [hanging])
    assert "still at work" in review.findings[0].message
    thread = calls._overdue[id(hanging)]
    assert thread.daemon
    hanging.free.set()
    thread.join(10)
    assert not thread.is_alive()
    assert hanging.called == ["check"] * 3
    assert rules(desk.review_all(BATCH[:1], [hanging])[0]) == [["rule"], []]


@pytest.mark.parametrize("hanging", [HangsTogether], indirect=True)
def test_a_batch_that_takes_too_long_is_not_tried_one_by_one(
    hanging: Hangs, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A second for each of five drafts comes on top.
    monkeypatch.setattr(desk, "CHECKER_SECONDS", -4.95)
    reviews = desk.review_all(BATCH, [hanging])
    assert [rules(each) for each in reviews] == [[["checker-failed"]] * len(d) for _, d in BATCH]
    assert hanging.called == ["check"] * 2


def test_what_is_no_exception_of_a_checker_goes_through() -> None:
    class Exits(Wrong):
        def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
            raise SystemExit(3)

    with pytest.raises(SystemExit):
        desk.review_all(BATCH, [Exits()])


def test_a_slow_checker_is_given_its_time() -> None:
    class Slow(Wrong):
        def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
            threading.Event().wait(0.02)
            return super().check(article, claims)

    stated = [(article, [Claim("x wrong", (0, 7))]) for article, _ in BATCH] * 4
    answers = calls.answers([Slow()], stated, 10)
    assert [len(answer) for [answer] in answers if isinstance(answer, list)] == [1] * 12


def test_an_interrupted_call_does_not_answer_the_next() -> None:
    class Interrupts(Wrong):
        def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
            _thread.interrupt_main()
            started.wait(10)
            return [Finding("late", "stale", "info", "", (0, 1), None, "", 0.1)]

    started = threading.Event()
    # A shell has its background jobs ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            desk.review_all(BATCH[:1], [Interrupts()])
    finally:
        signal.signal(signal.SIGINT, before)
    started.set()
    assert rules(desk.review_all(BATCH[:1], [Wrong()])[0]) == [["rule"], []]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_checks_too() -> None:
    """datatrove forks: what its workers inherit has no thread any more."""
    desk.review_all(BATCH, [Wrong()])
    child = os.fork()
    if not child:
        [[review]] = desk.review_all([(BATCH[0][0], BATCH[0][1][:1])], [Wrong()])
        os._exit(0 if review.verdict == "unsupported" else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_threads_end_with_those_that_call() -> None:
    def call() -> None:
        desk.review_all(BATCH, [Wrong()])
        workers.append(calls._own.worker.thread)

    workers: list[threading.Thread] = []
    for _ in range(2):
        caller = threading.Thread(target=call)
        caller.start()
        caller.join()
    for worker in workers:
        worker.join(10)
        assert not worker.is_alive()


def test_checkers_take_turns_at_each_draft() -> None:
    """What the rules share of an article is kept for the last few articles only."""
    turns: list[tuple[str, str]] = []

    class Notes(Wrong):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

        def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
            turns.append((article.id, self.name))
            return []

    desk.review_all([BATCH[0], BATCH[2]], [Notes("a"), Notes("b")])
    assert turns == [(number, name) for number in "00222" for name in "ab"]
