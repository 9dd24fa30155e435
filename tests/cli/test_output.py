"""What is printed: exact values in the document, and nobody's text steers the terminal."""

import json
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import pytest

from rettvis.cli.output import Output, printable
from rettvis.edges.plain_json import plain
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.period import Period
from rettvis.rulekit.wording import sentence


class Colour(Enum):
    """A value with a stable word."""

    RED = "red"


def test_the_document_holds_every_kind_of_value_exactly() -> None:
    data = {
        "day": date(2026, 7, 1),
        "share": Fraction(1, 3),
        "whole": Fraction(4, 2),
        "decimal": Decimal("2.50"),
        "word": Colour.RED,
        "sentence": sentence("yes"),
        "period": Period(date(2026, 1, 1)),
        "basis": LegalBasis("Act", "1"),
        "fault": Fault("here", sentence("no")),
        "list": (1, True, None),
    }
    assert plain(data, "nb") == {
        "day": "2026-07-01",
        "share": "1/3",
        "whole": 2,
        "decimal": 2.5,
        "word": "red",
        "sentence": "ja",
        "period": {"first": "2026-01-01", "last": None},
        "basis": {"citation": "Act §\u00a01", "title": "", "link": ""},
        "fault": {"place": "here", "message": "nei"},
        "list": [1, True, None],
    }


def test_a_decimal_that_a_json_number_cannot_hold_exactly_is_text() -> None:
    assert plain(Decimal("7.0"), "en") == 7
    assert plain(Decimal("0.1"), "en") == 0.1
    assert plain(Decimal("0.12345678901234567891"), "en") == "0.12345678901234567891"


def test_text_cannot_steer_the_terminal_or_turn_the_reading_direction() -> None:
    assert printable("a\x1b[31m\u202eb\tc\n") == "a�[31m�b\tc\n"


def test_a_table_shows_text_with_brackets_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output("nb", False)
    output.answer(
        {}, sentence("[bold]{name}", name="[/red]"), output.table([sentence("yes")], [["[b]x[/b]"]])
    )
    shown = capsys.readouterr().out
    assert "[bold][/red]" in shown
    assert "[b]x[/b]" in shown
    assert "ja" in shown


def test_the_document_is_one_and_keeps_norwegian_letters(capsys: pytest.CaptureFixture[str]) -> None:
    Output("nb", True).answer({"place": "Lørenskog"}, sentence("never shown"))
    shown = capsys.readouterr().out
    assert json.loads(shown) == {"place": "Lørenskog"}
    assert "Lørenskog" in shown
