"""What is said of an evaluation in words, the same in every format that people read."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.records import Difference, Direction, Evaluation, Figure, Gate, Metric, Score

# A difference this unlikely to be chance is called one.
ALPHA = 0.05
VERDICTS = ("unsupported", "unverified", "supported")
_ARROWS: dict[Direction, str] = {"higher": " ↑", "lower": " ↓", "none": ""}


def metric(evaluation: Evaluation, name: str) -> Metric:
    """What is known of the metric `name`; of one that nothing is known of, its name."""
    for each in evaluation.metrics:
        if each.name == name:
            return each
    return Metric(name, name, "", "none", "")


def arrow(of: Metric) -> str:
    """Which way the metric is better, to stand behind its title."""
    return _ARROWS[of.direction]


def score(scores: Sequence[Score], name: str) -> Score | None:
    """The score of that name, where it could be had."""
    return next((each for each in scores if each.metric == name and each.figure), None)


def texts(evaluation: Evaluation, count: int | None = None) -> str:
    """What was written, in the plural unless `count` is 1: "headlines", "1 summary"."""
    one = evaluation.kind
    word = one if count == 1 else {"summary": "summaries"}.get(one, f"{one}s")
    return word if count is None else f"{count:,} {word}"


def number(value: float) -> str:
    """A value: one decimal, two where it is small."""
    shown = f"{value:.2f}" if 0 < abs(value) < 1 else f"{value:,.1f}"
    return shown.replace("-", "−")


def signed(value: float) -> str:
    """A difference, with its sign and two decimals."""
    shown = f"{abs(value):,.2f}"
    return shown if float(shown.replace(",", "")) == 0 else f"{'+' if value > 0 else '−'}{shown}"


def interval(figure: Figure) -> str:
    """The ends of a figure's 95 % interval."""
    return f"{number(figure.low)} to {number(figure.high)}"


def span(figure: Figure) -> str:
    """The ends of a difference's 95 % interval."""
    return f"{signed(figure.low)} to {signed(figure.high)}"


def chance(p: float) -> str:
    """A p-value."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def change(difference: Difference, of: Metric) -> str:
    """Which way a difference goes: better, worse, higher, lower or "no clear difference"."""
    value = difference.difference.value
    if difference.p >= ALPHA or value == 0:
        return "no clear difference"
    if of.direction == "none":
        return "higher" if value > 0 else "lower"
    return "better" if (value > 0) == (of.direction == "higher") else "worse"


def failed(evaluation: Evaluation) -> list[Gate]:
    return [gate for gate in evaluation.gates if not gate.passed]


def about(gate: Gate) -> str:
    """What a gate asks, and of which articles."""
    return f"{gate.name} ({gate.slice})" if gate.slice else gate.name


def ruling(evaluation: Evaluation) -> str:
    """How the run stands with its gates, as the end of a sentence."""
    gates, missed = len(evaluation.gates), len(failed(evaluation))
    if not gates:
        return "no gates were set"
    if gates == 1:
        return "fails its gate" if missed else "passes its gate"
    return f"fails {missed} of {gates} gates" if missed else f"passes all {gates} gates"


def supported(evaluation: Evaluation) -> str:
    """How many predictions the stories bear out, in a sentence; "" where none was checked."""
    shares = {name: score(evaluation.scores, name) for name in VERDICTS}
    told = {}
    for name, each in shares.items():
        if each is None or each.figure is None:
            return ""
        told[name] = round(each.articles * each.figure.value / 100)
    count = max(each.articles for each in shares.values() if each)
    return (
        f"Of {texts(evaluation, count)}, supported: {told['supported']:,} (the story says all that"
        f" they say); unverified: {told['unverified']:,} (something in them could not be settled);"
        f" unsupported: {told['unsupported']:,} (the story contradicts them, or does not hold what"
        " they say)."
    )


def compared(evaluation: Evaluation) -> str:
    """What got clearly better and worse than the baseline, in a sentence; "" without one."""
    comparison = evaluation.comparison
    if comparison is None:
        return ""
    ways: dict[str, list[str]] = {"better": [], "worse": []}
    for each in comparison.differences:
        of = metric(evaluation, each.metric)
        ways.setdefault(change(each, of), []).append(of.title)
    parts = [f"{way} in {', '.join(ways[way])}" for way in ("better", "worse") if ways[way]]
    told = "; ".join(parts) or "no clear difference"
    worse = f" {texts(evaluation, len(comparison.worse))} got worse." if comparison.worse else ""
    return f"Against {comparison.baseline}: {told}.{worse}"


def signature_line(evaluation: Evaluation) -> str:
    """The signature in one line, after sacrebleu (Post 2018)."""
    return "|".join(f"{key}:{_short(value)}" for key, value in evaluation.signature.items())


def _short(value: object) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}={_short(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ",".join(map(_short, value))
    text = str(value)
    hexadecimal = len(text) >= 32 and not set(text) - set("0123456789abcdef")
    return text[:12] if hexadecimal else text
