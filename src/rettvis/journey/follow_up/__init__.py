"""Follow-up of providers: what each delivered, what deviated, how fast it answers, what follow-up costs."""

from rettvis.journey.follow_up.administration import (
    AdministrationWork,
    Worked,
    WorkKind,
    administration_cost,
)
from rettvis.journey.follow_up.facts import (
    Answered,
    Corrected,
    CorrectionWay,
    DeliveredHours,
    FollowUpFacts,
    Found,
    FoundIn,
    HoursSource,
    ProviderStart,
    hours_that_count,
)
from rettvis.journey.follow_up.measured import Days, ProviderRow, everybody_row, provider_row
from rettvis.journey.follow_up.prices import AveragePrice, average_prices, ranks_of
from rettvis.journey.follow_up.steps import (
    StepOfTime,
    first_of,
    months_in,
    spans,
    spread_by_month,
    whole_steps,
)

__all__ = [
    "AdministrationWork",
    "Answered",
    "AveragePrice",
    "Corrected",
    "CorrectionWay",
    "Days",
    "DeliveredHours",
    "FollowUpFacts",
    "Found",
    "FoundIn",
    "HoursSource",
    "ProviderRow",
    "ProviderStart",
    "StepOfTime",
    "WorkKind",
    "Worked",
    "administration_cost",
    "average_prices",
    "everybody_row",
    "first_of",
    "hours_that_count",
    "months_in",
    "provider_row",
    "ranks_of",
    "spans",
    "spread_by_month",
    "whole_steps",
]
