"""What was found out, as it was saved."""

from rettvis.web.application.models import Revision


class AssessmentRevision(Revision):
    """The whole assessment after one of its sections was saved."""

    class Meta(Revision.Meta):
        abstract = False
