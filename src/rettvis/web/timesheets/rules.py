"""What the lines are checked with: the limits of working time, and how much of a resting night counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.journey.delivery import CheckRules, Shift, check_rules
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.rules import WHOLE_PERCENT
from rettvis.lawbook.working_time import REGIMES
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import User
from rettvis.web.delivery.models import Provider
from rettvis.web.timesheets.models import LONGEST_NAME, CheckRuleRow
from rettvis.web.timesheets.taking_turns import lock

SET = gettext_noop("What timesheets are checked with was set")
EARLIEST = date(2000, 1, 1)
REGIME_NAMES: Mapping[str, Sentence] = {
    "law": sentence("The law alone"),
    "written_agreement": sentence("A written agreement on averaging (§ 10-5)"),
    "union_agreement": sentence("An agreement with the unions"),
    "own_employer": sentence("The person is the employer (own regulation)"),
}
"""The sets of limits, in words."""


@dataclass(frozen=True)
class Held:
    """What counts for one provider on one day."""

    regime: str = REGIMES[0]
    resting_percent: int = WHOLE_PERCENT


@dataclass(frozen=True)
class RulesInForce:
    """Every row of a municipality, the newest first; before the first one the law and the whole night."""

    rows: tuple[CheckRuleRow, ...]

    def on(self, provider: str, day: date) -> Held:
        """What counts for a provider (organisation number, "" for none) on a day."""
        begun = [row for row in self.rows if row.holds_from <= day]
        own = [row for row in begun if row.provider is not None and row.provider.number == provider]
        for row in own or [row for row in begun if row.provider is None]:
            return Held(row.regime, row.resting_percent)
        return Held()

    def resting_of(self, shift: Shift) -> int:
        """How much of a resting night counts, by the day that the line begins on."""
        return self.on(shift.provider, date_of(shift.day)).resting_percent

    def check_rules(self, last: date, regime: str = REGIMES[0]) -> CheckRules:
        """The rules of the checks with one set of limits, as the law stood on ``last``."""
        plain = check_rules(last, regime)
        return CheckRules(plain.limits, plain.night, WHOLE_PERCENT, regime, self.resting_of)

    @property
    def regimes(self) -> Sequence[str]:
        """Each set of limits that may count somewhere."""
        return sorted({REGIMES[0], *(row.regime for row in self.rows)}, key=REGIMES.index)


def rules_in_force(municipality: int) -> RulesInForce:
    """What a municipality checks with; one query."""
    rows = CheckRuleRow.objects.filter(municipality=municipality).select_related("provider")
    return RulesInForce(tuple(rows.order_by("-holds_from", "-pk")))


@dataclass(frozen=True)
class NewRules:
    """What somebody sets; ``provider`` is None where it is for all of them."""

    holds_from: date
    provider: Provider | None
    regime: str
    resting_percent: int
    source: str


def set_rules(user: User, municipality: int, new: NewRules, now: datetime) -> CheckRuleRow:
    """Write what counts from a day on, as a new row; the newest written again is the same row.

    Lines are checked by it from then on, and those that are there again by the worker. Raises ``Faulty``.
    """
    with transaction.atomic():
        grant = require_in(user, Action.SET_SHIFT_RULES, municipality)
        lock(municipality)
        faults = [*_faults(new, municipality)]
        if faults:
            raise Faulty(faults)
        told = {
            "holds_from": new.holds_from,
            "regime": new.regime,
            "resting_percent": new.resting_percent,
            "source": new.source.strip(),
        }
        rows = CheckRuleRow.objects.filter(municipality=municipality, provider=new.provider)
        newest = rows.order_by("-pk").first()
        if newest is not None and all(getattr(newest, name) == value for name, value in told.items()):
            return newest
        row = CheckRuleRow.objects.create(
            municipality_id=municipality, provider=new.provider, set_by=user, set_at=now, **told
        )
        look_up(grant, Action.SET_SHIFT_RULES, what=SET)
        return row


def _faults(new: NewRules, municipality: int) -> Collection[Fault]:
    faults = []
    if new.regime not in REGIMES:
        faults.append(Fault("regime", sentence("Choose which limits of working time apply.")))
    if not 0 <= new.resting_percent <= WHOLE_PERCENT:
        faults.append(Fault("resting_percent", sentence("A share goes from 0 to 100 percent.")))
    if new.holds_from < EARLIEST:
        faults.append(Fault("holds_from", sentence("Write a day from {first:date} on.", first=EARLIEST)))
    if new.provider is not None and new.provider.municipality_id != municipality:
        faults.append(Fault("whom", sentence("Choose one of the providers.")))
    if not new.source.strip() or len(new.source) > LONGEST_NAME:
        faults.append(Fault("source", sentence("Write where it is decided.")))
    return faults
