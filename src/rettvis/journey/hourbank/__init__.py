"""The hour bank: hours granted, used and left in a calendar year, as an append-only ledger.

Lines go in; balances and discrepancies come out. Nothing is ever cut: the bank tells, a person decides.
"""

from rettvis.journey.hourbank.balance import Balance, balance, by_provider
from rettvis.journey.hourbank.discrepancy import Discrepancy, check
from rettvis.journey.hourbank.forecast import Forecast, ForecastWarnings, forecast
from rettvis.journey.hourbank.ledger import Ledger
from rettvis.journey.hourbank.letter import SettlementLetter, settlement_letter
from rettvis.journey.hourbank.lines import Account, Asserted, Entry, EntryKind, Grant, GrantEnd, Planned
from rettvis.journey.hourbank.moving import opening_balance, transfer
from rettvis.journey.hourbank.rule import Leftover, Leftovers, SettlementRule, YearFigures, check_rule
from rettvis.journey.hourbank.settlement import SettledAccount, Settlement, settle, settle_account

__all__ = [
    "Account",
    "Asserted",
    "Balance",
    "Discrepancy",
    "Entry",
    "EntryKind",
    "Forecast",
    "ForecastWarnings",
    "Grant",
    "GrantEnd",
    "Ledger",
    "Leftover",
    "Leftovers",
    "Planned",
    "SettledAccount",
    "Settlement",
    "SettlementLetter",
    "SettlementRule",
    "YearFigures",
    "balance",
    "by_provider",
    "check",
    "check_rule",
    "forecast",
    "opening_balance",
    "settle",
    "settle_account",
    "settlement_letter",
    "transfer",
]
