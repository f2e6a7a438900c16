from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from copydesk.records import Article, Draft

ARTICLE = {"id", "headline", "summary", "body", "url", "byline", "published", "source", "language"}
FINDING = {
    "checker", "rule", "severity", "message", "claim_span", "claim_text", "evidence_span",
    "evidence_text", "suggestion", "score",
}  # fmt: skip


def suggested(run, *arguments: object, **kwargs: object) -> list[dict]:
    ran = run("suggest", "--json", *arguments, **kwargs)
    assert ran.code == 0, ran.err
    return ran.records


def test_json_has_the_article_and_its_headlines(run, tiny_model, page) -> None:
    [record] = suggested(run, page, "--model", tiny_model)
    assert set(record) == {"article", "headlines"}
    assert set(record["article"]) == ARTICLE
    assert record["article"]["id"] == "bridge"
    assert record["article"]["headline"] == "Ormond Bridge will close for nine weeks"
    assert record["headlines"]
    for headline in record["headlines"]:
        assert set(headline) == {"text", "score", "verdict", "drafter", "findings"}
        assert 20 <= len(headline["text"]) <= 100


def test_a_model_that_writes_nonsense_is_filled_up_by_the_lead(run, tiny_model, page) -> None:
    [record] = suggested(run, page, "--model", tiny_model, "-n", "3")
    assert {headline["drafter"] for headline in record["headlines"]} == {"lead"}
    assert all(headline["verdict"] == "supported" for headline in record["headlines"])


@pytest.fixture
def lying_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the model one that likes a falsehood best."""

    class Liar:
        name = "liar"

        def __init__(self, model: Path, device: str, max_chars: int) -> None: ...

        def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
            lines = [
                "Mayor Otto Brandt shuts the city's bridge",
                "Ormond Bridge will close for weeks",
            ]
            return [
                [Draft(each.id, "headline", line, 1 / n, "liar") for n, line in enumerate(lines, 1)]
                for each in articles
            ]

        def scored(self, articles, written):
            return written

    monkeypatch.setattr("copydesk.draft.rank.Seq2SeqDrafter", Liar)


def test_no_unsupported_draft_is_shown(run, lying_model, page, tiny_model) -> None:
    [record] = suggested(run, page, "--model", tiny_model)
    assert record["headlines"][0]["text"] == "Ormond Bridge will close for weeks"
    assert all(headline["verdict"] != "unsupported" for headline in record["headlines"])


def test_all_shows_unsupported_drafts_after_the_others(run, lying_model, page, tiny_model) -> None:
    [record] = suggested(run, page, "--model", tiny_model, "--all")
    order = ["supported", "unverified", "unsupported"]
    verdicts = [order.index(headline["verdict"]) for headline in record["headlines"]]
    assert verdicts == sorted(verdicts)
    assert verdicts[-1] == 2
    for headline in record["headlines"]:
        for finding in headline["findings"]:
            assert set(finding) == FINDING
            start, end = finding["claim_span"]
            assert headline["text"][start:end] == finding["claim_text"]
            if finding["evidence_span"]:
                start, end = finding["evidence_span"]
                assert record["article"]["body"][start:end] == finding["evidence_text"]


def test_count_and_length_are_kept(run, tiny_model, page) -> None:
    [record] = suggested(
        run, page, "--model", tiny_model, "-n", 2, "--min-chars", 30, "--max-chars", 60
    )
    assert 1 <= len(record["headlines"]) <= 2
    assert all(30 <= len(headline["text"]) <= 60 for headline in record["headlines"])


def test_title_style_changes_nothing_but_case(run, tiny_model, page) -> None:
    [plain] = suggested(run, page, "--model", tiny_model)
    [title] = suggested(run, page, "--model", tiny_model, "--style", "title")
    plain_texts = [headline["text"] for headline in plain["headlines"]]
    title_texts = [headline["text"] for headline in title["headlines"]]
    assert [text.lower() for text in title_texts] == [text.lower() for text in plain_texts]
    assert plain_texts != title_texts


def test_several_inputs_and_standard_input(run, tiny_model, page, archive) -> None:
    story = json.loads(archive.read_text().splitlines()[0])
    records = suggested(
        run, page, "-", page, "--model", tiny_model, "-n", 1, stdin=json.dumps(story)
    )
    assert [record["article"]["id"] for record in records] == ["bridge", "one", "bridge"]


def test_for_people_headlines_are_numbered_with_verdict_and_length(run, tiny_model, page) -> None:
    ran = run("suggest", page, "--model", tiny_model)
    assert ran.code == 0
    assert re.search(r"^ 1 ✓ \w", ran.out, re.M)
    assert re.search(r"supported [01]\.\d\d · lead 0\.\d\d · \d\d characters", ran.out)
    assert "\x1b" not in ran.out


def test_broken_lines_are_told_and_the_others_done(run, tiny_model, archive) -> None:
    ran = run("suggest", archive, "--model", tiny_model, "--json", "-n", 1)
    assert ran.code == 2
    assert [record["article"]["id"] for record in ran.records] == ["one", "three", "five"]
    faults = [line for line in ran.err.splitlines() if "once" not in line]
    assert len(faults) == 2
    assert "line 2 of" in faults[0]
    assert "line 4 of" in faults[1]


def test_a_missing_file_does_not_stop_the_others(run, tiny_model, page, tmp_path) -> None:
    output = tmp_path / "out.jsonl"
    absent = tmp_path / "absent.html"
    ran = run("suggest", absent, page, "--model", tiny_model, "--output", output)
    assert (ran.code, ran.out) == (2, "")
    assert "absent.html" in ran.err
    [record] = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert record["article"]["id"] == "bridge"


def test_the_same_story_gets_the_same_headlines(run, tiny_model, page) -> None:
    assert suggested(run, page, "--model", tiny_model, "--all") == suggested(
        run, page, "--model", tiny_model, "--all"
    )


@pytest.mark.parametrize("fault", ["missing", "no-config", "no-weights", "bad-weights", "bad-json"])
def test_a_missing_or_damaged_model_is_one_sentence(
    run, tiny_model, page, tmp_path, fault: str
) -> None:
    import shutil

    folder = tmp_path / "model"
    if fault != "missing":
        shutil.copytree(tiny_model, folder)
    if fault == "no-config":
        (folder / "config.json").unlink()
    elif fault == "no-weights":
        (folder / "model.safetensors").unlink()
    elif fault == "bad-weights":
        (folder / "model.safetensors").write_bytes(b"\x00" * 1000)
    elif fault == "bad-json":
        (folder / "tokenizer.json").write_text("{", encoding="utf-8")
    output = tmp_path / "out.jsonl"
    run("suggest", page, "--model", folder, "--output", output).refused(str(folder))
    assert not output.exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path != folder) == ["bridge.html"]


def test_a_gpu_that_is_not_there_is_one_sentence(run, tiny_model, page, monkeypatch) -> None:
    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    run("suggest", page, "--model", tiny_model, "--device", "cuda").refused("CUDA")


def test_the_same_articles_get_the_same_headlines(run, tiny_model, tmp_path) -> None:
    articles = tmp_path / "articles.jsonl"
    body = "Ormond Bridge will close for weeks, the harbour office said. Ferries sail now, "
    lines = [{"id": n, "body": body + f"and number {n} of them sails at dawn."} for n in range(40)]
    articles.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    first, second = (
        run("suggest", articles, "--json", "--all", "--model", tiny_model).out for _ in range(2)
    )
    assert first == second
    assert len(first.splitlines()) == 40
