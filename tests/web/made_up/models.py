"""The revisions of a step that exists only in the tests."""

from rettvis.web.application.models import Revision


class MadeUpRevision(Revision):
    """What the made-up step knows."""

    class Meta(Revision.Meta):
        abstract = False
        app_label = "made_up"
