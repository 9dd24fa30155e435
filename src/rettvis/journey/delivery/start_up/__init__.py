"""Start-up: from the decision to the first day of assistance; changes of provider, journeys and stays."""

from rettvis.journey.delivery.start_up.choices import (
    AnsweredBy,
    Completes,
    JourneyDecision,
    ProviderAnswer,
    StayKind,
    WaitsFor,
)
from rettvis.journey.delivery.start_up.measured import Started, by_month, by_provider, start_up_spread
from rettvis.journey.delivery.start_up.plan import (
    PlanStep,
    PlanVersion,
    StartUpPlan,
    read_plan,
    usual_plan,
)
from rettvis.journey.delivery.start_up.progress import (
    ChosenProvider,
    Progress,
    StartUp,
    StepDone,
    StepStanding,
    Waiting,
    progress,
)

__all__ = [
    "AnsweredBy",
    "ChosenProvider",
    "Completes",
    "JourneyDecision",
    "PlanStep",
    "PlanVersion",
    "Progress",
    "ProviderAnswer",
    "StartUp",
    "StartUpPlan",
    "Started",
    "StayKind",
    "StepDone",
    "StepStanding",
    "Waiting",
    "WaitsFor",
    "by_month",
    "by_provider",
    "progress",
    "read_plan",
    "start_up_spread",
    "usual_plan",
]
