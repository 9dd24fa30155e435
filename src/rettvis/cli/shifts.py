"""``rettvis shifts FILES… --decisions FILE``: shifts beside decisions, each other, prices and invoices."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from rettvis.cli.engine import ENGINES, AnEngine, check_engine
from rettvis.cli.large_input import collector_paused
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty, unknown_name
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.edges.timesheets import Layout, Received
    from rettvis.journey.delivery import Absence, CheckRules, Frame, Grounds, JourneyFrame

T = TypeVar("T")
LARGEST = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""


Files = Annotated[
    list[Path], typer.Argument(metavar="FILES...", help=N_("Timesheets as CSV or XLSX, or one Parquet file."))
]
Decisions = Annotated[
    Path, typer.Option("--decisions", metavar="FILE", help=N_("What is granted, with stays and deaths."))
]
Prices = Annotated[
    Path | None, typer.Option("--prices", metavar="FILE", help=N_("The agreed prices of an hour."))
]
Invoices = Annotated[
    Path | None, typer.Option("--invoices", metavar="FILE", help=N_("The lines that were invoiced."))
]
SavedLayout = Annotated[
    Path | None,
    typer.Option("--layout", metavar="FILE", help=N_("A saved layout, where the columns have other names.")),
]
WorkingTime = Annotated[
    str, typer.Option("--working-time", metavar="NAME", help=N_("Which limits of working time apply."))
]
Resting = Annotated[
    int,
    typer.Option(
        "--resting", metavar="PERCENT", help=N_("How much of a resting night is taken from the hours.")
    ),
]
OnlyPreview = Annotated[
    bool, typer.Option("--preview", help=N_("Show what is understood of the files, and check nothing."))
]


def shifts(
    files: Files,
    decisions: Decisions,
    prices: Prices = None,
    invoices: Invoices = None,
    layout: SavedLayout = None,
    working_time: WorkingTime = "law",
    resting: Resting = 100,
    preview: OnlyPreview = False,
    engine: AnEngine = ENGINES[0],
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Check the lines and print what deviates; raises ``Faulty`` with every fault of every file."""
    from rettvis.cli.shifts_told import Told, shown_preview

    output = Output(lang, as_json)
    with collector_paused():
        large = [path for path in files if path.suffix.lower() == ".parquet"]
        faults = [*_option_faults(working_time, resting), *_engine_faults(engine, files, large)]
        received, grounds = _read([] if large else files, decisions, prices, invoices, layout, faults)
        if large:
            from rettvis.cli.shifts_large import check_large

            told = check_large(large[0], received, grounds, working_time, resting, engine)
        elif preview:
            shown_preview(output, received)
            return DONE
        else:
            told = Told(received, grounds, _rules(received, working_time, resting))
        output.answer(told.data(lang) if as_json else {}, *([] if as_json else told.readable(output)))
    return SOMETHING_WRONG if told.something_wrong else DONE


def _read(
    files: Sequence[Path],
    decisions: Path,
    prices: Path | None,
    invoices: Path | None,
    layout: Path | None,
    faults: list[Fault],
) -> "tuple[Received, Grounds]":
    """Everything that was given, or every fault in it, after those that are there already."""
    from rettvis.edges.timesheets import Layout, read_invoiced, read_prices, read_timesheets
    from rettvis.journey.delivery import Grounds

    contents = [(path, _content(path, faults)) for path in files]
    saved = Layout() if layout is None else _layout(layout, faults)
    received = read_timesheets([(path.name, one) for path, one in contents if one is not None], saved)
    faults += received.faults
    frames, absences, journeys = _granted(decisions, faults)
    agreed = _listed(prices, read_prices, faults)
    invoiced = _listed(invoices, read_invoiced, faults)
    if faults:
        raise Faulty(faults)
    # Whoever gives no journey does not ask where the hours were used.
    trips = tuple(journeys) or None
    return received, Grounds(tuple(frames), tuple(absences), agreed, invoiced, trips)


def _granted(path: Path, faults: list[Fault]) -> "tuple[list[Frame], list[Absence], list[JourneyFrame]]":
    """The decisions, the stays and deaths, and the journeys."""
    from rettvis.edges.timesheets import read_decisions

    content = _content(path, faults)
    if content is None:
        return [], [], []
    frames, absences, journeys, wrong = read_decisions(path.name, content)
    faults += wrong
    return frames, absences, journeys


def _listed(
    path: Path | None, reader: Callable[[str, bytes], tuple[list[T], list[Fault]]], faults: list[Fault]
) -> tuple[T, ...] | None:
    """What one more table lists; None where none was given."""
    content = None if path is None else _content(path, faults)
    if path is None or content is None:
        return None
    found, wrong = reader(path.name, content)
    faults += wrong
    return tuple(found)


def _option_faults(regime: str, resting: int) -> list[Fault]:
    from rettvis.lawbook.working_time import REGIMES

    faults = []
    if regime not in REGIMES:
        faults.append(unknown_name("--working-time", regime, REGIMES))
    if not 0 <= resting <= 100:
        faults.append(Fault("--resting", sentence("A share goes from 0 to 100 percent.")))
    return faults


def _engine_faults(engine: str, files: Sequence[Path], large: Sequence[Path]) -> list[Fault]:
    faults = check_engine(engine)
    if large and len(files) > 1:
        message = sentence("A Parquet file is checked by itself. Give it alone, with all the lines in it.")
        faults.append(Fault(large[0].name, message))
    return faults


def _rules(received: "Received", regime: str, resting: int) -> "CheckRules":
    """The rules as they stood on the last day of the lines."""
    from datetime import date

    from rettvis.journey.delivery import check_rules
    from rettvis.journey.delivery.local_time import date_of

    days = [shift.day for shift in received.shifts]
    return check_rules(date_of(max(days)) if days else date.max, regime, resting)


def _layout(path: Path, faults: list[Fault]) -> "Layout":
    from rettvis.cli.input import read_document
    from rettvis.edges.timesheets import Layout, read_layout

    try:
        return read_layout(path.name, read_document(path).data)
    except Faulty as refusal:
        faults += refusal.faults
        return Layout()


def _content(path: Path, faults: list[Fault]) -> bytes | None:
    """The bytes of a file that is not too large, or None and a fault."""
    try:
        if path.is_dir():
            message = sentence("This is a folder. Give the name of a file.")
        elif path.is_file() and path.stat().st_size > LARGEST:
            message = sentence(
                "The file is too large: it has {size:number} bytes, and at most {largest:number} are read.",
                size=path.stat().st_size,
                largest=LARGEST,
            )
        else:
            return path.read_bytes()
    except FileNotFoundError:
        message = sentence("There is no such file.")
    except (OSError, ValueError):
        message = sentence("The file cannot be opened for reading.")
    faults.append(Fault(path.name, message))
    return None
