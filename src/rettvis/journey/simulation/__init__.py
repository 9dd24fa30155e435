"""What a supplement scheme costs: the whole distribution of the yearly cost, step by step.

The parts that are independent are added exactly (convolution by FFT); what is common to all, such as the
price growth, is drawn with a seed that stands on the result. In the journey, only this step uses NumPy.
"""

from rettvis.journey.simulation.assumptions import Assumptions, Group
from rettvis.journey.simulation.budget import Budget, StepCost, budget, first_year_share
from rettvis.journey.simulation.checks import check_assumptions
from rettvis.journey.simulation.convolution import Persons, TotalOfPersons, total_of_persons
from rettvis.journey.simulation.fitting import FittedTakeUp, fit_take_up
from rettvis.journey.simulation.follow_up import (
    FollowUp,
    MonthPlan,
    UsePlan,
    YearForecast,
    check_plan,
    follow_up,
    plan_by_days,
    plan_of_hours,
)
from rettvis.journey.simulation.sensitivity import VarianceShare
from rettvis.journey.simulation.uncertain import Uncertain
from rettvis.journey.simulation.year import CostOfYear, cost_of_year

__all__ = [
    "Assumptions",
    "Budget",
    "CostOfYear",
    "FittedTakeUp",
    "FollowUp",
    "Group",
    "MonthPlan",
    "Persons",
    "StepCost",
    "TotalOfPersons",
    "Uncertain",
    "UsePlan",
    "VarianceShare",
    "YearForecast",
    "budget",
    "check_assumptions",
    "check_plan",
    "cost_of_year",
    "first_year_share",
    "fit_take_up",
    "follow_up",
    "plan_by_days",
    "plan_of_hours",
    "total_of_persons",
]
