from __future__ import annotations

import json
from pathlib import Path

import pytest

DOCUMENT = "  Nora Lindqvist, the harbour master, said 12 ships were held on Friday.\nNone left."


def write(path: Path, *lines: object) -> Path:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write(
        tmp_path / "claims.jsonl",
        {"id": "a", "document": DOCUMENT, "claim": "Nora Lindqvist said 12 ships were held."},
        {"id": 7, "document": DOCUMENT, "claim": "Nora Lindqvist said 90 ships were held."},
        {"id": "a", "document": DOCUMENT, "claim": "12 ships were held", "label": 1},
    )


def test_a_result_a_line_in_order_with_its_id(run, claims) -> None:
    ran = run("check", "--claims", claims)
    assert (ran.code, ran.err) == (0, "")
    assert [result["id"] for result in ran.records] == ["a", 7, "a"]
    assert [result["article"]["id"] for result in ran.records] == ["a", 7, "a"]
    verdicts = [result["verdict"] for result in ran.records]
    assert verdicts == ["supported", "unsupported", "supported"]
    scores = [result["score"] for result in ran.records]
    assert scores[1] <= 0.5 < scores[0]


def test_spans_slice_the_texts_as_they_stood_in_the_file(run, claims) -> None:
    [_, result, _] = run("check", "--claims", claims).records
    [finding] = result["findings"]
    assert result["claim"][slice(*finding["claim_span"])] == finding["claim_text"]
    if finding["evidence_span"]:
        assert DOCUMENT[slice(*finding["evidence_span"])] == finding["evidence_text"]


def test_output_instead_of_stdout(run, claims, tmp_path) -> None:
    output = tmp_path / "results.jsonl"
    ran = run("check", "--claims", claims, "--output", output)
    assert (ran.code, ran.out) == (0, "")
    direct = run("check", "--claims", claims).out
    assert output.read_text(encoding="utf-8") == direct


BROKEN = {
    '{"id": "b", ': "not JSON",
    "[1, 2]": "no object",
    '{"id": "b", "document": "Text."}': "no claim",
    '{"id": "b"}': "no document and no claim",
    '{"document": "Text.", "claim": "Text."}': "no id",
    '{"id": "b", "document": "Text.", "claim": ""}': "claim is no text",
    '{"id": "b", "document": null, "claim": "Text."}': "document is no text",
    '{"id": [1], "document": "Text.", "claim": "Text."}': "id is neither",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_told_by_number_and_the_others_go_on(run, tmp_path, line: str) -> None:
    good = {"id": "a", "document": DOCUMENT, "claim": "12 ships were held"}
    path = write(tmp_path / "claims.jsonl", good, "", line, good | {"id": "z"})
    ran = run("check", "--claims", path)
    assert ran.code == 2
    assert [result["id"] for result in ran.records] == ["a", "z"]
    [sentence] = ran.err.splitlines()
    assert "line 3 of" in sentence
    assert BROKEN[line] in sentence


def test_a_line_that_is_not_utf8(run, tmp_path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(
        '{"id": "a", "document": "Café open.", "claim": "Café open."}'.encode("cp1252")
    )
    run("check", "--claims", path).refused("line 1", "UTF-8")


def test_missing_and_empty_files(run, tmp_path) -> None:
    run("check", "--claims", tmp_path / "absent.jsonl").refused("absent.jsonl", "No such file")
    run("check", "--claims", write(tmp_path / "empty.jsonl")).refused("empty.jsonl is empty")
    run("check", "--claims", tmp_path).refused(str(tmp_path))


def test_standard_input(run, claims) -> None:
    assert run("check", "--claims", "-", stdin=claims.read_bytes()).records == (
        run("check", "--claims", claims).records
    )


def test_results_come_while_lines_are_still_being_read(tmp_path, monkeypatch) -> None:
    """One line in memory at a time, so that a file may have any length."""
    from copydesk.cli.claims import read_claims

    path = write(
        tmp_path / "claims.jsonl",
        *({"id": i, "document": DOCUMENT, "claim": "12 ships"} for i in range(3)),
        "{",
    )
    read = read_claims(str(path))
    assert [next(read).id for _ in range(3)] == [0, 1, 2]
    assert isinstance(next(read), str)


def test_batches_change_nothing(run, tmp_path, monkeypatch) -> None:
    from copydesk.cli import claims as lines

    wrong, right = "Nora Lindqvist said 90 ships were held.", "12 ships were held"
    path = write(
        tmp_path / "claims.jsonl",
        *(
            {"id": i, "document": DOCUMENT, "claim": right if i % 3 else wrong} if i != 3 else "{"
            for i in range(8)
        ),
    )
    whole = run("check", "--claims", path)
    assert whole.code == 2
    assert [result["id"] for result in whole.records] == [0, 1, 2, 4, 5, 6, 7]
    assert [r["id"] for r in whole.records if r["verdict"] == "unsupported"] == [0, 6]
    for size in (1, 2, 4):
        monkeypatch.setattr(lines, "BATCH", size)
        ran = run("check", "--claims", path)
        assert (ran.code, ran.out, ran.err) == (2, whole.out, whole.err)


def test_lines_before_a_file_breaks_off_are_not_lost() -> None:
    from copydesk.cli.claims import in_batches
    from copydesk.errors import CopydeskError

    def breaks_off():
        yield from ("one", "two")
        raise CopydeskError("the disk is gone")

    batches = in_batches(breaks_off())
    assert next(batches) == ["one", "two"]
    with pytest.raises(CopydeskError, match="gone"):
        next(batches)
