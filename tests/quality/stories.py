"""Nine invented stories for the hand-written cases: nobody and no place in them exists."""

from __future__ import annotations

LIBRARY = """\
BRANNOCK — Brannock's town council voted 9 to 6 on Monday to close the Mill Street library and \
sell its building, over the protests of some 200 residents who filled the public gallery.

Councillor Edith Farrow, who chairs the finance committee, said the town could no longer afford \
the $340,000 that the branch costs each year. Councillor Tomas Reyle, who led the opposition, \
called the vote “a shameful day for a town that taught half the county to read.”

The building will be sold to Corvane Homes, a developer that plans 24 flats on the site. A rival \
bid by the Pemberly Trust, a charity that wanted to run the branch with volunteers, came with no \
money for the roof.

The branch will stay open until March 31, and its 18,000 books will move to the central library \
on Harbour Road. Farrow said none of the seven employees would lose their jobs.

Mayor Lucian Hobb did not vote. He said he had hoped for a compromise and blamed the regional \
government in Easton, which cut its grant to the town by a third last year.

Opponents may still ask a court to stop the sale. Their lawyer, Nadia Quill, said she would \
decide within two weeks.
"""

CUP = """\
Delphine Marsh scored twice in the last 15 minutes as Calder Rovers came from behind to beat \
Stannow City 3-2 on Saturday and reach the final of the Northern Cup.

Stannow led 2-0 at half-time through goals by Ingrid Sola and Petra Wynn, and looked certain to \
win until the referee, Carla Benedetti, sent off their captain, Joan Achterberg, for a foul on \
Marsh in the 61st minute.

Midfielder Suki Oram pulled one back from the penalty spot. Marsh made it 2-2 with a header in \
the 76th minute and struck the winner three minutes from time.

“We never stopped believing,” said the Rovers coach, Hal Brisco. Stannow's coach, Liv Tornquist, \
refused to blame the referee. “Joan knows that she made a mistake,” she said.

Rovers, who have not won the cup since 1998, will meet Port Lyle in the final on May 17 at \
Fenwick Park, where 31,000 tickets have already been sold. Port Lyle beat Ashgrove 1-0 on Friday.

Goalkeeper Mina Falk, who broke a finger in the first half, will miss the final. Brisco said that \
19-year-old Teresa Dunmore would take her place.
"""

BATS = """\
Bats that hunt near motorways catch a third fewer moths than those in quiet woods, a four-year \
study by the University of Halden has found.

Biologist Marit Osei and her team fitted 86 bats with transmitters lighter than a coin and \
followed them through 212 nights around the town of Gellan. The noise of lorries did not drive \
the bats away, she said, but it hid the faint sounds by which they find their prey.

“They stay because the insects are there,” Osei said. “They simply cannot hear their dinner.”

The study, published in the journal Night Ecology, was paid for by the Ferrand Foundation. The \
State Roads Agency provided figures on traffic.

Emil Tarrow, an ecologist at Stell College who took no part in the work, called the results \
convincing but said that the sample was too small to speak for other species.

Walls against noise could help, the authors write. A test beside a short stretch of the A19 \
raised the catch by 12 percent within a season. The team plans to repeat the test at six more \
places next spring, if it gets the money.
"""

MILL = """\
Shares of Tolliver Grain fell 8 percent on Wednesday after the miller cut its forecast of profits \
for the second time in a year.

Tolliver now expects to earn $61 million before tax in the year to June, down from the $74 \
million it had forecast in October. Chief executive Anselm Roake blamed wet harvests and the \
price of diesel.

The company may close its mill in Vessel Point, which employs 310 people, Roake told analysts. No \
decision would be taken before the summer, he said. A larger mill in Dunmarrow was modernised \
last year.

Finance director Priya Lund will leave at the end of the month after six years in the post. Oskar \
Fenn, who joined from the brewer Hallam & Pike, will succeed her.

The shares of a rival, Greywell Foods, rose 2 percent. Greywell wants to buy Tolliver's flour \
brands, and made an offer in January that Tolliver rejected as too low.

Banks lent Tolliver $120 million in the spring, to be repaid over five years. Analysts at Crewe \
Securities said they saw little danger that it would default.
"""

HARBOUR = """\
A former harbour master who took bribes to let unsafe ships sail was sentenced on Thursday to \
four years in prison.

Judge Rosalind Keats of the Carrow county court said Victor Amsel, 58, had “put a price on other \
people's lives.” She also ordered him to pay back $212,000.

Amsel was convicted in November of taking money from Bluewater Lines on 14 occasions between 2016 \
and 2019. One of the ships, the Marigold, sank off Cape Dunn in 2018; its crew of nine was \
rescued.

Prosecutor Ian Velasco had asked for seven years. The defence lawyer, Greta Holm, said that her \
client regretted what he had done and would not appeal.

Bluewater Lines, which was not charged, said that it had dismissed two managers. Its former \
director, Paul Strand, testified against Amsel in return for immunity.

A union of dock workers warned the port authority about Amsel in 2017. The authority's chairman, \
Milo Pask, denied that it had ignored the letter.

Amsel was led from the court in tears. His wife told reporters that the family would move away \
from Carrow.
"""

STORM = """\
TARN HEAD — A storm with winds of up to 118 miles an hour cut off power to 46,000 homes on the \
Wexmoor coast on Sunday night and closed the main road between Tarn Head and Ludbury.

No one was killed. Eleven people were treated for cuts from flying glass, said Beatrix Coll, who \
runs the county's rescue service.

In Ludbury the sea broke through the old wall and flooded about 70 houses. In Tarn Head the roof \
of the school gym was torn off and landed on the playing field.

Schools in both towns will stay shut until Thursday. Electricity should be back in most places by \
Wednesday, according to the supplier, Norvolt. The railway, run by Coastline Trains, reopened on \
Monday afternoon.

“We were lucky that it came at night, when nobody was on the pier,” Coll said. The pier lost its \
last 40 yards.

Forecaster Juno Adair of the weather service said another storm could follow at the weekend but \
would probably be weaker. Governor Stephen Malk is to visit Ludbury on Tuesday.
"""

FLOOD = """\
OXENDALE — The river Harl burst its banks early on Monday and flooded the centre of Oxendale \
after the heaviest rain in the valley for 30 years. Two people drowned in their cellar on Bridge \
Lane.

Soldiers in boats took 1,900 others from their homes. Most are staying with relatives, and 240 \
sleep in the town's sports hall, said fire chief Donal Averill.

Electricity failed only in the streets beside the river, and for less than an hour. The hospital, \
which stands on a hill, was never in danger.

Engineers opened the gates of the Strand dam at midnight to keep it from overflowing. Farmers \
below the dam said nobody had warned them, and that they lost some 600 sheep. Kirsten Bohm, who \
directs the water board, said that without this step the whole valley would have been under \
water.

The river had fallen by a yard on Monday evening, and no more rain is expected before Friday. \
Volunteers filled 20,000 sandbags to protect the old mill, the largest employer in the town.

Averill asked residents to boil tap water. Shops and schools are closed, and the market has been \
put off for a week.
"""

VACCINE = """\
A vaccine against marsh fever cut severe cases among children by 71 percent in a trial in two \
districts, its maker said on Tuesday.

The trial, which enrolled 5,400 children in Sarnow and Tebbin, lasted 18 months. Half received \
the vaccine, made by Lindqvist Pharma, and half a harmless injection of salt water.

Serious side effects were rare: three children had seizures, and all recovered. There were no \
deaths linked to the vaccine.

“It is not perfect, but it will save lives,” said Dr. Amara Voss, who led the trial at St. \
Brigid's Hospital. Dr. Leon Pickard, an adviser to the health ministry, warned that protection \
seemed to fade after a year.

The ministry has not approved the vaccine. It plans to decide by September, and a spokeswoman \
said that it would first ask for figures on older children.

Lindqvist says that it can make 20 million doses a year. The Meridian Fund, which buys vaccines \
for poor regions, has offered to pay $4 for each dose. Lindqvist is asking for $6.

Marsh fever, which is carried by mosquitoes, killed about 38,000 people last year, most of them \
under five.
"""

TRAM = """\
Trams will run from the centre of Kessel to the airport from June 3, two years later than \
planned, the operator Metrolane said on Friday.

The 11-mile line has cost $890 million, $150 million more than the city had set aside. Chief \
engineer Wilma Adeyo said that soft ground under the Rook tunnel explained most of the delay.

A ride from Central Square to the airport will take 28 minutes and cost $3.50. Buses on the \
route, run by Hartway Coaches, will end in the autumn.

Tests with empty trams began on Wednesday. Safety inspectors from the Rail Board still have to \
approve the tunnel's fire doors.

Residents of Linden Avenue have sued Metrolane over noise. Gordon Plessis, who heads the company, \
said it would lay rubber mats under the rails.

Mayor Ines Calloway thanked Transport Minister Roy Teague, whose department paid half the bill. \
Teague said he would like to see a second line, to the university, but that nobody had offered to \
pay for it.

In its first year the line is expected to carry seven million passengers.
"""
