"""The report as PDF and HTML: accessible, escaped, and the same figures in both."""

import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import page
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettvis.cli.input import open_document
from rettvis.edges.comparison import render_html, render_pdf
from rettvis.edges.comparison.charts import draw, ticks
from rettvis.edges.comparison.shown import said
from rettvis.edges.publications.folder import read_comparison
from rettvis.journey.statistics.comparison import ChartLine, Report, ReportChart, ReportSection, compare
from rettvis.journey.statistics.comparison.report import ReportTable, TableEntry
from tests.edges.letters.reading import opened, tags

FOLDER = Path(__file__).parents[3] / "cases" / "statistics" / "romerike-2026"
DAY = date(2026, 7, 1)
HOSTILE = '<script>"&#[sys.inputs]'


@pytest.fixture(scope="module")
def report() -> Report:
    return compare(read_comparison(FOLDER, open_document), "romerike-2026")


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return render_pdf(report, "nb", DAY)


def test_the_pdf_is_tagged_and_says_its_title_and_language(pdf: bytes) -> None:
    root = opened(pdf).Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "nb-NO"
    assert opened(pdf).open_metadata()["dc:title"] == "BPA sammenlignet"


@pytest.mark.parametrize("profile", ["PDF_A_2A", "PDF_UA_1"])
def test_a_second_opinion_finds_no_fault_in_the_pdf(profile: str, pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    result = page.validate_pdf(file, profile=getattr(page.ValidationProfile, profile))
    assert result.is_compliant, [(failure.rule_id, failure.message) for failure in result.failures]


def test_every_table_and_chart_is_in_the_pdf(report: Report, pdf: bytes) -> None:
    charts = [part for section in report.sections for part in section.parts if part.kind == "chart"]
    found = tags(pdf)
    assert found.count("/Table") == len(report.tables())
    assert found.count("/Figure") >= len(charts)
    assert found.count("/TH") >= sum(len(table.columns) for table in report.tables())


def test_the_same_report_on_the_same_day_is_the_same_bytes(report: Report, pdf: bytes) -> None:
    assert render_pdf(report, "nb", DAY) == pdf


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_has_every_table_with_its_headings(language: str, report: Report) -> None:
    html = render_html(report, language)
    assert f'<html lang="{language}">' in html
    assert html.count("<table") == html.count("<caption") == len(report.tables())
    assert html.count('scope="col"') == sum(len(table.columns) for table in report.tables())
    assert html.count('scope="row"') == sum(len(table.rows) for table in report.tables())
    assert len(re.findall(r'role="img" aria-label="[^"]{20,}"', html)) == html.count("<svg")


def hostile() -> Report:
    """A report where every text tries to be markup."""
    chart = ReportChart("lines", HOSTILE, HOSTILE, (HOSTILE, "b"), (ChartLine(HOSTILE, (Fraction(1), None)),))
    table = ReportTable("x", HOSTILE, (HOSTILE,), ((TableEntry(HOSTILE),),))
    return Report(HOSTILE, HOSTILE, (ReportSection(HOSTILE, (table, chart)),))


def test_no_text_becomes_markup() -> None:
    html = render_html(hostile(), "en")
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 5
    assert render_pdf(hostile(), "en", DAY).startswith(b"%PDF")


figures = st.one_of(st.none(), st.fractions(min_value=0, max_value=10**9))


@settings(deadline=None)
@given(
    st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=8),
    st.sampled_from(["lines", "slopes", "dots"]),
)
def test_any_figures_make_a_chart_that_is_sound_xml(points, shape) -> None:
    lines = tuple(ChartLine(f"Sted {number}", found) for number, found in enumerate(points))
    ElementTree.fromstring(draw(ReportChart(shape, "x", "y", ("1", "2", "3"), lines), "nb"))


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=10**12))
def test_the_axis_reaches_the_highest_figure_in_few_steps(highest: Fraction) -> None:
    found = ticks(highest)
    assert found[0] == 0
    assert found[-1] >= highest
    assert 2 <= len(found) <= 8


def test_a_long_name_beside_a_line_is_whole_and_no_name_leaves_the_chart() -> None:
    name = "Nordlys Assistanse og Omsorg (oppdiktet)"
    lines = tuple(ChartLine(f"{name} {number}", (Fraction(number),)) for number in range(8))
    svg = draw(ReportChart("lines", "Hours", "Hours", ("1.26",), lines), "nb")
    texts = re.findall(r'<text x="([0-9.]+)" y="([0-9.-]+)" text-anchor="start"[^>]*>([^<]*)<', svg)
    assert len(texts) == 24
    assert " ".join(words for _x, _y, words in texts).count(name) == 8
    heights = [float(y) for _x, y, _words in texts]
    assert heights == sorted(heights)
    [height] = re.findall(r'viewBox="0 0 [0-9]+ ([0-9]+)"', svg)
    assert 0 < min(heights) < max(heights) < int(height)
    assert all(after - before >= 15 for before, after in pairwise(heights))


def test_the_name_of_a_file_keeps_its_small_letter() -> None:
    assert said("practice.yaml:46", "nb") == "practice.yaml:46"
    assert said("bpa_hours", "nb") == "bpa_hours"
    assert said("praksis. Og mer", "nb") == "Praksis. Og mer"
