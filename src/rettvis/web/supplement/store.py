"""Rows ⇄ the scheme, findings and grants of the journey: the only translator."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from rettvis.journey.supplement import ConditionAnswer, ConditionFinding, SupplementGrant
from rettvis.lawbook.supplement import Scheme, SchemeVersion
from rettvis.web.access.models import Municipality
from rettvis.web.pages.content import from_json, to_json
from rettvis.web.supplement.models import FindingRow, GrantRow, SchemeFile


@dataclass(frozen=True)
class KnownScheme:
    """A municipality's scheme and the row it was read from."""

    row: SchemeFile
    scheme: Scheme

    def version(self, first: date) -> SchemeVersion:
        """The version that holds from ``first``; raises ``StopIteration`` where there is none such."""
        return next(one for one in self.versions if one.period.first == first)

    @property
    def versions(self) -> list[SchemeVersion]:
        """Every version, the earliest first."""
        return [piece.value for piece in self.scheme.versions.pieces]


def scheme_of(municipality: Municipality | int) -> KnownScheme | None:
    """The newest scheme of a municipality; None where it has none."""
    row = SchemeFile.objects.filter(municipality=municipality).order_by("-number").first()
    return None if row is None else known(row)


def known(row: SchemeFile) -> KnownScheme:
    """The scheme that a row holds."""
    return KnownScheme(row, Scheme.of(from_json(SchemeVersion, one) for one in row.content))


def content_of(scheme: Scheme) -> list[Any]:
    """The content of a row that holds ``scheme``."""
    return [to_json(piece.value) for piece in scheme.versions.pieces]


def findings_of(
    municipality: Municipality | int, people: Collection[int] | None = None
) -> Iterable[FindingRow]:
    """What was found in a municipality, of everybody or of ``people``, in the order it was written."""
    rows = FindingRow.objects.filter(case__municipality=municipality).select_related("found_by", "case")
    return (rows if people is None else rows.filter(person__in=people)).order_by("pk")


def as_finding(row: FindingRow) -> ConditionFinding:
    """One finding as the journey knows it."""
    return ConditionFinding(
        ConditionAnswer(row.answer), row.from_on, row.found_by.name, row.found_at, row.reason
    )


@dataclass(frozen=True)
class Held:
    """A grant of a person as it stands, with its row; ``grant`` is None where its end took all of it."""

    row: GrantRow
    grant: SupplementGrant | None


def held_by(people: Collection[int]) -> dict[int, list[Held]]:
    """Every grant of the persons with its end as it stands, in the order they were given; one query."""
    rows = GrantRow.objects.filter(person__in=people).annotate(ended=Min("ends__last_day"))
    rows = rows.select_related("scheme", "granted_by").order_by("pk")
    return by_person(rows)


def by_person(rows: Iterable[Any]) -> dict[int, list[Held]]:
    """Grants with ``ended`` (the earliest end, or None), by person."""
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(Held(row, as_grant(row, row.ended)))
    return found


def version_of(row: GrantRow) -> SchemeVersion:
    """The version that the hours were given by, as it stood then."""
    return known(row.scheme).version(row.version_from)


def as_grant(row: GrantRow, ended: date | None) -> SupplementGrant | None:
    """One grant as it stands; None where its end has taken every day of it."""
    last = min((day for day in (row.ends_on, ended) if day is not None), default=None)
    if last is not None and last < row.starts_on:
        return None
    return SupplementGrant(row.step, row.minutes_per_week, row.starts_on, last)
