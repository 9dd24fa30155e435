"""Cases in states of their own, so that the forms shown only there are sent as well."""

from datetime import timedelta

from django.utils import timezone

from rettvis.journey.decision import Act
from rettvis.journey.review import AnnulGround
from rettvis.web.application.knowing import name_staff, shut_out
from rettvis.web.application.models import Case, Kind
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.review.annulling import Asked
from rettvis.web.review.annulment_control import propose_annulment
from rettvis.web.review.opening import open_again
from tests.web.conftest import Place
from tests.web.decision.ready import TODAY, Ready, make_ready

WHY = "Skrevet av en test."


def states(place: Place) -> list[Case]:
    """Proposed to be annulled, assessed again, somebody shut out, and protected."""
    proposed, before, shut, hidden = (make_ready(place) for _time in range(4))
    for ready in (proposed, before):
        _send(ready)
    asked = Asked(AnnulGround.INVALID, WHY, timezone.localdate(), restore=False, heard=WHY)
    propose_annulment(proposed.case, asked, proposed.caseworker, timezone.now())
    again, _new = open_again(before.case, Kind.REVIEW, before.caseworker, timezone.localdate())
    shut_out(shut.case, shut.auditor, WHY, None, shut.leader)
    last = timezone.localdate() + timedelta(days=30)
    Case.objects.filter(pk=hidden.case.pk).update(protected=True)
    hidden.case.refresh_from_db()
    for user in (hidden.leader, hidden.caseworker):
        name_staff(hidden.case, user, WHY, last, hidden.leader)
    return [proposed.case, again, shut.case, hidden.case]


def _send(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, timezone.now())
    ready.case.refresh_from_db()
