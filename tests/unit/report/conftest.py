"""A folder as `copydesk prepare` leaves it, made by hand, and a browser to read reports in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chromium
from chromium import Page

BODY = (
    "Ilse Varga won the vote in Port Ansel on Sunday.\n\n"
    "The count took an hour, and rain fell on the square."
)
# id, headline, summary, source, published
ROWS = {
    "train": [
        (
            "a1",
            "Ilse Varga won the vote",
            "Rain fell on the square.",
            "Ansel Courier",
            "2031-03-02",
        ),
        ("a2", "Varga triumphs in Port Ansel", None, "Ansel Courier", "2031-05-11T08:00:00Z"),
        ("a3", None, "The count took an hour.", "Harbour Post", "last week"),
    ],
    "validation": [("a4", "Count took an hour", None, "", None)],
}
REJECTED = [
    {
        "id": "r1",
        "stage": "truth",
        "reason": "headline-unsupported",
        "detail": "“Otto Brandt”: it is not in the body; it says: “Ilse Varga”",
        "headline": "Otto Brandt <script>alert(1)</script> won | the vote",
        "source": "Harbour Post",
        "url": "javascript:alert(2)",
        "finding": {"checker": "names", "claim_span": [0, 11], "evidence_span": [0, 10]},
    },
    {
        "id": "a3",
        "stage": "truth",
        "reason": "headline-unsupported",
        "detail": "“three hours”: the body has “an hour”",
        "headline": "Count takes three hours",
        "source": "Harbour Post",
        "url": "",
        "left": "summary",
    },
    *(
        {
            "id": f"s{number}",
            "stage": "filters",
            "reason": "body-short",
            "detail": f"{number} words",
            "source": "Ansel Courier",
            "url": f"https://courier.example/{number}",
        }
        for number in range(12)
    ),
]
FUNNEL = {
    "recipe": {"sources": [{"path": "ansel.jsonl", "name": "ansel"}], "truth": "reject"},
    "signature": {"version": "0.1.0", "recipe": "ab" * 32, "checkers": ["names", "numbers"]},
    "stages": [
        {"stage": "read", "in": 17, "out": 17, "left": 0, "reasons": {}},
        {"stage": "filters", "in": 17, "out": 5, "left": 0, "reasons": {"body-short": 12}},
        {"stage": "truth", "in": 5, "out": 4, "left": 1, "reasons": {"headline-unsupported": 2}},
        {"stage": "decontamination", "in": 4, "out": 4, "left": 0, "reasons": {}},
    ],
}


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    names = ("id", "headline", "summary", "source", "published")
    for split, rows in ROWS.items():
        records: list[dict[str, Any]] = [
            dict(zip(names, row, strict=True))
            | {"body": BODY, "url": "", "byline": "", "cluster": row[0]}
            for row in rows
        ]
        table = pyarrow.Table.from_pylist(records)
        parquet.write_table(table, tmp_path / f"{split}-00000-of-00001.parquet")
    lines = "".join(json.dumps(line) + "\n" for line in REJECTED)
    (tmp_path / "rejected.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "funnel.json").write_text(json.dumps(FUNNEL), encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A headless Chromium, where one is installed: `apt-get install chromium` on Debian."""
    program = chromium.found()
    if program is None:
        pytest.skip("no Chromium is installed")
    with chromium.browser(program, tmp_path_factory.mktemp("profile")) as page:
        yield page
