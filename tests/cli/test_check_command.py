from __future__ import annotations

import json

FALSE = "Mayor Otto Brandt says Ormond Bridge will close"


def test_the_page_is_checked_by_its_own_headline(run, page) -> None:
    ran = run("check", page, "--json")
    assert ran.code == 0, ran.err
    [result] = ran.records
    assert set(result) == {"article", "claim", "score", "verdict", "findings"}
    headline = "Ormond Bridge will close for nine weeks"
    assert result["article"] == {"id": "bridge", "headline": headline}
    assert (result["claim"], result["verdict"]) == (headline, "supported")
    assert 0.5 < result["score"] <= 1


def test_a_false_headline_exits_1_with_evidence_and_repair(run, page) -> None:
    ran = run("check", page, "--headline", FALSE, "--json")
    assert ran.code == 1
    [result] = ran.records
    assert result["verdict"] == "unsupported"
    assert result["score"] <= 0.5
    [finding] = [each for each in result["findings"] if each["severity"] == "error"]
    assert FALSE[slice(*finding["claim_span"])] == finding["claim_text"] == "Otto Brandt"
    assert "Ilse Varga" in finding["evidence_text"]
    assert finding["suggestion"] == "Ilse Varga"


def test_for_people_the_wrong_words_are_marked_without_colour(run, page) -> None:
    ran = run("check", page, "--headline", FALSE)
    assert ran.code == 1
    lines = ran.out.splitlines()
    place = lines.index(f"    {FALSE}")
    start = FALSE.index("Otto Brandt")
    assert lines[place + 1] == " " * (4 + start) + "^" * len("Otto Brandt")
    assert "¶ 1" in ran.out
    assert "Mayor Ilse Varga says Ormond Bridge will close" in ran.out
    assert "\x1b" not in ran.out


def test_each_sentence_of_a_summary_is_checked(run, page) -> None:
    text = "The Ormond Bridge will close. The repair costs $9.7 million."
    ran = run("check", page, "--summary", text, "--json")
    assert ran.code == 1
    [result] = ran.records
    assert result["claim"] == text
    [finding] = result["findings"]
    assert "9.7" in text[slice(*finding["claim_span"])]


def test_many_articles_give_a_result_each_and_faults_win(run, archive) -> None:
    ran = run("check", archive, "--json")
    assert ran.code == 2
    assert [each["article"]["id"] for each in ran.records] == ["one", "three", "five"]
    assert [each["verdict"] for each in ran.records] == ["supported", "supported", "unsupported"]
    assert ["line 2 of" in line for line in ran.err.splitlines()] == [True, False]


def test_a_folder_of_pages(run, page, tmp_path) -> None:
    (tmp_path / "again.html").write_bytes(page.read_bytes())
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    ran = run("check", tmp_path, "--json")
    assert ran.code == 0, ran.err
    assert [each["article"]["id"] for each in ran.records] == ["again", "bridge"]


def test_a_folder_without_pages(run, tmp_path) -> None:
    run("check", tmp_path).refused(str(tmp_path), "folder")


def test_no_headline_to_check(run, tmp_path, archive) -> None:
    story = json.loads(archive.read_text().splitlines()[0])
    path = tmp_path / "bare.json"
    path.write_text(json.dumps({"id": "bare", "body": story["body"]}), encoding="utf-8")
    run("check", path).refused("bare", "no headline", "--headline")


def test_output_takes_the_result_and_the_exit_code_stays(run, page, tmp_path) -> None:
    output = tmp_path / "result.jsonl"
    ran = run("check", page, "--headline", FALSE, "--output", output)
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(output.read_text(encoding="utf-8"))["claim"] == FALSE


def test_standard_input(run, page) -> None:
    ran = run("check", "-", "--json", stdin=page.read_bytes())
    assert ran.code == 0, ran.err
    assert ran.records[0]["article"]["id"] == "stdin"
