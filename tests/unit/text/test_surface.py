import pytest

from copydesk.text.surface import plain


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Mayor: 'I won't go'", "Mayor: “I won't go”"),
        ("‘Night Harbour’ isn’t art — O’Dell’s view", "“Night Harbour” isn't art — O'Dell's view"),
        ('He said "yes" and "no".', "He said “yes” and “no”."),
        ("Clubs' plan 'won't work,' chief says", "Clubs' plan “won't work,” chief says"),
        ("The ’60s and the '80s", "The '60s and the '80s"),
        ("Rain stops play -- again", "Rain stops play — again"),
        ("A well-known  cease-fire\u00a0line", "A well-known cease-fire line"),
        ("", ""),
    ],
)
def test_marks_say_how_they_are_spaced(printed: str, expected: str) -> None:
    assert plain(printed) == expected


def test_plain_text_stays_as_it_is() -> None:
    once = plain("“Stop,” said Ada O'Dell — the clubs' chief — on May 3.")
    assert plain(once) == once
