"""The follow-up that one person may see, ready to be told: page, report and spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis import __version__
from rettvis.edges.provider_words import ToldFollowUp
from rettvis.journey.follow_up import (
    AdministrationWork,
    FollowUpFacts,
    ProviderRow,
    WorkKind,
    administration_cost,
    everybody_row,
    provider_row,
    spans,
)
from rettvis.rulekit.period import Period
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.models import RoleAssignment
from rettvis.web.delivery.models import Provider
from rettvis.web.follow_up.asked import Asked, AskedForm, read
from rettvis.web.follow_up.published import published_row
from rettvis.web.follow_up.sources import facts_of, persons_by_month
from rettvis.web.handling.threshold import threshold_in


@dataclass(frozen=True)
class Followed:
    """What is asked for, by which right, and the figures.

    ``rows`` is every provider in every step: what the spreadsheet has. Both it and ``told.providers`` are
    empty for those who see no single provider.
    """

    asked: Asked
    form: AskedForm
    grant: RoleAssignment
    providers: Sequence[Provider]
    told: ToldFollowUp
    rows: Sequence[ProviderRow]
    cases: Mapping[str, AdministrationWork]


def followed(request: HttpRequest) -> Followed:
    """Read the request and count. Whoever sees no single provider gets what is published."""
    single = grants(request.user, Action.SEE_FOLLOWED_PROVIDERS)
    grant = (single or grants(request.user, Action.SEE_FOLLOW_UP))[0]
    municipality = grant.municipality
    everybody = list(Provider.objects.filter(municipality=municipality).order_by("name", "pk"))
    shown = everybody if single else []
    asked, form = read(request.GET, shown, timezone.localdate())
    facts = facts_of(municipality, asked.period)
    numbers = [asked.provider.number] if asked.provider else [one.number for one in everybody]
    told = _told(asked, facts, numbers, grant, {one.number: one.name for one in everybody})
    if not single:
        told = _published(told, persons_by_month(municipality, asked.period), threshold_in(municipality.pk))
        return Followed(asked, form, grant, shown, told, (), {})
    rows = [provider_row(facts, number, period) for period in _steps(asked) for number in numbers]
    lines = {number: [row for row in rows if row.provider == number] for number in numbers}
    known = {
        number: found for number, found in lines.items() if any(row.minutes is not None for row in found)
    }
    told = replace(
        told, providers=[provider_row(facts, number, asked.period) for number in numbers], lines=known
    )
    return Followed(asked, form, grant, shown, told, rows, _by_case(facts, numbers, asked))


def _told(
    asked: Asked,
    facts: FollowUpFacts,
    numbers: Sequence[str],
    grant: RoleAssignment,
    names: Mapping[str, str],
) -> ToldFollowUp:
    """The figures of one provider or of all together."""

    def row(period: Period) -> ProviderRow:
        one = provider_row(facts, numbers[0], period) if asked.provider else None
        return one or everybody_row(facts, numbers, period)

    municipality = grant.municipality
    return ToldFollowUp(
        whole=row(asked.period),
        steps=[row(period) for period in _steps(asked)],
        step=asked.step,
        providers=(),
        lines={},
        names=names,
        work=_by_kind(facts, numbers, asked),
        about=asked.provider.name if asked.provider else _("All providers"),
        municipality=municipality.name,
        read_on=timezone.localdate(),
        version=__version__,
        synthetic=municipality.synthetic,
    )


def _published(told: ToldFollowUp, persons: Mapping[date, int], threshold: int) -> ToldFollowUp:
    """The figures with those hidden that too few stand behind."""
    whole = published_row(told.whole, persons, threshold)
    steps = [published_row(row, persons, threshold) for row in told.steps]
    hidden = whole != told.whole or steps != list(told.steps)
    return replace(told, whole=whole, steps=steps, some_hidden=hidden)


def _steps(asked: Asked) -> list[Period]:
    assert asked.period.last is not None
    return list(spans(asked.period.first, asked.period.last, asked.step))


def _by_kind(
    facts: FollowUpFacts, numbers: Sequence[str], asked: Asked
) -> dict[WorkKind, AdministrationWork]:
    """The administration's hours by kind of work: of one provider, or all of them."""
    own = [one for one in facts.work if asked.provider is None or one.provider in numbers]
    found = {kind: administration_cost(one for one in own if one.kind is kind) for kind in WorkKind}
    return {kind: work for kind, work in found.items() if work is not None}


def _by_case(facts: FollowUpFacts, numbers: Sequence[str], asked: Asked) -> dict[str, AdministrationWork]:
    """The administration's hours by case, for those that were for one."""
    own = [one for one in facts.work if one.case and (asked.provider is None or one.provider in numbers)]
    found = {
        case: administration_cost(one for one in own if one.case == case) for case in {o.case for o in own}
    }
    return {case: work for case, work in sorted(found.items()) if work is not None}
