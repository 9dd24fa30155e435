"""The rows of delivery: providers, agreements, prices and their rules, exclusions, approved hours.

None is ever changed, but for the last day of an agreement, and a provider's name and who runs it: each
change of these is a row of its own.
"""

from rettvis.web.delivery.models.agreements import (
    KINDS,
    LONGEST_CODE,
    LONGEST_PRICE_SOURCE,
    LONGEST_REFERENCE,
    Agreement,
    AgreementChange,
    AgreementPrice,
    Billing,
    Regulation,
    Why,
)
from rettvis.web.delivery.models.hours import ApprovedHours
from rettvis.web.delivery.models.providers import Exclusion, Provider, ProviderChange, RunBy
from rettvis.web.delivery.models.regulation import (
    LONGEST_VALUE,
    IndexSeries,
    IndexValue,
    RegulatedPrice,
    RegulationRule,
)
from rettvis.web.delivery.models.written import LONGEST_KEY, LONGEST_NAME, LONGEST_REASON, LONGEST_SOURCE

__all__ = [
    "KINDS",
    "LONGEST_CODE",
    "LONGEST_KEY",
    "LONGEST_NAME",
    "LONGEST_PRICE_SOURCE",
    "LONGEST_REASON",
    "LONGEST_REFERENCE",
    "LONGEST_SOURCE",
    "LONGEST_VALUE",
    "Agreement",
    "AgreementChange",
    "AgreementPrice",
    "ApprovedHours",
    "Billing",
    "Exclusion",
    "IndexSeries",
    "IndexValue",
    "Provider",
    "ProviderChange",
    "RegulatedPrice",
    "Regulation",
    "RegulationRule",
    "RunBy",
    "Why",
]
