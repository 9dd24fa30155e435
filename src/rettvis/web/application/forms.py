"""The application as it is typed: what is asked, how it came in, and who represents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rettvis.journey.application import (
    ACTIVITIES,
    Application,
    Channel,
    Representative,
    RepresentativeKind,
    Request,
    Service,
)
from rettvis.web.application.time_fields import read_time, typed_time, used_field
from rettvis.web.pages.engine import say
from rettvis.web.pages.fields import DateField
from rettvis.web.pages.quantities import Hours, OneOf, Text, Times, WholeNumber, YesNo, in_language
from rettvis.web.pages.sheets import PartForm, RowForm, Sheet

LONGEST_LINE = 500


@in_language
def activities() -> list[tuple[str, str]]:
    """The known activities in the reader's language, by their words."""
    known = sorted(((key, say(label)) for key, label in ACTIVITIES.items()), key=lambda pair: pair[1])
    return [("", str(_("Something else (own words)"))), *known]


class AboutForm(PartForm):
    """When and how it came in, and the whole of what is asked."""

    fields_by_place = {"total_minutes_per_week": "total"}  # noqa: RUF012 - read only

    received_on = DateField(label=_("Received"), required=False)
    channel = OneOf(Channel, label=_("How it came in"))
    own_words = Text(
        rows=8, label=_("In the person’s own words"), help_text=_("Write it as it was said or written.")
    )
    asks_for_bpa = YesNo(label=_("Asks for BPA?"), widget=forms.RadioSelect)
    total = Hours(
        label=_("Hours a week in all, if the application says so"),
        required=False,
        help_text=_("For example 33,5 or 33:30"),
    )


class RequestForm(RowForm):
    """One thing that is asked for."""

    place = "requests"
    keyed = True
    fields_by_place = {  # noqa: RUF012
        "time.minutes": "minutes",
        "time.times_per_week": "times",
        "time": "minutes",
    }

    activity = forms.ChoiceField(label=_("Activity"), choices=activities, required=False)
    words = Text(label=_("In own words"), longest=LONGEST_LINE)
    service = OneOf(Service, label=_("Service asked for"), blank=_("Not said"))
    minutes = WholeNumber(label=_("Minutes each time"), required=False)
    times = Times(label=_("Times a week"), required=False)
    hours = Hours(label=_("or hours a week"), required=False)
    extent = Text(label=_("Extent, if no time is given"), longest=LONGEST_LINE)

    def clean(self) -> dict[str, Any]:
        """Put the time together."""
        data = super().clean() or {}
        data["time"] = read_time(self)
        return data

    def at_fault(self, field: str) -> str:
        """The time's fault at the field that was used."""
        return used_field(self, field)


class RepresentativeForm(PartForm):
    """Who acts for the person; no kind chosen is nobody."""

    place = "representative"

    kind = OneOf(RepresentativeKind, label=_("Represented by"), blank=_("Nobody"))
    name = Text(label=_("The representative’s name"), longest=200)
    written_authority_on = DateField(label=_("Date of the power of attorney or mandate"), required=False)
    is_lawyer = forms.BooleanField(label=_("The representative is a lawyer"), required=False)
    scope = Text(label=_("What the mandate covers"), longest=LONGEST_LINE)

    def clean(self) -> dict[str, Any]:
        """A name or a date without a kind is not lost in silence."""
        data = super().clean() or {}
        said = any(data.get(field) for field in ("name", "written_authority_on", "is_lawyer", "scope"))
        if said and data.get("kind") is None and "kind" not in self.errors:
            self.add_error("kind", _("Choose on what ground the representative acts, or empty the fields."))
        return data


class ApplicationSheet(Sheet):
    """The whole application."""

    parts = {"about": AboutForm, "requests": RequestForm, "representative": RepresentativeForm}  # noqa: RUF012

    @staticmethod
    def content_of(application: Application) -> dict[str, Any]:
        """What stands in the forms for ``application``."""
        about = {
            "received_on": application.received_on,
            "channel": application.channel,
            "own_words": application.own_words,
            "asks_for_bpa": application.asks_for_bpa,
            "total": application.total_minutes_per_week,
        }
        rows = [(request.key, _typed_request(request)) for request in application.requests]
        return {"about": about, "requests": rows, "representative": _typed(application.representative)}

    def value(self) -> Application:
        """What was typed; call it when the sheet is valid."""
        about = self.forms["about"].cleaned_data
        return Application(
            received_on=about["received_on"],
            channel=about["channel"],
            own_words=about["own_words"],
            requests=tuple(_request(row) for row in self.rows["requests"]),
            asks_for_bpa=about["asks_for_bpa"],
            representative=_representative(self.forms["representative"].cleaned_data),
            total_minutes_per_week=about["total"],
        )


def _typed_request(request: Request) -> dict[str, Any]:
    return {
        "activity": request.activity or "",
        "words": request.words,
        "service": request.service,
        **typed_time(request.time),
        "extent": request.extent,
    }


def _request(row: RowForm) -> Request:
    data = row.cleaned_data
    return Request(
        key=row.key,
        words=data["words"],
        activity=data["activity"] or None,
        service=data["service"],
        time=data["time"],
        extent=data["extent"],
    )


def _typed(representative: Representative | None) -> dict[str, Any]:
    return {
        "kind": representative.kind if representative else None,
        "name": representative.name if representative else "",
        "written_authority_on": representative.written_authority_on if representative else None,
        "is_lawyer": representative.is_lawyer if representative else False,
        "scope": representative.scope if representative else "",
    }


def _representative(data: dict[str, Any]) -> Representative | None:
    if data["kind"] is None:
        return None
    return Representative(
        kind=data["kind"],
        name=data["name"],
        written_authority_on=data["written_authority_on"],
        is_lawyer=data["is_lawyer"],
        scope=data["scope"],
    )
