"""Seconds to verify and to compare the figures of every municipality, and to make the report as PDF.

    python bench/publications.py [--rounds 3]

Invented figures: 357 places, 15 years and 30 measures, about 160,000 observations, and a printed ratio of
every second measure over the next for each place. The PDF is of four municipalities, in a new language each
round, so that nothing is answered from the compiler's memory. Processor time is printed beside the clock,
since other work on the machine moves the clock alone.
"""

import argparse
import contextlib
import csv
import io
import random
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import cycle
from pathlib import Path

from rettvis.cli.main import run
from rettvis.journey.statistics.rounding import rounded
from rettvis.rulekit.wording import LANGUAGES

PLACES, YEARS, MEASURES = 357, range(2011, 2026), 30
FOUR = Path(__file__).parent.parent / "cases" / "statistics" / "romerike-2026"


def write(folder: Path) -> None:
    """The invented publication."""
    chance = random.Random(1)
    observed = "place_number place year measure group unit value source".split()
    printed = "place kind measure other group year base_year printed decimals".split()
    with (folder / "observations.csv").open("w") as one, (folder / "printed.csv").open("w") as two:
        figures, calculated = csv.writer(one), csv.writer(two)
        figures.writerow(observed)
        calculated.writerow(printed)
        for place in range(PLACES):
            name, last = f"Sted {place}", []
            for year in YEARS:
                last = [chance.randint(1, 99_999) for _ in range(MEASURES)]
                for number, value in enumerate(last):
                    figures.writerow(
                        [7000 + place, name, year, f"m{number}", "all", "kroner", value, "kostra"]
                    )
            for number in range(0, MEASURES, 2):
                ratio = rounded(Fraction(last[number], last[number + 1]), 2)
                names = [f"m{number}", f"m{number + 1}"]
                calculated.writerow([name, "ratio", *names, "all", YEARS[-1], "", f"{float(ratio):.2f}", 2])


def measured(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The least seconds by the clock and by the processor."""
    found = []
    for _ in range(rounds):
        clock, processor = time.perf_counter(), time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            work()
        found.append((time.perf_counter() - clock, time.process_time() - processor))
    return min(found)


def main() -> None:
    """Make the figures, and print a line for each part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    languages = cycle(LANGUAGES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        work = {
            "verify, every municipality": lambda: run(["verify", name, "--json"]),
            "compare, every municipality": lambda: run(["compare", name, "--json"]),
            "report of four as PDF": lambda: run(
                ["compare", str(FOUR), "--pdf", str(folder / "four.pdf"), "--lang", next(languages)]
            ),
        }
        for title, part in work.items():
            clock, processor = measured(part, rounds)
            print(f"{title:30} {clock:6.2f} s by the clock, {processor:6.2f} s of the processor")


if __name__ == "__main__":
    main()
