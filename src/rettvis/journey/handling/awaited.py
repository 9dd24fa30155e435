"""For whom a case waits, and which of them are others than the municipality itself."""

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class Awaited(Choice):
    """Who must do something before the case can go on."""

    CASEWORKER = "caseworker", N_("The caseworker")
    APPLICANT = "applicant", N_("The applicant")
    DOCTOR = "doctor", N_("A doctor or other health personnel")
    HOME_VISIT = "home_visit", N_("A home visit")
    APPROVAL = "approval", N_("Approval")
    PROVIDER = "provider", N_("A provider")
    OTHER = "other", N_("Somebody else")


OTHERS = (Awaited.APPLICANT, Awaited.DOCTOR, Awaited.PROVIDER, Awaited.OTHER)
"""Waiting for one of these is waiting on others. A home visit and an approval are the municipality's own
work, so the days that pass before them are its own days."""

ON_THE_WAY = tuple(party for party in Awaited if party is not Awaited.CASEWORKER)
"""Everybody a case can be said to wait for; where it waits for nobody, the caseworker goes on."""
