"""Forty hand-written cases, all of them written before the checker was first run on any.

The wrong words of a false claim stand in square brackets; `decides` is the sentence of the story
that shows them to be wrong. A claim without brackets is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stories import BATS, CUP, FLOOD, HARBOUR, LIBRARY, MILL, STORM, TRAM, VACCINE

from copydesk.records import Span


@dataclass(frozen=True)
class Case:
    """A claim on a story; `kind` says what is wrong with it, or how a true one was made."""

    name: str
    kind: str
    story: str
    marked: str
    decides: str = ""
    draft: Literal["headline", "summary"] = "headline"

    @property
    def false(self) -> bool:
        return "[" in self.marked

    @property
    def claim(self) -> str:
        return self.marked.replace("[", "").replace("]", "")

    @property
    def wrong(self) -> Span:
        """Where the wrong words stand in the claim."""
        return self.marked.index("["), self.marked.index("]") - 1

    @property
    def decided(self) -> Span:
        """Where the deciding sentence stands in the story."""
        start = self.story.index(self.decides)
        return start, start + len(self.decides)


FALSE = [
    Case(
        "person-scorer", "person", CUP,
        "[Petra Wynn] scores twice as Calder Rovers beat Stannow City 3-2",
        "Delphine Marsh scored twice in the last 15 minutes as Calder Rovers came from behind to "
        "beat Stannow City 3-2 on Saturday and reach the final of the Northern Cup.",
    ),
    Case(
        "person-director", "person", MILL,
        "Finance director [Oskar Fenn] will leave Tolliver Grain at the end of the month.",
        "Finance director Priya Lund will leave at the end of the month after six years in the "
        "post.", "summary",
    ),
    Case(
        "place-mill", "place", MILL,
        "Tolliver Grain may close its mill in [Dunmarrow]",
        "The company may close its mill in Vessel Point, which employs 310 people, Roake told "
        "analysts.",
    ),
    Case(
        "place-sea", "place", STORM,
        "The sea broke through the old wall in [Tarn Head] and flooded about 70 houses.",
        "In Ludbury the sea broke through the old wall and flooded about 70 houses.", "summary",
    ),
    Case(
        "organisation-buyer", "organisation", LIBRARY,
        "Brannock library building to be sold to [Pemberly Trust]",
        "The building will be sold to Corvane Homes, a developer that plans 24 flats on the site.",
    ),
    Case(
        "organisation-payer", "organisation", BATS,
        "The study was paid for by the [State Roads Agency].",
        "The study, published in the journal Night Ecology, was paid for by the Ferrand "
        "Foundation.", "summary",
    ),
    Case(
        "roles-final", "roles swapped", CUP,
        "[Stannow City beat Calder Rovers] to reach Northern Cup final",
        "Delphine Marsh scored twice in the last 15 minutes as Calder Rovers came from behind to "
        "beat Stannow City 3-2 on Saturday and reach the final of the Northern Cup.",
    ),
    Case(
        "roles-sued", "roles swapped", TRAM,
        "[Residents of Linden Avenue have been sued by Metrolane] over noise.",
        "Residents of Linden Avenue have sued Metrolane over noise.", "summary",
    ),
    Case(
        "roles-testified", "roles swapped", HARBOUR,
        "[Victor Amsel testified against Paul Strand] in return for immunity",
        "Its former director, Paul Strand, testified against Amsel in return for immunity.",
    ),
    Case(
        "number-homes", "number", STORM,
        "Storm cuts off power to [64,000] homes on Wexmoor coast",
        "A storm with winds of up to 118 miles an hour cut off power to 46,000 homes on the "
        "Wexmoor coast on Sunday night and closed the main road between Tarn Head and Ludbury.",
    ),
    Case(
        "number-dose", "number", VACCINE,
        "The Meridian Fund has offered to pay [$6] for each dose.",
        "The Meridian Fund, which buys vaccines for poor regions, has offered to pay $4 for each "
        "dose.", "summary",
    ),
    Case(
        "date-schools", "date", STORM,
        "Schools in Tarn Head and Ludbury to stay shut until [Wednesday]",
        "Schools in both towns will stay shut until Thursday.",
    ),
    Case(
        "duration-sentence", "duration", HARBOUR,
        "Former harbour master sentenced to [seven years] in prison for taking bribes",
        "A former harbour master who took bribes to let unsafe ships sail was sentenced on "
        "Thursday to four years in prison.",
    ),
    Case(
        "duration-post", "duration", MILL,
        "Finance director Priya Lund will leave after [five years] in the post.",
        "Finance director Priya Lund will leave at the end of the month after six years in the "
        "post.", "summary",
    ),
    Case(
        "negation-added-walls", "negation added", BATS,
        "Walls against noise [could not help] bats, researchers write",
        "Walls against noise could help, the authors write.",
    ),
    Case(
        "negation-added-crew", "negation added", HARBOUR,
        "The Marigold sank off Cape Dunn in 2018, and its crew of nine [was not rescued].",
        "One of the ships, the Marigold, sank off Cape Dunn in 2018; its crew of nine was "
        "rescued.", "summary",
    ),
    Case(
        "negation-removed-noise", "negation removed", BATS,
        "Noise of lorries [drives bats away], study finds",
        "The noise of lorries did not drive the bats away, she said, but it hid the faint sounds "
        "by which they find their prey.",
    ),
    Case(
        "negation-removed-approved", "negation removed", VACCINE,
        "The health ministry [has approved] the vaccine against marsh fever.",
        "The ministry has not approved the vaccine.", "summary",
    ),
    Case(
        "modality-court", "modality", LIBRARY,
        "Opponents [will ask] a court to stop the sale of the library.",
        "Opponents may still ask a court to stop the sale.", "summary",
    ),
    Case(
        "modality-doors", "modality", TRAM,
        "Rail Board inspectors [have approved] tunnel's fire doors",
        "Safety inspectors from the Rail Board still have to approve the tunnel's fire doors.",
    ),
    Case(
        "attribution-afford", "attribution moved", LIBRARY,
        "Councillor [Tomas Reyle] said the town could no longer afford the branch.",
        "Councillor Edith Farrow, who chairs the finance committee, said the town could no longer "
        "afford the $340,000 that the branch costs each year.", "summary",
    ),
    Case(
        "attribution-fades", "attribution moved", VACCINE,
        "Protection by marsh fever vaccine seems to fade after a year, [Voss] warns",
        "Dr. Leon Pickard, an adviser to the health ministry, warned that protection seemed to "
        "fade after a year.",
    ),
    Case(
        "antonym-shares", "antonym verb", MILL,
        "Tolliver Grain shares [rise] 8 percent after miller cuts forecast of profits",
        "Shares of Tolliver Grain fell 8 percent on Wednesday after the miller cut its forecast of "
        "profits for the second time in a year.",
    ),
    Case(
        "antonym-letter", "antonym verb", HARBOUR,
        "Milo Pask [admitted] that the port authority had ignored the letter.",
        "The authority's chairman, Milo Pask, denied that it had ignored the letter.", "summary",
    ),
    # What stands in the brackets is told of the other disaster.
    Case(
        "sister-drowned", "fact of another story", STORM,
        "[Two people drowned] in storm on Wexmoor coast",
        "No one was killed.",
    ),
    Case(
        "sister-power", "fact of another story", FLOOD,
        "Flood in Oxendale [leaves 46,000 homes without power]",
        "Electricity failed only in the streets beside the river, and for less than an hour.",
    ),
    Case(
        "invented-tower", "invented detail", STORM,
        "In Tarn Head [a church tower collapsed] and landed on the playing field.",
        "In Tarn Head the roof of the school gym was torn off and landed on the playing field.",
        "summary",
    ),
    Case(
        "invented-free", "invented detail", TRAM,
        "Kessel trams to airport to start June 3 with [free rides for children]",
        "A ride from Central Square to the airport will take 28 minutes and cost $3.50.",
    ),
]  # fmt: skip

TRUE = [
    Case("copied-railway", "copied", STORM,
         "The railway, run by Coastline Trains, reopened on Monday afternoon.", draft="summary"),
    Case("copied-hospital", "copied", FLOOD,
         "The hospital, which stands on a hill, was never in danger.", draft="summary"),
    Case("compressed-library", "compressed", LIBRARY,
         "Brannock council votes to close Mill Street library"),
    Case("compressed-mayor", "compressed", LIBRARY,
         "Mayor Lucian Hobb did not vote and blamed the regional government.", draft="summary"),
    Case("compressed-moths", "compressed", BATS,
         "Bats near motorways catch a third fewer moths, study finds"),
    Case("compressed-profits", "compressed", MILL,
         "Tolliver Grain cuts forecast of profits for second time in a year"),
    Case("reworded-jailed", "reworded", HARBOUR,
         "Prosecutor wanted Victor Amsel jailed for seven years"),
    Case("reworded-comeback", "reworded", CUP,
         "Calder Rovers recover from two goals down to reach Northern Cup final"),
    Case("reworded-adviser", "reworded", VACCINE,
         "An adviser to the health ministry fears that the vaccine protects for only a year.",
         draft="summary"),
    Case("passive-captain", "passive turned", CUP,
         "Stannow's captain was sent off by the referee for a foul on Marsh.", draft="summary"),
    Case("passive-offer", "passive turned", MILL,
         "An offer by Greywell Foods was rejected by Tolliver in January.", draft="summary"),
    Case("passive-sued", "passive turned", TRAM,
         "Metrolane sued by residents of Linden Avenue over noise"),
]  # fmt: skip

CASES = [*FALSE, *TRUE]
