"""Every figure of the audit is in the report, on the page and on paper, beside its own place and year."""

import csv
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from rettvis.cli.input import open_document
from rettvis.edges.comparison import render_html, render_pdf
from rettvis.edges.publications.folder import read_comparison
from rettvis.journey.statistics.comparison import compare
from tests.edges.letters.reading import text

FOLDER = Path(__file__).parents[3] / "cases" / "statistics" / "romerike-2026"
USERS, HOURS = "BPA-brukere, 2020–2025", "BPA-timer, 2020–2025"
PER_USER = "BPA-timer delt på BPA-brukere, 2020–2025"
CAPTIONS = {"bpa_users": USERS, "bpa_hours": HOURS}
CHANGE = "Endring, prosent"


class Tables(HTMLParser):
    """The tables of a page by caption: the cells of every row, the marks of notes left out and kept apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.whole: list[str] = []
        self._rows: list[list[str]] = []
        self._open: list[str] = []
        self._caption = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if tag == "tr":
            self._rows.append([])
            self.whole.append("")
        elif tag in ("th", "td"):
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag == "table":
            self.tables[self._caption.partition(". ")[2]] = self._rows
            self._rows, self._caption = [], ""

    def handle_data(self, data: str) -> None:
        if "caption" in self._open:
            self._caption += data
        elif {"th", "td"} & set(self._open):
            self.whole[-1] += data
            if "sup" not in self._open:
                self._rows[-1][-1] += data.strip("\n").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def report():
    return compare(read_comparison(FOLDER, open_document), "romerike-2026")


@pytest.fixture(scope="module")
def shown(report) -> Tables:
    return Tables(render_html(report, "nb"))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(shown: Tables, caption: str, row: str, column: str) -> str:
    heading, *body = shown.tables[caption]
    (cells,) = [cells for cells in body if cells[0] == row]
    return cells[heading.index(column)]


def written(value: Decimal) -> str:
    """A number as Norwegian print has it."""
    return f"{value:,f}".replace(",", " ").replace(".", ",")


def observed() -> dict[tuple[str, str, str], Fraction]:
    return {
        (row["measure"], row["place"], row["year"]): Fraction(row["value"])
        for row in rows("observations.csv")
    }


def half_up(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return written(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_every_count_of_tables_2_and_3(shown: Tables) -> None:
    for (measure, place, year), value in observed().items():
        assert at(shown, CAPTIONS[measure], place, year) == written(Decimal(int(value)))


def test_every_derived_figure_of_tables_2_to_4_as_recomputed_by_hand(shown: Tables) -> None:
    known = observed()
    checked = 0
    for row in rows("printed.csv"):
        place, year, base = row["place"], row["year"], row["base_year"]

        def figure(year: str, place: str = place, row: dict[str, str] = row) -> Fraction:
            value = known[row["measure"], place, year]
            return value / known[row["other"], place, year] if row["other"] else value

        value = 100 * (figure(year) / figure(base) - 1) if base else figure(year)
        caption = PER_USER if row["other"] else CAPTIONS[row["measure"]]
        assert at(shown, caption, place, CHANGE if base else year) == half_up(value)
        checked += 1
    assert checked == 36


def test_what_was_printed_otherwise_is_told_below_its_table(report) -> None:
    html = render_html(report, "nb").replace("\u00a0", " ")
    for printed in ("122", "2 136", "1 149", "2 443"):
        assert f"Trykt som {printed} i publikasjonen." in html


def test_every_lowest_and_highest_of_table_5(shown: Tables) -> None:
    caption = "Laveste og høyeste timetall i uka for en bruker"
    groups = {"all": "", "adult": ", voksne", "child": ", barn"}
    for row in rows("weekly_hours_range.csv"):
        name = row["municipality"] + groups[row["group"]]
        for column, end in {"min_hours_per_week": "lavest", "max_hours_per_week": "høyest"}.items():
            expected = written(Decimal(row[column])) if row[column] else "–"
            assert at(shown, caption, name, f"{row['year']} {end}") == expected


def test_every_rank_of_table_15(shown: Tables) -> None:
    for row in rows("hourly_price_rank.csv"):
        found = at(shown, "Timepris, rangert fra den laveste", row["municipality"], row["year"])
        assert found == (row["rank_lowest_first"] or "–")


def numbers(content: object) -> list[str]:
    """Every number in what one municipality does, two together as from and to."""
    if isinstance(content, dict):
        return [number for part in content.values() for number in numbers(part)]
    if isinstance(content, bool):
        return []
    if isinstance(content, (int, float)):
        return [written(Decimal(str(content)))]
    if isinstance(content, list) and all(isinstance(part, (int, float)) for part in content):
        return ["–".join(written(Decimal(str(part))) for part in content)]
    return []


def test_every_number_of_the_tables_of_practice_stands_under_its_municipality(shown: Tables) -> None:
    practice = yaml.safe_load((FOLDER / "practice.yaml").read_text(encoding="utf-8"))["municipalities"]
    for place, content in practice.items():
        cells = [
            row[table[0].index(place)]
            for table in shown.tables.values()
            if place in table[0]
            for row in table[1:]
        ]
        expected = numbers(content)
        assert expected
        assert [number for number in expected if expected.count(number) > cells.count(number)] == []


def minutes(line: dict[str, object]) -> int:
    hours = Fraction(str(line.get("hours_per_week") or 0))
    return int(hours * 60) + int(str(line.get("minutes_per_week") or 0))


def duration(total: int) -> str:
    """Minutes as the report writes them."""
    hours, rest = divmod(total, 60)
    parts = [f"{hours} time{'' if hours == 1 else 'r'}"] if hours else []
    return " ".join(parts + ([f"{rest} minutter"] if rest else []))


def test_every_decision_of_table_11_with_its_lines_summed(shown: Tables) -> None:
    decisions = yaml.safe_load((FOLDER / "vignette_decisions.yaml").read_text(encoding="utf-8"))["decisions"]
    assert len(decisions) == 16
    for one in decisions:
        name = f"Sak {one['vignette'][-1]}, {one['municipality']}"
        caption = "Vedtak i de konstruerte sakene"
        granted = {"granted": "Innvilget", "refused": "Avslått"}[one["bpa"]]
        assert at(shown, caption, name, "BPA") == granted
        lines = at(shown, caption, name, "Tjenester")
        for line in one.get("services", []):
            if minutes(line):
                assert duration(minutes(line)) in lines
            if line.get("hours_per_month"):
                assert f"{line['hours_per_month']} timer i måneden" in lines
        total = sum(minutes(line) for line in one.get("services", []))
        total += int(Fraction(str(one.get("bpa_hours_per_week", 0))) * 60)
        if total:
            assert duration(total) in at(shown, caption, name, "Sum i uka")


def bare(words: str) -> str:
    """A text without white space, and without the hyphens of divided words."""
    return "".join(words.replace("\u00ad", "").replace("-", "").replace("‐", "").split())


def test_every_row_of_the_page_stands_on_paper_too(report, shown: Tables) -> None:
    paper = bare(text(render_pdf(report, "nb", date(2026, 7, 1)), furniture=False))
    assert len(shown.whole) > 150
    assert [row for row in shown.whole if bare(row) not in paper] == []
