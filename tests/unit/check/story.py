"""An invented story that the tests of the checks share."""

from copydesk.check.claims import claims
from copydesk.plugins import checker
from copydesk.records import Article, Finding

BODY = (
    "PORT ALDEN, Oregon — Mayor Helena Brandt said Tuesday that the city would close the Larkspur "
    "Bridge, after engineers found 47 cracks in its steel towers.\n\n"
    "“We will not gamble with anyone's life,” Brandt told reporters. Gov. Marcus Oyelaran pledged "
    "$3.2 billion for repairs, and the U.S. Department of Transportation promised help.\n\n"
    "About 61,400 drivers cross the bridge each day, according to the National Bridge Institute. "
    "Former mayor Tomas Field opened it on May 9, 1987. More than half of the council backed the "
    "closure in a 7-4 vote. Canadian officials watched closely."
)


def findings(name: str, headline: str, body: str = BODY, published: str = "") -> list[Finding]:
    article = Article("story", body, published=published)
    found = checker(name).check(article, claims(headline, "headline"))
    for finding in found:
        assert headline[slice(*finding.claim_span)].strip() != ""
        if finding.evidence_span is not None:
            assert body[slice(*finding.evidence_span)].strip() != ""
    return found


def told(name: str, headline: str, body: str = BODY) -> list[tuple[str, str, str, str]]:
    """(rule, severity, words, suggestion) of each finding."""
    return [
        (f.rule, f.severity, headline[slice(*f.claim_span)], f.suggestion)
        for f in findings(name, headline, body)
    ]
