"""The checks of invoices find every planted deviation, of every kind, and nothing else."""

from rettvis.journey.invoices import InvoiceDeviationCode
from rettvis.web.access.models import Unit, User
from rettvis.web.demo.decided import Place
from rettvis.web.demo.fill import ACCOUNTS
from rettvis.web.demo.invoices import expected
from rettvis.web.invoices.models import ReadInvoice, UnreadFile
from rettvis.web.invoices.rematching import match_open
from tests.web.conftest import DEMO_DAY

OF_A_FILE = {"attachment", "attachment_outside", "due_before_issue", "period", "line_outside_period"}
MORE = {"line_number", "national_id", "rule"}


def the_place() -> Place:
    """The synthetic municipality as it was filled."""
    users = {one.username: User.objects.get(username=one.username) for one in ACCOUNTS}
    unit = Unit.objects.select_related("municipality").get(name="Tildelingskontoret")
    return Place(unit, users, DEMO_DAY)


def test_the_checks_find_what_was_planted_and_nothing_else(db, filled_demo):
    rows = ReadInvoice.objects.order_by("pk").prefetch_related("deviations")
    found = [(row.number, sorted(one.code for one in row.deviations.all())) for row in rows]
    planted = expected(the_place())
    assert [pair for pair in zip(found, planted, strict=True) if pair[0] != pair[1]] == []
    assert not UnreadFile.objects.exists()


def test_every_kind_is_planted(db, filled_demo):
    planted = {code for _number, codes in expected(the_place()) for code in codes}
    assert planted == {str(one) for one in InvoiceDeviationCode} | OF_A_FILE | MORE


def test_several_providers_have_sent_them(db, filled_demo):
    assert ReadInvoice.objects.values("seller_number").distinct().count() >= 6


def test_holding_them_against_the_registers_again_changes_nothing(db, filled_demo):
    assert match_open(always=True) == 0
