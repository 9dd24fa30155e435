"""The letter that asks a provider: lines by reference, what deviates, the day, and no person."""

from datetime import date

import pytest

from rettvis.journey.decision.document import Letterhead, Recipient, Signer
from rettvis.journey.invoices.question import QuestionedLine, Questioning, as_message, question_letter
from rettvis.rulekit.period import Period

LINE = QuestionedLine("1", "2026-000017", Period(date(2026, 3, 1), date(2026, 3, 31)), 2430, 1_215_000, 2400)
ASKING = Questioning(
    Letterhead("Fjordvik", "Fakturakontroll", date(2026, 4, 8), "F-1", Recipient("Assistanse AS")),
    "F-1",
    date(2026, 4, 5),
    (LINE,),
    (("1", "Det er fakturert for mye."), ("", "Summen stemmer ikke.")),
    date(2026, 4, 22),
    Signer("Gunn Solbakk", "controller"),
    "Send timelista.",
)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_letter_has_the_lines_what_deviates_and_the_day(language: str) -> None:
    text = as_message(question_letter(ASKING, language))
    for part in (
        "F-1",
        "2026-000017",
        "Det er fakturert for mye.",
        "Summen stemmer ikke.",
        "Send timelista.",
    ):
        assert part in text
    assert "22" in text


def test_what_is_not_known_is_a_dash() -> None:
    bare = Questioning(
        ASKING.letterhead,
        "F-1",
        None,
        (QuestionedLine("2", "", None, None, 0),),
        (),
        date(2026, 5, 1),
        ASKING.by,
    )
    table = next(block for block in question_letter(bare, "nb").blocks if block.kind == "table")
    assert table.rows[0][1:5] == ("–", "–", "–", "–")  # type: ignore[union-attr]
