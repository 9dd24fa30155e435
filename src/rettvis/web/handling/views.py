"""The timeline of a case: what has happened, for whom it waited, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop

from rettvis.journey.handling import OTHERS, Awaited, DueKind, EventKind
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.application.cases import on_case
from rettvis.web.application.models import Case
from rettvis.web.handling.story import WIDTH, Story, story_of
from rettvis.web.pages.steps import case_page


@on_case(gettext_noop("The timeline of the case"), post=None)
def timeline(request: HttpRequest, case: Case) -> HttpResponse:
    """What has happened in the case, as a list and as a bar, and what somebody may write down."""
    today = timezone.localdate()
    story = story_of(case, today)
    context = {
        "story": story,
        "today": today,
        "width": WIDTH,
        "others": OTHERS,
        "by_party": _by_party(story),
        "may_write": may(request.user, Action.CHANGE_CASE, case),
        "waits_by_hand": any(wait.kind is EventKind.WAIT_BEGAN for wait in story.clock.open_waits),
        "holds": any(wait.on_hold for wait in story.clock.open_waits),
        "reply_due": any(due.what is DueKind.PRELIMINARY_REPLY for due in story.dues),
        "kinds": EventKind,
    }
    return case_page(request, "handling/timeline.jinja", case, context, current="timeline")


def _by_party(story: Story) -> list[tuple[Awaited, int]]:
    """The days that each party took, those that took none left out."""
    if story.spent is None:
        return []
    return [(party, days) for party, days in story.spent.by_party.items() if days]
