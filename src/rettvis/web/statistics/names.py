"""What the statistics are called on the page: tables, groups, services, units."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.journey.application import KindOfService, Service
from rettvis.journey.decision import Organised
from rettvis.journey.statistics.own_cases.groups import SEXES, age_groups, hour_intervals
from rettvis.journey.statistics.own_cases.standing import UNDIVIDED
from rettvis.rulekit.wording import Sentence
from rettvis.web.access.models import Municipality, Unit
from rettvis.web.pages.engine import say

TABLE_TITLES: Mapping[str, str] = {
    "interval": gettext_noop("By hours a week"),
    "age": gettext_noop("By age"),
    "sex": gettext_noop("By sex"),
    "service": gettext_noop("By service"),
    "kind": gettext_noop("By kind of help"),
    "organised": gettext_noop("By organisation"),
    "unit": gettext_noop("By unit"),
}

TABLE_NOTES: Mapping[str, str] = {
    "interval": gettext_noop("All the hours a week of one user in the selection, added up."),
    "age": gettext_noop("Age in whole years on the day."),
    "sex": gettext_noop("As it is registered; never taken from the national identity number."),
    "service": gettext_noop("A user with two services stands in both rows."),
    "kind": gettext_noop("Hours divided as the decisions divide them. A user may stand in several rows."),
    "organised": gettext_noop("A user with services organised in two ways stands in both rows."),
    "unit": gettext_noop("The unit of the case. A user with cases in two units stands in both rows."),
}


@dataclass(frozen=True)
class Names:
    """The names of everything that can be chosen, in the reader's language."""

    groups: Mapping[str, Mapping[str, str]]

    def of(self, table: str, key: str) -> str:
        """What a row of a table is called; a key that is not known any more is shown as it is."""
        return self.groups[table].get(key, key)

    def choices(self, name: str) -> list[tuple[str, str]]:
        """Key and name of everything that a filter can choose."""
        return list(self.groups[name].items())


def names_for(municipality: Municipality) -> Names:
    """The names in a municipality, its units among them."""
    units = Unit.objects.filter(municipality=municipality).order_by("name")
    return Names(
        {
            "interval": {group.key: say(group.label) for group in hour_intervals()},
            "age": {group.key: say(group.label) for group in age_groups()},
            "sex": _said(SEXES),
            "service": {str(one): say(one.label) for one in Service},
            "kind": {
                **{str(one): say(one.label) for one in KindOfService},
                UNDIVIDED: _("Not divided by kind"),
            },
            "organised": {**{str(one): say(one.label) for one in Organised}, "": _("Not registered")},
            "unit": {str(unit.pk): unit.name for unit in units},
        }
    )


def _said(words: Mapping[str, Sentence]) -> dict[str, str]:
    return {key: say(text) for key, text in words.items()}
