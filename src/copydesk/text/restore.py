"""From what an uncased model writes to what a newspaper prints.

The model writes lower-case words with every mark apart ("u . s . won ' t join “ calls ”").
`Printer` gives the spacing back by what the marks mean in the model's plain form
(`copydesk.text.surface`) and by how the article spaces the same words; it gives the case back from
the article: a name is written as the story writes it in running text. For words that the story
has only at the head of a sentence, or not at all, `copydesk.text.lexicon` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

from copydesk.text.lexicon import ACRONYMS, usage
from copydesk.text.sentences import sentences
from copydesk.text.surface import plain

_WORD = re.compile(r"[^\W_]+(?:['.&/-][^\W_]+)*")
# After these a capital says nothing: a sentence, a quotation or a clause begins.
_OPENING = ("“", "‘", ":", "(", "[", "—", "...", "…")
_CLITICS = {"s", "t", "re", "ll", "ve", "d", "m"}
_JOIN_LEFT = set(".,:;!?%)]”…")
_JOIN_RIGHT = set("$£€#@([“")
_JOIN_BOTH = set("-/&_")
# Written with a capital before a name ("Mayor Calloway"), without one elsewhere (AP Stylebook).
_TITLES = frozenset(
    "president vice-president mayor governor senator representative chancellor judge justice"
    " minister secretary king queen prince princess pope bishop archbishop cardinal rabbi imam"
    " captain colonel general admiral sergeant major lieutenant inspector professor sir dame"
    " lord lady speaker ambassador sheriff".split()
)
# Between two words: the second begins a sentence or says what was promised before a colon.
_BEGINS = re.compile(r"[:?!]\s+“?$")
_MARKS = re.compile(r"[^\w\s]")


def fold(text: str) -> str:
    """Lower case without accents, as the model's vocabulary has it."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Printer:
    """Prints headlines of one article.

    Args:
        body: the article's body.
    """

    def __init__(self, body: str) -> None:
        self._folded = " " + fold(plain(body)) + " "
        # Forms in running text, those that another capitalised word follows ("Mayor" in "Mayor Ines
        # Calloway": a title or first name, which says little of the word by itself), and those at
        # the head of a sentence.
        self._forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._leading: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._initial: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for start, end in sentences(body):
            self._read(plain(body[start:end]))

    def _read(self, sentence: str) -> None:
        words = list(_WORD.finditer(sentence))
        # In a heading all words are capitalised, which says nothing of any of them.
        long = [w.group() for w in words if len(w.group()) > 3]
        heading = len(long) > 2 and not any(w[0].islower() for w in long)
        folded = [fold(word.group()).removesuffix("'s") for word in words]
        for index, word in enumerate(words):
            form = word.group().removesuffix("'s")
            key = fold(form)
            following = sentence[word.end() : word.end() + 2]
            before = sentence[max(0, word.start() - 5) : word.start()].rstrip()
            opening = heading or index == 0 or before.endswith(_OPENING)
            if form.isupper() and _shouted(sentence, words, index) and not _short_name(key):
                form = form.capitalize()
            leading = form[0].isupper() and following[:1] == " " and following[1:].isupper()
            table = self._initial if opening else self._leading if leading else self._forms
            table[key][form] += 1
            if not opening:
                for other in folded[max(0, index - 1) : index] + folded[index + 1 : index + 2]:
                    self._pairs[key, other][form] += 1

    def print(self, words: str) -> str:
        """`words`, parted by single spaces as the model writes them, in print form."""
        spaced = self._space(words.split())
        cased = self.case(spaced)
        cased = re.sub(r"\s+([”])", r"\1", cased)
        return cased.replace("“", "‘").replace("”", "’")

    # Spacing

    def _space(self, tokens: list[str]) -> str:
        text = ""
        for index, token in enumerate(tokens):
            glue = index > 0 and self._glued(tokens, index)
            text += token if glue or not text else f" {token}"
        return text

    def _glued(self, tokens: list[str], index: int) -> bool:
        """Whether no space stands before `tokens[index]`."""
        left, right = tokens[index - 1], tokens[index]
        if _MARKS.fullmatch(right) and right not in "“(—":
            return self._joins_left(tokens, index)
        if _MARKS.fullmatch(left) and left not in "”)—":
            return self._joins_right(tokens, index - 1)
        return left in _JOIN_RIGHT or right in _JOIN_LEFT

    def _held(self, text: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", self._folded) is not None

    def _joins_left(self, tokens: list[str], index: int) -> bool:
        mark = tokens[index]
        if mark == "'":  # a closing or an inner apostrophe, but for the decade's ("the '60s")
            following = tokens[index + 1] if index + 1 < len(tokens) else ""
            return not re.fullmatch(r"\d0s", following)
        if mark == "&":
            return self._inner(tokens, index)
        return mark in _JOIN_LEFT or mark in _JOIN_BOTH or mark == "+"

    def _joins_right(self, tokens: list[str], index: int) -> bool:
        """Whether the word after the mark `tokens[index]` follows it without a space."""
        mark, right = tokens[index], tokens[index + 1]
        left = tokens[index - 1] if index else ""
        if mark in _JOIN_RIGHT:
            return True
        if mark in "-/_":
            return True
        if mark == "&":
            return self._inner(tokens, index)
        if mark == "'":
            if not left or re.fullmatch(r"\d0s", right):
                return True
            return right in _CLITICS or not left.endswith("s") or self._held(f"{left}'{right}")
        if mark == ".":
            if len(left) == 1 and len(right) == 1 and left.isalpha() and right.isalpha():
                return index + 2 < len(tokens) and tokens[index + 2] == "."
            return self._inner(tokens, index) or (left.isdigit() and right.isdigit())
        if mark == ",":
            return left.isdigit() and len(right) == 3 and right.isdigit()
        if mark == ":":
            return left.isdigit() and right.isdigit() and len(right) == 2
        return False

    def _inner(self, tokens: list[str], index: int) -> bool:
        """Whether the article writes the words around a mark as one word ("at&t", "x.gov")."""
        if not 0 < index < len(tokens) - 1:
            return False
        return self._held("".join(tokens[index - 1 : index + 2]))

    # Case

    def case(self, text: str) -> str:
        """`text`, all in lower case, with the capitals that the article gives its words."""
        words = list(_WORD.finditer(text))
        folded = [fold(word.group()).removesuffix("'s") for word in words]
        printed, last = "", 0
        for index, word in enumerate(words):
            before = folded[index - 1] if index else ""
            after = folded[index + 1] if index + 1 < len(words) else ""
            form = self._form(word.group(), before, after)
            if folded[index] in _TITLES and after and text[word.end() : word.end() + 1] == " ":
                name = self._form(words[index + 1].group(), folded[index], "")
                form = form.capitalize() if name[0].isupper() else form
            between = text[last : word.start()]
            if index == 0 or _BEGINS.search(between) or _ends(words[index - 1].group(), between):
                form = form[:1].upper() + form[1:] if form.islower() else form
            printed += between + form
            last = word.end()
        return printed + text[last:]

    def _form(self, word: str, before: str, after: str) -> str:
        """How the article prints `word` next to the words `before` and `after`."""
        if word.endswith("'s"):
            return self._form(word.removesuffix("'s"), before, after) + "'s"
        key = fold(word)
        if key == "us" and self._is_country(before):
            return "US"
        seen: Counter[str] = Counter()
        for neighbour in (before, after):
            seen += self._pairs.get((key, neighbour), Counter())
        seen = seen or self._forms.get(key, Counter())
        if seen:
            form = max(seen, key=lambda f: (seen[f], f[0].isupper()))
            return _sober(form)
        parts = re.split(r"([-/])", word)
        if len(parts) > 1:
            return "".join(self._form(p, "", "") if p not in "-/" else p for p in parts)
        if re.fullmatch(r"[a-z](?:\.[a-z])+", key):
            return word.upper()
        if usage(key) != "name":
            return word
        rare = self._leading.get(key) or self._initial.get(key)
        if rare:
            return _sober(rare.most_common(1)[0][0])
        return word.upper() if key in ACRONYMS else word.capitalize()

    def _is_country(self, before: str) -> bool:
        """Whether "us" is the country: the article has it, and no "us" after the word `before`."""
        pronoun = self._pairs.get(("us", before), Counter())["us"] if before else 0
        tables = (self._forms, self._leading, self._initial)
        return not pronoun and any(table.get("us", Counter())["US"] for table in tables)


def _short_name(key: str) -> bool:
    """Whether a word of three letters or fewer is no common word: an acronym, then ("RNC")."""
    return len(key) <= 3 and usage(key) == "name"


def _ends(word: str, between: str) -> bool:
    """Whether a sentence ends after `word`; a short word with a stop is an abbreviation."""
    return len(word) > 4 and "." not in word and re.match(r"\.\s", between) is not None


def _sober(form: str) -> str:
    """A word in capitals for looks (a dateline) as a name; acronyms are short and stay."""
    return form.capitalize() if form.isupper() and len(form.replace(".", "")) > 4 else form


def _shouted(sentence: str, words: list[re.Match[str]], index: int) -> bool:
    """Whether a word in capitals stands in a run of them ("PORT ARDEN"), so is no acronym.

    Two acronyms side by side ("US NATO envoy") are short; in a shouted run one word is not.
    """
    here = words[index]
    for other in words[max(0, index - 1) : index] + words[index + 1 : index + 2]:
        between = sentence[min(here.end(), other.end()) : max(here.start(), other.start())]
        if between == " " and other.group().isupper():
            return max(len(here.group()), len(other.group())) >= 5
    return False
