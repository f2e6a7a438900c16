"""English is let through, telegraphic or not; other languages are named and refused."""

from __future__ import annotations

import pytest

from copydesk.extract.language import foreign_language

FOREIGN = {
    "German": (
        "Der Stadtrat hat am Dienstag beschlossen, die Bücherei in der Hafenstraße nicht zu "
        "schließen. Die Bürgermeisterin sagte, dass die Kosten für das Dach in drei Jahren "
        "gedeckt werden. Mehr als fünftausend Menschen hatten sich mit einer Liste gegen den "
        "Verkauf gewandt."
    ),
    "French": (
        "Le conseil municipal a décidé mardi de ne pas fermer la bibliothèque du quai. La "
        "maire a déclaré que les travaux du toit seront payés par la ville et par une "
        "fondation, et que le bâtiment restera ouvert aux lecteurs pendant les travaux."
    ),
    "Spanish": (
        "El ayuntamiento decidió el martes no cerrar la biblioteca del puerto. La alcaldesa "
        "dijo que las obras del tejado se pagarán con los fondos de la provincia y que el "
        "edificio seguirá abierto para los lectores durante las obras."
    ),
    "Italian": (
        "Il consiglio comunale ha deciso martedì di non chiudere la biblioteca del porto. La "
        "sindaca ha detto che i lavori del tetto sono pagati dalla provincia e che l'edificio"
        " resta aperto per i lettori anche durante i lavori."
    ),
    "Dutch": (
        "De gemeenteraad heeft dinsdag besloten om de bibliotheek aan de haven niet te "
        "sluiten. De burgemeester zei dat het dak nog dit jaar wordt hersteld en dat het "
        "gebouw open blijft voor de lezers."
    ),
    "Polish": (
        "Rada miasta zdecydowała we wtorek, że nie zamknie biblioteki przy nabrzeżu. "
        "Burmistrz powiedziała, że remont dachu jest już opłacony i że budynek będzie otwarty"
        " dla czytelników także po południu."
    ),
    "Cyrillic script": "Городской совет решил во вторник не закрывать библиотеку на набережной.",
    "Chinese or Japanese": "市议会星期二决定不关闭码头街图书馆。市长说屋顶的修理费用已经筹齐。",
    "Arabic script": "قرر مجلس المدينة يوم الثلاثاء عدم إغلاق مكتبة الرصيف بعد نقاش طويل.",
}
ENGLISH = {
    "results": (
        "Oster 3, Grane 1. Little Marrow 2, Sarn 2. Shr 37.4p vs 30p. Pretax profit 121.1 mln"
        " vs 109.3 mln. Net 76.6 mln vs 62.8 mln. Div 7p vs 6p, pay Jan 3, record Dec 12."
    ),
    "telegraphic": (
        "Council votes down sale. Library stays open. Mayor hails result. Opponents plan "
        "appeal. Repairs start June. Costs put at $1.8 million. Hotel group seeks other site."
    ),
    "names": (
        "Appointed were Lena de la Cruz, Piet van der Meer, Marco di Lauro, Inés de la Torre,"
        " Joost van den Berg and Hans von der Au, all of the University of Grane."
    ),
    "quotation": (
        "“La bibliothèque est à nous,” a sign on the door read. The owner, a Frenchman, told "
        "reporters that he would leave it there until the council had voted on the plan."
    ),
    "capitals": (
        "COUNCIL VOTES TO KEEP THE LIBRARY OPEN. MAYOR SAYS THE ROOF WILL BE REPAIRED BY THE "
        "END OF THE YEAR AND THAT THE COST WILL BE MET BY THE PROVINCE."
    ),
    "dialect": (
        "Ah dinnae ken what the cooncil's thinkin', said the auld skipper, but they'll no be "
        "gettin' my boat oot the harbour afore the spring."
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_another_language_is_named(name: str) -> None:
    assert foreign_language(FOREIGN[name]) == name


@pytest.mark.parametrize("kind", ENGLISH)
def test_english_of_any_kind_passes(kind: str) -> None:
    assert foreign_language(ENGLISH[kind]) == ""


def test_no_words_is_no_language() -> None:
    assert foreign_language("") == ""
    assert foreign_language("3 : 1, 2 : 2") == ""
