"""What is asked of the figures of handling time: read from the address, which holds no personal data."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict

from rettvis.journey.handling import months_back
from rettvis.web.application.models import Kind
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.whole_numbers import whole_number

Counted = Literal["whole", "own"]
USUAL_MONTHS = 12
LONGEST = 60
"""The most months that are counted at once."""

AGES = ((0, 30), (31, 60), (61, 90), (91, 180), (181, None))
"""Age groups of open cases, in calendar days, both ends included."""


@dataclass(frozen=True)
class Asked:
    """A period of whole months, a kind and a unit (all, where they are empty), and a day for the open cases.

    ``open`` asks for the cases that were open on ``as_of`` instead of those decided in the period; ``over``
    and ``age`` narrow to those over their limit, or of an age group, by all days or by ``own`` ones.
    """

    first: date
    last: date
    as_of: date
    kind: str = ""
    unit: int | None = None
    open: bool = False
    over: Counted | None = None
    age: int | None = None
    by: Counted = "whole"

    @property
    def query(self) -> str:
        """The same, as an address says it."""
        said = {
            "fra": f"{self.first:%Y-%m}",
            "til": f"{self.last:%Y-%m}",
            "dag": self.as_of.isoformat(),
            "slag": self.kind,
            "enhet": "" if self.unit is None else str(self.unit),
            "apne": "1" if self.open else "",
            "over": self.over or "",
            "alder": "" if self.age is None else str(self.age),
            "etter": self.by if self.by != "whole" else "",
        }
        return urlencode({name: value for name, value in said.items() if value})

    def narrowed(self, **more: object) -> "Asked":
        """The same with something more asked for."""
        return replace(self, **more)  # type: ignore[arg-type]

    @property
    def day_after(self) -> date:
        """The first day after the period."""
        return (self.last.replace(day=28) + timedelta(days=4)).replace(day=1)


def read(data: QueryDict, today: date) -> Asked:
    """What the address asks for; what cannot be read is taken as usual."""
    usual = months_back(today, USUAL_MONTHS)
    first, last = _month(data.get("fra", ""), usual[0]), _month(data.get("til", ""), usual[-1])
    first, last = min(first, last), max(first, last)
    unit, age = data.get("enhet", ""), data.get("alder", "")
    over, by = data.get("over", ""), data.get("etter", "")
    return Asked(
        first=max(first, months_back(last, LONGEST)[0]),
        last=last,
        as_of=min(_day(data.get("dag", ""), today), today),
        kind=data.get("slag", "") if data.get("slag", "") in Kind.values else "",
        unit=whole_number(unit),
        open=data.get("apne") == "1",
        over="own" if over == "own" else "whole" if over == "whole" else None,
        age=int(age) if age in {str(number) for number in range(len(AGES))} else None,
        by="own" if by == "own" else "whole",
    )


def _month(text: str, usual: date) -> date:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return usual
    return found if 1950 <= found.year <= 2199 else usual


def _day(text: str, usual: date) -> date:
    try:
        return DateField(required=False).clean(text) or usual
    except ValidationError:
        return usual
