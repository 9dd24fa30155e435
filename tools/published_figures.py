"""The page of the handbook that tells what is found in published figures, made from the figures themselves.

``python tools/published_figures.py`` writes the page; ``check`` says whether it is as the figures say, with
exit status 1 where it is not.
"""

import sys
from pathlib import Path

from rettvis.cli.input import open_document
from rettvis.cli.verify import figure_text
from rettvis.edges.publications import read_comparison
from rettvis.journey import statistics
from rettvis.journey.statistics.plausibility import Doubt
from rettvis.journey.statistics.verification import Verification

ROOT = Path(__file__).parent.parent
CASES = ROOT / "cases" / "statistics"
PAGE = ROOT / "docs" / "handbook" / "kontroll-av-publiserte-tall.md"
LANGUAGE = "nb"

INTRODUCTION = """\
# Kontroll av publiserte tall

Denne sida er laget av `python tools/published_figures.py` og endres ikke for hånd. Den viser hva
[`rettvis verify`](kommandolinje.md#kontrollere-publiserte-tall-rettvis-verify) finner i to publiserte
dokumenter. Tallene er skrevet av for hånd fra dokumentene og ligger i
[`cases/statistics/`](../../cases/statistics/README.md).

Alt regnes nøyaktig, med brøker, og rundes først av til slutt. En halv rundes opp. En forklaring er en
mulighet: Med den ville det trykte tallet blitt riktig. Den sier ikke at det var det som skjedde. Det som
*bør spørres om*, kan være riktig, men må forstås.
"""

PUBLICATIONS = {
    "romerike-2026": "Romerike Revisjon IKS, rapport nr. 7-2026: fire kommuner på Romerike",
    "kristiansand-2026": "Kristiansand kommune, sak 2024023807-12",
}


def page() -> str:
    """The page in full."""
    return "\n".join([INTRODUCTION, *(_section(folder, title) for folder, title in PUBLICATIONS.items())])


def _section(folder: str, title: str) -> str:
    """What is found in one publication."""
    compared = read_comparison(CASES / folder, open_document)
    publication = compared.publication
    found = statistics.verify(publication.printed, publication.figures)
    parts = [f"## {title}\n", _counts(found)]
    if found.deviations:
        parts.append(_deviations(found))
    parts.append(_doubts(compared.doubts))
    return "\n".join(parts)


def _counts(found: Verification) -> str:
    if not found.checked:
        return "Mappa har ingen trykte tall som er regnet ut av andre, så det er ingenting å regne etter.\n"
    return (
        f"{found.checked} trykte tall er regnet på nytt. {found.agree} stemmer, og "
        f"{len(found.deviations)} avviker. {len(found.not_checked)} lot seg ikke kontrollere.\n"
    )


def _deviations(found: Verification) -> str:
    rows = [
        (
            one.figure.place,
            figure_text(one.figure, LANGUAGE),
            statistics.decimal_text(one.figure.printed, one.figure.decimals).say(LANGUAGE),
            statistics.decimal_text(one.recomputed, one.figure.decimals).say(LANGUAGE),
            str(one.exact),
            " ".join(part.say(LANGUAGE) for part in one.explanation) or "Ingenting i nærheten gjør det.",
        )
        for one in found.deviations
    ]
    headings = ("sted", "tall", "trykt", "regnet på nytt", "nøyaktig", "hva kan forklare det")
    return _table(headings, rows)


def _doubts(doubts: tuple[Doubt, ...]) -> str:
    if not doubts:
        return "Ingenting annet er funnet.\n"
    kinds = {True: "motstrid", False: "bør spørres om"}
    rows = [(kinds[one.contradiction], one.message.say(LANGUAGE), f"`{one.place}`") for one in doubts]
    return _table(("hva", "funn", "hvor"), rows)


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main(words: list[str]) -> int:
    """Write the page, or check it; the exit status."""
    if words == ["check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print(
            f"{PAGE.relative_to(ROOT)} is not as the figures say: python tools/published_figures.py writes it"
        )
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
