"""Words and their opposites, as news uses them; each keeps its inflection and its construction."""

from __future__ import annotations

from functools import cache

# Both take the same complements, so that a sentence stays one.
_VERBS = """
win lose; rise fall; approve reject; support oppose; back oppose; arrest release; increase decrease;
accept reject; allow ban; permit prohibit; arrive depart; begin end; start stop; launch end;
buy sell; raise lower; raise cut; gain lose; open close; praise criticize; praise condemn;
defend attack; hire fire; join leave; enter leave; confirm deny; admit deny; strengthen weaken;
expand shrink; improve worsen; soar plunge; climb drop; surge plummet; jump drop; grow shrink;
build demolish; love hate; lead trail; succeed fail; convict acquit; uphold overturn; extend end;
resume suspend; restore suspend; legalize outlaw; endorse reject; endorse oppose; enable prevent;
encourage discourage; include exclude; remember forget; import export; reveal hide;
protect endanger; tighten loosen; tighten ease; elect oust; appoint dismiss; name dismiss;
renew cancel; welcome condemn; unite divide; delay accelerate; free jail; free imprison;
attend skip; obey defy; trust distrust; lift impose; create destroy; pass defeat; pass reject;
enter exit; capture release; detain release; jail release; charge clear; accuse clear;
acknowledge deny; affirm reject; agree refuse; advance retreat; embrace reject; embrace shun;
recall forget; save waste; hail condemn; hail denounce; applaud denounce; favor oppose;
slow accelerate; boost cut; boost reduce; reduce increase; double halve; triple halve;
enact repeal; sign veto; adopt reject; block allow; deny grant; invite bar; cut increase;
remain leave; keep abandon; retain lose; top trail; fund defund; widen narrow; ease worsen;
rally tumble; rebound slump; hurt help; harm benefit; damage repair; impose lift; seize return;
close open; ban allow; oppose support; reject approve; criticize praise; condemn praise;
attack defend; fire hire; deny admit; leave join; end begin; lose win; fall rise; sell buy;
drop rise; decline rise; decrease increase; stop start; release detain; suspend resume;
overturn uphold; repeal enact; veto sign; cancel approve; dismiss accept; kill save; slam praise;
blast praise; rip praise; bash praise; denounce applaud; refuse agree; overcome suffer; lower raise;
halt resume; prevent cause; defeat endorse; deploy withdraw; withdraw deploy; scrap keep;
abandon keep; unveil hide; warn reassure; weaken strengthen; destroy rebuild; worsen improve
"""
# Adjectives, adverbs, prepositions and nouns: both ways, word for word.
_WORDS = """
more|less; higher|lower; before|after; first|last; best|worst; better|worse; oldest|youngest;
largest|smallest; biggest|smallest; bigger|smaller; larger|smaller; longest|shortest;
majority|minority; increase|decrease; increases|decreases; gain|loss; gains|losses;
victory|defeat; success|failure; guilty|innocent; legal|illegal; legally|illegally; alive|dead;
likely|unlikely; willing|unwilling; able|unable; popular|unpopular; strong|weak; stronger|weaker;
strongest|weakest; always|never; public|private; good|bad; inside|outside; for|against;
with|without; north|south; northern|southern; east|west; eastern|western; men|women; man|woman;
father|mother; son|daughter; sons|daughters; brother|sister; husband|wife; boy|girl; boys|girls;
male|female; early|late; earlier|later; highest|lowest; high|low; rise|drop; approval|rejection;
support|opposition; supporters|opponents; supporter|opponent; safe|unsafe; positive|negative;
conservative|liberal; conservatives|liberals; major|minor; most|least; new|old; rich|poor;
richest|poorest; domestic|foreign; young|old; up|down; above|below; rising|falling;
arrival|departure; easy|difficult; necessary|unnecessary; constitutional|unconstitutional;
optimistic|pessimistic; peaceful|violent; former|current; winner|loser; winners|losers;
profit|loss; profits|losses; surplus|deficit; growth|decline; attack|defense; acceptance|refusal;
faster|slower; stable|unstable; hot|cold; heavy|light; temporary|permanent;
temporarily|permanently; voluntary|mandatory; sunny|rainy; healthy|sick
"""
# Not in these: set phrases, and words that do other work as often.
SET_PHRASES = frozenset(
    "at least; at most; at first; for example; for instance; new york; new jersey; new hampshire; "
    "new mexico; new orleans; new zealand; new england; white house; middle east; west bank; "
    "north korea; south korea; public option; first lady; first amendment; first name; last name; "
    "last week; last year; last month; last night; high school; so far; west virginia; "
    "more and more; no more; north carolina; south carolina; north dakota; south dakota; "
    "south africa; up to; more likely; new year; foreign minister; foreign policy; for now; "
    "for more; good faith; private sector; public health; for good; old enough; east coast; "
    "west coast; major league; new media; far more; once more; years old; year old; months old; "
    "more than; less than; most of; high court; high commissioner; heavy metal; light rail; "
    "foreign affairs; foreign relations; late night; private school".split("; ")
)


@cache
def verbs() -> dict[str, tuple[str, ...]]:
    """The lemma of a verb -> lemmas of its opposites."""
    table: dict[str, list[str]] = {}
    for row in _VERBS.split(";"):
        verb, opposite = row.split()
        if opposite not in table.setdefault(verb, []):
            table[verb].append(opposite)
    return {verb: tuple(opposites) for verb, opposites in table.items()}


@cache
def words() -> dict[str, str]:
    """A word of another class -> its opposite; of several, the first."""
    table: dict[str, str] = {}
    for row in _WORDS.split(";"):
        left, right = row.strip().split("|")
        table.setdefault(left, right)
        table.setdefault(right, left)
    return table
