"""python scripts/make_lexicon.py ARTICLES.parquet… --given NAMES…

Writes src/copydesk/text/lexicon.txt: English words as newspapers write them, one a line, from
counts over article bodies. A plain line is a word written in lower case in at least 80 % of its
uses inside a sentence; one ending in `*` (10 to 80 %) is written both ways ("bush", "court").
Words written with a capital nine times in ten are left out, so that a word that the file lacks is
a name or a rare word; but those that look like a form of a listed word ("carter", "waters") stand
there with `^`, lest they be taken for one. Only words inside a sentence count, and none in all
capitals: the others say nothing about case. The file in the repository was made from
allsides_train, usgov_posts, agnews_briefs, reuters_1987, wikinews and senate_releases.

With `--given` (the files dist.male.first and dist.female.first of the package `names`, US Census
1990, public domain) it also writes src/copydesk/text/given_names.txt: the given names that at
least 1 in 20,000 bear.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from copydesk.text.lexicon import stems

TEXT = Path(__file__).parents[1] / "src" / "copydesk" / "text"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# A word in fewer articles than this is as often a slip as a word.
FEWEST_ARTICLES = 4
COMMON, EITHER = 0.8, 0.1
FEWEST_CAPITALS = 10


def count(bodies: list[str], lower: Counter[str], upper: Counter[str], seen: Counter[str]) -> None:
    """Add to the counts of words in lower case, with a capital inside a sentence, and articles."""
    for body in bodies:
        words: set[str] = set()
        for line in body.split("\n"):
            for match in WORD.finditer(line):
                word, start = re.sub(r"['’][sS]$", "", match.group()), match.start()
                if word[0].islower():
                    if start == 0 or line[start - 1] in " -—–/(\"“‘'":
                        lower[word] += 1
                        words.add(word)
                elif (
                    start >= 2
                    and line[start - 1] == " "
                    and (line[start - 2].islower() or line[start - 2] in ",;")
                    and not word.isupper()
                ):
                    upper[word.casefold()] += 1
        seen.update(words)


def main() -> None:
    import pyarrow.parquet as parquet

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--given", nargs="*", type=Path, default=[])
    arguments = parser.parse_args()
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for path in arguments.articles:
        count(parquet.read_table(path, columns=["body"])["body"].to_pylist(), lower, upper, seen)
        print(path.name, len(lower))
    lines = []
    common: set[str] = set()
    for word in sorted(lower):
        share = lower[word] / (lower[word] + upper[word])
        if seen[word] >= FEWEST_ARTICLES and word.isascii() and share >= EITHER:
            lines.append(word if share >= COMMON else f"{word}*")
            if share >= COMMON:
                common.add(word)
    listed = {line.rstrip("*") for line in lines}
    for word in sorted(upper.keys() - listed):
        if upper[word] >= FEWEST_CAPITALS and not common.isdisjoint(stems(word)):
            lines.append(f"{word}^")
    lines.sort()
    (TEXT / "lexicon.txt").write_text("\n".join(lines) + "\n")
    if arguments.given:
        names = {
            row.split()[0].lower()
            for path in arguments.given
            for row in path.read_text().splitlines()
            if float(row.split()[1]) >= 0.005
        }
        (TEXT / "given_names.txt").write_text("\n".join(sorted(names)) + "\n")


if __name__ == "__main__":
    main()
