"""True claims of prepared articles, and false ones planted in them. For `make_claims.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from claims_balance import Balance
from claims_given import Row, row
from claims_resolved import is_whole, neighbours, resolved
from claims_sisters import Sisters, half_sister, sister
from copydesk.draft.compress import compressions
from copydesk.draft.lead import stands
from copydesk.plant.edit import Planted
from copydesk.plant.errors import errors
from copydesk.plant.forms import lowered, tokenised
from copydesk.plant.named import Thing
from copydesk.plant.rewrites import rewritten
from copydesk.plant.story import Story
from copydesk.prepare.splits import drawn
from copydesk.text.negation import is_negated
from copydesk.text.sentences import sentences

BATCH = 200
REWRITTEN, JOINED, NEGATED = 0.3, 0.25, 0.7
TWICE = 0.5
# So many pairs of sentences are tried for a claim that takes both.
PAIRS = 5
# So many sentences of a story are parsed for the phrases of which errors are made.
PARSED = 3
LOWERED, TOKENISED = 0.33, 0.08
# How gladly an error of a kind is planted where several can be: the rarer, the more.
WEIGHT = {
    "person": 1.0, "place": 2.0, "group": 2.0, "organisation": 2.5, "number": 0.8, "date": 1.0,
    "duration": 8.0, "negation": 0.35, "affirmation": 8.0, "modality": 5.0, "antonym": 1.0,
    "role-swap": 25.0, "attribution": 8.0, "noun": 2.0,
}  # fmt: skip
# Of these more articles give more, one claim and one error each.
RARE = frozenset(("role-swap", "attribution", "duration"))
# Sentences with one of these can bear an error of a rare kind.
_CUES = re.compile(
    r"\b(?:not|n['’]t|cannot|never|may|might|could|plans?|planned|accused|threat\w+|proposed"
    r"|considering|expected|allegedly|will|\d+ (?:days|weeks|months|years|hours)|after|before)\b"
    r"|n['’]t\b"
)
# Somebody by name, a verb, somebody else: where roles can be exchanged, or speakers.
_ROLES = re.compile(
    r"[A-Z][\w.’']+ (?:has |had |have |was |were |is |are )?[a-z]+(?:ed|es|s|id|ld)"
    r"(?: by| to| over)? (?:\w+ ){0,3}?[A-Z]"
)
_SMALL_OPENINGS = frozenset("The A An He She It They His Her Their In On That This".split())
_DURATION = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|ten)[ -](?:day|week|month|year|hour)"
)
# Not statements about the world.
_BOILERPLATE = re.compile(
    r"https?:|www\.|@|\bclick\b|following statement|\bContact:|\d{3}[-/ ]\d{3}-\d{4}", re.I
)
_LENGTH = range(6, 36)


class Claim:
    """A true claim: its text, how it was made (its shape), and, later, its parse.

    `pair` are the two sentences that a claim is to be made of once they are parsed.
    """

    def __init__(
        self, shape: str, text: str, id_: str, pair: tuple[str, str] | None = None
    ) -> None:
        self.shape, self.text, self.id, self.pair = shape, text, id_, pair
        self.doc: Any = None


def dice(what: str, id_: str) -> Random:
    """Dice that belong to an id."""
    return Random(int(drawn(what, id_) * 2**52))


def written_claims(article: dict[str, Any], draw: Random) -> list[Claim]:
    """What people wrote about the body: the headline, and sentences of the summary."""
    return _claims(article, _written(article))


def _written(article: dict[str, Any]) -> list[tuple[str, str]]:
    summary = article["summary"] or ""
    texts = [("headline", article["headline"])]
    return texts + [("summary", summary[a:b]) for a, b in sentences(summary)]


def true_claims(article: dict[str, Any], draw: Random) -> list[Claim]:
    """The headline, sentences of the summary, and three or four claims made of the body."""
    texts = _written(article)
    found, good = _body_sentences(article["body"])
    if good:
        cued = [s for s in good if _CUES.search(s)]
        picked = [draw.choice(good[:12]), draw.choice(cued or good)]
        # As many true claims with "not" as possible, or every "not" would be a planted one.
        if (denials := [s for s in good if is_negated(s)]) and draw.random() < NEGATED:
            picked.append(draw.choice(denials))
        if (roles := [s for s in good if _ROLES.search(s)]) and draw.random() < 0.9:
            picked.append(draw.choice(roles))
        texts += [("sentence", s) for s in dict.fromkeys(picked)]
        texts += [("compressed", c) for c in _compressed(found, draw)]
    if draw.random() < JOINED and (joined := _joined(found, draw)):
        texts.append(("joined", joined))
    return _claims(article, texts) + _pairs(article, found, draw)


def rare_claims(article: dict[str, Any], draw: Random) -> list[Claim]:
    """The headline, two sentences where roles or speakers can change, one with a duration."""
    found, good = _body_sentences(article["body"])
    roles = [s for s in good if _ROLES.search(s)]
    durations = [s for s in good if _DURATION.search(s)]
    picked = [*draw.sample(roles, min(2, len(roles))), *draw.sample(durations, durations != [])]
    texts = [("headline", article["headline"])]
    texts += [("sentence", s) for s in dict.fromkeys(picked)]
    return _claims(article, texts) + _pairs(article, found, draw)


def _pairs(article: dict[str, Any], found: Sequence[str], draw: Random) -> list[Claim]:
    """Claims that are to be made of a sentence with a pronoun and the one before it."""
    pairs = neighbours(found, draw, PAIRS)
    return [Claim("resolved", "", f"{article['id']}-pair{i}", pair) for i, pair in enumerate(pairs)]


def _body_sentences(body: str) -> tuple[list[str], list[str]]:
    """The first sentences of a body, and those of them that can be claims as they stand."""
    found = [body[a:b] for a, b in sentences(body)[:60]]
    return found, [s for s in found if len(s.split()) in _LENGTH and _is_statement(s)]


def _claims(article: dict[str, Any], texts: Sequence[tuple[str, str]]) -> list[Claim]:
    return [
        Claim(shape, " ".join(text.split()), f"{article['id']}-{i}")
        for i, (shape, text) in enumerate(texts)
        if text.split() and not _BOILERPLATE.search(text)
    ]


def _is_statement(sentence: str) -> bool:
    return is_whole(sentence) and sentence[0].isupper() and "\n" not in sentence


def _compressed(found: Sequence[str], draw: Random) -> Iterator[str]:
    """One true cut of an opening sentence."""
    order = [s for s in found[:10] if len(s.split()) >= 14]
    draw.shuffle(order)
    for sentence in order:
        cuts = [text for text, cut in compressions(sentence, 110) if not cut and stands(text)]
        cuts = [text for text in cuts if len(text) < 0.85 * len(sentence)]
        if cuts:
            yield draw.choice(cuts)
            return


def _joined(found: Sequence[str], draw: Random) -> str | None:
    """Two short neighbours, or near ones, as one sentence."""
    short = [
        (i, s) for i, s in enumerate(found) if len(s.split()) in range(5, 16) and _is_statement(s)
        and not re.search(r"[\"“”]", s)
    ]  # fmt: skip
    pairs = [(a, b) for (i, a), (j, b) in pairwise(short) if j - i <= 3]
    if not pairs:
        return None
    left, right = draw.choice(pairs)
    small = right.split()[0] in _SMALL_OPENINGS
    if small and draw.random() < 0.5:
        return f"{left[:-1]}, and {right[0].lower()}{right[1:]}"
    return f"{left[:-1]}; {right[0].lower() if small else right[0]}{right[1:]}"


def made(
    articles: Sequence[dict[str, Any]],
    sisters: Sisters,
    nlp: Any,
    seed: int,
    claims_of: Callable[[dict[str, Any], Random], list[Claim]] = true_claims,
) -> Iterator[tuple[str, Row]]:
    """Rows of articles with the shape of each claim, article by article."""
    elsewhere: list[Thing] = []
    balance = Balance()
    for at in range(0, len(articles), BATCH):
        batch = articles[at : at + BATCH]
        claims = [claims_of(a, dice(f"claims {seed}", a["id"])) for a in batch]
        claims = _resolve(claims, nlp, seed)
        others = [_sister_claims(a, sisters, seed) for a in batch]
        leads = [_lead(a) for a in batch]
        _parse([c for group in (*claims, *others, *leads) for c in group], nlp)
        parsed = [[c.doc for c in (*o, *lead)] for o, lead in zip(claims, leads, strict=True)]
        _reword([c for group in claims for c in group], nlp, seed)
        for article, own, near, docs in zip(batch, claims, others, parsed, strict=True):
            story = Story(article["body"], elsewhere, docs)
            yield from _article_rows(article, own, near, story, balance, seed)
            elsewhere = [*elsewhere, *story.things[:20]][-200:]


def made_rare(articles: Sequence[dict[str, Any]], nlp: Any, seed: int) -> Iterator[tuple[str, Row]]:
    """Rows of claims that can bear an error of a rare kind, each with one."""
    balance = Balance()
    for at in range(0, len(articles), BATCH):
        batch = articles[at : at + BATCH]
        claims = [rare_claims(a, dice(f"claims {seed}", a["id"])) for a in batch]
        claims = _resolve(claims, nlp, seed)
        _parse([c for group in claims for c in group], nlp)
        for article, own in zip(batch, claims, strict=True):
            story = Story(article["body"])
            for claim in own:
                draw = dice(f"errors {seed}", claim.id)
                found = [e for e in errors(claim.doc, story, draw) if e.kind in RARE]
                found = [e for e in found if not balance.gives_away(e)]
                form = draw.random()
                for error in _chosen(found, draw)[:1]:
                    balance.add_true(claim.text)
                    balance.add_false(error)
                    yield claim.shape, _row(article, claim, None, form, 0)
                    yield claim.shape, _row(article, claim, error, form, 1)


def _parse(claims: Sequence[Claim], nlp: Any) -> None:
    for claim, doc in zip(claims, nlp.pipe((c.text for c in claims), batch_size=128), strict=True):
        claim.doc = doc


def _resolve(claims: Sequence[list[Claim]], nlp: Any, seed: int) -> list[list[Claim]]:
    """The claims of each article, those of pairs of sentences made or left out."""
    pairs = [c.pair for group in claims for c in group if c.pair]
    docs = iter(nlp.pipe((s for pair in pairs for s in pair), batch_size=128))
    kept = []
    for group in claims:
        for claim in group:
            if claim.pair:
                first, second = next(docs), next(docs)
                claim.text = resolved(first, second, dice(f"pair {seed}", claim.id)) or ""
        kept.append([c for c in group if c.text])
    return kept


def _lead(article: dict[str, Any]) -> list[Claim]:
    """The first sentences of a story, to be parsed."""
    found = sentences(article["body"][:2000])[:PARSED]
    return [Claim("lead", article["body"][a:b], article["id"]) for a, b in found]


def _reword(claims: Sequence[Claim], nlp: Any, seed: int) -> None:
    """Some claims say the same in other words from here on."""
    new = []
    for claim in claims:
        draw = dice(f"reword {seed}", claim.id)
        if draw.random() < REWRITTEN and (other := rewritten(claim.doc, draw)):
            how, claim.text = other
            claim.shape += f"-{how}"
            new.append(claim)
    _parse(new, nlp)


def _sister_claims(article: dict[str, Any], sisters: Sisters, seed: int) -> list[Claim]:
    """A headline or a shortened lead of each of two sisters."""
    draw = dice(f"sister {seed}", article["id"])
    claims = []
    for other in sisters.of(article)[:2]:
        text = other["headline"]
        if draw.random() < 0.4:
            found = [other["body"][a:b] for a, b in sentences(other["body"][:1500])[:3]]
            text = next(_compressed(found, draw), text)
        claims.append(Claim("sister", text, f"{article['id']}-sister{len(claims)}"))
    return claims


def _article_rows(
    article: dict[str, Any],
    own: Sequence[Claim],
    near: Sequence[Claim],
    story: Story,
    balance: Balance,
    seed: int,
) -> Iterator[tuple[str, Row]]:
    for claim in own:
        draw = dice(f"errors {seed}", claim.id)
        form = draw.random()
        yield claim.shape, _row(article, claim, None, form, 0)
        balance.add_true(claim.text)
        found = [e for e in errors(claim.doc, story, draw) if not balance.gives_away(e)]
        for n, error in enumerate(_chosen(found, draw), start=1):
            balance.add_false(error)
            yield claim.shape, _row(article, claim, error, form, n)
    facts = [error for claim in near if (error := sister(claim.text, story))]
    mixed = (half_sister(a.doc, b.doc, story) for b in near for a in own)
    halves = [half for half in mixed if half]
    for n, error in enumerate(facts[:1] + halves[:1]):
        claim = Claim("sister", "", f"{article['id']}-{error.kind}")
        form = drawn(f"form {seed}", claim.id)
        yield error.kind, _row(article, claim, error, form, n + 1)


def _chosen(found: list[Planted], draw: Random) -> list[Planted]:
    """One or two errors of different kinds, the rare ones more gladly.

    Weighted sampling without replacement (Efraimidis & Spirakis 2006).
    """
    ranked = sorted(found, key=lambda e: draw.random() ** (1 / WEIGHT[e.kind]), reverse=True)
    kinds: dict[str, Planted] = {}
    for error in ranked:
        kinds.setdefault(error.kind, error)
    return list(kinds.values())[: 2 if draw.random() < TWICE else 1]


def _row(article: dict[str, Any], claim: Claim, error: Planted | None, form: float, n: int) -> Row:
    """The row of a claim or of an error in it, both in the same form."""

    def in_form(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, Any]:
        if form < TOKENISED:
            return tokenised(text, spans)
        return lowered(text, spans) if form < TOKENISED + LOWERED else (text, spans)

    true, _ = in_form(claim.text, ())
    if error is None:
        return row(article["body"], true, 1, claim.shape, "articles", id_=claim.id)
    text, wrong = in_form(error.text, error.wrong)
    return row(
        article["body"], text, 0, error.kind, "articles", id_=f"{claim.id}-{n}", wrong=wrong,
        marked=error.marked, original=true,
    )  # fmt: skip
