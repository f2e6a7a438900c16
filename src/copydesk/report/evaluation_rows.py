"""The table of articles in an evaluation's report, each opening to what was found and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from copydesk.records import Evaluation
from copydesk.report import evaluation_text as said
from copydesk.report.evaluation_articles import Articles, Json

# The columns: title, how evaluation.js sorts it, its class.
COLUMNS = (
    ("{kind}", "text", "article"),
    ("Verdict", "place", "verdict"),
    ("Consistency", "number", "number"),
    ("ROUGE-L", "number", "number"),
    ("Words", "number", "number"),
)
# Of two findings about the same words the worse shows.
_SEVERITIES = ("info", "warning", "error")
WORSE = "worse"


def articles_table(evaluation: Evaluation, articles: Articles) -> str:
    """The articles to sort and filter, with the controls for it; needs evaluation.js to work."""
    if not articles.shown:
        return ""
    sorted_by = {"place": ' aria-sort="ascending"'}
    heads = "".join(
        f'<th scope="col" class="{name}" role="columnheader" data-key="{key}"'
        f'{sorted_by.get(key, "")}><button type="button" disabled>'
        f"{title.format(kind=evaluation.kind.capitalize())}</button></th>"
        for title, key, name in COLUMNS
    )
    rows = "".join(_row(evaluation, each, each["id"] in articles.worse) for each in articles.shown)
    return (
        f"{_told(evaluation, articles)}{_controls(articles)}"
        f'<table id="table" class="articles" role="table"><caption class="unseen">Articles; the'
        ' buttons in the head sort them</caption><thead role="rowgroup">'
        f'<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _told(evaluation: Evaluation, articles: Articles) -> str:
    how = (
        f"Open a {evaluation.kind} to see what was found and the words of the story that decide it;"
        " marked words are those that the finding is about."
    )
    if len(articles.shown) == articles.count:
        return f"<p>All {articles.count:,}, the worst first. {how}</p>"
    fallen = len(articles.worse)
    worse = f"{fallen:,} that got worse than the baseline’s and " if fallen else ""
    return (
        f"<p><b>{len(articles.shown):,} of {articles.count:,} articles are shown</b>: {worse}the"
        f" worst by verdict and score. All stand in <code>articles.jsonl</code>. {how}</p>"
    )


def _controls(articles: Articles) -> str:
    counts = Counter(each["verdict"] or "" for each in articles.shown)
    choices = [("", "All", len(articles.shown))]
    choices += [(name, name.capitalize(), counts[name]) for name in said.VERDICTS if counts[name]]
    if articles.worse:
        choices.append((WORSE, "Got worse", len(articles.worse)))
    buttons = "".join(
        f'<button type="button" disabled data-verdict="{name}"'
        f' aria-pressed="{str(not name).lower()}">{title}'
        f' <span class="quiet">{count:,}</span></button>'
        for name, title, count in choices
    )
    return (
        '<div class="controls"><label for="search">Search</label>'
        '<input id="search" type="search" disabled autocomplete="off"'
        ' placeholder="words, a source, an id">'
        f'<div id="choices" role="group" aria-label="Show">{buttons}</div>'
        '<p id="shown" class="quiet" role="status"></p></div>'
    )


def _row(evaluation: Evaluation, article: Json, worse: bool) -> str:
    verdict = article["verdict"] or ""
    findings = article["findings"]
    prediction = article["prediction"] or ""
    places = [escape(str(article.get(name) or "")) for name in ("source", "topic", "id")]
    values = article["values"]
    fallen = f'<span class="tag">got {WORSE}</span>' if worse else ""
    kinds = " ".join([escape(verdict), *([WORSE] if worse else [])])
    found = "".join(_finding(evaluation, each) for each in findings)
    reference = article.get("reference")
    own = (
        f'<p class="own"><span class="label">Written by people</span>{escape(reference)}</p>'
        if reference
        else ""
    )
    cells = "".join(
        f'<td class="number" role="cell" data-label="{label}">{shown}</td>'
        for label, shown in (
            ("Consistency", _number(values.get("consistency"))),
            ("ROUGE-L", _number(values.get("rougeL"))),
            ("Words", _whole(values.get("words"))),
        )
    )
    return (
        f'<tr role="row" data-is="{kinds}">'
        '<td class="article" role="cell"><details><summary>'
        f'<span class="words">{marked(prediction, findings) or "(nothing)"}</span></summary>'
        f"{found or '<p>Nothing was found against it.</p>'}{own}</details>"
        f'<p class="quiet">{" · ".join(each for each in places if each)}</p></td>'
        f'<td class="verdict" role="cell"><span class="is {escape(verdict)}">'
        f"{escape(verdict) or 'not checked'}</span>{fallen}</td>{cells}</tr>\n"
    )


def _finding(evaluation: Evaluation, finding: Json) -> str:
    severity = finding["severity"]
    held = (
        f"<blockquote>{_evidence(finding)}</blockquote>"
        if finding["evidence_text"]
        else "<p>Nothing in it bears on these words.</p>"
    )
    suggestion = finding["suggestion"]
    instead = f"<p>Instead: <b>{escape(suggestion)}</b></p>" if suggestion else ""
    return (
        f'<div class="finding"><div><p class="label">The {evaluation.kind}</p>'
        f'<p><mark class="{escape(severity)}">{escape(finding["claim_text"])}</mark></p>'
        f"<p>{escape(finding['message'])}</p>{instead}"
        f'<p class="quiet">{escape(severity)}, by {escape(finding["checker"])}</p></div>'
        f'<div><p class="label">The story</p>{held}</div></div>'
    )


def _evidence(finding: Json) -> str:
    """The evidence in its sentence, where that is told, in HTML."""
    words = finding["evidence_text"]
    if not finding.get("sentence_text"):
        return escape(words)
    sentence = finding["sentence_text"]
    start = finding["evidence_span"][0] - finding["sentence_span"][0]
    end = start + len(words)
    if end - start == len(sentence):
        return escape(sentence)
    return f"{escape(sentence[:start])}<b>{escape(words)}</b>{escape(sentence[end:])}"


def marked(text: str, findings: Sequence[Json]) -> str:
    """`text` in HTML, with the words that findings are about marked by the worst of them."""
    worst = [-1] * len(text)
    for each in findings:
        start, end = each["claim_span"]
        rank = _SEVERITIES.index(each["severity"])
        worst[start:end] = [max(rank, before) for before in worst[start:end]]
    parts, start = [], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or worst[end] != worst[start]:
            words = escape(text[start:end])
            rank = worst[start]
            parts.append(
                f'<mark class="{_SEVERITIES[rank]}">{words}</mark>' if rank >= 0 else words
            )
            start = end
    return "".join(parts)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
