"""Milliseconds per letter: a compiler kept warm against a new one, and one thread against two.

    python bench/letters.py [--letters 500]

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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path

import typst

from rettvis.edges.letters import printer, render_pdf
from rettvis.edges.letters.data import as_json
from rettvis.journey.decision.document import Document, Paragraph, Recipient

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
    for name, document in (("2 pages", refusal()), ("4 pages", long_letter())):
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


def many(letters: int) -> None:
    """A heap of letters by one thread and by two."""
    took = {}
    for threads in (1, 2):
        heap = [another(refusal()) for _ in range(letters)]
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(render_pdf, heap))
        took[threads] = time.perf_counter() - start
    print(
        f"{letters} letters: {took[1]:.1f} s by one thread, {took[2]:.1f} s by two: "
        f"{took[1] / took[2]:.1f} times"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    in_turns(arguments.rounds)
    many(arguments.letters)
