"""The calculation's rows."""

from rettvis.web.application.models import Revision


class CalculationRevision(Revision):
    """What the caseworker chose when measuring, as it was saved."""

    class Meta(Revision.Meta):
        abstract = False
