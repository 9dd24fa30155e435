"""What is asked of a bank: year, service and what was known when. The address holds no personal data."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict

from rettvis.web.pages.fields import DateField

FIRST_YEAR = 2000


@dataclass(frozen=True)
class AskedBank:
    """A calendar year, a service code ("" for the first there is), and "as known on" a day (None: now)."""

    year: int
    service: str
    known_on: date | None
    today: date
    whole: bool = False

    @property
    def day(self) -> date:
        """The day that the bank is shown on: today or the day of the knowledge, within the year."""
        day = min(self.known_on or self.today, date(self.year, 12, 31))
        return max(day, date(self.year, 1, 1))

    def query(self, **more: object) -> str:
        """The same, as an address says it, with something else."""
        said = {
            "aar": self.year,
            "tjeneste": self.service,
            "kjent": self.known_on.isoformat() if self.known_on else "",
            "alle": "1" if self.whole else "",
            **more,
        }
        return urlencode({name: value for name, value in said.items() if value})


def read_asked(data: QueryDict, today: date) -> AskedBank:
    """What the address asks for; what cannot be read is taken as usual."""
    year = data.get("aar", "")
    known = _day(data.get("kjent", ""))
    return AskedBank(
        year=int(year) if is_year(year, today) else (known or today).year,
        service=data.get("tjeneste", "")[:60],
        known_on=None if known is None or known >= today else known,
        today=today,
        whole=data.get("alle") == "1",
    )


def is_year(text: str, today: date) -> bool:
    """Whether ``text`` is a year that a bank may be shown of."""
    return (
        text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= today.year + 1
    )


def _day(text: str) -> date | None:
    try:
        found = DateField(required=False).clean(text)
    except ValidationError:
        return None
    return found if found is not None and FIRST_YEAR <= found.year <= 2199 else None
