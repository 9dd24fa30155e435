"""On the front page of a case: that somebody opened it in need, for as long as it is open or not settled."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.web.access.actions import Action
from rettvis.web.access.gate import may
from rettvis.web.access.models import NeedToKnow
from rettvis.web.access.need_to_know import Kind
from rettvis.web.pages.engine import moment
from rettvis.web.pages.notices import Notice


def in_need_notices(case: Any, user: Any, _today: date) -> Iterable[Notice]:
    """One for each opening that still counts or waits for its review."""
    rows = NeedToKnow.objects.filter(case=case, kind=Kind.IN_NEED)
    rows = rows.filter(Q(review=None) | Q(until__gt=timezone.now())).select_related("user")
    for row in rows.order_by("-pk")[:5]:
        words = {"name": row.user.name, "when": moment(row.made_at), "until": moment(row.until)}
        if row.user_id == user.pk:
            yield Notice(
                "danger", _("You opened this case in need. It is open to you until %(until)s.") % words
            )
        elif may(user, Action.REVIEW_NEED, case):
            text = _("%(name)s opened this case in need %(when)s.") % words
            yield Notice("danger", text, reverse("needs"), _("Cases opened in need"))
        else:
            yield Notice("info", _("%(name)s opened this case in need %(when)s.") % words)
