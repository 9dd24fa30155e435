"""The checks run over what is there for the same persons and assistants; what is found is kept, each once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import Exists, Max, OuterRef, Q

from rettvis.journey.delivery import (
    CODES,
    DeviationCode,
    Resolution,
    Severity,
    Shift,
    ShiftDeviation,
    check_shifts,
    severity_of,
)
from rettvis.journey.delivery.deviation import NO_LINE
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.telling import tell
from rettvis.lawbook.working_time import REGIMES
from rettvis.web.timesheets.frames import grounds_of
from rettvis.web.timesheets.models import Deviation, Lapse, Settlement, ShiftLine
from rettvis.web.timesheets.rules import Held, RulesInForce, rules_in_force
from rettvis.web.timesheets.store import UNKNOWN, counting, in_each_language, person_key, shift_in

OF_ASSISTANTS = frozenset(CODES[CODES.index(DeviationCode.LONG_DAY) :]) | {
    DeviationCode.ASSISTANT_OVERLAP,
    DeviationCode.OVER_24_HOURS,
}
"""What is found by looking at one assistant over all persons and providers."""
BEFORE = timedelta(weeks=53)
"""So far back the lines are read: overtime is counted over 52 weeks."""
AT_ONCE = 500


@dataclass(frozen=True)
class Concerned:
    """Whose lines are looked at again: persons by their keys in the checks, assistants, from which day."""

    persons: frozenset[str]
    assistants: frozenset[str]
    first: date

    @property
    def cases(self) -> list[int]:
        """The persons with a case, by their primary keys."""
        return sorted(int(key) for key in self.persons if not key.startswith(UNKNOWN))

    @property
    def unknown(self) -> list[str]:
        """The references that are nobody's case."""
        return sorted(key.removeprefix(UNKNOWN) for key in self.persons if key.startswith(UNKNOWN))

    @property
    def from_on(self) -> date:
        """What has its last day before this cannot have changed: a bank is for a calendar year."""
        return date(self.first.year, 1, 1)


@dataclass(frozen=True)
class Found:
    """A deviation with the lines it names, and one that it is ``about``, for whose it is."""

    one: ShiftDeviation
    line: ShiftLine | None
    other: ShiftLine | None
    about: ShiftLine

    @property
    def key(self) -> str:
        """Its content, as one short text."""
        lines = [row.pk if row else 0 for row in (self.line, self.other)]
        one = self.one
        said = (one.code, one.person, one.assistant, *lines, one.first, one.last, one.found, one.allowed)
        return sha256(repr([str(part) for part in said]).encode()).hexdigest()

    @property
    def message(self) -> dict[str, str]:
        """What is told, in each language; a person is told of by the number of the case."""
        return in_each_language(tell(self.one, self.about.reference, self.one.assistant))

    @property
    def of_somebody(self) -> bool:
        """Whether it is about a person or a line, and not about an assistant's working time alone."""
        return bool(self.one.person)

    def held_by(self, rules: RulesInForce) -> Held:
        """What counts where it is: for the provider of the line it is about, on its last day."""
        return rules.on(self.about.provider.number, date_of(self.one.last))

    def row(self, municipality: int, round_: int, now: datetime) -> Deviation:
        """As a row that is yet to be saved."""
        severity = severity_of(self.one.code)
        return Deviation(
            municipality_id=municipality,
            key=self.key,
            round=round_,
            code=str(self.one.code),
            severity=str(severity),
            rank=rank_of(self.one.code),
            case=self.about.case if self.of_somebody else None,
            provider=self.about.provider,
            assistant=self.one.assistant,
            line=self.line,
            other=self.other,
            first=date_of(self.one.first),
            last=date_of(self.one.last),
            found=self.one.found,
            allowed=self.one.allowed,
            message=self.message,
            found_at=now,
        )


def rank_of(code: DeviationCode) -> int:
    """The gravest first, and then in the order of the codes."""
    return list(Severity).index(severity_of(code)) * 100 + CODES.index(code)


def concerned_by(rows: Iterable[ShiftLine]) -> Concerned:
    """Everybody whom some lines are about; needs ``case``."""
    listed = list(rows)
    return Concerned(
        frozenset(person_key(row.case, row.reference) for row in listed),
        frozenset(row.assistant for row in listed),
        min((row.day for row in listed), default=date.max),
    )


def check_again(municipality: int, concerned: Concerned, now: datetime) -> int:
    """Check, keep what is new, and let lapse what is there no more. Gives how many are new.

    Needs the caller's lock of the municipality: two that check at once must not find the same.
    """
    if concerned.first == date.max:
        return 0
    found = {one.key: one for one in found_among(municipality, concerned)}
    there = {row.key: row for row in _kept(municipality, concerned)}
    gone = [row for key, row in there.items() if key not in found and not row.settled]
    Lapse.objects.bulk_create([Lapse(deviation=row, lapsed_at=now) for row in gone], batch_size=AT_ONCE)
    new = [one for key, one in found.items() if key not in there]
    rounds = _rounds(municipality, [one.key for one in new])
    rows = [one.row(municipality, rounds.get(one.key, 0) + 1, now) for one in new]
    Deviation.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


def found_among(municipality: int, concerned: Concerned, new: Sequence[ShiftLine] = ()) -> list[Found]:
    """What deviates for those concerned, in what is there and what is ``new`` (rows that are not saved)."""
    persons = concerned.cases
    theirs = Q(case__person__in=persons) | Q(case=None, reference__in=concerned.unknown)
    since = counting().filter(municipality=municipality, day__gte=concerned.from_on - BEFORE).order_by("pk")
    of_persons = [*since.filter(theirs), *new]
    of_assistants = [*since.filter(assistant__in=sorted(concerned.assistants)), *new]
    rules = rules_in_force(municipality)
    right = _accepted(municipality)
    found = [*_found(of_persons, concerned, persons, rules, right, lambda code: code not in OF_ASSISTANTS)]
    for regime in rules.regimes:
        told = _found(of_assistants, concerned, (), rules, right, lambda code: code in OF_ASSISTANTS, regime)
        found += [one for one in told if one.held_by(rules).regime == regime]
    return found


def _found(
    rows: Sequence[ShiftLine],
    concerned: Concerned,
    persons: Collection[int],
    rules: RulesInForce,
    right: Collection[int],
    wanted: Callable[[DeviationCode], bool],
    regime: str = REGIMES[0],
) -> Iterator[Found]:
    if not rows:
        return
    shifts = [shift_in(row) for row in rows]
    first = date_of(min(shift.day for shift in shifts))
    last = date_of(max(shift.day for shift in shifts) + 1)
    grounds = grounds_of(persons, first, last, {row.provider_id for row in rows})
    by_person: dict[str, list[int]] = {}
    by_assistant: dict[str, list[int]] = {}
    for place, shift in enumerate(shifts):
        by_person.setdefault(shift.person, []).append(place)
        by_assistant.setdefault(shift.assistant, []).append(place)
    accepted = {place for place, row in enumerate(rows) if row.pk in right}
    for one in check_shifts(shifts, grounds, rules.check_rules(last, regime), accepted):
        if wanted(one.code) and date_of(one.last) >= concerned.from_on:
            line = None if one.line == NO_LINE else rows[one.line]
            other = None if one.other == NO_LINE else rows[one.other]
            own = by_person[one.person] if one.person else by_assistant[one.assistant]
            yield Found(one, line, other, line or rows[_within(one, shifts, own)])


def _accepted(municipality: int) -> set[int]:
    """Lines (primary keys) that stand twice, and of which somebody has accepted that both are right."""
    code, way = str(DeviationCode.DUPLICATE_LINE), str(Resolution.ACCEPTED)
    rows = Deviation.objects.filter(municipality=municipality, code=code, settlement__resolution=way)
    return set(rows.values_list("line", flat=True))


def _within(one: ShiftDeviation, shifts: Sequence[Shift], places: Sequence[int]) -> int:
    """The first of some lines that has a minute in the days of a deviation."""
    there = (
        place for place in places if any(one.first <= day <= one.last for day, _m in shifts[place].pieces)
    )
    return min(there, key=lambda place: (shifts[place].first, place), default=places[0])


def _kept(municipality: int, concerned: Concerned) -> Iterable[Deviation]:
    """What was found before of the same persons and assistants, and has not lapsed; with ``settled``."""
    codes = [str(code) for code in OF_ASSISTANTS]
    theirs = Q(case__person__in=concerned.cases) | Q(case=None, line__reference__in=concerned.unknown)
    of_assistants = Q(code__in=codes, assistant__in=sorted(concerned.assistants))
    rows = Deviation.objects.filter((theirs & ~Q(code__in=codes)) | of_assistants, lapse=None)
    rows = rows.filter(municipality=municipality, last__gte=concerned.from_on)
    return rows.annotate(settled=Exists(Settlement.objects.filter(deviation=OuterRef("pk")))).order_by("pk")


def _rounds(municipality: int, keys: Sequence[str]) -> dict[str, int]:
    """How often each was found before."""
    found: dict[str, int] = {}
    for first in range(0, len(keys), AT_ONCE):
        rows = Deviation.objects.filter(municipality=municipality, key__in=keys[first : first + AT_ONCE])
        found.update(rows.values_list("key").annotate(last=Max("round")).order_by())
    return found
