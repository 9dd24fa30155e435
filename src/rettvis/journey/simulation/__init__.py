"""What a supplement scheme costs: the whole distribution of the yearly cost, step by step.

The parts that are independent are added exactly (convolution by FFT); what is common to all, such as the
price growth, is drawn with a seed that stands on the result. In the journey, only this step uses NumPy.
"""

from rettvis.journey.simulation.assumptions import Assumptions, Group
from rettvis.journey.simulation.budget import Budget, StepCost, budget, first_year_share
from rettvis.journey.simulation.checks import check_assumptions
from rettvis.journey.simulation.convolution import Persons, TotalOfPersons, total_of_persons
from rettvis.journey.simulation.sensitivity import VarianceShare
from rettvis.journey.simulation.uncertain import Uncertain
from rettvis.journey.simulation.year import CostOfYear, cost_of_year

__all__ = [
    "Assumptions",
    "Budget",
    "CostOfYear",
    "Group",
    "Persons",
    "StepCost",
    "TotalOfPersons",
    "Uncertain",
    "VarianceShare",
    "budget",
    "check_assumptions",
    "cost_of_year",
    "first_year_share",
    "total_of_persons",
]
