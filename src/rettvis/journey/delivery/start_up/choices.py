"""The fixed choices of start-up: what a person answers, who answers, journeys and stays."""

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_


class ProviderAnswer(Choice):
    """What the person answered when the choice of provider was offered."""

    CHOSEN = "chosen", N_("Has chosen a provider")
    MUNICIPALITY = "municipality", N_("Wants the municipality to choose")
    NONE = "none", N_("Has not answered yet")


class AnsweredBy(Choice):
    """Who gave the answer."""

    PERSON = "person", N_("The person herself")
    REPRESENTATIVE = "representative", N_("Somebody who acts for the person")


class Completes(Choice):
    """What makes a step of start-up done."""

    CHOICE = "choice", N_("A provider is chosen")
    MEETING = "meeting", N_("The meeting is held")
    FIRST_DAY = "first_day", N_("The first day has been")
    PLAIN = "plain", N_("Somebody writes that it is done")


class WaitsFor(Choice):
    """Whom a start-up waits for."""

    PERSON = "person", N_("The person with the decision")
    PROVIDER = "provider", N_("The provider")
    MUNICIPALITY = "municipality", N_("The municipality")


class StayKind(Choice):
    """What kind of institution a stay is in. Never why: no diagnosis is kept."""

    HOSPITAL = "hospital", N_("Hospital")
    REHABILITATION = "rehabilitation", N_("Rehabilitation")
    NURSING_HOME = "nursing_home", N_("Nursing home")
    RESPITE = "respite", N_("Respite outside the home")
    OTHER = "other", N_("Another institution")


class JourneyDecision(Choice):
    """What is decided of a journey outside the municipality."""

    OPEN = "open", N_("Not decided yet")
    WITH_ASSISTANCE = "with_assistance", N_("The hours may be used on the journey")
    PARTLY = "partly", N_("Some of the hours may be used on the journey")
    WITHOUT = "without", N_("The hours may not be used on the journey")
