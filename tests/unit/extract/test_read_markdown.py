"""Markdown: headline, fields and plain paragraphs."""

from __future__ import annotations

from copydesk.extract.markdown import looks_like_markdown, read_markdown
from copydesk.extract.read import accept

FIRST = "The harbour board said on Monday that it would dredge the northern channel in May."
SECOND = "Work on the channel is expected to take nine weeks and to cost about $3 million."


def test_the_first_heading_is_the_headline() -> None:
    article = read_markdown(f"# Channel to be *dredged*\n\n{FIRST}\n\n## Costs\n\n{SECOND}\n", "n")
    assert article.headline == "Channel to be dredged"
    assert article.body.split("\n") == [FIRST, "Costs", SECOND]
    underlined = read_markdown(f"Channel to be dredged\n=====\n\n{FIRST}\n", "note")
    assert underlined.headline == "Channel to be dredged"


def test_front_matter_gives_the_fields() -> None:
    text = (
        "---\ntitle: Channel: what we know\nauthor: 'Ada Grane'\ndate: 2021-05-03\nlang: en\n"
        f"description: Nine weeks of work\nid: oster-7\ntags: [a, b]\n---\n# Other\n\n{FIRST}\n"
    )
    article = read_markdown(text, "note")
    assert article.headline == "Channel: what we know"
    assert (article.id, article.byline, article.published, article.language, article.summary) == (
        "oster-7",
        "Ada Grane",
        "2021-05-03",
        "en",
        "Nine weeks of work",
    )
    assert article.body == FIRST


def test_markup_becomes_plain_text() -> None:
    text = (
        "# Headline of the story\n\n"
        'The **board** said on [Monday](https://oster.example "a") that it would _dredge_ the\n'
        "northern `channel` in May.  \nIt is &quot;sure&quot; of that.\n\n"
        "![The channel](channel.jpg)\n\n> “We have waited,” Grane said.\n\n"
        "- two pilots\n- one dredger\n\n<!-- cut here -->\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    assert read_markdown(text, "note").body.split("\n") == [
        "The board said on Monday that it would dredge the northern channel in May.",
        'It is "sure" of that.',
        "“We have waited,” Grane said.",
        "two pilots",
        "one dredger",
    ]


def test_without_a_heading_the_headline_is_told_as_in_plain_text() -> None:
    article = read_markdown(f"Channel to be dredged\n\nBy Ada Grane\n\n{FIRST}\n\n{SECOND}\n", "n")
    assert (article.headline, article.byline) == ("Channel to be dredged", "Ada Grane")
    assert accept(article).body == f"{FIRST}\n\n{SECOND}"


def test_markdown_is_told_from_plain_text() -> None:
    assert looks_like_markdown(f"# Channel\n\n{FIRST}")
    assert looks_like_markdown("---\ntitle: Channel\n---\n")
    assert looks_like_markdown("See [the map](https://oster.example/map).")
    assert not looks_like_markdown(f"Channel to be dredged\n\n{FIRST}\n\n- Ada Grane")
    assert not looks_like_markdown("#oster was trending on Monday.")
