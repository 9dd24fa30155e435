"""Many accounts at once, as columns: the same answers as for one account, to the minute and the øre."""

from rettvis.journey.hourbank.many.polars_engine import KINDS, Accounts, accounts_of, balances, settlements

__all__ = ["KINDS", "Accounts", "accounts_of", "balances", "settlements"]
