"""Every check of 10 million shift lines with decisions, prices and invoice lines, beside two others.

    python -m bench shifts [--lines 10000000] [--rounds 3] [--no-pandas] [--parquet] [--json FILE]

The lines are invented from a seed: 30,000 persons a year, each with a decision, two assistants, an invoice
line a month, some a stay, and planted deviations. What is timed begins with the columns in memory. *pandas*
does the same checks as an analyst writes them; the *dense kernel* does them by hand in NumPy for these data
alone (no line goes over midnight, decisions begin with the year, one price a provider and half-year), on one
thread. Nothing is told before the three agree on every count.
"""
