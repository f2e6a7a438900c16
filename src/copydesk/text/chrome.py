"""Page chrome: the lines around and between the paragraphs of a story that are no part of it.

`clean_body` works line by line, in four steps:

1. links and labels glued into a paragraph are cut out of it (`trim_line`);
2. lines that are chrome wherever they stand go, each by a named rule (`chrome_reason`), and so
   does the headline, where it is said again;
3. above the first real paragraph, bare short lines go: tags, bylines, the outlet, the date;
4. below the last one, everything that only closes a page goes: related headlines, contributor
   credits, tags.

A line that reads as a sentence is kept unless a rule knows it: the rules are anchored to a whole
line or to its beginning, and were found by counting the commonest lines and line openings of some
35,000 scraped US news pages of 40 outlets, then reading what each rule dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A line with this many words that ends like a sentence is a paragraph of the story. Shorter ones
# ("He said no.") occur in stories too, but do not show where the story begins and ends.
_PARAGRAPH_WORDS = 9
# Tags, bylines and dates above a story have at most this many words; a longer line without a full
# stop there may be the standfirst.
_TAG_WORDS = 6
# Related headlines below a story have at most this many words.
_LINK_WORDS = 18

_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")

_AGENCY = (
    r"(?:AP|AFP|EPA|UPI|Reuters|REUTERS|Getty(?: Images)?|Associated Press|Bloomberg|Corbis|iStock"
    r"|Shutterstock|Alamy|Pixabay|Unsplash|Flickr|Sipa|Xinhua|Zuma|CQ Roll Call|Rex|PA|Twitter)"
)

# Each rule is (reason, pattern); patterns are matched at the start of a line, case ignored, and
# say themselves with `$` where they must reach its end.
_RULES: tuple[tuple[str, str], ...] = (
    ("rule", r"[\W_]*$"),
    (
        "advertisement",
        r"(?:(?:story |article )?continue[sd]?(?: reading)?(?: below| the main story)?|advertisements?"
        r"|adverts?|ads?|sponsored(?: content)?|paid post|promoted|article continues.{0,40}"
        r"|story continue[sd]?.{0,40}|skip (?:ad|advertisement))[\s:.]*$"
        r"|advertisement(?:\s+(?:advertisement|story continues|continue reading).{0,40})$"
        r"|(?:newsletter sign.?up|sign up) continue reading the main story",
    ),
    (
        "copyright",
        r"(?:[•*—-]\s*)?(?:copyright|©|\(c\)|all rights reserved)\b.{0,250}$"
        r"|.{0,80}\ball rights reserved\b.{0,200}$|.{0,60}©\s*\d{4}.{0,120}$"
        r"|this material may not be published, broadcast",
    ),
    (
        "newsletter",
        r"sign up (?:for|here|to|now|today)\b.{0,200}(?:newsletters?|inbox|alerts?|briefing|email"
        r"|emails|updates|here|now|today)\b.{0,160}$"
        r"|(?:newsletter|e-?mail) sign.?up\b|(?:\w+ ){0,4}newsletter sign up"
        r"|sign up for (?:the |our |daily |breaking )"
        r"|subscribe (?:now|today|here|to (?:our|the)|for (?:as little|free|just))\b.{0,200}$"
        r"|subscribe$"
        r"|get (?:the|our|all|breaking|daily|more|free)\b.{0,120}"
        r"(?:inbox|newsletters?|news alerts|emailed?|app)\b.{0,160}$"
        r"|.{0,140}\b(?:delivered (?:\w+ )?(?:straight )?to|straight to|meet|in) your inbox\b.{0,160}$"
        r"|.{0,160}\b(?:by signing up|you agree to our|privacy policy)\b.{0,200}$"
        r"|manage newsletters$|thank you for (?:signing up|subscribing)"
        r"|want more .{0,120}sign up|don['’]t miss a (?:story|thing)\b.{0,80}$"
        r"|never miss a story\b|please verify you['’]re not a robot|invalid email address",
    ),
    (
        "share",
        r"(?=.*[a-z])(?:share|tweet|e-?mail|print|pinterest|facebook|twitter|whatsapp|linkedin|reddit|pocket"
        r"|youtube|instagram|tumblr|flipboard|messenger|telegram|copy link|link copied|bookmark|save"
        r"|via|on|this|article|story|post|page|all|sharing|options|for|x|bluesky|threads"
        r"|[\s:|,/·•&+]|\d)+$"
        r"|(?:read or )?share (?:this|on|via|all sharing)\b.{0,160}$"
        r"|(?:like|follow|join|find) us\b.{0,120}$"
        r"|[•*—-]*\s*follow (?:me |him |her |them )?(?:@|.{0,60}\bon (?:twitter|facebook|instagram|x)\b)"
        r".{0,120}$",
    ),
    (
        "comments",
        r"leave a (?:reply|comment)\b.{0,80}$|your e-?mail address will not be published"
        r"|required fields are marked|(?:view |show |see )?(?:all )?\(?\d[\d,]*\)? (?:comments?|repl(?:y|ies))$"
        r"|comments?(?: \(?\d[\d,]*\)?)?(?: are closed.?)?$|(?:post|add|write) a comment\b.{0,60}$"
        r"|(?:join|start) the (?:conversation|discussion)\b.{0,60}$|(?:save my name, email)"
        r"|log ?in to (?:comment|reply)|you must be logged in|be the first to comment"
        r"|(?:post|submit) comment$|no comments yet",
    ),
    (
        "related",
        r"(?:read|see|click|learn|go|watch|view) (?:more|next|also|deeper|too|here)\s*(?::|>|»|→|$)"
        r"|also (?:read|see|on)\b[^.]{0,40}:|(?:recommended|related(?: \w+){0,2}|more(?: from [^.]{0,40}"
        r"| on (?:this|the)\b.{0,40}| coverage| stories)?|further reading|trending|most (?:read|popular|viewed)"
        r"|what to read next|you (?:may|might) (?:also )?like|up next|read this(?: next)?|don['’]t miss)"
        r"[\s:.…]*$"
        r"|(?:related(?: \w+){0,2}|recommended|see also|also see|read|read more|watch|watch now|watch live"
        r"|video|videos|photos?|gallery|slideshow|listen|quiz|poll|go deeper|full coverage|special coverage"
        r"|more coverage|complete coverage|in pictures|in photos|explainer)\s?:\s.{0,200}$"
        r"|(?:watch|listen|read|related|recommended|video|gallery)\s*:?$"
        r"|(?:more|poll|story|opinion|investigation|fact check|timeline|related|video)\s?:\s?\S.{0,160}[^.]$"
        r"|click (?:here|through|to|for)\b.{0,140}$|.{0,60}\bclick here\b.{0,60}$"
        r"|(?:slideshow|gallery) \(\d+ images?\)$|(?:prev|next) image \d+|just watched\b"
        r"|(?:\d+ of )?photos? \d+ of \d+|this article tagged under\b"
        r"|(?:story|filed under|tags?|topics?)\s?:\s?.{0,120}$|skip (?:twitter|to|instagram|youtube)\b.{0,60}$"
        r"|(?:back to top|home|menu|search|loading[.…]*|close|skip to (?:main )?content)$"
        r"|interested in [^?]{2,60}\? add\b",
    ),
    (
        "photo",
        r"enlarge this image\b|toggle caption\b|image (?:copyright|caption|credit|source)\b"
        r"|(?:photo|photograph|image|picture|illustration|credit|photos)\s?(?:by|credit|courtesy of|courtesy)?"
        r"\s?[:/]\s?.{1,100}$|(?:photo|photograph|photos|image|illustration) (?:by|courtesy)\b.{1,80}$"
        r"|media (?:playback is unsupported|caption)\b|file photo\b|file\s?[-–—:]\s|close [a-z]"
        r"|facebook twitter pinterest\b.{0,400}$|play (?:video|facebook)\b"
        r"|hide caption\b|photos: .{0,80}hide caption\b|\(?(?:ap )?photo[ /:].{0,80}\)?$|photos?$|image$",
    ),
    (
        "credit",
        r".{0,250}\bcontributed(?: (?:to )?(?:this|the) (?:report|story|article|post|piece|column)"
        r"| reporting(?:,? (?:from|to)\b.{0,160})?)?[.\s]*$"
        r"|(?!.{0,80}\b(?:says?|said)\b)(?:\S+ ){1,30}contributed (?:reporting|to this)\b.{0,220}$"
        r"|contribut(?:ing|ors?)\s?:.{0,200}$|[-—–]+\s?with (?:assistance|files?|help|reporting)\b.{0,160}$"
        r"|(?:additional |with )?reporting by\b.{0,200}$|(?:editing|writing|compiled) by\b.{0,160}$"
        r"|\((?:additional |reporting |editing |writing |compiled ).{0,220}\)$"
        r"|(?:this|the) (?:story|article|report|post|column) (?:has been|was) (?:updated|corrected|originally|first)"
        r"\b.{0,200}$|(?:this article is more than)\b.{0,40}$"
        r"|(?:with post wires|the associated press|associated press|reuters|staff and wire reports)\.?$"
        r"|[•*—-]+\s?this article is based in part on wire",
    ),
)
_CHROME = re.compile(
    "|".join(f"(?P<{reason}>{pattern})" for reason, pattern in _RULES), re.IGNORECASE
)
# Captions end with the agency that took the picture: "… in Washington. (Jim Bourg/Reuters)".
_CAPTION = re.compile(
    rf"(?:\(|\| |/|\bvia )(?:[\w .,'’/-]*[/ ,])?(?:photo: ?[\w .,'’/-]+|{_AGENCY})"
    r"(?: Photo)?(?:/\w[\w .,'’-]*| via \w[\w ]*| Images)?\)?\.?$"
)

# Below the last paragraph only: lines that would be a sentence elsewhere.
_TAIL = re.compile(
    r"contact (?:us|the|[a-z]+ [a-z]+) .{0,40}(?:at|@)|.{0,80}\bcan be reached\b"
    r"|.{0,40}send (?:us )?(?:a |your )?(?:letters?|tips?|e-?mails?)\b|email:? \S+@"
    r"|(?:the )?(?:opinions|views) expressed\b|have (?:a tip|something to add)\b"
    r"|read (?:the (?:full|original|rest)|more (?:of|about|on|from|at))\b.{0,120}$"
    r"|(?:for|see) more (?:on|from|news|coverage|stories)\b.{0,120}$"
    r"|write to .{0,200}@|[•*—–-]*\s?\S.{2,60} (?:is|are) (?:an? |the )?(?:[\w'’-]+ ){0,5}(?:reporter|correspondent|columnist|editor|staff writer"
    r"|contributor|fellow|freelance writer)\b.{0,200}$"
    r"|[—–-]+\s?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}$|(?:https?://|www\.)\S+$",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"[•*▪►–—-]\s?|(?:no\.? ?)?\d", re.IGNORECASE)

# Cut out of a paragraph, which goes on around them.
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^(?:Story Continued Below|Advertisement:?|ADVERTISEMENT|Story highlights)\s+"),
        "",
    ),
    (
        re.compile(
            r"\s*[(\[]\s?(?:PHOTOS?|VIDEOS?|WATCH|RELATED|MORE|READ|READ MORE|SEE ALSO|ALSO|QUIZ|POLL"
            r"|Photos?|Videos?|Watch|Related|More|Read|Read more|See also|Also on [\w ]+|Also"
            r"|Understanding [\w ]+)\s?:[^()\[\]]{2,160}[)\]]"
        ),
        "",
    ),
    (re.compile(r"\s+(?:Read more|Continue reading)\s?[»→>]+$", re.IGNORECASE), ""),
)
# Some pages glue a card into the sentence: the full name again, then headlines, then "MORE":
# "Sen. Ann Poe Ann Mary PoeFirst headline Second headline MORE (D) said" is "Sen. Ann Poe (D) said".
_CARD = re.compile(
    r"\b([A-Z][\w'’-]+) (?:[A-Z(][\w.'’()\"“”-]* ){0,5}?\1(?=[A-Z0-9'‘“ ]).{10,700}? MORE\b"
)


@lru_cache(maxsize=4096)
def _key(line: str) -> str:
    """The line as letters and digits only, to tell whether two lines say the same."""
    return "".join(filter(str.isalnum, line.casefold()))


def _words(line: str) -> int:
    return len(_WORD.findall(line))


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_ENDS_SENTENCE.search(line))


def is_paragraph(line: str) -> bool:
    """Whether the line is surely a paragraph of a story: it ends as one and is long enough."""
    return is_sentence(line) and _words(line) >= _PARAGRAPH_WORDS


def chrome_reason(line: str) -> str:
    """Why the line is page chrome wherever it stands ("share", "photo" …); "" if it is not."""
    found = _CHROME.match(line)
    if found:
        return found.lastgroup or ""
    if len(line) <= 600 and _CAPTION.search(line, max(0, len(line) - 120)):
        return "photo"
    return "related" if is_shouted(line) else ""


def is_shouted(line: str) -> bool:
    """Whether the line is a link in capitals, as some pages put between paragraphs."""
    return line.isupper() and _words(line) >= 4 and not is_sentence(line)


def repeats(line: str, headline: str) -> bool:
    """Whether the line is the headline again, alone or after a breadcrumb ("Home Posts …")."""
    key, wanted = _key(line), _key(headline)
    if not wanted or not key.endswith(wanted):
        return False
    return key == wanted or (len(wanted) >= 15 and len(key) - len(wanted) <= 40)


def trim_line(line: str) -> str:
    """The line with its white space collapsed and the links glued into it cut out."""
    line = " ".join(line.split())
    for pattern, instead in _INLINE:
        line = pattern.sub(instead, line)
    if " MORE" in line:
        line = _CARD.sub(r"\1", line)
    return line.strip()


def split_highlights(text: str) -> tuple[list[str], str]:
    """The points of a "Story highlights" box at the top of `text`, and the text without it.

    The box has no end mark: its points are the short lines up to the first real paragraph. They
    are a written summary, and say what the body says, so they are no part of it.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    for start, line in enumerate(lines[:6]):
        if line.strip().casefold().startswith("story highlights"):
            break
    else:
        return [], text
    points = [lines[start].strip()[len("story highlights") :].strip(" :")]
    end = start + 1
    # The boxes seen have up to five points of up to 20 words.
    while end < len(lines) and end - start <= 6:
        line = lines[end].strip()
        if _words(line) > 22 or is_paragraph(line):
            break
        points.append(line)
        end += 1
    return [point for point in points if point], "\n\n".join(lines[:start] + lines[end:])


def clean_lines(lines: list[str], headline: str = "") -> tuple[list[str], list[tuple[str, str]]]:
    """The story's lines, and the dropped ones as (reason, line), both in order."""
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    for raw in lines:
        line = trim_line(raw)
        reason = chrome_reason(line)
        if not reason and repeats(line, headline):
            reason = "headline"
        if not reason:
            kept.append(line)
        elif raw.strip():
            dropped.append((reason, raw.strip()))
    if not any(map(is_paragraph, kept)):
        return kept, dropped
    start = 0
    while not is_paragraph(kept[start]):
        start += 1
    head = [line for line in kept[:start] if is_sentence(line) or _words(line) > _TAG_WORDS]
    dropped += [("head", line) for line in kept[:start] if line not in head]
    end = len(kept)
    while end > start + 1 and _closes_page(kept[end - 1]):
        end -= 1
    if kept[end - 1].endswith(":"):  # what follows is its list
        end = len(kept)
    dropped += [("tail", line) for line in kept[end:]]
    return head + kept[start:end], dropped


def _closes_page(line: str) -> bool:
    if _TAIL.match(line):
        return True
    return not is_sentence(line) and _words(line) <= _LINK_WORDS and not _LIST_ITEM.match(line)


def clean_body(text: str, headline: str = "") -> str:
    """The story in `text`: its paragraphs, joined by blank lines, without page chrome.

    Each line of `text` is taken as a paragraph. The headline is dropped wherever a line repeats
    it. Nothing is dropped at the two ends of a text that has no real paragraph.
    """
    _, text = split_highlights(text)
    return "\n\n".join(clean_lines(text.split("\n"), headline)[0])
