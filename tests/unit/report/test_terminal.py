from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from copydesk.records import Article, Draft, Finding, Review
from copydesk.report import terminal

BODY = "Ilse Varga won. Otto Brandt lost.\n\nThe count took an hour. Rain fell."
ARTICLE = Article("poll", BODY, "Brandt wins")


def shown(capsys, text: str, *findings: Finding) -> list[str]:
    verdict = "unsupported" if findings else "supported"
    review = Review(Draft("poll", "headline", text, 0.3, "model"), findings, 0.1, verdict)
    terminal.show_check(ARTICLE, review)
    return capsys.readouterr().out.splitlines()


def wrong(start: int, end: int, evidence: tuple[int, int] | None = None) -> Finding:
    return Finding("names", "swapped", "error", "not in the body", (start, end), evidence, "", 0.9)


def test_carets_stand_under_the_wrong_words(capsys) -> None:
    lines = shown(capsys, "Otto Brandt won", wrong(0, 11))
    place = lines.index("    Otto Brandt won")
    assert lines[place + 1] == "    ^^^^^^^^^^^"


def test_carets_follow_a_text_over_its_lines(capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "The count of all the ballots took three whole days in the rain"
    start = text.index("three whole days")
    lines = shown(capsys, text, wrong(start, start + 16))
    place = lines.index("    The count of all the ballots took")
    assert lines[place + 1] == "    three whole days in the rain"
    assert lines[place + 2] == "    ^^^^^^^^^^^^^^^^"


def test_the_whole_sentence_of_the_evidence_is_quoted_with_its_paragraph(capsys) -> None:
    start = BODY.index("an hour")
    lines = shown(capsys, "Count took 3 days", wrong(11, 17, (start, start + 7)))
    assert "      ¶ 2  The count took an hour." in lines


def test_nothing_is_marked_where_nothing_is_wrong(capsys) -> None:
    out = "\n".join(shown(capsys, "Varga won"))
    assert "✓ supported" in out
    assert "^" not in out
    assert "Repaired" not in out


def test_square_brackets_and_emoji_codes_are_text(capsys) -> None:
    assert "    [bold]Varga[/bold] :smile: won" in shown(capsys, "[bold]Varga[/bold] :smile: won")


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_terminals_that_want_it(capsys, monkeypatch, no_color, coloured) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    out = "\n".join(shown(capsys, "Otto Brandt won", wrong(0, 11)))
    assert ("\x1b[31m" in out or "31m" in out) is coloured


def test_headlines_without_any_say_so(capsys) -> None:
    terminal.show_headlines(ARTICLE, [])
    assert "--all" in capsys.readouterr().out


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80), st.integers(4, 30))
def test_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    spans = terminal._lines(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
