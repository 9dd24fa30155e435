"""The calculation: from activities to hours a week, with rows that are the explanation."""

from rettvis.journey.calculation.amount import ROUNDING, Amount
from rettvis.journey.calculation.calculation import Calculation, calculate
from rettvis.journey.calculation.checks import check_choices
from rettvis.journey.calculation.choices import (
    Choices,
    Deduction,
    Ground,
    Norm,
    NormUse,
    SharedHousework,
)
from rettvis.journey.calculation.norms import NormComparison, compare_with_norms, norm_range
from rettvis.journey.calculation.right_figures import RightFigures, right_figures, several_and_night
from rettvis.journey.calculation.row import Row
from rettvis.journey.calculation.weeks import CALENDAR_YEAR, FIFTY_TWO, WeeksPerYear

__all__ = [
    "CALENDAR_YEAR",
    "FIFTY_TWO",
    "ROUNDING",
    "Amount",
    "Calculation",
    "Choices",
    "Deduction",
    "Ground",
    "Norm",
    "NormComparison",
    "NormUse",
    "RightFigures",
    "Row",
    "SharedHousework",
    "WeeksPerYear",
    "calculate",
    "check_choices",
    "compare_with_norms",
    "norm_range",
    "right_figures",
    "several_and_night",
]
