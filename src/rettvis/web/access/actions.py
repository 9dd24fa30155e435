"""What can be done, and which roles may do it."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_noop

from rettvis.web.access.models import Role


class Action(StrEnum):
    """Everything a person can do that needs a role."""

    SEE_WORKLIST = "see_worklist"
    SEE_LOAD = "see_load"
    SEE_CASE = "see_case"
    SEE_LETTER = "see_letter"
    OPEN_CASE = "open_case"
    CHANGE_CASE = "change_case"
    ASSIGN_CASE = "assign_case"
    APPROVE_DECISION = "approve_decision"
    SEND_DECISION = "send_decision"
    PROPOSE_ANNULMENT = "propose_annulment"
    ANNUL_DECISION = "annul_decision"
    SEE_DECISION_RULES = "see_decision_rules"
    SET_DECISION_RULES = "set_decision_rules"
    SEND_LETTER = "send_letter"
    SEE_DOCUMENT = "see_document"
    ADD_DOCUMENT = "add_document"
    WITHDRAW_DOCUMENT = "withdraw_document"
    SEE_WITHDRAWN_DOCUMENT = "see_withdrawn_document"
    EDIT_DOCUMENT_RULES = "edit_document_rules"
    SEE_REASONS = "see_reasons"
    EDIT_REASONS = "edit_reasons"
    APPROVE_REASONS = "approve_reasons"
    SEE_CASE_LOG = "see_case_log"
    SEARCH_LOG = "search_log"
    MANAGE_ROLES = "manage_roles"
    SEE_ROUTINES = "see_routines"
    DRAFT_ROUTINE = "draft_routine"
    APPROVE_ROUTINE = "approve_routine"
    EDIT_FORMS = "edit_forms"
    SEE_STATISTICS = "see_statistics"
    SEE_COUNTED = "see_counted"
    RECONCILE = "reconcile"
    SET_THRESHOLD = "set_threshold"
    SEE_SIMULATION = "see_simulation"
    SIMULATE = "simulate"
    MOVE_CASE = "move_case"
    SEE_CASE_ACCESS = "see_case_access"
    SHUT_OUT = "shut_out"
    NAME_STAFF = "name_staff"
    PROTECT_PERSON = "protect_person"
    OPEN_IN_NEED = "open_in_need"
    REVIEW_NEED = "review_need"
    SEE_BANK = "see_bank"
    SEE_BANKS = "see_banks"
    CHANGE_BANK = "change_bank"
    SETTLE_BANK = "settle_bank"
    SEE_SUPPLEMENT = "see_supplement"
    SET_SUPPLEMENT_SCHEME = "set_supplement_scheme"
    SEE_INTRODUCTION = "see_introduction"
    INTRODUCE_SUPPLEMENT = "introduce_supplement"
    FIND_SUPPLEMENT_CONDITION = "find_supplement_condition"
    GIVE_SUPPLEMENT = "give_supplement"
    SEE_PROVIDERS = "see_providers"
    CHANGE_PROVIDERS = "change_providers"
    SEE_START_UP = "see_start_up"
    SEE_START_UPS = "see_start_ups"
    CHANGE_START_UP = "change_start_up"
    SEE_TIMESHEETS = "see_timesheets"
    RECEIVE_TIMESHEET = "receive_timesheet"
    SETTLE_SHIFTS = "settle_shifts"
    APPROVE_SHIFTS = "approve_shifts"
    SET_SHIFT_RULES = "set_shift_rules"
    SEE_INVOICES = "see_invoices"
    RECEIVE_INVOICE = "receive_invoice"
    SETTLE_INVOICE = "settle_invoice"
    ATTEST_INVOICE = "attest_invoice"
    APPROVE_PAYMENT = "approve_payment"
    EXPORT_PAYMENTS = "export_payments"
    ASK_PROVIDER = "ask_provider"
    USE_REMEDY = "use_remedy"
    SEE_FOLLOW_UP = "see_follow_up"
    SEE_FOLLOWED_PROVIDERS = "see_followed_providers"
    SEE_ADMINISTRATION = "see_administration"
    RECORD_ADMINISTRATION = "record_administration"


ACTION_NAMES: Mapping[str, str] = {
    Action.SEE_WORKLIST: gettext_noop("See the list of cases"),
    Action.SEE_LOAD: gettext_noop("See how many cases each caseworker has"),
    Action.SEE_CASE: gettext_noop("See a case"),
    Action.SEE_LETTER: gettext_noop("See a letter"),
    Action.OPEN_CASE: gettext_noop("Open a case"),
    Action.CHANGE_CASE: gettext_noop("Change a case"),
    Action.ASSIGN_CASE: gettext_noop("Assign a case"),
    Action.APPROVE_DECISION: gettext_noop("Approve a decision"),
    Action.SEND_DECISION: gettext_noop("Send a decision"),
    Action.PROPOSE_ANNULMENT: gettext_noop("Propose to annul a decision"),
    Action.ANNUL_DECISION: gettext_noop("Approve that a decision is annulled, or return it"),
    Action.SEE_DECISION_RULES: gettext_noop("See the rules for decisions"),
    Action.SET_DECISION_RULES: gettext_noop("Set the rules for decisions"),
    Action.SEND_LETTER: gettext_noop("Send a letter"),
    Action.SEE_DOCUMENT: gettext_noop("See a document"),
    Action.ADD_DOCUMENT: gettext_noop("Add a document, or say what it is"),
    Action.WITHDRAW_DOCUMENT: gettext_noop("Withdraw a document"),
    Action.SEE_WITHDRAWN_DOCUMENT: gettext_noop("See a document that belongs to another case"),
    Action.EDIT_DOCUMENT_RULES: gettext_noop("Decide which documents are asked for"),
    Action.SEE_REASONS: gettext_noop("See the reasons library"),
    Action.EDIT_REASONS: gettext_noop("Write texts for the reasons library"),
    Action.APPROVE_REASONS: gettext_noop("Approve texts of the reasons library"),
    Action.SEE_CASE_LOG: gettext_noop("See the log of a case"),
    Action.SEARCH_LOG: gettext_noop("Search the log"),
    Action.MANAGE_ROLES: gettext_noop("Manage users and roles"),
    Action.SEE_ROUTINES: gettext_noop("See routines and mapping forms"),
    Action.DRAFT_ROUTINE: gettext_noop("Write a routine"),
    Action.APPROVE_ROUTINE: gettext_noop("Approve a routine"),
    Action.EDIT_FORMS: gettext_noop("Edit mapping forms"),
    Action.SEE_STATISTICS: gettext_noop("See statistics"),
    Action.SEE_COUNTED: gettext_noop("See whom a figure counts"),
    Action.RECONCILE: gettext_noop("Compare decisions with what was reported"),
    Action.SET_THRESHOLD: gettext_noop("Set from how many users a group is shown"),
    Action.SEE_SIMULATION: gettext_noop("See saved budgets and what-if results"),
    Action.SIMULATE: gettext_noop("Compute and save budgets and what-if results"),
    Action.MOVE_CASE: gettext_noop("Move a case to another unit"),
    Action.SEE_CASE_ACCESS: gettext_noop("See who sees a case"),
    Action.SHUT_OUT: gettext_noop("Shut somebody out of a case"),
    Action.NAME_STAFF: gettext_noop("Name who sees a protected case"),
    Action.PROTECT_PERSON: gettext_noop("Change the address or its protection"),
    Action.OPEN_IN_NEED: gettext_noop("Open a case in need"),
    Action.REVIEW_NEED: gettext_noop("Review cases opened in need"),
    Action.SEE_BANK: gettext_noop("See the hour bank of a person"),
    Action.SEE_BANKS: gettext_noop("See the list of hour banks"),
    Action.CHANGE_BANK: gettext_noop("Write in the hour bank"),
    Action.SETTLE_BANK: gettext_noop("Settle the hour bank of a year"),
    Action.SEE_SUPPLEMENT: gettext_noop("See the supplement scheme"),
    Action.SET_SUPPLEMENT_SCHEME: gettext_noop("Take in a supplement scheme"),
    Action.SEE_INTRODUCTION: gettext_noop("See an introduction of the supplement scheme"),
    Action.INTRODUCE_SUPPLEMENT: gettext_noop("Introduce a step of the supplement scheme"),
    Action.FIND_SUPPLEMENT_CONDITION: gettext_noop("Find whether the supplement’s condition is fulfilled"),
    Action.GIVE_SUPPLEMENT: gettext_noop("Give somebody hours by the supplement scheme"),
    Action.SEE_PROVIDERS: gettext_noop("See providers and agreements"),
    Action.CHANGE_PROVIDERS: gettext_noop("Register providers, agreements and prices"),
    Action.SEE_START_UP: gettext_noop("See the start-up of a case"),
    Action.SEE_START_UPS: gettext_noop("See the list of start-ups"),
    Action.CHANGE_START_UP: gettext_noop("Write in the start-up of a case"),
    Action.SEE_TIMESHEETS: gettext_noop("See timesheets and what deviates in them"),
    Action.RECEIVE_TIMESHEET: gettext_noop("Take in a timesheet"),
    Action.SETTLE_SHIFTS: gettext_noop("Settle what deviates in a timesheet"),
    Action.APPROVE_SHIFTS: gettext_noop("Write that the supervisor has approved a timesheet, or unlock it"),
    Action.SET_SHIFT_RULES: gettext_noop("Set what timesheets are checked with"),
    Action.SEE_INVOICES: gettext_noop("See invoices and what deviates"),
    Action.RECEIVE_INVOICE: gettext_noop("Receive an invoice"),
    Action.SETTLE_INVOICE: gettext_noop("Settle what deviates in an invoice"),
    Action.ATTEST_INVOICE: gettext_noop("Attest or reject an invoice"),
    Action.APPROVE_PAYMENT: gettext_noop("Approve the payment of an invoice"),
    Action.EXPORT_PAYMENTS: gettext_noop("Make the file for the ledger system"),
    Action.ASK_PROVIDER: gettext_noop("Ask a provider about an invoice"),
    Action.USE_REMEDY: gettext_noop("Use remedies after a breach of an agreement"),
    Action.SEE_FOLLOW_UP: gettext_noop("See the follow-up of providers"),
    Action.SEE_FOLLOWED_PROVIDERS: gettext_noop("See the follow-up of each provider"),
    Action.SEE_ADMINISTRATION: gettext_noop("See the administration’s own hours"),
    Action.RECORD_ADMINISTRATION: gettext_noop("Record the administration’s own hours"),
}

_HANDLERS = frozenset({Role.CASEWORKER, Role.TEAM_LEADER})
_READERS = _HANDLERS | {Role.AUDITOR}
_LEADERS = frozenset({Role.TEAM_LEADER})
_PAYERS = frozenset({Role.TEAM_LEADER, Role.CONTROLLER})
"""Who attests and who approves: two different persons for each invoice."""
_SHEET_HANDLERS = frozenset({Role.CASEWORKER, Role.CONTROLLER})
_COUNTERS = frozenset({Role.TEAM_LEADER, Role.CONTROLLER, Role.AUDITOR, Role.ANALYST, Role.POLITICIAN})
"""Who sees figures about many: the last two see nothing of any one person."""

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.SEE_WORKLIST: _READERS,
    Action.SEE_LOAD: frozenset({Role.TEAM_LEADER}),
    Action.SEE_CASE: _READERS,
    Action.SEE_LETTER: _READERS,
    Action.OPEN_CASE: _HANDLERS,
    Action.CHANGE_CASE: _HANDLERS,
    Action.ASSIGN_CASE: _HANDLERS,
    Action.APPROVE_DECISION: _LEADERS,
    Action.SEND_DECISION: _HANDLERS,
    Action.PROPOSE_ANNULMENT: _HANDLERS,
    Action.ANNUL_DECISION: _LEADERS,
    Action.SEE_DECISION_RULES: frozenset({Role.TEAM_LEADER, Role.AUDITOR}),
    Action.SET_DECISION_RULES: frozenset({Role.TEAM_LEADER}),
    Action.SEND_LETTER: _HANDLERS,
    Action.SEE_DOCUMENT: _READERS,
    Action.ADD_DOCUMENT: _HANDLERS,
    Action.WITHDRAW_DOCUMENT: _HANDLERS,
    Action.SEE_WITHDRAWN_DOCUMENT: frozenset({Role.TEAM_LEADER}),
    Action.EDIT_DOCUMENT_RULES: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_REASONS: _READERS,
    Action.EDIT_REASONS: _HANDLERS,
    Action.APPROVE_REASONS: frozenset({Role.TEAM_LEADER}),
    Action.SEE_CASE_LOG: _READERS,
    Action.SEARCH_LOG: frozenset({Role.AUDITOR}),
    Action.MANAGE_ROLES: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_ROUTINES: _READERS | {Role.ADMINISTRATOR, Role.CONTROLLER},
    Action.DRAFT_ROUTINE: _HANDLERS,
    Action.APPROVE_ROUTINE: frozenset({Role.TEAM_LEADER}),
    Action.EDIT_FORMS: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_STATISTICS: _COUNTERS,
    Action.SEE_COUNTED: _COUNTERS & _READERS,
    Action.RECONCILE: _COUNTERS & _READERS,
    Action.SET_THRESHOLD: _LEADERS | {Role.ADMINISTRATOR},
    Action.SEE_SIMULATION: _COUNTERS,
    Action.SIMULATE: _LEADERS | {Role.CONTROLLER},
    Action.MOVE_CASE: _LEADERS,
    Action.SEE_CASE_ACCESS: _LEADERS | {Role.AUDITOR},
    Action.SHUT_OUT: _LEADERS,
    Action.NAME_STAFF: _LEADERS,
    Action.PROTECT_PERSON: _HANDLERS,
    Action.OPEN_IN_NEED: _HANDLERS,
    Action.REVIEW_NEED: _LEADERS | {Role.AUDITOR},
    Action.SEE_BANK: _READERS,
    Action.SEE_BANKS: _READERS | {Role.CONTROLLER},
    Action.CHANGE_BANK: _HANDLERS,
    Action.SETTLE_BANK: _LEADERS,
    Action.SEE_SUPPLEMENT: frozenset(Role),
    Action.SET_SUPPLEMENT_SCHEME: _LEADERS,
    Action.SEE_INTRODUCTION: _LEADERS | {Role.AUDITOR},
    Action.INTRODUCE_SUPPLEMENT: _LEADERS,
    Action.FIND_SUPPLEMENT_CONDITION: _HANDLERS,
    Action.GIVE_SUPPLEMENT: _HANDLERS,
    Action.SEE_PROVIDERS: _PAYERS | {Role.AUDITOR},
    Action.CHANGE_PROVIDERS: _PAYERS,
    Action.SEE_START_UP: _READERS,
    Action.SEE_START_UPS: _READERS | {Role.CONTROLLER},
    Action.CHANGE_START_UP: _HANDLERS,
    Action.SEE_TIMESHEETS: _READERS | {Role.CONTROLLER},
    Action.RECEIVE_TIMESHEET: _SHEET_HANDLERS,
    Action.SETTLE_SHIFTS: _SHEET_HANDLERS,
    Action.APPROVE_SHIFTS: frozenset({Role.CASEWORKER}),
    Action.SET_SHIFT_RULES: _PAYERS,
    Action.SEE_INVOICES: _PAYERS | {Role.AUDITOR},
    Action.RECEIVE_INVOICE: _PAYERS,
    Action.SETTLE_INVOICE: _PAYERS,
    Action.ATTEST_INVOICE: _PAYERS,
    Action.APPROVE_PAYMENT: _PAYERS,
    Action.EXPORT_PAYMENTS: _PAYERS,
    Action.ASK_PROVIDER: _PAYERS,
    Action.USE_REMEDY: _PAYERS,
    Action.SEE_FOLLOW_UP: _COUNTERS,
    Action.SEE_FOLLOWED_PROVIDERS: _COUNTERS - {Role.POLITICIAN},
    Action.SEE_ADMINISTRATION: _PAYERS | {Role.AUDITOR},
    Action.RECORD_ADMINISTRATION: _PAYERS,
}
"""The whole table of what each role may do. A new action must stand here, or nobody may do it."""

BASIS: Mapping[str, str] = {
    Role.CASEWORKER: gettext_noop("Case handling"),
    Role.TEAM_LEADER: gettext_noop("Case handling and decision"),
    Role.AUDITOR: gettext_noop("Internal control"),
    Role.ADMINISTRATOR: gettext_noop("Administration of access"),
    Role.CONTROLLER: gettext_noop("Control of economy"),
    Role.ANALYST: gettext_noop("Statistics"),
    Role.POLITICIAN: gettext_noop("Statistics"),
}
"""Why a role gives access: the log's basis."""

IN_NEED = gettext_noop("Opened in need")
"""The basis of a look-up that no role of the person covers, only what she wrote herself."""

READ_IN_NEED = frozenset({Action.SEE_CASE, Action.SEE_LETTER})
"""What may be done with a case that was opened in need: read it, and nothing more."""

WITHOUT_SEEING = frozenset({Action.NAME_STAFF, Action.SEE_STATISTICS})
"""What a leader does for a protected case that she does not see herself; and figures count every case."""
