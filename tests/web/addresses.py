"""Every address of the application, with rows behind it: what the tests that walk all of them share.

An address that needs more than the number of a case stands in :data:`MADE`, with a function that makes what
it shows and gives its arguments.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.urls import URLPattern, URLResolver, get_resolver

from rettvis.web.application.models import Case
from tests.web.conftest import Place
from tests.web.correspondence.letters import a_letter
from tests.web.decision.levels import a_level
from tests.web.delivery.regulated import a_rule, a_value
from tests.web.documents.sending import made_document
from tests.web.follow_up.made import a_work_line, followed_up
from tests.web.handling.told import an_event
from tests.web.hourbank.banks import a_bank_line
from tests.web.invoices.made import (
    a_breach,
    a_question,
    a_refused_file,
    an_attachment,
    an_export,
    an_invoice_there,
    the_agreement,
    the_provider,
)
from tests.web.reasons.made import a_text
from tests.web.routines.made import GUIDE, a_form, a_routine
from tests.web.simulation.made import a_budget, a_plan, a_scheme
from tests.web.simulation.tried import a_what_if
from tests.web.start_up.made import a_line
from tests.web.supplement.made import an_introduction, with_a_scheme
from tests.web.timesheets.made import a_deviation, a_month, a_waiting_file


def a_document(case: Case, _place: Place) -> list[object]:
    """A document of the case, whose content is there."""
    return [case.number, made_document(case).number]


def deviation_of(place: Place) -> list[object]:
    """Something to settle, and the invoice it stands on."""
    invoice = an_invoice_there(place)
    return [invoice.pk, invoice.deviations.order_by("pk")[0].pk]


MADE: Mapping[str, Callable[[Case, Place], list[object]]] = {
    "case_letter": lambda case, place: [case.number, a_letter(case, place).pk],
    "case_letter_pdf": lambda case, place: [case.number, a_letter(case, place).pk],
    "document": a_document,
    "document_file": a_document,
    "document_picture": a_document,
    "withdraw_document": a_document,
    "document_kind": lambda _case, _place: ["medical"],
    "correct_event": lambda case, place: [case.number, an_event(case, place).pk],
    "reason_text": lambda _case, place: [a_text(place).key],
    "edit_reason_text": lambda _case, place: [a_text(place).key],
    "reason_text_act": lambda _case, place: [a_text(place).key],
    "routine": lambda _case, place: [a_routine(place).pk],
    "edit_routine": lambda _case, place: [a_routine(place).pk],
    "shipped_form": lambda _case, _place: ["adult"],
    "mapping_form": lambda _case, place: [a_form(place, GUIDE, date(2026, 1, 1)).pk],
    "form_draft": lambda _case, place: [a_form(place, GUIDE, date(2026, 1, 1)).pk],
    "form_version": lambda _case, place: [a_form(place, GUIDE, date(2026, 1, 1)).pk, 1],
    "end_level": lambda _case, place: [a_level(place).pk],
    "form_file": lambda _case, place: [a_form(place, GUIDE, date(2026, 1, 1)).pk, 1],
    "statistics": lambda _case, _place: [],
    "observations": lambda _case, _place: [],
    "statistics_file": lambda _case, _place: ["csv"],
    "counted_users": lambda _case, _place: [],
    "fairness": lambda _case, _place: [],
    "threshold": lambda _case, _place: [],
    "budgets": lambda _case, place: [a_budget(place)][:0],
    "new_budget": lambda _case, place: [a_scheme(place).pk],
    "saved_budget": lambda _case, place: [a_budget(place).pk],
    "scheme_file": lambda _case, place: with_a_scheme(place),
    "introduction": lambda _case, place: [an_introduction(place).pk],
    "introduction_act": lambda _case, place: [an_introduction(place).pk],
    "budget_file": lambda _case, place: [a_budget(place).pk, "csv"],
    "follow_up": lambda _case, place: [a_plan(place)][:0],
    "follow_up_file": lambda _case, place: [[a_plan(place), "csv"][1]],
    "year_plan": lambda _case, _place: [],
    "hour_banks": lambda _case, _place: [],
    "settlement": lambda _case, _place: [],
    "settlement_rules": lambda _case, _place: [],
    "bank_line": lambda case, place: [case.number, a_bank_line(case, place).pk],
    "start_up_line": lambda case, place: [case.number, a_line(case, place).pk],
    "what_ifs": lambda _case, place: [a_what_if(place)][:0],
    "new_what_if": lambda _case, _place: [],
    "saved_what_if": lambda _case, place: [a_what_if(place).pk],
    "provider": lambda _case, place: [the_provider(place).pk],
    "new_agreement": lambda _case, place: [the_provider(place).pk],
    "exclusion": lambda _case, place: [the_provider(place).pk],
    "provider_facts": lambda _case, place: [the_provider(place).pk],
    "last_day": lambda _case, place: [the_agreement(place).pk],
    "new_price": lambda _case, place: [the_agreement(place).pk],
    "price_regulation": lambda _case, place: [a_rule(place).agreement_id],
    "new_price_rule": lambda _case, place: [a_rule(place).agreement_id],
    "price_index": lambda _case, place: [a_value(place).pk],
    "new_index_value": lambda _case, place: [a_value(place).pk],
    "waiting_timesheet": lambda _case, place: [a_waiting_file(place).pk],
    "timesheet_columns": lambda _case, place: [a_waiting_file(place).pk],
    "shift_deviation": lambda _case, place: [a_deviation(place).pk],
    "case_month": a_month,
    "withdraw_lines": a_month,
    "correct_work": lambda _case, place: [a_work_line(place).pk],
    "provider_follow_up": lambda case, place: followed_up(case, place),
    "price_figures": lambda _case, place: [the_agreement(place)][:0],
    "provider_observations_file": lambda _case, place: [the_agreement(place)][:0],
    "provider_report_file": lambda case, place: [*followed_up(case, place), "xlsx"],
    "invoice": lambda _case, place: [an_invoice_there(place).pk],
    "invoice_act": lambda _case, place: [an_invoice_there(place).pk],
    "settle_deviation": lambda _case, place: deviation_of(place),
    "file_dealt_with": lambda _case, place: ["mappe", a_refused_file(place).pk],
    "attachment_file": lambda _case, place: [an_attachment(place).invoice_id, 0],
    "invoice_trail": lambda _case, place: [an_invoice_there(place).pk],
    "new_question": lambda _case, place: [an_invoice_there(place).pk],
    "question": lambda _case, place: [a_question(place).pk],
    "question_pdf": lambda _case, place: [a_question(place).pk],
    "questions": lambda _case, place: [a_question(place)][:0],
    "new_breach": lambda _case, place: [an_invoice_there(place).pk],
    "breach": lambda _case, place: [a_breach(place).pk],
    "breach_end": lambda _case, place: [a_breach(place).pk],
    "breaches": lambda _case, place: [a_breach(place)][:0],
    "ledger_file": lambda _case, place: [an_export(place).pk],
    "role": lambda _case, place: [place.people["caseworker"].assignments.get().pk],
}
"""The arguments of each address that needs something of its own, made for a case."""


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address of the application."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry
