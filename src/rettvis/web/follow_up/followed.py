"""The follow-up that one person may see, ready to be told: page, report and spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis import __version__
from rettvis.edges.provider_words import ToldFollowUp
from rettvis.journey.follow_up import (
    AdministrationWork,
    FollowUpFacts,
    ProviderRow,
    Worked,
    WorkKind,
    administration_cost,
    everybody_row,
    provider_row,
    spans,
)
from rettvis.rulekit.period import Period
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may_in, require_in, visible
from rettvis.web.access.models import Municipality, RoleAssignment, User
from rettvis.web.access.places import Where, where
from rettvis.web.application.models import Case
from rettvis.web.delivery.models import Provider
from rettvis.web.follow_up.asked import Asked, AskedForm, read
from rettvis.web.follow_up.places import threshold_there
from rettvis.web.follow_up.published import Shown, shown_of
from rettvis.web.follow_up.sources import facts_of


@dataclass(frozen=True)
class Followed:
    """What is asked for, where, by which right, and the figures.

    ``rows`` is every provider in every step: what the spreadsheet has. Both it and ``told.providers`` are
    empty for those who see no single provider. ``cases`` is the administration's work by case number.
    """

    asked: Asked
    form: AskedForm
    place: Where
    grant: RoleAssignment
    providers: Sequence[Provider]
    told: ToldFollowUp
    rows: Sequence[ProviderRow]
    cases: Mapping[str, AdministrationWork]


def followed(request: HttpRequest) -> Followed:
    """Read the request and count. Whoever sees no single person gets what may be published."""
    place = where(request, Action.SEE_FOLLOW_UP)
    single = may_in(request.user, Action.SEE_FOLLOWED_PROVIDERS, place.municipality.pk)
    everybody = list(Provider.objects.filter(municipality=place.municipality).order_by("name", "pk"))
    shown = everybody if single else []
    asked, form = read(request.GET, shown, timezone.localdate())
    asked = replace(asked, municipality=place.asked)
    facts = facts_of(place.municipality, asked.period, _named(request.user, place.municipality))
    threshold = threshold_there(request.user, Action.SEE_FOLLOW_UP, place.municipality)
    counted = _Counted(
        facts, [one.number for one in everybody], None if threshold is None else shown_of(facts, threshold)
    )
    told = _told(asked, counted, place.municipality, {one.number: one.name for one in everybody})
    cases = _by_case(facts, asked)
    if not single:
        return Followed(asked, form, place, place.grant, shown, told, (), cases)
    rows = [row for period in _steps(asked) for row in counted.providers(period, asked)]
    told = replace(told, providers=counted.providers(asked.period, asked), lines=_lines(rows))
    grant = require_in(request.user, Action.SEE_FOLLOWED_PROVIDERS, place.municipality.pk)
    return Followed(asked, form, place, grant, shown, told, rows, cases)


@dataclass(frozen=True)
class _Counted:
    """Facts that are counted for one reader: every figure, or with ``shown`` those that may be published."""

    facts: FollowUpFacts
    numbers: Sequence[str]
    shown: Shown | None

    def whole(self, period: Period, asked: Asked) -> ProviderRow:
        """The provider that is asked for, or all of them together, in one period."""
        if asked.provider is not None:
            [row] = self.providers(period, asked)
            return row
        row = everybody_row(self.facts, self.numbers, period)
        return row if self.shown is None else self.shown.everybody(row)

    def providers(self, period: Period, asked: Asked) -> list[ProviderRow]:
        """Each provider that is asked for, in one period; what is hidden is found among all of them."""
        if self.shown is None:
            numbers = self.numbers if asked.provider is None else [asked.provider.number]
            return [provider_row(self.facts, number, period) for number in numbers]
        rows = self.shown.providers([provider_row(self.facts, number, period) for number in self.numbers])
        return [row for row in rows if asked.provider is None or row.provider == asked.provider.number]


def _lines(rows: Sequence[ProviderRow]) -> dict[str, list[ProviderRow]]:
    """The rows of each provider whose hours are known somewhere, in order."""
    found: dict[str, list[ProviderRow]] = {}
    for row in rows:
        found.setdefault(row.provider, []).append(row)
    return {number: own for number, own in found.items() if any(row.minutes is not None for row in own)}


def _told(
    asked: Asked, counted: _Counted, municipality: Municipality, names: Mapping[str, str]
) -> ToldFollowUp:
    """The figures of one provider or of all together."""
    return ToldFollowUp(
        whole=counted.whole(asked.period, asked),
        steps=[counted.whole(period, asked) for period in _steps(asked)],
        step=asked.step,
        providers=(),
        lines={},
        names=names,
        work=_by_kind(counted.facts, asked),
        about=asked.provider.name if asked.provider else _("All providers"),
        municipality=municipality.name,
        read_on=timezone.localdate(),
        version=__version__,
        synthetic=municipality.synthetic,
        small_hidden=counted.shown is not None,
    )


def _steps(asked: Asked) -> list[Period]:
    assert asked.period.last is not None
    return list(spans(asked.period.first, asked.period.last, asked.step))


def _work(facts: FollowUpFacts, asked: Asked) -> list[Worked]:
    """The administration's hours: for one provider, or for all of them and for nobody in particular."""
    return [one for one in facts.work if asked.provider is None or one.provider == asked.provider.number]


def _by_kind(facts: FollowUpFacts, asked: Asked) -> dict[WorkKind, AdministrationWork]:
    """The administration's hours by kind of work."""
    own = _work(facts, asked)
    found = {kind: administration_cost(one for one in own if one.kind is kind) for kind in WorkKind}
    return {kind: work for kind, work in found.items() if work is not None}


def _by_case(facts: FollowUpFacts, asked: Asked) -> dict[str, AdministrationWork]:
    """The administration's hours by case number, of the cases that are named."""
    own = [one for one in _work(facts, asked) if one.case]
    found = {
        case: administration_cost(one for one in own if one.case == case) for case in {o.case for o in own}
    }
    return {case: work for case, work in sorted(found.items()) if work is not None}


def _named(user: User, municipality: Municipality) -> "QuerySet[Case]":
    """The cases whose numbers the reader may see beside the administration's hours."""
    return visible(user, Case.objects.filter(municipality=municipality), Action.SEE_ADMINISTRATION)
