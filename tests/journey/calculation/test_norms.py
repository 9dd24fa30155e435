"""A norm is guidance: it is shown beside the measured time, and leaving it needs a reason from life."""

from dataclasses import dataclass

import pytest

from rettvis.journey.application import KindOfService, TimeUse
from rettvis.journey.assessment import ClockRow, DayClock
from rettvis.journey.calculation import Choices, NormUse, calculate, check_choices, compare_with_norms
from rettvis.rulekit.wording import Sentence, sentence

LEISURE = sentence("Leisure")


@dataclass(frozen=True)
class Leisure:
    """An invented norm for leisure."""

    low: int | None = 180
    high: int | None = 300
    label: Sentence = LEISURE
    source: str = "kriterier 2026"


def clock(minutes: int | None) -> DayClock:
    time = None if minutes is None else TimeUse(minutes)
    return DayClock((ClockRow("choir", "leisure", "", KindOfService.SUPPORT_CONTACT, assessed=time),))


def places(minutes: int | None, reason: str = "", norm: Leisure | None = None) -> list[str]:
    use = NormUse(norm or Leisure(), ("choir",), reason)
    return [fault.place for fault in check_choices(Choices(norms=(use,)), clock(minutes))]


@pytest.mark.parametrize("minutes", [180, 240, 300, None])
def test_inside_the_range_or_unknown_needs_no_reason(minutes: int | None) -> None:
    assert places(minutes) == []


@pytest.mark.parametrize("minutes", [179, 301])
def test_below_and_above_need_a_reason(minutes: int) -> None:
    assert places(minutes) == ["norms.choir.reason"]
    assert places(minutes, "Normen er 3–5 timer.") == ["norms.choir.reason"]
    assert places(minutes, "Synger i to kor og trenger følge begge veier.") == []


def test_a_norm_never_changes_the_measured_minutes() -> None:
    use = NormUse(Leisure(), ("choir",))
    assert calculate(clock(900), Choices(norms=(use,))).total.known == 900


def test_a_norm_without_an_upper_end_is_no_ceiling() -> None:
    assert places(2000, norm=Leisure(high=None)) == []
    assert places(2000, norm=Leisure(low=None, high=None)) == []


def test_a_norm_is_said_beside_the_measured_time() -> None:
    (comparison,) = compare_with_norms(calculate(clock(360)), (NormUse(Leisure(), ("choir",)),))
    assert comparison.outside is True
    assert comparison.words().say("nb").replace("\u00a0", " ") == (
        "Fritid: veiledende tid 3 timer til 5 timer i uka (kriterier 2026); utmålt 6 timer."
    )


def test_a_row_that_is_not_there_is_named() -> None:
    use = NormUse(Leisure(), ("chior",))
    (fault,) = check_choices(Choices(norms=(use,)), clock(200))
    assert "choir" in fault.message.say("en")
