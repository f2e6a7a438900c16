"""Near-duplicates: the stages from signatures to clusters, in this process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from copydesk.prepare.blocks import Load, as_record, bucket_path
from copydesk.prepare.duplicates import Pairs, Signatures, cluster, clustered
from copydesk.prepare.store import Record, bucket_of, place, write_lines
from invented import changed, stories


def clusters(folder: Path, bodies: dict[str, str], buckets: int) -> dict[str, str]:
    """The name of the cluster of each id."""
    kept: list[list[Record]] = [[] for _ in range(buckets)]
    for id_ in sorted(bodies, key=place):
        record = {"id": id_, "body": bodies[id_], "published": f"of {id_}"}
        kept[bucket_of(place(id_), buckets)].append(record)
    for rank, records in enumerate(kept):
        write_lines(bucket_path(folder / "kept", rank), records)
        documents = Load(lambda _, records=records: iter(records)).run(None, rank)
        Signatures(folder).run(documents, rank, buckets)
    for rank in range(3):
        Pairs(folder).run(None, rank, 3)
    cluster(folder, folder / "kept", buckets, similarity=0.45)
    found = [each for rank in range(buckets) for each in clustered(folder / "kept", folder, rank)]
    assert [each["id"] for each in found] == sorted(bodies, key=place)
    assert all(each["cluster_published"] == f"of {each['cluster']}" for each in found)
    return {each["id"]: each["cluster"] for each in found}


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    """Twelve stories, four of them with copies."""
    made = {story["id"]: story["body"] for story in stories(12)}
    paragraphs = made["story-0002"].split("\n\n")
    return made | {
        "changed": changed(made["story-0001"]),
        "moved": "\n\n".join(paragraphs[3:] + paragraphs[:3]),
        "framed": "Brask Courier\n\nRead more of our news\n\n" + made["story-0003"] + "\n\nShare",
        "same": made["story-0004"],
        "again": changed(made["story-0004"], seed=3),
    }


def groups(named: dict[str, str]) -> set[frozenset[str]]:
    joined: dict[str, set[str]] = {}
    for id_, name in named.items():
        joined.setdefault(name, set()).add(id_)
    return {frozenset(each) for each in joined.values() if len(each) > 1}


def test_copies_are_found_and_nothing_else(tmp_path: Path, bodies: dict[str, str]) -> None:
    expected: Sequence[set[str]] = (
        {"story-0001", "changed"}, {"story-0002", "moved"}, {"story-0003", "framed"},
        {"story-0004", "same", "again"},
    )  # fmt: skip
    assert groups(clusters(tmp_path, bodies, 3)) == {frozenset(each) for each in expected}


def test_a_cluster_is_called_by_its_first_member_for_any_buckets(
    tmp_path: Path, bodies: dict[str, str]
) -> None:
    one, five = clusters(tmp_path / "1", bodies, 1), clusters(tmp_path / "5", bodies, 5)
    assert one == five
    for group in groups(one):
        assert {one[id_] for id_ in group} == {min(group, key=place)}


def test_reports_that_differ_in_their_numbers_are_no_copies(tmp_path: Path) -> None:
    def report(profit: int, sales: int) -> str:
        return f"Shr {profit} cts vs {profit + 9} cts Net {sales} vs {sales + 7} Revs {sales * 3}"

    assert not groups(clusters(tmp_path, {"a": report(31, 402), "b": report(55, 917)}, 1))


def test_stories_that_share_a_gallery_are_no_copies(tmp_path: Path) -> None:
    told = [story["body"] for story in stories(4)]
    gallery = "\n\n".join(story["body"].replace("Tuesday", "Monday") for story in stories(8)[4:])
    shared = {f"{n}": f"{body}\n\n{gallery}" for n, body in enumerate([told[0] + told[1], told[2]])}
    updated = {"first": gallery, "second": f"{gallery}\n\n{told[3]}\n\n{told[2]}"}
    assert groups(clusters(tmp_path / "gallery", shared, 2)) == set()
    assert groups(clusters(tmp_path / "update", updated, 2)) == {frozenset(updated)}


def test_texts_too_short_to_compare_are_no_copies(tmp_path: Path) -> None:
    assert not groups(clusters(tmp_path, {"a": "", "b": "", "c": "Two words"}, 2))


def test_a_record_comes_back_as_it_was() -> None:
    record = {"id": "a", "body": "b", "published": "", "place": "0"}
    [document] = Load(lambda rank: iter([record])).run()
    assert as_record(document) == record
