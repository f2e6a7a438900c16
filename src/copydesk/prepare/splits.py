"""Which articles are kept out of training, decided by their ids and clusters alone."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from email.utils import parsedate
from hashlib import sha1

from copydesk.prepare.recipe import Splits


def held_out(ids: Iterable[str], count: int) -> frozenset[str]:
    """The `count` ids whose SHA-1 comes first: the same ones whatever the order of the rows."""
    ranked = sorted(ids, key=lambda id_: sha1(id_.encode(), usedforsecurity=False).digest())
    return frozenset(ranked[:count])


def drawn(what: str, id_: str) -> float:
    """A number from 0 to 1 that belongs to an id, whatever stands around it."""
    digest = sha1(f"{what} {id_}".encode(), usedforsecurity=False).hexdigest()
    return int(digest[:13], 16) / 16**13


def split_of(cluster: str, published: str, splits: Splits) -> str:
    """The split of a cluster: "train", "validation" or "test".

    By hash, each split gets its share of the clusters. By date, the date of the cluster's first
    article decides; undated ones are trained on.
    """
    if splits.by == "date":
        day = _day(published)
        for name, start in (("test", splits.test_from), ("validation", splits.validation_from)):
            if start and day and day >= start:
                return name
        return "train"
    share = drawn("split", cluster)
    if share < splits.validation:
        return "validation"
    return "test" if share < splits.validation + splits.test else "train"


def _day(published: str) -> date | None:
    """The day of a date as archives write it: ISO 8601 or RFC 2822."""
    with suppress(ValueError):
        return date.fromisoformat(published[:10])
    parsed = parsedate(published)
    return date(*parsed[:3]) if parsed else None
