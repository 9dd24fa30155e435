"""Several timesheets at once: every fault of all; a file or a line that comes twice is taken once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from rettvis.edges.timesheets.layout import Layout, Preview, preview
from rettvis.edges.timesheets.lines import read_shifts
from rettvis.edges.timesheets.sheets import read_sheet
from rettvis.journey.delivery import Shift
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

_FIRST_ROWS = 3


@dataclass(frozen=True)
class ReadFile:
    """One file: its hash, how many lines it holds, what was understood of it, and its first lines.

    ``same_as`` names an earlier file with the same content, from which the lines were taken already.
    """

    name: str
    sha256: str
    lines: int
    understood: Preview
    first_lines: tuple[Shift, ...] = ()
    same_as: str = ""


@dataclass(frozen=True)
class Received:
    """What several files hold together; ``again`` counts lines that had been taken by their own number."""

    files: tuple[ReadFile, ...]
    shifts: tuple[Shift, ...]
    faults: tuple[Fault, ...]
    again: int = 0


def read_timesheets(files: Iterable[tuple[str, bytes]], layout: Layout | None = None) -> Received:
    """The shifts of all files (name and content), in their order; where there are faults, use none."""
    layout = layout or Layout()
    read: dict[str, ReadFile] = {}
    told: list[ReadFile] = []
    shifts: list[Shift] = []
    faults: list[Fault] = []
    for name, content in files:
        digest = sha256(content).hexdigest()
        if digest in read:
            first = read[digest]
            told.append(ReadFile(name, digest, first.lines, first.understood, (), first.name))
            continue
        table = read_sheet(name, content, layout.header)
        found = read_shifts(table, layout) if table.columns else []
        faults += table.faults
        shifts += found
        read[digest] = ReadFile(name, digest, len(found), preview(table, layout), tuple(found[:_FIRST_ROWS]))
        told.append(read[digest])
    kept, again, reused = _each_once(shifts)
    return Received(tuple(told), tuple(kept), (*faults, *reused), again)


def _each_once(shifts: Sequence[Shift]) -> tuple[list[Shift], int, list[Fault]]:
    """Each of a provider's numbered lines once; a number that stands on two different lines is a fault."""
    seen: dict[tuple[str, str], Shift] = {}
    kept: list[Shift] = []
    faults: list[Fault] = []
    for shift in shifts:
        earlier = seen.setdefault((shift.provider, shift.line_id), shift) if shift.line_id else shift
        if earlier is shift:
            kept.append(shift)
        elif replace(shift, found_at="") != replace(earlier, found_at=""):
            message = sentence(
                "The line has the number {number}, and so has {place}, with other content. Give each "
                "line its own number.",
                number=shift.line_id,
                place=earlier.found_at,
            )
            faults.append(Fault(f"{shift.found_at} linje_id", message))
    return kept, len(shifts) - len(kept) - len(faults), faults
