"""python scripts/measure_giveaways.py runs/claims/train.parquet

Do the words of a claim give away that an error was planted in it? A logistic regression sees words,
pairs and triples of words of the claims of articles, and nothing of the articles; what it does
better than chance (AUC 0.5) a checker could learn in place of reading (Gururangan et al. 2018,
"Annotation Artifacts in Natural Language Inference Data"). It is trained on four fifths of the
articles with all claims, and tested on the others: errors of each kind against all true claims.

Needs scikit-learn (`pip install -e '.[claims]'`); takes two minutes of a core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import roc_auc_score

from copydesk.prepare.splits import drawn

TESTED = 0.2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=Path)
    columns = ["id", "claim", "label", "kind", "origin"]
    table = parquet.read_table(parser.parse_args().claims, columns=columns)
    rows = [row for row in table.to_pylist() if row["origin"] == "articles"]
    words = HashingVectorizer(
        ngram_range=(1, 3), token_pattern=r"\w+(?:['’]\w+)*|[^\w\s]", n_features=2**20
    )
    x = words.transform(row["claim"] for row in rows)
    true = np.array([row["label"] for row in rows])
    kinds = np.array([row["kind"] for row in rows])
    # An id begins with that of its article, so that all claims of one are on one side.
    tested = np.array([drawn("giveaway", row["id"].split("-")[0]) < TESTED for row in rows])
    model = SGDClassifier(loss="log_loss", alpha=1e-5, class_weight="balanced", random_state=0)
    model.fit(x[~tested], true[~tested])
    scores = model.decision_function(x)
    print(f"{'kind':14} {'errors':>7} {'AUC':>5}")
    for kind in ["all", *sorted(set(kinds[true == 0]))]:
        errors = tested & (true == 0) & ((kinds == kind) | (kind == "all"))
        at = errors | (tested & (true == 1))
        print(f"{kind:14} {errors.sum():7,} {roc_auc_score(true[at], scores[at]):5.2f}")


if __name__ == "__main__":
    main()
