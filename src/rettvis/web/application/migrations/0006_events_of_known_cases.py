"""Cases that were there already get their events: received, assigned, what was done with the decision."""

from datetime import date, datetime, time

from django.db import migrations
from django.utils import timezone

KINDS = {
    "send_for_approval": "sent_for_approval",
    "approve": "approved",
    "return": "returned",
    "send": "decided",
}
AT_ONCE = 500


def write(apps, editor):
    """Write the events, and what each case's own row says of them."""
    case_model, event_model = (
        apps.get_model("application", "Case"),
        apps.get_model("application", "CaseEvent"),
    )
    cases = case_model.objects.order_by("pk")
    batch = []
    for case in cases.iterator(chunk_size=AT_ONCE):
        batch.append(case)
        if len(batch) == AT_ONCE:
            _write(apps, case_model, event_model, batch)
            batch = []
    _write(apps, case_model, event_model, batch)


def _write(apps, case_model, event_model, cases):
    histories = _histories(apps, cases)
    events = []
    for case in cases:
        own = list(_events(event_model, case, histories.get(case.pk, [])))
        _stand(case, own)
        events += own
    event_model.objects.bulk_create(events)
    case_model.objects.bulk_update(cases, ["waits_for", "waits_since", "handling_days", "waiting_days"])


def _histories(apps, cases):
    """What was done with each case's decision, from its newest revision."""
    revisions = (
        apps.get_model("decision", "DecisionRevision").objects.filter(case__in=cases).order_by("number")
    )
    return {row.case_id: row.content.get("decision", {}).get("history", []) for row in revisions}


def _events(model, case, history):
    yield model(case=case, kind="received", on=case.received_on, at=case.opened_at)
    if case.assigned_to_id:
        data = {"to": str(case.assigned_to_id), "name": case.assigned_to.name}
        opened = timezone.localdate(case.opened_at)
        yield model(case=case, kind="assigned", on=opened, at=case.opened_at, data=data)
    for act in history:
        kind = KINDS.get(act["act"])
        if kind and not (kind == "decided" and case.decided_on):
            yield _of_the_day(model, case, kind, date.fromisoformat(act["on"]), act.get("reason", ""))
    if case.decided_on:
        yield _of_the_day(model, case, "decided", case.decided_on)
    elif case.closed_on:
        yield _of_the_day(model, case, "closed", case.closed_on)


def _of_the_day(model, case, kind, on, reason=""):
    at = timezone.make_aware(datetime.combine(on, time(12)))
    return model(case=case, kind=kind, on=on, at=at, reason=reason)


def _stand(case, events):
    """Nobody outside had been waited for yet, as far as is known."""
    if case.decided_on:
        case.handling_days, case.waiting_days = max((case.decided_on - case.received_on).days, 0), 0
        return
    if case.closed_on:
        return
    turns = [
        event for event in events if event.kind in ("received", "sent_for_approval", "approved", "returned")
    ]
    case.waits_for = "approval" if turns[-1].kind == "sent_for_approval" else "caseworker"
    case.waits_since = turns[-1].on


class Migration(migrations.Migration):
    dependencies = [
        ("application", "0005_case_events"),
        ("decision", "0001_initial"),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
