"""Whether the log is whole: every row as it was written, none taken away, none put in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q

from rettvis.rulekit.wording import N_, Sentence
from rettvis.web.access.chain import BEGINNING, CONTENT, bound, digest
from rettvis.web.access.models import LogEntry, LogHead, LogSeal
from rettvis.web.access.sealing import seal_digest

AT_ONCE = 5000
MOST = 100
"""How many findings are told; the rest are counted."""

Heads = dict[int, tuple[int, str]]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the row's number where there is one, and what, in a sentence."""

    kind: str
    row: int | None
    message: Sentence


@dataclass
class Checked:
    """What was looked at, and what was wrong. ``whole``: every row was read, not only the newest."""

    rows: int = 0
    read: int = 0
    seals: int = 0
    last_seal: str = ""
    whole: bool = True
    wrong: int = 0
    findings: list[Finding] = field(default_factory=list)

    def note(self, kind: str, **values: Any) -> None:
        """Something is wrong: its kind in :data:`_WORDS`, and what its sentence names."""
        self.wrong += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(kind, values.get("row"), Sentence(_WORDS[kind], values)))


def check_log(newest: int | None = None, kept_seals: Sequence[str] = ()) -> Checked:
    """Read the log and judge it; with ``newest``, only so many rows of each chain are read, and all counted.

    ``kept_seals`` are digests of seals that were kept outside the database. People may write meanwhile.
    """
    found = Checked()
    seals = list(LogSeal.objects.order_by("number"))
    sealed = _check_seals(seals, kept_seals, found)
    heads = _heads()
    counts = {
        row["chain"]: (row["rows"], row["last"] or 0)
        for row in LogEntry.objects.filter(position__isnull=False)
        .values("chain")
        .annotate(rows=Count("pk"), last=Max("position"))
        .order_by("chain")
    }
    now = _heads()
    for chain in sorted(set(counts) | set(heads)):
        _check_count(chain, counts.get(chain, (0, 0)), heads, now, found)
    for chain, marks in sorted(sealed.items()):
        if max(marks) > now.get(chain, (0, ""))[0]:
            found.note("sealed_away", chain=chain, sealed=max(marks))
    for pk in LogEntry.objects.filter(position=None).order_by("pk").values_list("pk", flat=True):
        found.note("outside", row=pk)
    for chain, (rows, link) in sorted(now.items()):
        _read_chain(chain, rows, link, sealed.get(chain, {}), newest, found)
    found.rows = sum(rows for rows, _last in counts.values())
    return found


def _heads() -> Heads:
    return {head.pk: (head.rows, head.link) for head in LogHead.objects.all()}


def _check_seals(seals: Sequence[LogSeal], kept: Sequence[str], found: Checked) -> dict[int, dict[int, str]]:
    """The seals follow each other; gives what they say of each chain: the link at a position."""
    before, said = BEGINNING, {}
    for number, one in enumerate(seals, start=1):
        if one.number != number or one.digest != seal_digest(before, one.rows, one.heads):
            found.note("seal", seal=one.number)
        before = one.digest
        for chain, (rows, link) in one.heads.items():
            said.setdefault(int(chain), {})[rows] = link
    known = {one.digest for one in seals}
    for text in kept:
        if text.strip().lower() not in known:
            found.note("kept_seal", seal=text.strip()[:64])
    found.seals, found.last_seal = len(seals), before if seals else ""
    return said


def _check_count(chain: int, count: tuple[int, int], then: Heads, now: Heads, found: Checked) -> None:
    """As many rows as the head says; rows may have come while we counted."""
    rows, last = count
    if chain not in now and rows:
        found.note("head", chain=chain, rows=rows)
    if chain not in now:
        return
    least, most = then.get(chain, (0, ""))[0], now[chain][0]
    if rows < least:
        found.note("missing" if last >= least else "missing_end", chain=chain, missing=least - rows)
    if last > most:
        found.note("beyond", chain=chain, extra=last - most)


def _read_chain(
    chain: int, rows: int, link: str, sealed: dict[int, str], newest: int | None, found: Checked
) -> None:
    """Each row follows from the one before, and stands as the head and the seals say."""
    first = 1 if newest is None else max(1, rows - newest + 1)
    found.whole = found.whole and first == 1
    before, place = (BEGINNING, 0) if first == 1 else (None, first - 1)
    for pk, position, own, content in _rows(chain, max(first - 1, 1), rows):
        if position >= first:
            found.read += 1
            if position != place + 1:
                _gap(chain, place, position, found)
                before = None
            if before is not None and own != bound(before, content):
                found.note("changed", row=pk)
            if sealed.get(position, own) != own or (position == rows and own != link):
                found.note("rewritten", row=pk)
        before, place = own, position


def _gap(chain: int, place: int, position: int, found: Checked) -> None:
    if position > place + 1:
        found.note("gap", chain=chain, first=place + 1, last=position - 1)


def _rows(chain: int, first: int, last: int) -> Iterator[tuple[int, int, str, str]]:
    """Rows of a chain in order: key, position, link and the content's digest."""
    rows = LogEntry.objects.filter(Q(chain=chain), position__gte=first, position__lte=last)
    columns = ("pk", "position", "link", *CONTENT)
    for row in rows.order_by("position").values_list(*columns).iterator(chunk_size=AT_ONCE):
        yield row[0], row[1], row[2], digest(row[3:])


_WORDS = {
    "changed": N_("Row {row:number} is not as it was written, or follows a row that is not."),
    "rewritten": N_("Row {row:number} is not what was sealed, or what its chain ends with."),
    "gap": N_("Rows {first:number} to {last:number} of chain {chain:number} are missing."),
    "missing": N_("{missing:number} rows of chain {chain:number} are missing."),
    "missing_end": N_("{missing:number} rows at the end of chain {chain:number} are missing."),
    "beyond": N_("Chain {chain:number} has {extra:number} rows more than were written."),
    "head": N_("The head of chain {chain:number} is missing, with {rows:number} rows left."),
    "outside": N_("Row {row:number} was put in past the application."),
    "seal": N_("Seal {seal:number} does not follow from the one before."),
    "kept_seal": N_("The seal “{seal}” is not among the seals of this log."),
    "sealed_away": N_("Chain {chain:number} had {sealed:number} rows when it was sealed, and has fewer."),
}
"""What can be wrong, by its kind."""
