"""The acts of the start-up page: each with its name in the address, its title, its form, and what does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rettvis.journey.delivery.start_up import Completes
from rettvis.web.hourbank.services import Written
from rettvis.web.start_up import forms, more_services, services
from rettvis.web.start_up.meeting import Meeting
from rettvis.web.start_up.models import StartUpLine

Data = Mapping[str, Any]


@dataclass(frozen=True)
class StartUpAct:
    """Something that is written. ``of`` says which providers its form offers: those that are valid today,
    those of the newest offer, or none ("")."""

    name: str
    title: str | Promise
    form: type[forms.ActForm]
    do: Callable[[Written, Data, str], StartUpLine]
    of: str = ""


def _told_journey(data: Data) -> more_services.ToldJourney:
    names = ("told_on", "first", "last", "country", "decision", "reason")
    return more_services.ToldJourney(**{name: data[name] for name in names})


def _answer(act: Written, data: Data, _step: str) -> StartUpLine:
    by, who = data["answered_by"], data["who"]
    return services.answer(act, data["day"], data["what"], by, who, data["provider"])


def _meeting(act: Written, data: Data, _step: str) -> StartUpLine:
    names = ("held_on", "present", "supervisor", "agreed", "open_points")
    return services.meeting_held(act, Meeting(**{name: data[name] for name in names}))


OFFER = StartUpAct(
    "tilbud",
    _("Offer of free choice"),
    forms.OfferForm,
    lambda act, data, _step: services.offer(act, data["day"], data["providers"], data["who"]),
    "valid",
)
ANSWER = StartUpAct("svar", _("Answer to the offer"), forms.AnswerForm, _answer, "offered")
STEP = StartUpAct(
    "steg",
    _("A step is done"),
    forms.StepForm,
    lambda act, data, step: services.step_done(act, step, data["day"], data["who"]),
)
MEETING = StartUpAct("mote", _("Minutes of the start-up meeting"), forms.MeetingForm, _meeting)
FIRST_DAY = StartUpAct(
    "forste-dag",
    _("First day of assistance"),
    forms.FirstDayForm,
    lambda act, data, _step: services.first_day(act, data["day"], data["who"]),
)
NOT_NEEDED = StartUpAct(
    "ikke-aktuelt",
    _("No start-up is needed"),
    forms.ReasonForm,
    lambda act, data, _step: services.not_needed(act, data["reason"]),
)
CHANGE = StartUpAct(
    "bytte",
    _("Change of provider"),
    forms.ChangeForm,
    lambda act, data, _step: more_services.change(
        act, data["told_on"], data["day"], data["provider"], data["reason"]
    ),
    "valid",
)
JOURNEY = StartUpAct(
    "reise",
    _("Journey outside the municipality"),
    forms.JourneyForm,
    lambda act, data, _step: more_services.journey(act, _told_journey(data)),
)
STAY = StartUpAct(
    "opphold",
    _("Stay in an institution"),
    forms.StayForm,
    lambda act, data, _step: more_services.stay(act, data["kind"], data["first"], data["last"]),
)
ACTS = {one.name: one for one in (OFFER, ANSWER, STEP, MEETING, FIRST_DAY, NOT_NEEDED, CHANGE, JOURNEY, STAY)}
WAY_TO: Mapping[Completes, StartUpAct] = {
    Completes.CHOICE: OFFER,
    Completes.MEETING: MEETING,
    Completes.FIRST_DAY: FIRST_DAY,
    Completes.PLAIN: STEP,
}
"""How a step is completed."""


def journey_again(act: Written, data: Data, row: StartUpLine) -> StartUpLine:
    """A journey written anew."""
    return more_services.journey(act, _told_journey(data), row)
