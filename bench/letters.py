"""Milliseconds per letter: a compiler kept warm against a new one, and one thread against two.

    python -m bench letters [--letters 500]

Every letter has its own name and figures, so that nothing is answered from the compiler's memory of the
last one. The variants run in turns, and each prints its median; what counts is the ratio in one run.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import count
from pathlib import Path

import typst

from rettvis.edges.letters import printer, render_many, render_pdf
from rettvis.edges.letters.data import as_json
from rettvis.journey.decision.document import Document, Paragraph, Recipient, Signer
from rettvis.journey.hourbank import (
    Account,
    Entry,
    EntryKind,
    Grant,
    Ledger,
    Leftover,
    SettlementLetter,
    SettlementRule,
    balance,
    settle_account,
    settlement_letter,
)
from rettvis.rulekit.wording import sentence

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.edges.letters.examples import long_letter, refusal

_numbers = count(1)


def another(document: Document) -> Document:
    """The same letter to somebody else, with one paragraph of its own."""
    number = next(_numbers)
    head = replace(
        document.letterhead, case_number=f"2026-{number:06}", recipient=Recipient(f"Person {number}")
    )
    own = Paragraph(f"Saken har nummer {number}, og gjelder {number % 60} minutter i uka.")
    return replace(document, letterhead=head, blocks=(own, *document.blocks))


def with_a_new_compiler(document: Document) -> bytes | list[bytes] | None:
    """A letter the naive way: template and fonts read anew each time."""
    return typst.compile(
        printer.TEMPLATE,
        root=printer.TEMPLATE.parent,
        font_paths=[printer.FONTS],
        ignore_system_fonts=True,
        sys_inputs={"document": as_json(document)},
        pdf_standards=list(printer.STANDARDS),
        timestamp=0,
    )


def milliseconds(work: Callable[[Document], object], document: Document) -> float:
    """One letter, timed."""
    letter = another(document)
    start = time.perf_counter()
    work(letter)
    return (time.perf_counter() - start) * 1000


def in_turns(rounds: int) -> None:
    """Median and 95th percentile of each kind of letter, kept and new compiler in turns."""
    for name, document in (("1 page", settlement()), ("2 pages", refusal()), ("4 pages", long_letter())):
        milliseconds(render_pdf, document)
        kept, new = [], []
        for _ in range(rounds):
            kept.append(milliseconds(render_pdf, document))
            new.append(milliseconds(with_a_new_compiler, document))
        slow = statistics.quantiles(kept, n=20)[-1]
        ratio = statistics.median(new) / statistics.median(kept)
        print(
            f"{name}: {statistics.median(kept):5.1f} ms kept compiler (95 %: {slow:.1f}), "
            f"{statistics.median(new):5.1f} ms new compiler: {ratio:.1f} times faster"
        )


def many(name: str, document: Document, letters: int) -> None:
    """A heap of letters by one thread and by two."""
    took, processor = {}, {}
    for threads in (1, 2):
        heap = [another(document) for _ in range(letters)]
        start, before = time.perf_counter(), time.process_time()
        for _ in render_many(heap, threads):
            pass
        took[threads] = time.perf_counter() - start
        processor[threads] = time.process_time() - before
    print(
        f"{letters} {name}: {took[1]:.1f} s by one thread, {took[2]:.1f} s by two: "
        f"{took[1] / took[2]:.1f} times (processor {processor[1]:.1f} and {processor[2]:.1f} s)"
    )


def settlement() -> Document:
    """The settlement letter of an invented year: one page."""
    account = Account("P1", "bpa", 2026)
    now = datetime(2027, 1, 15, 9, tzinfo=UTC)
    grant = Grant("g", "P1", "bpa", Fraction(2100), date(2026, 1, 1), None, now)
    use = Entry("u", account, EntryKind.USE, date(2026, 6, 1), -99_999, now)
    ledger = Ledger((grant,), (), (use,))
    rule = SettlementRule(Leftover.CARRY_OVER, "Kommunestyret, sak 12/26", 6000, Fraction(1, 20))
    told = SettlementLetter(
        settle_account(ledger, account, rule, now),
        balance(ledger, account, account.last),
        rule,
        sentence("Personal assistance"),
        refusal().letterhead,
        Signer("Kari Eksempel", "Saksbehandler"),
        synthetic=True,
    )
    return settlement_letter(told, "nb")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    in_turns(arguments.rounds)
    many("settlement letters", settlement(), arguments.letters)
    many("decision letters of two pages", refusal(), arguments.letters)
