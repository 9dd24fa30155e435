"""When a reason is a reason: a norm is guidance, and is never itself the reason.

Practice: own allocation norms put in place of the individual need have been criticised (LDO 15/1583).
The test below finds reasons that say nothing else; whether a reason is good is for a person to judge.
"""

import re

from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence

_NORM_STEMS = tuple(
    (
        "norm tidsnorm veiledende veiledning rettleiande rettleiing tildelingskriteri retningslinj kriteri "
        "makstid guideline guidance criteri"
    ).split()
)

_NORM_WORDS = frozenset(
    (
        "praksis praksisen standard standarden standardtid rutine rutinen rutina grense grensen grensa ramme "
        "rammen ramma rammene sats satsen satsene practice routine standards limit"
    ).split()
)
"""Words that speak of a norm only as they stand: "rutiner" and "grensesetting" may well be a need."""

_FILLERS = frozenset(
    (
        "i tråd med følger følgjer følge iht henhold ifølge ifølgje etter jf jamfør ut fra frå kommunen "
        "kommunens kommune kommunale sin sine vår våre vårt er det den de dei dette som på av vi vil har kan "
        "skal må blir ble vart gir gjev gis gjeven gitt satt sett settes fastsatt fastsett til for og en ein "
        "et eit ei at så der her om å basert bruker brukar søker søkjar personen alle andre får samme same "
        "vanlig vanleg vanligvis øvre nedre ligger ligg innenfor innanfor innen innan over under utover mer "
        "meir enn mindre ikke ikkje bare berre time timer timar minutt minutter uke uka uken veke veka veker "
        "uker per pr dag døgn måned månad maks maksimal maksimalt maksimum minimum gjeldende gjeldande lokal "
        "lokale vedtatt vedteken innvilge innvilges innvilget tildele tildeles tildelt beregnet berekna "
        "redusert reduseres tid tida tiden because of the in line with according to per as our we is are it "
        "this that for and by a an municipality municipal hours hour minutes week within above below more "
        "less than not set follows from given reduced time"
    ).split()
)

_WORDS_BESIDE_THE_NORM = 3
"""How many words a reason must have beside those that speak of the norm."""


def merely_cites_norm(reason: str) -> bool:
    """The reason names a norm, practice or routine and says next to nothing else."""
    said = reason.casefold().replace("i praksis", " ").replace("in practice", " ")
    words = re.findall(r"[^\W\d_]+", said)
    cites = {word for word in words if _speaks_of_norm(word)}
    return bool(cites) and len(set(words) - cites - _FILLERS) < _WORDS_BESIDE_THE_NORM


def _speaks_of_norm(word: str) -> bool:
    starts = word.startswith(_NORM_STEMS) and not word.startswith("normal")
    return starts or word in _NORM_WORDS or word.endswith(("norm", "norma", "normen"))


def check_reason(reason: str, place: str, needed: Sentence) -> list[Fault]:
    """A fault when the reason is not there (``needed`` says so) or when it only cites a norm."""
    if len(re.findall(r"[^\W\d_]{2,}", reason)) < 2:
        return [Fault(place, needed)]
    if merely_cites_norm(reason):
        message = sentence(
            "A norm is guidance and is never itself the reason. Write what it is in this person’s situation "
            "that gives the figure."
        )
        return [Fault(place, message)]
    return []
