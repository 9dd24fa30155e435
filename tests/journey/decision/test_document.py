"""A document that cannot be read well is refused where it is made."""

from datetime import date

import pytest

from rettvis.journey.decision.document import Column, Document, FactTable, Heading, Letterhead

HEAD = Letterhead("Eksempelvik kommune", "Tildelingskontoret", date(2026, 11, 23), "2026-000123")


def test_a_row_with_a_cell_too_few_is_refused_with_its_number() -> None:
    with pytest.raises(ValueError, match="Row 2 of the table “Timer” has 1 cells"):
        FactTable("Timer", (Column("A"), Column("B")), (("1", "2"), ("3",)))


def test_the_first_cell_of_a_row_is_its_heading() -> None:
    table = FactTable("Timer", (Column("Tjeneste"), Column("Timer", "end")), (("BPA", "12"),))
    (row,) = table.cells()
    assert [(cell.text, cell.heading, cell.align) for cell in row] == [
        ("BPA", True, "start"),
        ("12", False, "end"),
    ]


def test_a_heading_that_skips_a_level_is_refused() -> None:
    with pytest.raises(ValueError, match="skips a level"):
        Document("nb", HEAD, "Vedtak", (Heading("Grunner", 3),))


def test_a_document_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="must have a title"):
        Document("nb", HEAD, " ", ())


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="nb, nn, en"):
        Document("sv", HEAD, "Beslut", ())
