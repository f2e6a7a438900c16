"""python scripts/measure_case.py --articles ../shared/data/articles/allsides_validation.parquet

How well are case and spacing given back? Editors' headlines in sentence case, whose words the body
holds, are put into the form that the model writes (lower case, every mark apart) and printed again
by `copydesk.text.restore`. Prints the share of words cased as the editor has them, and of headlines
that come back whole, with 95 % bootstrap intervals over headlines.

A headline counts as sentence case if at most half of its longer words after the first have a
capital, and at least one has none.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pyarrow.parquet as parquet
from tokenizers import Tokenizer

from copydesk.paths import model_folder
from copydesk.score.bootstrap import interval
from copydesk.text.chrome import clean_body
from copydesk.text.restore import Printer
from copydesk.text.surface import plain, repair_entities

WORD = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*")


def sentence_case(headline: str) -> bool:
    """Whether the headline's capitals say something."""
    longer = [w for w in WORD.findall(headline)[1:] if len(w) > 3]
    low = [w for w in longer if w.islower()]
    return bool(low) and len(low) * 2 >= len(longer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True)
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(model_folder("headline-small") / "tokenizer.json"))
    tokenizer.no_padding()
    words, whole = [], []
    for row in parquet.read_table(arguments.articles, columns=["title", "body"]).to_pylist():
        title = repair_entities(row["title"])
        body = clean_body(repair_entities(row["body"]), title)
        wanted = plain(title)
        held = {w.lower() for w in WORD.findall(plain(body))}
        if not sentence_case(title) or not all(w.lower() in held for w in WORD.findall(wanted)):
            continue
        written = " ".join(tokenizer.encode(wanted, add_special_tokens=False).tokens)
        printed = plain(Printer(body).print(written.replace(" ##", "")))
        ours, theirs = WORD.findall(printed), WORD.findall(wanted)
        if len(ours) == len(theirs):
            words.append(sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(theirs))
        else:
            words.append(0.0)
        whole.append(float(printed == wanted))
    for name, values in (("words cased as the editor has them", words), ("whole", whole)):
        found = interval([100 * value for value in values])
        print(f"{name}: {found.mean:.1f} [{found.low:.1f}, {found.high:.1f}] %, {len(values)}")


if __name__ == "__main__":
    main()
