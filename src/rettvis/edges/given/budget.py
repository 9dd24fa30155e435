"""A budget from a document that was kept, computed again."""

from collections.abc import Mapping
from typing import Any

from rettvis.edges.given.assumed import read_assumptions
from rettvis.edges.given.document import Document
from rettvis.edges.given.scheme import read_scheme
from rettvis.edges.given.section import Section
from rettvis.journey.simulation import Budget, budget
from rettvis.rulekit.faults import Fault, Faulty


def budget_again(scheme: Mapping[str, Any], assumptions: Mapping[str, Any]) -> Budget:
    """The budget of a scheme's newest version; raises :class:`Faulty` with every fault of both documents.

    A fault's place is ``scheme`` or ``assumptions`` and the name, with a space between.
    """
    faults: list[Fault] = []
    found = read_scheme(Section(Document("scheme", dict(scheme)), "", scheme, faults))
    version = None if found is None else found.newest
    read = read_assumptions(
        Section(Document("assumptions", dict(assumptions)), "", assumptions, faults), version
    )
    if faults or version is None:
        raise Faulty(faults)
    return budget(version, read)
