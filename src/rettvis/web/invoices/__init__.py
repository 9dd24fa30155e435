"""Invoices received, held against agreement, timesheet and decision, settled, approved and exported."""
