"""The conditions' rows."""

from rettvis.web.application.models import Revision


class ConditionsRevision(Revision):
    """What a person has answered for the right to be tried, as it was saved."""

    class Meta(Revision.Meta):
        abstract = False
