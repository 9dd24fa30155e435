"""Timesheets: files from providers, what deviates in them, and the supervisor's approval."""
