"""What a case says to whoever can take its decision further."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.models import User
from rettvis.web.application.models import Case, Status
from rettvis.web.pages.notices import Notice
from rettvis.web.pages.steps import State


def waiting_notices(case: Case, user: User, today: date) -> Iterable[Notice]:
    """A decision that waits for approval, to those whose role approves; who may, its page says."""
    approved = case.steps.get("decision") == State.DONE
    if case.status == Status.AWAITING_APPROVAL and not approved and may(user, Action.APPROVE_DECISION, case):
        words = _("The decision waits for approval by somebody with the authority.")
        yield Notice("info", words, reverse("decision", args=[case.number]), _("To the decision"))
