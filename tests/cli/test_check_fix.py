"""`copydesk check --fix`: what is wrong is put right, or nothing is printed."""

from __future__ import annotations

import json

import pytest

from copydesk import desk

FALSE = "Mayor Otto Brandt says Ormond Bridge will close"
TRUE = "Mayor Ilse Varga says Ormond Bridge will close"
# The body has no percentage.
HOPELESS = "Ormond Bridge will close for 17 percent of nine weeks"


def test_only_the_corrected_headline_is_printed(run, page) -> None:
    ran = run("check", page, "--headline", FALSE, "--fix")
    assert (ran.code, ran.out, ran.err) == (0, f"{TRUE}\n", "")


def test_a_true_headline_comes_back_as_it_is(run, page) -> None:
    ran = run("check", page, "--fix")
    assert (ran.code, ran.out, ran.err) == (0, "Ormond Bridge will close for nine weeks\n", "")


def test_what_cannot_be_corrected_is_told_in_a_sentence(run, page) -> None:
    ran = run("check", page, "--headline", HOPELESS, "--fix")
    assert (ran.code, ran.out) == (1, "")
    [sentence] = ran.err.splitlines()
    assert "bridge" in sentence
    assert "17 percent" in sentence


def test_half_a_correction_is_none(run, page, monkeypatch) -> None:
    # The model would cut what it cannot mend.
    monkeypatch.setattr(desk, "all_checkers", desk.rule_checkers)
    ran = run("check", page, "--headline", f"Mayor Otto Brandt: {HOPELESS}", "--fix", "--json")
    assert ran.code == 1
    [result] = ran.records
    assert result["fixed"] is None
    assert any("17 percent" in message for message in result["unfixable"])
    assert not any("Brandt" in message for message in result["unfixable"])


def test_a_summary_is_corrected_sentence_by_sentence(run, page) -> None:
    ran = run("check", page, "--summary", f"{FALSE}. The repair costs $9.7 million.", "--fix")
    assert (ran.code, ran.out) == (0, f"{TRUE}. The repair costs $3.2 million.\n")


def test_json_keeps_the_findings_of_the_text_as_it_stood(run, page) -> None:
    ran = run("check", page, "--headline", FALSE, "--fix", "--json")
    assert ran.code == 0
    [result] = ran.records
    assert (result["claim"], result["verdict"]) == (FALSE, "unsupported")
    assert (result["fixed"], result["unfixable"]) == (TRUE, [])
    assert result["findings"]


def test_many_articles_give_a_line_each(run, archive) -> None:
    ran = run("check", archive, "--fix")
    assert ran.code == 2
    assert ran.out.splitlines() == [
        "Ormond Bridge to close",
        "Varga says bridge will close",
        "Mayor Ilse Varga to close bridge",
    ]


def test_claims_have_the_correction_in_a_field_and_report_only(run, page, tmp_path) -> None:
    document = "Mayor Ilse Varga said the Ormond Bridge will close for nine weeks."
    claims = tmp_path / "claims.jsonl"
    lines = [
        {"id": n, "document": document, "claim": claim}
        for n, claim in enumerate([FALSE, TRUE, HOPELESS])
    ]
    claims.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    ran = run("check", "--claims", claims, "--fix")
    assert ran.code == 0
    assert [result["fixed"] for result in ran.records] == [TRUE, TRUE, None]
    plain = run("check", "--claims", claims).records
    assert all("fixed" not in result for result in plain)


def test_the_page_that_comes_with_copydesk(run, examples) -> None:
    ran = run("check", examples / "misheadlined_page.txt", "--fix")
    assert ran.code == 0, ran.err
    assert ran.out == (
        "Governor Lena Brandvik Says That Tessaly Will Not Join The Call To Close The Orrin Dam.\n"
    )


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_the_page_that_copydesk_began_with(run, shared, arguments) -> None:
    ran = run("check", shared / "seed" / "misheadlined_page.txt", "--fix", *arguments)
    assert ran.code == 0, ran.err
    assert "Antony Blinken Indicates" in (ran.records[0]["fixed"] if arguments else ran.out)
