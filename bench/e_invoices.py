"""Milliseconds per e-invoice: read safely, tried by every rule set, and told line by line.

    RETTVIS_STANDARDS=FOLDER python -m bench e_invoices [--invoices 300] [--seed 7]

``RETTVIS_STANDARDS`` names the folder that holds ``peppol-bis-billing/sch``; ``RETTVIS_EHF_RULES`` the folder
with the rule files itself. Without either, the schema and CEN's rules are measured, and it is said. Every
invoice is another one: 1 to 12 lines for several persons, every fifth with a timesheet inside, every tenth a
credit note. Each is read in turn by all the rules and by the parts alone, so that the parts can be compared.
"""

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from rettvis.edges.e_invoice import Rules, receive
from rettvis.edges.e_invoice.reading import invoice_of
from rettvis.edges.e_invoice.xml_file import parse
from rettvis.web.demo.ehf import InventedInvoice, InventedLine, ehf

GOAL = 60.0
"""Milliseconds for one invoice, after warm-up, with all rule sets."""
WARM_UP = 20
DAY = date(2026, 11, 22)
SELLERS = (("310000000", "Prøveassistanse AS"), ("310000019", "Nordlys Assistanse (oppdiktet)"))
CODES = (("DAG", 60_150), ("NATT", 66_200), ("HELG", 71_000))


def an_invoice(chance: random.Random, number: int) -> bytes:
    """One invented invoice for a month of the year."""
    first = date(2026, chance.randrange(1, 11), 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    lines = []
    for _line in range(chance.randint(1, 12)):
        code, price = chance.choice(CODES)
        minutes, reference = 15 * chance.randint(4, 600), f"2026-{chance.randint(1, 999_999):06}"
        lines.append(InventedLine(minutes, price, code, reference))
    sheet = "dato;timer\n" + "".join(f"{first + timedelta(days=day)};4,5\n" for day in range(28))
    files = (("timer.csv", "text/csv", sheet.encode()),) if number % 5 == 0 else ()
    credit = number % 10 == 9
    told = {"files": files, "credit": credit, "corrects": f"F-{number - 1}" if credit else ""}
    due, seller = last + timedelta(days=35), chance.choice(SELLERS)
    issued = last + timedelta(days=5)
    return ehf(InventedInvoice(f"F-{number}", issued, due, seller, first, last, lines, **told))


def rules_folder() -> Path | None:
    """Where Peppol's rule files are; None where nobody has said it."""
    if own := os.environ.get("RETTVIS_EHF_RULES"):
        return Path(own)
    standards = os.environ.get("RETTVIS_STANDARDS")
    return Path(standards) / "peppol-bis-billing" / "sch" if standards else None


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(prog="python -m bench e_invoices")
    words.add_argument("--invoices", type=int, default=300)
    words.add_argument("--seed", type=int, default=7)
    asked = words.parse_args()
    chance = random.Random(asked.seed)
    contents = [an_invoice(chance, number) for number in range(asked.invoices + WARM_UP)]
    began = time.perf_counter()
    rules, built_in = Rules(rules_folder()), Rules()
    ready = time.perf_counter() - began
    parts: dict[str, Callable[[bytes], object]] = {
        "all rule sets": lambda content: receive(content, "", rules, DAY),
        "schema and built-in CEN rules": lambda content: receive(content, "", built_in, DAY),
        "reading alone": lambda content: invoice_of(parse(content, ""), ""),
    }
    taken: dict[str, list[float]] = {name: [] for name in parts}
    for number, content in enumerate(contents):
        for name, part in parts.items():
            start = time.perf_counter()
            part(content)
            if number >= WARM_UP:
                taken[name].append(1000 * (time.perf_counter() - start))
    odd = sum(not receive(content, "", rules, DAY).valid for content in contents)
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{asked.invoices} invoices, seed {asked.seed}; {odd} of them break a rule")
    print(f"Rule sets: {', '.join(rules.names)}; made ready in {ready:.1f} s")
    if not rules.with_peppol:
        print("Peppol's own rules were not run: name their folder with RETTVIS_STANDARDS.")
    for name, times in taken.items():
        worst = statistics.quantiles(times, n=20)[-1]
        print(f"{name:32} median {statistics.median(times):7.1f} ms   95 % under {worst:7.1f} ms")
    median = statistics.median(taken["all rule sets"])
    print(f"Goal: under {GOAL:.0f} ms each. {'Reached.' if median < GOAL else 'NOT reached.'}")


if __name__ == "__main__":
    main()
