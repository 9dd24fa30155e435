"""A text of the reasons library, as staff write it."""

from dataclasses import replace

from django.utils import timezone

from rettvis.journey.application import Service
from rettvis.journey.decision.library import ReasonText
from rettvis.journey.decision.words import Words
from rettvis.web.reasons.models import ReasonTextVersion
from rettvis.web.reasons.services import approve, save_text
from tests.web.conftest import Place

TEXT = ReasonText(
    title="Nødvendige tjenester",
    words=Words(
        "Kommunen skal gi deg nødvendig hjelp. Du får {tjeneste}: {omfang}.",
        "Kommunen skal gi deg nødvendig hjelp. Du får {tjeneste}: {omfang}.",
        "The municipality is to give you necessary help. You get {tjeneste}: {omfang}.",
    ),
    rules=("necessary_services",),
)
NORM = replace(
    TEXT,
    title="Veiledende tid",
    words=Words("Kommunen har veiledende tider for {tjeneste}. De er ikke et svar i seg selv."),
    rules=("sound_services",),
    services=(Service.PRACTICAL_ASSISTANCE, Service.BPA),
    norm=True,
)


def a_text(place: Place, text: ReasonText = TEXT, key: str = "tekst") -> ReasonTextVersion:
    """The text with ``key``, written by the caseworker and approved by the leader."""
    found = ReasonTextVersion.objects.filter(municipality=place.municipality, key=key).first()
    if found is not None:
        return found
    now = timezone.now()
    made = save_text(place.municipality, key, 0, text, place.people["caseworker"], now)
    approve(place.municipality, key, 1, place.people["team_leader"], now)
    return made
