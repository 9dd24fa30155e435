"""The calculation: from activities to whole minutes a week by kind of service, with rows that explain it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from rettvis.journey.application import KindOfService
from rettvis.journey.assessment import DayClock
from rettvis.journey.calculation.amount import Amount, amount_of, in_whole_minutes
from rettvis.journey.calculation.choices import Choices
from rettvis.journey.calculation.explain import explain
from rettvis.journey.calculation.row import Row
from rettvis.journey.calculation.weeks import WeeksPerYear
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Calculation:
    """The rows, the minutes a week of each kind and in all, and what is missing.

    ``total`` is the sum of the kinds and of the rows whose kind nobody has chosen.
    """

    rows: tuple[Row, ...]
    by_kind: Mapping[KindOfService, Amount]
    total: Amount
    weeks: WeeksPerYear
    missing: tuple[Fault, ...]

    @property
    def complete(self) -> bool:
        """Nothing is missing: every row has its time and its kind."""
        return not self.missing

    @property
    def per_month(self) -> Fraction:
        """Minutes a month, exact (of ``total.at_least``)."""
        return self.weeks.per_month(self.total.at_least)

    @property
    def per_year(self) -> Fraction:
        """Minutes a year, exact (of ``total.at_least``)."""
        return self.weeks.per_year(self.total.at_least)

    def words(self) -> Sentence:
        """The sum a week, a month and a year with the weeks said, and what is missing when something is."""
        week, month, year = self.total.at_least, ceil(self.per_month), ceil(self.per_year)
        if self.total.complete:
            return sentence(
                "{week:hours} a week, {month:hours} a month, {year:hours} a year, with {weeks}.",
                week=week,
                month=month,
                year=year,
                weeks=self.weeks.words(),
            )
        unknown = [row.label for row in self.rows if row.exact is None]
        if not week:
            return sentence("The sum is not known. The time is missing for: {missing}.", missing=unknown)
        return sentence(
            "At least {week:hours} a week, {month:hours} a month, {year:hours} a year, with {weeks}. "
            "The time is missing for: {missing}.",
            week=week,
            month=month,
            year=year,
            weeks=self.weeks.words(),
            missing=unknown,
        )


def calculate(clock: DayClock, choices: Choices | None = None) -> Calculation:
    """Measure the day clock. Expects a clock and choices without faults; what is unknown stays unknown."""
    choices = choices or Choices()
    rows = _rounded(explain(clock, choices))
    open_kind = any(row.kind is None for row in rows)
    groups = {kind: [row for row in rows if row.kind is kind] for kind in (*KindOfService, None)}
    by_kind = {kind: amount_of(groups[kind], open_kind) for kind in KindOfService}
    parts = [amount_of(group) for group in groups.values()]
    total = Amount(sum(part.at_least for part in parts), all(part.complete for part in parts))
    return Calculation(rows, by_kind, total, choices.weeks, tuple(_missing(rows, choices)))


def _rounded(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Whole minutes set, kind by kind; the order of the rows kept."""
    rounded = list(rows)
    for kind in (*KindOfService, None):
        places = [place for place, row in enumerate(rows) if row.kind is kind]
        for place, row in zip(places, in_whole_minutes([rows[place] for place in places]), strict=True):
            rounded[place] = row
    return tuple(rounded)


def _missing(rows: tuple[Row, ...], choices: Choices) -> list[Fault]:
    faults = []
    untimed = {row.activity for row in rows if row.exact is None and not row.takes_out}
    deductions = {deduction.key for deduction in choices.deductions}
    for row in rows:
        place = f"rows.{row.key}"
        is_share = row.takes_out and row.key not in deductions
        follows = is_share and choices.shared_housework is not None and row.activity in untimed
        if row.exact is None and not follows:
            faults.append(Fault(place, _missing_time(row)))
        if row.kind is None and not row.takes_out:
            message = sentence("{label}: choose the kind of service.", label=row.label)
            faults.append(Fault(place, message))
    return faults


def _missing_time(row: Row) -> Sentence:
    if row.takes_out:
        return sentence("{label}: enter how much is to be taken out, and why.", label=row.label)
    return sentence("{label}: enter how much time is needed.", label=row.label)
