"""The patterns that `copydesk.text.chrome` knows page chrome by.

Found by counting the commonest lines and line openings of some 35,000 scraped US news pages of 40
outlets, then reading what each pattern dropped. A pattern is given where the words alone settle
it: "Copyright ©" is chrome, "Copyright law" is a story; "CLOSE A man" is a video label, "Close to
400 people" is not.
"""

from __future__ import annotations

import re

# A capital letter, in patterns that else ignore case.
_A = r"(?-i:[A-Z])"
# A list of names and places, as in credits: words in capitals, joined by small ones.
_NAMES = (
    rf"(?:(?:and|in|at|for|from|with|of|the|by|editing|writing|reporting|additional|{_A}[\w.'’-]*)"
    r"[,;]?(?:\s+|(?=[.)]*$)))+"
)

# Each rule is (reason, patterns). They are matched at the start of a line, case ignored, and say
# with `$` where they must reach its end.
WHOLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rule", (r"[\W_]*$",)),
    (
        "advertisement",
        (
            r"(?:advertise?ments?|adverts?|ads?|sponsored(?: content)?|paid post)[\s:.]*$",
            r"(?:story |article )?continue[sd]?(?: reading)?(?: below| the main story)?[\s:.]*$",
            r"(?:story|article) continue[sd]?(?: below)?(?: (?:this |the )?\w+){0,2}[\s:.]*$",
            r"(?:skip )?advertisement (?:advertisement|story continues|continue reading).{0,40}$",
            r"skip (?:ad|advertisement)$",
            r"newsletter sign.?up continue reading the main story",
        ),
    ),
    (
        "copyright",
        (
            r"[•*—-]?\s*copyright\s*(?:©|\(c\)|\d{4}|by\b).{0,250}$",
            r"©.{0,250}$",
            r"\(c\)\s*\d{4}\b.{0,120}$",
            r"all rights reserved\b.{0,200}$",
            r"this material may not be published, broadcast",
        ),
    ),
    (
        "cookies",
        (
            r"(?:this (?:site|website|page)|we(?: and our partners)?) uses? cookies\b",
            r"(?:accept|reject|manage)(?: all)?(?: cookies?| preferences| settings)?$",
        ),
    ),
    (
        "newsletter",
        (
            r"sign up (?:for|to) (?:the |our |daily |breaking |\w+['’]s ).{0,200}$",
            r"sign up (?:here|now|today)\b.{0,80}$",
            r"sign up\b.{0,200}\b(?:newsletters?|inbox|alerts?|briefing|emails?)\b.{0,160}$",
            r"(?:\w+ ){0,4}(?:newsletter|e-?mail) sign.?up\b",
            r"subscribe(?: (?:now|today|here|on|to (?:our|the)|for (?:as little|free|just))\b"
            r".{0,200})?$",
            r"subscribe, rate,? and review\b",
            r"get (?:the|our|all|breaking|daily|more|free)\b.{0,120}"
            r"\b(?:inbox|newsletters?|news alerts|emailed|app)\b.{0,160}$",
            r"(?:manage newsletters|thank you for (?:signing up|subscribing))\b",
            r"want more .{0,120}sign up\b",
            r"(?:don['’]t|never) miss (?:a story|a thing|an update)\b.{0,80}$",
            r"please verify you['’]re not a robot|invalid email address",
        ),
    ),
    (
        "share",
        (
            r"(?=.*[a-z])(?:share|tweet|e-?mail|print|pinterest|facebook|twitter|whatsapp|linkedin"
            r"|reddit|pocket|youtube|instagram|tumblr|flipboard|messenger|telegram|copy link"
            r"|link copied|bookmark|save|via|on|this|article|story|post|page|all|sharing|options"
            r"|for|x|bluesky|threads|[\s:|,/·•&+]|\d)+$",
            r"(?:read or )?share (?:this|on|via|all sharing)\b.{0,160}$",
            r"(?:like|follow|find) us on\b.{0,120}$|follow us$",
            r"[•*—-]*\s*follow (?:me |him |her |them )?(?:@|.{0,60}\bon (?:twitter|facebook"
            r"|instagram|x|bluesky)\b).{0,120}$",
        ),
    ),
    (
        "comments",
        (
            r"leave a (?:reply|comment)\b.{0,80}$",
            r"your e-?mail address will not be published|required fields are marked",
            r"(?:view |show |see |read )?(?:all )?\(?\d[\d,]*\)? (?:comments?|repl(?:y|ies))$",
            r"comments?(?: \(?\d[\d,]*\)?)?(?: are closed.?)?$",
            r"(?:post|add|write|submit) (?:a |your )?comment\b.{0,60}$",
            r"(?:join|start) the (?:conversation|discussion)\b.{0,60}$",
            r"save my name, email|log ?in to (?:comment|reply)|you must be logged in",
            r"be the first to comment|no comments yet",
        ),
    ),
    (
        "related",
        (
            r"(?:read|see|click|learn|go|watch|view) (?:more|next|also|deeper|too|here)"
            r"\s*(?:[:>»→]|$)",
            r"also (?:read|see|on)\b[^.]{0,40}:",
            r"(?:recommended|related(?: \w+){0,2}|more(?: coverage| stories)?|further reading"
            r"|up next|more (?:from|on) [^.]{0,40}|trending(?: now)?|most (?:read|popular|viewed)"
            r"|what to read next|you (?:may|might) (?:also )?like|read this(?: next)?"
            r"|don['’]t miss)[\s:.…]*$",
            r"(?:related(?: \w+){0,2}|recommended|see also|also see|read(?: more)?"
            r"|watch(?: now| live)?|videos?|photos|gallery|slideshow|listen|quiz|poll|go deeper"
            r"|explainer|(?:full|special|more|complete) coverage|in (?:pictures|photos))"
            r"\s?:\s.{0,200}$",
            r"(?:more|poll|story|opinion|investigation|fact check|timeline|related|video)"
            r"\s?:\s?\S.{0,160}[^.]$",
            r"(?:watch|listen|read|related|recommended|video|gallery)\s*:?$",
            r"click (?:here|through|to|for)\b.{0,140}$|.{0,80}\bclick here[.:!)]*$",
            r"(?:slideshow|gallery) \(\d+ images?\)$|(?:prev|next) image \d+|just watched\b",
            r"photos? \d+ of \d+|\d+ of \d+$|this article tagged under\b",
            r"interested in [^?]{2,60}\? add\b",
            r"(?:filed under|tags?|topics?|posted in)\s?:\s?.{0,120}$",
            r"skip (?:twitter|to|instagram|youtube)\b.{0,60}$",
            r"[^.!?]{3,120} read more$|\*click here\b.{0,140}$",
            r"\( (?:see|full|more|also)\b[^()]{3,140}\)$",
            r"\[(?:pullquote|break|image|audio-clip|embed|video|caption|music)\b[^\]]{0,200}\]$",
            r"(?:back to top|home|menu|search|loading[.…]*|close|previous|next)$",
        ),
    ),
    (
        "photo",
        (
            r"enlarge this image\b|(?:hide|toggle|show) caption\b",
            r"image (?:copyright|caption|credit|source)\b",
            r"(?:photo(?:graph|s)?|image|picture|illustration|credit)\s?"
            r"(?:by|credit|courtesy(?: of)?)?\s?[:/]\s?.{1,100}$",
            r"(?:photo(?:graph|s)?|image|illustration) (?:by|courtesy)\b.{1,80}$",
            r"media (?:playback is unsupported|caption)\b|close video\b|(?-i:CLOSE) \S",
            r"file photo\b|(?-i:FILE|File)\s?[-–—:]\s",
            r"facebook twitter pinterest\b.{0,400}$|play (?:video|facebook)\b",
            r"photos: .{0,80}hide caption\b",
            r"\(?(?:ap )?photo[ /:].{0,80}\)?$|(?:photos?|image)$",
        ),
    ),
    (
        "credit",
        (
            rf"(?:{_A}\S+ ){{1,4}}(?:and (?:{_A}\S+ ){{1,3}})?contributed\.?$",
            r"contribut(?:ing|ors?)\s?:.{0,200}$",
            r"[-—–]+\s?with (?:assistance|files?|help|reporting)\b.{0,160}$",
            rf"\(?(?:additional |with )?(?:reporting|editing|writing) by:? {_NAMES}[.)]*$",
            r"\((?:additional |reporting |editing |writing |compiled ).{0,220}\)$",
            r"this (?:story|article|report|post|column) (?:has been|was) (?:updated|corrected"
            r"|originally published|first published)\b.{0,200}$",
            r"this article is more than\b.{0,40}$",
            r"(?:with post wires|(?:the )?associated press|reuters|staff and wire reports)\.?$",
            r"[•*—-]+\s?this article is based in part on wire",
        ),
    ),
)

# Searched for anywhere in a line of up to FLOATING_LENGTH characters.
FLOATING: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "newsletter",
        (r"\b(?:to|meet) your inbox\b", r"\bby signing up\b", r"\byou agree to our\b"),
    ),
    ("copyright", (r"\ball rights reserved\b", r"©\s*\d{4}")),
    (
        "credit",
        (
            r"\bcontributed to this (?:report|story|article|post|piece|column|analysis|dispatch)\b",
            r"\bcontributed reporting\b",
        ),
    ),
    ("related", (r"\blisten · \d+:\d\d",)),
)
FLOATING_LENGTH = 400

# Who took a picture stands at the end of its caption: "… in Washington. (Jim Bourg/Reuters)".
_AGENCY = (
    r"(?:AP|AFP|EPA|UPI|Reuters|REUTERS|Getty(?: Images)?|Associated Press|Bloomberg|Corbis|iStock"
    r"|Shutterstock|Alamy|Pixabay|Unsplash|Flickr|Sipa|Xinhua|Zuma|CQ Roll Call)"
)
CAPTION_END = (
    rf"(?:\(|\| |/|\bvia )(?:[\w .,'’/-]*[/ ,])?{_AGENCY}"
    r"(?: Photo)?(?:/\w[\w .,'’-]*| via \w[\w ]*| Images)?\)?\.?$",
    r"(?:^|[.!?”\"(] ?|\) )(?:\w+ )?(?:[Ff]ile )?"
    r"(?:Photo|photo|Photograph|Photographer|Image|Picture|Credit)s?"
    r"(?: by |: ?| courtesy (?:of )?)[^.]{2,70}\)?\.?$",
)

# Below the last paragraph only: lines that could be a sentence of a story elsewhere.
CLOSING = (
    r"contact (?:us|the|[a-z]+ [a-z]+) .{0,40}(?:at|@)|.{0,80}\bcan be reached\b",
    r".{0,40}send (?:us )?(?:a |your )?(?:letters?|tips?|e-?mails?)\b",
    r"e-?mail:? \S+@|write to .{0,200}@",
    r"(?:the )?(?:opinions|views) expressed\b|have (?:a tip|something to add)\b",
    r"read (?:the (?:full|original|rest)|more (?:of|about|on|from|at))\b.{0,120}$",
    r"(?:for|see) more (?:on|from|news|coverage|stories)\b.{0,120}$",
    rf"[•*—–-]*\s?{_A}[\w.'’-]+(?: {_A}[\w.'’-]+){{1,4}},? (?:is|are|was|covers|writes)\b.{{0,80}}"
    r"\b(?:reporter|correspondent|columnist|editor|staff writer|contributor|fellow|freelance"
    r"|freelancer|author|host|professor|analyst|strategist)\b.{0,300}$",
    rf"(?:{_A}\S+ ){{1,12}}contributed to (?:this|the) \w+\b.{{0,60}}$",
    rf"[—–-]+\s?{_A}[\w.'’-]+(?: {_A}[\w.'’-]+){{1,3}}$|(?:https?://|www\.)\S+$",
)

# Cut out of a paragraph, which goes on around them.
INLINE = (
    re.compile(r"^(?:Story Continued Below|Advertisement:?|ADVERTISEMENT|Story highlights)\s+"),
    re.compile(
        r"\s*[(\[]\s?(?:PHOTOS?|VIDEOS?|WATCH|RELATED|MORE|READ|READ MORE|SEE ALSO|ALSO|QUIZ|POLL"
        r"|Photos?|Videos?|Watch|Related|More|Read|Read more|See also|Also on [\w ]+|Also"
        r"|Understanding [\w ]+)\s?:[^()\[\]]{2,160}[)\]]"
    ),
    re.compile(r"\s+(?:Read more|Continue reading)\s?[»→>]+$"),
)
# Some pages glue a card into the sentence: the full name again, then headlines, then "MORE":
# "Sen. Ann Poe Ann Mary PoeOne headline Another headline MORE (D) said" is "Sen. Ann Poe (D) said".
CARD = re.compile(
    r"\b([A-Z][\w'’-]+) (?:[A-Z(][\w.'’()\"“”-]* ){0,5}?\1(?=[A-Z0-9'‘“]).{10,700}? MORE\b"
    r"|\b((?:[A-Z][\w'’-]+ ){2,3})\2.{10,700}? MORE\b"
)
