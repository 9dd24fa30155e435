"""The hour bank: hours granted, used and left in a calendar year, as an append-only ledger.

Lines go in; balances and discrepancies come out. Nothing is ever cut: the bank tells, a person decides.
"""

from rettvis.journey.hourbank.balance import Balance, Discrepancy, balance, check
from rettvis.journey.hourbank.forecast import Forecast, ForecastWarnings, forecast
from rettvis.journey.hourbank.lines import Account, Asserted, Entry, EntryKind, Grant, GrantEnd, Ledger
from rettvis.journey.hourbank.settlement import SettledAccount, Settlement, SettlementRule, settle

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
    "SettledAccount",
    "Settlement",
    "SettlementRule",
    "balance",
    "check",
    "forecast",
    "settle",
]
