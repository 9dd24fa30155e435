"""A municipality's supplement scheme: hours that a city council adds on top of the ordinary decision.

A scheme is local policy, not law, so it is data: each municipality's scheme is a file of its own, dated, with
its political decision as the source. Nothing in the ordinary calculation or in the right to BPA can see it.
"""

from rettvis.lawbook.supplement.checks import check_introduction, check_scheme, check_version
from rettvis.lawbook.supplement.scheme import INTRODUCTIONS, SHOWN_BY, Scheme, SchemeVersion, Step

__all__ = [
    "INTRODUCTIONS",
    "SHOWN_BY",
    "Scheme",
    "SchemeVersion",
    "Step",
    "check_introduction",
    "check_scheme",
    "check_version",
]
