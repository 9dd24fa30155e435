"""Half-written cases: the gate, the letter and the record answer for any draft, and never break."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rettvis.journey.application import Service
from rettvis.journey.assessment import Child, NeedPeriod
from rettvis.journey.conditions import HumanAnswer
from rettvis.journey.decision import AdvanceNotice, DecisionInForce, Extent, Per, ServiceLine, Tried
from rettvis.journey.decision.gate import gate
from rettvis.journey.decision.letter import internal_record, letter
from tests.journey.decision.complete import changed, complete, on_day

EMPTY_LINE = ServiceLine("new", Service.DAY_ACTIVITY)
BEFORE = DecisionInForce(date(2024, 1, 8), (ServiceLine("old", Service.RESPITE, granted=True),))

CHANGES: list[tuple[str, Any]] = [
    ("party.birth_date", None),
    ("party.birth_date", date(1950, 1, 1)),
    ("party.name", ""),
    ("application.received_on", None),
    ("application.own_words", ""),
    ("application.requests", ()),
    ("application.asks_for_bpa", None),
    ("application.total_minutes_per_week", None),
    ("assessment.contacts", ()),
    ("assessment.contacts.0.on", None),
    ("assessment.clock.rows", ()),
    ("assessment.clock.rows.0.assessed", None),
    ("assessment.clock.rows.0.kind", None),
    ("assessment.clock.rows.0.when", None),
    ("assessment.need", NeedPeriod()),
    ("assessment.need.until", date(2027, 1, 1)),
    ("assessment.child", Child()),
    ("assessment.participation.wishes", ()),
    ("assessment.participation.wishes.0.weighed", None),
    ("choices.shared_housework", None),
    ("choices.norms", ()),
    ("answers", (HumanAnswer("earlier_bpa", 7, "", date(2030, 1, 1), ""),)),
    ("decision.lines", ()),
    ("decision.lines", (EMPTY_LINE,)),
    ("decision.lines.0.granted", True),
    ("decision.lines.1.granted", None),
    ("decision.lines.1.extent", None),
    ("decision.lines.1.extent", Extent(0, Per.WEEK, 0)),
    ("decision.lines.1.extent", Extent(3, Per.WEEKENDS)),
    ("decision.lines.1.organised", None),
    ("decision.lines.1.start", None),
    ("decision.lines.1.end", None),
    ("decision.lines.1.reasons", ()),
    ("decision.right", Tried()),
    ("decision.necessary_help", Tried()),
    ("decision.offer_after_no", Tried()),
    ("decision.offer_after_no.answer", True),
    ("decision.law_date", None),
    ("decision.law_date", date(2019, 1, 1)),
    ("decision.history", ()),
    ("decision.advance_notice", AdvanceNotice(date(2026, 10, 1))),
    ("in_force", BEFORE),
    ("office.contact", ()),
]


@given(
    st.sampled_from(["sak-1", "sak-3", "sak-4"]),
    st.lists(st.sampled_from(range(len(CHANGES))), max_size=8, unique=True),
    st.sampled_from(["nb", "nn", "en"]),
)
def test_any_draft_has_a_gate_a_letter_and_a_record(name: str, places: list[int], language: str) -> None:
    case = complete(name)
    for place in places:
        path, value = CHANGES[place]
        try:
            case = changed(case, path, value)
        except (IndexError, AttributeError):
            continue
    on = on_day(name)
    for blocker in gate(case, on):
        assert blocker.message.say(language)
    for document in (letter(case, language, on), internal_record(case, language, on)):
        assert document.title
        assert "None" not in repr([getattr(block, "text", "") for block in document.blocks])
