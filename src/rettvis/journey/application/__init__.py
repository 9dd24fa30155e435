"""The application: received when and how, what is asked, and who represents."""

from rettvis.journey.application.activities import ACTIVITIES, activity_label
from rettvis.journey.application.application import (
    Application,
    Channel,
    Representative,
    RepresentativeKind,
    Request,
)
from rettvis.journey.application.checks import check_application, missing_in_application
from rettvis.journey.application.choice import Choice
from rettvis.journey.application.services import KindOfService, Service
from rettvis.journey.application.time_use import TimeUse

__all__ = [
    "ACTIVITIES",
    "Application",
    "Channel",
    "Choice",
    "KindOfService",
    "Representative",
    "RepresentativeKind",
    "Request",
    "Service",
    "TimeUse",
    "activity_label",
    "check_application",
    "missing_in_application",
]
