"""What ``rettvis shifts`` tells: the deviations with their lines, as a document and as tables."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from rettvis.cli.output import Output
from rettvis.edges.timesheets import PROFILE, ReadFile, Received
from rettvis.edges.timesheets.row import is_national_id
from rettvis.journey.delivery import (
    CODES,
    CheckRules,
    Grounds,
    Severity,
    Shift,
    ShiftDeviation,
    resolutions_of,
    severity_of,
)
from rettvis.journey.delivery.deviation import NO_LINE
from rettvis.journey.delivery.local_time import date_of
from rettvis.journey.delivery.many import check_many
from rettvis.journey.delivery.telling import basis_of, tell
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.wording import Sentence, sentence

MOST_SHOWN = 200
"""How many deviations the table shows; the document has all."""
_SEVERITIES = tuple(Severity)


class Told:
    """The lines that were read, what they are judged by, and what was found."""

    def __init__(
        self,
        received: Received,
        grounds: Grounds,
        rules: CheckRules,
        found: Sequence[ShiftDeviation] | None = None,
        large: str = "",
    ) -> None:
        """``large`` is the name of a file whose lines were checked, and ``found``, without being kept."""
        self.received, self.grounds, self.rules, self.large = received, grounds, rules, large
        found = check_many(received.shifts, grounds, rules) if found is None else found
        self.found = sorted(found, key=lambda one: (_SEVERITIES.index(severity_of(one.code)), _order(one)))

    @property
    def something_wrong(self) -> bool:
        """Whether there is an error or a warning; a note alone is nothing wrong."""
        return any(severity_of(one.code) is not Severity.NOTE for one in self.found)

    def data(self, language: str) -> Mapping[str, Any]:
        """The answer as a document."""
        counts = Counter(one.code for one in self.found)
        return {
            "profile": PROFILE,
            "files": [_file(one) for one in self.received.files],
            "lines": None if self.large else len(self.received.shifts),
            "taken_before": self.received.again,
            "minutes": None if self.large else sum(shift.minutes for shift in self.received.shifts),
            "working_time": self.rules.regime,
            "counts": {str(code): counts[code] for code in CODES if counts[code]},
            "findings": [self._one(one, language) for one in self.found],
        }

    def _one(self, one: ShiftDeviation, language: str) -> Mapping[str, Any]:
        basis = basis_of(one.code, self.rules.regime, date_of(one.last))
        invoice = None if one.invoiced == NO_LINE else (self.grounds.invoiced or ())[one.invoiced]
        return {
            "reason": str(one.code),
            "severity": str(severity_of(one.code)),
            "title": one.code.label,
            "message": self._said(one),
            "law": basis.cite(language) if isinstance(basis, LegalBasis) else basis,
            "person": masked(one.person) or None,
            "assistant": masked(one.assistant) or None,
            "from": date_of(one.first),
            "to": date_of(one.last),
            "found": one.found,
            "allowed": one.allowed,
            "lines": self._places(one),
            "invoice": None
            if invoice is None
            else {"place": invoice.found_at, "number": invoice.invoice, "line": invoice.line},
            "resolutions": [str(way) for way in resolutions_of(one.code)],
        }

    def _said(self, one: ShiftDeviation) -> Sentence:
        return tell(one, masked(one.person), masked(one.assistant))

    def _places(self, one: ShiftDeviation) -> list[Mapping[str, Any]]:
        """Where the lines of a deviation stand; of a large file, those that it names itself."""
        if self.large:
            rows = sorted({one.line, one.other} - {NO_LINE})
            return [{"place": f"{self.large}:{row + 1}", "id": None} for row in rows]
        return [{"place": line.found_at, "id": line.line_id or None} for line in self.lines(one)]

    def lines(self, one: ShiftDeviation) -> Sequence[Shift]:
        """The lines that a deviation is about: its own, or those of its person or assistant on its days."""
        if one.line != NO_LINE:
            return [self.received.shifts[place] for place in sorted({one.line, one.other} - {NO_LINE})]
        own = self._by_assistant[one.assistant] if one.assistant else self._by_person[one.person]
        return [shift for shift in own if any(one.first <= day <= one.last for day, _ in shift.pieces)]

    @cached_property
    def _by_person(self) -> Mapping[str, list[Shift]]:
        return _grouped((shift.person, shift) for shift in self.received.shifts)

    @cached_property
    def _by_assistant(self) -> Mapping[str, list[Shift]]:
        return _grouped((shift.assistant, shift) for shift in self.received.shifts)

    def readable(self, output: Output) -> list[Any]:
        """The answer as sentences and a table."""
        told: list[Any] = [] if self.large else list(_files_said(self.received))
        if not self.found:
            return [*told, sentence("Nothing deviates.")]
        columns = [
            sentence("How grave"),
            sentence("What deviates"),
            sentence("Lines"),
            sentence("Measured by"),
        ]
        rows = [self._row(one, output.language) for one in self.found[:MOST_SHOWN]]
        told.append(output.table(columns, rows))
        counts = Counter(severity_of(one.code) for one in self.found)
        told.append(
            sentence(
                "Errors: {errors:number}. Warnings: {warnings:number}. Notes: {notes:number}.",
                errors=counts[Severity.ERROR],
                warnings=counts[Severity.WARNING],
                notes=counts[Severity.NOTE],
            )
        )
        if len(self.found) > MOST_SHOWN:
            told.append(
                sentence("The table shows the first {count:number}; --json has all.", count=MOST_SHOWN)
            )
        return told

    def _row(self, one: ShiftDeviation, language: str) -> tuple[Any, ...]:
        basis = basis_of(one.code, self.rules.regime, date_of(one.last))
        places = [str(line["place"]) for line in self._places(one)]
        if one.invoiced != NO_LINE:
            places = [(self.grounds.invoiced or ())[one.invoiced].found_at]
        shown = ", ".join(places[:3]) + (f" … ({len(places)})" if len(places) > 3 else "")
        law = basis.cite(language, short=True) if isinstance(basis, LegalBasis) else basis
        return severity_of(one.code).label, self._said(one), shown, law


def _order(one: ShiftDeviation) -> tuple[int, ShiftDeviation]:
    return CODES.index(one.code), one


def _grouped(pairs: Any) -> Mapping[str, list[Shift]]:
    found: dict[str, list[Shift]] = defaultdict(list)
    for key, shift in pairs:
        found[key].append(shift)
    return found


def masked(reference: str) -> str:
    """A reference as it is shown: of a national identity number the first six digits."""
    return f"{reference[:6]}*****" if is_national_id(reference) else reference


def _file(one: ReadFile) -> Mapping[str, Any]:
    return {
        "file": one.name,
        "sha256": one.sha256,
        "lines": one.lines,
        "same_as": one.same_as or None,
        "columns": dict(one.understood.understood),
        "fixed": dict(one.understood.fixed),
        "unused": list(one.understood.unused),
    }


def _files_said(received: Received) -> list[Sentence]:
    minutes = sum(shift.minutes for shift in received.shifts)
    told = [
        sentence(
            "{lines:number} lines with {minutes:hours} from {files:number} files.",
            lines=len(received.shifts),
            minutes=minutes,
            files=len(received.files),
        )
    ]
    for one in received.files:
        if one.same_as:
            text = sentence(
                "{file} is the same file as {other}, and is taken once.", file=one.name, other=one.same_as
            )
            told.append(text)
        elif one.understood.unused:
            text = sentence(
                "{file}: these columns are not used: {names}.",
                file=one.name,
                names=[name or "–" for name in one.understood.unused],
            )
            told.append(text)
    if received.again:
        text = sentence(
            "{count:number} lines came twice with the same number, and are taken once.", count=received.again
        )
        told.append(text)
    return told


def shown_preview(output: Output, received: Received) -> None:
    """What was understood of each file: its columns, and its first lines."""
    data = {
        "files": [
            {**_file(one), "first_lines": [_line(shift) for shift in one.first_lines]}
            for one in received.files
        ]
    }
    told: list[Any] = []
    for one in received.files:
        names = [f"{own} = {name}" if own != name else name for name, own in one.understood.understood]
        told.append(sentence("{file}: {names}", file=one.name, names=", ".join(names)))
        columns = [
            sentence("Place"),
            sentence("Person"),
            sentence("Assistant"),
            sentence("From"),
            sentence("To"),
            sentence("Minutes"),
            sentence("What the time was for"),
        ]
        rows = [
            (
                shift.found_at,
                masked(shift.person),
                masked(shift.assistant),
                f"{shift.start:%Y-%m-%d %H:%M}",
                f"{shift.end:%Y-%m-%d %H:%M}",
                shift.minutes,
                shift.kind.label,
            )
            for shift in one.first_lines
        ]
        told.append(output.table(columns, rows))
    output.answer(data, *told, *_files_said(received))


def _line(shift: Shift) -> Mapping[str, Any]:
    return {
        "place": shift.found_at,
        "id": shift.line_id or None,
        "person": masked(shift.person),
        "assistant": masked(shift.assistant),
        "provider": shift.provider,
        "start": shift.start.isoformat(),
        "end": shift.end.isoformat(),
        "pause": shift.pause,
        "minutes": shift.minutes,
        "kind": str(shift.kind),
    }
