"""What cannot be right in an application, and what is still missing: all at once, each with its mend."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from rettvis.journey.application.activities import ACTIVITIES
from rettvis.journey.application.application import (
    Application,
    Representative,
    RepresentativeKind,
    Request,
)
from rettvis.journey.application.time_use import MOST_ASSISTANTS, WEEK, check_time, exact_hours
from rettvis.rulekit.faults import Fault, unknown_name
from rettvis.rulekit.wording import sentence


def check_application(application: Application, on: date) -> list[Fault]:
    """What cannot be right, as known on the day ``on``. An empty list means that it may be saved."""
    faults = check_day(application.received_on, on, "received_on")
    faults += check_keys((request.key for request in application.requests), "requests")
    for request in application.requests:
        faults += _check_request(request)
    faults += _check_total(application.total_minutes_per_week)
    if application.representative is not None:
        faults += _check_representative(application.representative, on)
    return faults


def missing_in_application(application: Application) -> list[Fault]:
    """What must be in place before the application can be decided on. An empty list means complete."""
    faults = []
    if application.received_on is None:
        faults.append(Fault("received_on", sentence("Enter the day the application came in.")))
    if application.channel is None:
        faults.append(Fault("channel", sentence("Choose how the application came in.")))
    if not application.own_words.strip():
        faults.append(Fault("own_words", sentence("Write what is asked for in the person’s own words.")))
    if not application.requests:
        faults.append(Fault("requests", sentence("List each need that the person asks help with.")))
    faults += _missing_authority(application.representative)
    faults += total_that_differs(application)
    return faults


def check_day(day: date | None, on: date, place: str) -> list[Fault]:
    """A fault when ``day`` lies after ``on``, the day of the check."""
    if day is None or day <= on:
        return []
    return [Fault(place, sentence("{day:date} has not come yet. Enter the right day.", day=day))]


def check_keys(keys: Iterable[str], place: str) -> list[Fault]:
    """A fault for every row key that is empty or used twice."""
    faults = []
    for key, times in Counter(keys).items():
        if not key:
            faults.append(Fault(place, sentence("A row lacks its key. Give every row its own.")))
        elif times > 1:
            faults.append(
                Fault(f"{place}.{key}", sentence("The key is used {times} times. Use it once.", times=times))
            )
    return faults


def check_activity(activity: str | None, words: str, place: str) -> list[Fault]:
    """A fault for an unknown activity (the nearest one suggested), or for neither activity nor words."""
    if activity is not None and activity not in ACTIVITIES:
        return [unknown_name(f"{place}.activity", activity, ACTIVITIES)]
    if activity is None and not words.strip():
        return [
            Fault(f"{place}.words", sentence("Say what it is: choose an activity, or write it in own words."))
        ]
    return []


def _check_request(request: Request) -> list[Fault]:
    place = f"requests.{request.key}"
    named = [] if request.service else check_activity(request.activity, request.words, place)
    return named + check_time(request.time, f"{place}.time")


def _check_total(minutes: int | None) -> list[Fault]:
    most = WEEK * MOST_ASSISTANTS
    if minutes is None or 0 < minutes <= most:
        return []
    message = sentence(
        "The total must be from 1 minute to {most:hours} a week, not {minutes:minutes}. "
        "Leave it empty if the application does not say.",
        most=most,
        minutes=minutes,
    )
    return [Fault("total_minutes_per_week", message)]


def _check_representative(representative: Representative, on: date) -> list[Fault]:
    faults = check_day(representative.written_authority_on, on, "representative.written_authority_on")
    if not representative.name.strip():
        message = sentence("Write the representative’s name, or remove the representative.")
        faults.append(Fault("representative.name", message))
    return faults


def _missing_authority(representative: Representative | None) -> list[Fault]:
    """Law: pbrl § 7-2: somebody who is not a lawyer must have the power of attorney in writing."""
    if representative is None or representative.written_authority_on is not None:
        return []
    place = "representative.written_authority_on"
    if representative.kind is RepresentativeKind.ATTORNEY and not representative.is_lawyer:
        message = sentence(
            "Get the power of attorney in writing and enter its date "
            "(pasient- og brukerrettighetsloven § 7-2)."
        )
        return [Fault(place, message)]
    if representative.kind is RepresentativeKind.GUARDIAN:
        return [Fault(place, sentence("Get the guardian’s mandate and enter its date."))]
    return []


def total_that_differs(application: Application) -> list[Fault]:
    """The total and the sum of the needs, when both are known and unlike: ask, do not choose."""
    weekly = [request.minutes_per_week for request in application.requests]
    known = [minutes for minutes in weekly if minutes is not None]
    total, whole = application.total_minutes_per_week, sum(known, Fraction(0))
    if total is None or not known or len(known) < len(weekly) or whole == total:
        return []
    message = sentence(
        "The application gives {total} a week in all, but its needs sum to {whole}. "
        "Ask the person which is right.",
        total=exact_hours(Fraction(total)),
        whole=exact_hours(whole),
    )
    return [Fault("total_minutes_per_week", message)]
