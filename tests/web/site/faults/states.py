"""Cases and registers in states of their own, so that the forms shown only there are sent as well."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from rettvis.journey.assessment import FormGroup, FormKind
from rettvis.journey.decision import Act
from rettvis.journey.review import AnnulGround
from rettvis.web.access.models import Role, Unit, User
from rettvis.web.application.knowing import name_staff, open_in_need, shut_out
from rettvis.web.application.models import Case, Kind
from rettvis.web.decision.sending import send
from rettvis.web.decision.services import do
from rettvis.web.review.annulling import Asked
from rettvis.web.review.annulment_control import propose_annulment
from rettvis.web.review.opening import open_again
from rettvis.web.routines.form_services import begin_form
from tests.web.conftest import Place, make_place, new_case
from tests.web.decision.ready import TODAY, Ready, make_ready
from tests.web.invoices.made import an_approved_invoice
from tests.web.supplement.made import a_scheme, decided

WHY = "Skrevet av en test."


def states(place: Place) -> list[Case]:
    """Proposed to be annulled, assessed again, shut to somebody, protected, and new after a decided one."""
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
    return [proposed.case, again, shut.case, hidden.case, _decided_before(before.case, place)]


def registers(place: Place) -> list[str]:
    """A case opened in need, a line yet to go to the ledger system, and a form that is being changed: its
    address.
    """
    _opened_in_need(place)
    draft = begin_form(
        place.municipality, "draft", FormKind.CHECKLIST, FormGroup.CHILD, place.people[Role.ADMINISTRATOR]
    )
    an_approved_invoice(place, "F-3", Case.objects.order_by("pk")[1])
    return [reverse("mapping_form", args=[draft.pk])]


def before_an_introduction() -> tuple[User, str]:
    """The leader of a neighbour where no introduction is under way, and who would get the hours of a step."""
    place = make_place("9902", "Nabokommunen")
    a_scheme(place)
    decided(place)
    first = timezone.localdate().strftime("%d.%m.%Y")
    return place.people[Role.TEAM_LEADER], f"{reverse('introduce_step')}?step=2&first={first}"


def _opened_in_need(place: Place) -> None:
    """By a caseworker of another unit."""
    ready = make_ready(place)
    other = Unit.objects.create(municipality=place.municipality, name="Rus og psykisk helse")
    Case.objects.filter(pk=ready.case.pk).update(unit=other)
    open_in_need(ready.case.number, WHY, ready.caseworker)


def _decided_before(before: Case, place: Place) -> Case:
    """A new case of a person who has a decision, where nothing stands yet."""
    new = new_case(place)
    Case.objects.filter(pk=new.pk).update(person=before.person_id, kind=Kind.CHANGE)
    return new


def _send(ready: Ready) -> None:
    do(ready.case, Act.SEND_FOR_APPROVAL, ready.caseworker, TODAY)
    do(ready.case, Act.APPROVE, ready.leader, TODAY)
    send(ready.case, ready.caseworker, timezone.now())
    ready.case.refresh_from_db()
