"""The demonstration's questions to providers: some answered, so that the time of an answer is seen."""

from rettvis.web.invoices.models import ProviderQuestion


def test_questions_are_asked_and_answered_and_one_waits(db, filled_demo):
    rows = ProviderQuestion.objects.order_by("invoice__number")
    waited = {
        row.invoice.number: (row.answer.answered_on - row.sent_on).days if hasattr(row, "answer") else None
        for row in rows
    }
    assert waited == {"N-1011": 4, "S-310": 9, "S-313": None}
    assert all(row.about.exists() for row in rows)
