"""A take-up from earlier use, put into the form: its mean and deviation, and where they are from."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.edges.given.amounts import uncertain_data
from rettvis.edges.given.assumed import PERCENT
from rettvis.journey.simulation import FittedTakeUp
from rettvis.web.access.models import Municipality
from rettvis.web.hourbank.sources import service_title
from rettvis.web.pages.engine import say
from rettvis.web.simulation.use import earlier_take_up


def key_of(year: int, service: str) -> str:
    """A year and a service code as a choice of the form."""
    return f"{year}:{service}"


def title_of(year: int, service: str) -> str:
    """What that choice is called."""
    return f"{say(service_title(service))}, {year}"


def fill_in(
    data: Any, pressed: str, municipality: Municipality, used: Sequence[tuple[int, str]]
) -> int | None:
    """Where ``fit:N`` was pressed: write the fitted take-up into group N; its number where nothing fits."""
    act, _colon, group = pressed.partition(":")
    if act != "fit" or not group.isdecimal() or len(group) > 2:
        return None
    chosen = next((one for one in used if key_of(*one) == data.get(f"g{group}-earlier", "")), None)
    if chosen is None or int(group) >= int(data.get("groups", "0") or 0):
        return None
    year, service = chosen
    found = earlier_take_up(municipality, service, year, timezone.localdate())
    if found is None:
        return int(group)
    known = found.take_up.known
    text = str(uncertain_data(found.take_up, PERCENT)).replace(".", ",")
    data.update({f"g{group}-{name}": text if known else "" for name in ("low", "high")})
    data[f"g{group}-likely"] = text
    data[f"g{group}-basis"] = _basis(found, year, service)
    return None


def _basis(found: FittedTakeUp, year: int, service: str) -> str:
    """The source and the method, as they stand in the assumptions."""
    words = _(
        "Fitted to the use of %(persons)s persons, %(what)s: the Beta distribution with their mean and "
        "variance (method of moments)."
    ) % {"persons": found.persons, "what": title_of(year, service)}
    if found.above:
        words += " " + _("%(count)s used more than they had, and count as all.") % {"count": found.above}
    return words
