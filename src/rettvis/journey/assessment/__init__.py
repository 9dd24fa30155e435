"""The assessment: needs, resources and wishes, and the day clock."""

from rettvis.journey.assessment.assessment import Assessment, NeedPeriod
from rettvis.journey.assessment.checks import check_assessment
from rettvis.journey.assessment.child import BestInterests, Child
from rettvis.journey.assessment.clock_checks import check_clock
from rettvis.journey.assessment.contacts import Contact, ContactKind
from rettvis.journey.assessment.day_clock import ClockRow, DayClock, DayParts, Place, When
from rettvis.journey.assessment.form import (
    Answer,
    FormGroup,
    FormKind,
    FormRow,
    LocalWords,
    MappingForm,
    UsedForm,
    shipped_day_clock,
)
from rettvis.journey.assessment.household import (
    Household,
    HouseholdMember,
    Relation,
    Supervisor,
    SupervisorRole,
)
from rettvis.journey.assessment.kinds import usual_kind
from rettvis.journey.assessment.layout import Arc, lay_out, night_minutes
from rettvis.journey.assessment.missing import missing_in_assessment, requests_not_assessed
from rettvis.journey.assessment.participation import Information, Participation, Weighing, Wish
from rettvis.journey.assessment.parts_of_day import DayPart
from rettvis.journey.assessment.reasons import check_reason, merely_cites_norm

__all__ = [
    "Answer",
    "Arc",
    "Assessment",
    "BestInterests",
    "Child",
    "ClockRow",
    "Contact",
    "ContactKind",
    "DayClock",
    "DayPart",
    "DayParts",
    "FormGroup",
    "FormKind",
    "FormRow",
    "Household",
    "HouseholdMember",
    "Information",
    "LocalWords",
    "MappingForm",
    "NeedPeriod",
    "Participation",
    "Place",
    "Relation",
    "Supervisor",
    "SupervisorRole",
    "UsedForm",
    "Weighing",
    "When",
    "Wish",
    "check_assessment",
    "check_clock",
    "check_reason",
    "lay_out",
    "merely_cites_norm",
    "missing_in_assessment",
    "night_minutes",
    "requests_not_assessed",
    "shipped_day_clock",
    "usual_kind",
]
