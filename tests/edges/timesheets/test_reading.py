"""Timesheets as they come: every form that is read, and every fault told at once with its place."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from rettvis.edges.timesheets import Layout, Received, read_layout, read_timesheets
from rettvis.edges.timesheets.layout import preview
from rettvis.edges.timesheets.sheets import first_rows, read_sheet
from rettvis.journey.delivery import Shift, ShiftKind
from rettvis.rulekit.faults import Faulty

HEAD = (
    "ordning_ref;dato;start;slutt;pause_min;minutter;tjenestekode;assistent_ref;sted;"
    "leverandor_orgnr;linje_id"
)


def line(
    start: str = "08:00",
    end: str = "15:30",
    minutes: str = "",
    *,
    day: str = "2026-03-02",
    pause: str = "",
    kind: str = "",
    person: str = "P-1",
    number: str = "",
) -> str:
    """One line of the profile."""
    return f"{person};{day};{start};{end};{pause};{minutes};{kind};A-1;kommune;312345672;{number}"


def read(*lines: str, head: str = HEAD, encoding: str = "utf-8", layout: Layout | None = None) -> Received:
    """A file with these lines."""
    return read_timesheets([("liste.csv", "\n".join([head, *lines]).encode(encoding))], layout)


def only(received: Received) -> Shift:
    """The one shift, with no faults."""
    assert [fault.say("en") for fault in received.faults] == []
    (shift,) = received.shifts
    return shift


def faults(received: Received) -> list[str]:
    """What is wrong, in English."""
    return [fault.say("en") for fault in received.faults]


@pytest.mark.parametrize("minutes", ["450", "7:30", "7,5", "7.5", ""])
def test_hours_in_every_form_are_the_same_minutes(minutes: str) -> None:
    shift = only(read(line(minutes=minutes)))
    assert (shift.minutes, shift.stated) == (450, 450 if minutes else None)


def test_two_decimals_of_an_hour_are_the_nearest_minute() -> None:
    head = HEAD.replace("minutter", "timer")
    assert only(read(line(end="15:20", minutes="7,33"), head=head)).stated == 440


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1026-03-02"])
def test_a_year_that_no_shift_can_have(day: str) -> None:
    assert "Look at the year." in faults(read(line(day=day)))[0]


@pytest.mark.parametrize("hours", ["7:30", "7,5", "7.5"])
def test_hours_in_a_column_of_their_own(hours: str) -> None:
    head = HEAD.replace("minutter", "timer")
    assert only(read(line(minutes=hours), head=head)).stated == 450


@pytest.mark.parametrize(
    ("start", "end"), [("8:00", "15.30"), ("0800", "1530"), ("08:00:00", "15:30:00"), ("08.00", "15:30")]
)
def test_the_clock_in_every_form(start: str, end: str) -> None:
    assert only(read(line(start, end))).minutes == 450


@pytest.mark.parametrize("day", ["2026-03-02", "2.3.2026", "02.03.2026", "2/3/2026"])
def test_dates_in_every_form(day: str) -> None:
    assert only(read(line(day=day))).start.isoformat() == "2026-03-02T08:00:00+01:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding(encoding: str) -> None:
    assert only(read(line(kind="opplæring"), encoding=encoding)).kind is ShiftKind.TRAINING


def test_a_comma_between_the_cells() -> None:
    text = line().replace(";", ",")
    assert only(read(text, head=HEAD.replace(";", ","))).minutes == 450


def test_over_midnight_and_to_midnight() -> None:
    assert only(read(line("22:00", "06:00"))).minutes == 480
    assert only(read(line("16:00", "24:00"))).minutes == 480
    assert only(read(line("16:00", "00:00"))).minutes == 480


def test_the_night_when_the_clock_is_turned_forward_and_the_one_when_it_is_turned_back() -> None:
    assert only(read(line("22:00", "06:00", day="2026-03-28"))).minutes == 420
    assert only(read(line("22:00", "06:00", day="2026-10-24"))).minutes == 540


def test_a_time_that_comes_twice_is_settled_by_the_minutes_or_the_offset() -> None:
    night = "2026-10-25"
    assert only(read(line("01:00", "02:30", day=night))).minutes == 90
    assert only(read(line("01:00", "02:30", "150", day=night))).minutes == 150
    assert only(read(line("01:00", "02:30+01:00", day=night))).minutes == 150


@pytest.mark.parametrize("offset", ["+99:00", "+24:00", "+01:75", "-23:00"])
def test_an_offset_that_no_clock_has(offset: str) -> None:
    told = f"“08:00{offset}” is not a time of the clock. Write it as 07:30."
    assert faults(read(line(f"08:00{offset}"))) == [f"liste.csv:2 start: {told}"]


def test_a_time_that_never_was() -> None:
    assert faults(read(line("02:30", "06:00", day="2026-03-29"))) == [
        "liste.csv:2 start: The clock never showed 02:30 on 29\u00a0March 2026: it was turned forward. "
        "Write the time that it showed."
    ]


def test_a_shift_on_three_days_or_longer_than_a_day_and_a_night() -> None:
    head = HEAD.replace("sted", "slutt_dato")
    for start, end, day, told in (
        ("23:30", "00:30", "2026-01-01", "The shift lies on three days. Write one line for each day."),
        (
            "08:00",
            "09:01",
            "2025-12-31",
            "The shift is longer than a day and a night. Write one line for each day.",
        ),
    ):
        text = line(start, end, day="2025-12-30").replace("kommune", day)
        assert faults(read(text, head=head)) == [f"liste.csv:2 slutt: {told}"]


def test_a_shift_that_ends_before_it_starts() -> None:
    told = "The shift ends before it starts. Mend the times, or write the date of the end in slutt_dato."
    head = HEAD.replace("sted", "slutt_dato")
    before = line("15:00", "07:30").replace("kommune", "2026-03-02")
    assert faults(read(before, head=head)) == [f"liste.csv:2 slutt: {told}"]
    assert faults(read(line("15:00", "07:30", "450"))) == [f"liste.csv:2 slutt: {told}"]
    assert faults(read(line("08:00", "08:00"))) == [f"liste.csv:2 slutt: {told}"]


@pytest.mark.parametrize(
    ("day", "start"), [("2026-03-29", "01:00"), ("2026-03-28", "22:00"), ("2026-03-29", "00:00")]
)
def test_an_end_that_never_was_is_told_and_no_other_day_is_guessed(day: str, start: str) -> None:
    assert faults(read(line(start, "02:30", day=day))) == [
        "liste.csv:2 slutt: The clock never showed 02:30 on 29\u00a0March 2026: it was turned forward. "
        "Write the time that it showed."
    ]


def test_the_evening_s_end_that_the_next_morning_did_not_have_is_the_next_day_s() -> None:
    assert only(read(line("03:30", "02:30", day="2026-03-29"))).minutes == 1380


def test_an_end_before_the_start_within_the_hour_that_came_twice() -> None:
    assert only(read(line("02:30", "02:15", day="2026-10-25"))).minutes == 45


@pytest.mark.parametrize(
    ("minutes", "pause", "kind", "day"),
    [
        ("450", "", "", "2026-03-02"),
        ("480", "30", "", "2026-03-02"),
        ("160", "", "hvilende_natt", "2026-03-02"),
        ("480", "", "", "2026-03-28"),
        ("8,0", "30", "", "2026-03-02"),
    ],
)
def test_work_over_midnight_whose_minutes_disagree_with_the_clock_is_taken_as_it_stands(
    minutes: str, pause: str, kind: str, day: str
) -> None:
    shift = only(read(line("22:00", "06:00", minutes, pause=pause, kind=kind, day=day)))
    assert shift.stated is not None
    assert shift.stated != shift.minutes
    assert shift.minutes == (420 if day == "2026-03-28" else 480) - int(pause or 0)


def test_a_decimal_mark_in_the_minutes_means_hours_and_a_whole_number_does_not() -> None:
    assert [only(read(line("08:00", "16:00", text))).stated for text in ("8,0", "8.00", "8")] == [480, 480, 8]


def test_the_same_time_twice_is_a_day_and_a_night_by_its_minutes_alone() -> None:
    assert only(read(line("08:00", "08:00", "1440"))).minutes == 1440
    assert only(read(line("08:00", "08:00", "1440", day="2026-03-28"))).minutes == 1380
    assert only(read(line("22:00", "10:00", "720"))).minutes == 720
    assert only(read(line("02:30", "02:30", "60", day="2026-10-25"))).minutes == 60
    assert "ends before it starts" in faults(read(line("08:00", "08:00", "480")))[0]


def test_a_pause_is_minutes() -> None:
    assert [only(read(line(pause=text))).pause for text in ("30", "30,0", "0:30")] == [30, 30, 30]
    assert "is not whole minutes" in faults(read(line(pause="0,5")))[0]


@pytest.mark.parametrize(("minutes", "pause"), [("450", ""), ("420", "30"), ("450", "30")])
def test_minutes_of_the_same_day_say_that_start_and_end_have_changed_places(minutes: str, pause: str) -> None:
    (told,) = faults(read(line("15:00", "07:30", minutes, pause=pause)))
    assert "The shift ends before it starts." in told


def test_every_fault_of_every_line_is_told_at_once() -> None:
    told = faults(
        read(
            line(day="2026-02-30"),
            line("25:00", "15:30"),
            line(minutes="mye"),
            line(pause="600"),
            line(kind="kveld"),
            line(person=""),
            "bare to;celler",
        )
    )
    assert [one.split(": ")[0] for one in told] == [
        "liste.csv:8",
        "liste.csv:2 dato",
        "liste.csv:3 start",
        "liste.csv:4 minutter",
        "liste.csv:5 pause_min",
        "liste.csv:6 tjenestekode",
        "liste.csv:7 ordning_ref",
    ]
    assert "The calendar has no date “2026-02-30”." in told[1]


def test_a_national_identity_number_is_not_taken_in_and_not_shown() -> None:
    (told,) = faults(read(line(person="02013299997")))
    assert "national identity number" in told
    assert "02013299997" not in told


def test_the_place_is_one_of_three() -> None:
    for text, place in (("", ""), ("Kommunen", "kommune"), ("utenfor", "utenfor"), ("Utland", "utland")):
        assert only(read(line().replace("kommune", text))).place == place
    (told,) = faults(read(line().replace("kommune", "utlandt")))
    assert told.startswith("liste.csv:2 sted: ")
    assert "utland" in told


def test_who_approved_is_not_told_as_understood() -> None:
    head = f"{HEAD};godkjent_av".encode()
    assert preview(read_sheet("a.csv", head), Layout()).unused == ("godkjent_av",)


def test_a_formula_is_not_taken_in() -> None:
    for cell in ("=1+1", " =1+1", "\t@SUM(1)", "\u00a0+1"):
        (told,) = faults(read(line(minutes=cell)))
        assert told.startswith("liste.csv:2 minutter: The cell holds a formula.")


def test_a_column_that_is_missing_and_one_that_is_nearly_there() -> None:
    told = faults(read(line(), head=HEAD.replace("assistent_ref", "asistent_ref").replace("dato", "x")))
    assert told == [
        "liste.csv:1: The column “dato” is missing. Name the columns as in bpa-timeliste-1.",
        "liste.csv:1: The column “assistent_ref” is missing. Is it “asistent_ref”?",
    ]


def test_a_file_twice_is_taken_once_whatever_it_is_called() -> None:
    content = f"{HEAD}\n{line()}\n".encode()
    received = read_timesheets([("a.csv", content), ("b.csv", content)])
    assert len(received.shifts) == 1
    assert [one.same_as for one in received.files] == ["", "a.csv"]


def test_a_numbered_line_twice_is_taken_once_and_a_number_on_two_lines_is_a_fault() -> None:
    received = read(line(number="1"), line(number="1"), line(number="2"))
    assert (len(received.shifts), received.again) == (2, 1)
    (told,) = faults(read(line(number="1"), line("09:00", number="1")))
    assert "liste.csv:2" in told


def workbook(rows: list[list[object]]) -> bytes:
    """A workbook with these rows."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        clock = book.add_format({"num_format": "hh:mm"})
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, float) and 0 < value < 1:
                    sheet.write_number(number, place, value, clock)
                else:
                    sheet.write(number, place, value)
    return out.getvalue()


def test_a_workbook_with_texts_numbers_and_times_of_the_clock() -> None:
    head: list[object] = list(HEAD.split(";"))
    rows = [
        head,
        ["P-1", "2026-03-02", "08:00", "15:30", 0, 450, "natt", "A-1", "kommune", 312345672, 7],
        ["P-1", "2026-03-03", 8 / 24, 15.5 / 24, "", 7.5, "", "A-1", "kommune", "312345672", 8],
    ]
    received = read_timesheets([("liste.xlsx", workbook(rows))])
    assert faults(received) == []
    assert [(one.minutes, one.stated, one.provider, one.line_id) for one in received.shifts] == [
        (450, 450, "312345672", "7"),
        (450, 450, "312345672", "8"),
    ]


def test_a_formula_in_a_workbook_is_named_by_its_cell() -> None:
    head: list[object] = list(HEAD.split(";"))
    row = ["P-1", "2026-03-02", "08:00", "15:30", 0, "=7*60", "natt", "A-1", "kommune", "312345672", 7]
    received = read_timesheets([("liste.xlsx", workbook([head, list(row)]))])
    assert [one.split(":")[0] for one in faults(received)] == ["liste.xlsx F2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="F2"', b'<c s="0" r="F2"'),
        (b"<f>", b"<!-- hidden --><f>"),
        (b'<c r="F2"', b"<c"),
        (b"<f>", b"<x:f xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"),
    ],
)
def test_a_formula_is_found_however_the_workbook_is_written(old: bytes, new: bytes) -> None:
    head: list[object] = list(HEAD.split(";"))
    row = ["P-1", "2026-03-02", "08:00", "15:30", 0, "=7*60", "natt", "A-1", "kommune", "312345672", 7]
    close = (b"</f>", b"</x:f>") if b"x:f" in new else (b"", b"")
    content = rewritten(workbook([head, list(row)]), (old, new), close)
    assert [one.split(":")[0] for one in faults(read_timesheets([("liste.xlsx", content)]))] == [
        "liste.xlsx F2"
    ]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", "is not received"),
        (b"<!DOCTYPE x><worksheet", ""),
        (b"<worksheet><", "The workbook cannot be read."),
    ],
)
def test_a_workbook_with_entities_or_broken_parts_is_not_read(declared: bytes, told: str) -> None:
    content = rewritten(workbook([["a"]]), (b"<worksheet", declared))
    (fault,) = faults(read_timesheets([("liste.xlsx", content)]))
    assert told in fault


def rewritten(content: bytes, *changes: tuple[bytes, bytes], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with its first sheet's text changed."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            text = before.read(part)
            if part.filename == name:
                for old, new in changes:
                    assert old in text
                    text = text.replace(old, new, 1) if old else text
            after.writestr(part.filename, text)
    return out.getvalue()


def test_rows_keep_their_numbers_below_empty_ones() -> None:
    head: list[object] = list(HEAD.split(";"))
    row: list[object] = [
        "P-1",
        "2026-02-30",
        "08:00",
        "15:30",
        0,
        450,
        "natt",
        "A-1",
        "kommune",
        "312345672",
        7,
    ]
    received = read_timesheets([("liste.xlsx", workbook([[], [], head, row]))])
    assert [one.split(":")[1] for one in faults(received)] == ["4 dato"]


def test_a_cell_far_from_the_table_is_told_and_the_sheet_not_read() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "ordning_ref")
        sheet.write(1_048_575, 16_383, "x")
    (told,) = faults(read_timesheets([("liste.xlsx", out.getvalue())]))
    assert "cells from the first to the last one" in told


def test_a_moment_at_midnight_and_24_hours_of_a_workbook_keep_their_time() -> None:
    head = [*HEAD.replace("sted", "slutt_dato").split(";")]
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        moment, clock = (
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"num_format": "hh:mm"}),
        )
        sheet.write_row(0, 0, head)
        for number in (1, 2, 3):
            sheet.write_row(
                number, 0, ["P-1", "2026-06-01", "", "", 0, "", "", "A-1", "", "312345672", number]
            )
        sheet.write_datetime(1, 2, datetime(2026, 6, 1, 22), moment)  # noqa: DTZ001 - a cell has no zone
        sheet.write_datetime(1, 3, datetime(2026, 6, 2), moment)  # noqa: DTZ001
        for number, end in ((2, 1.0), (3, 1.25)):
            sheet.write_number(number, 2, 22 / 24, clock)
            sheet.write_number(number, 3, end, clock)
    received = read_timesheets([("liste.xlsx", out.getvalue())])
    assert faults(received) == []
    assert [shift.minutes for shift in received.shifts] == [120, 120, 480]


def test_a_workbook_that_swells_is_not_opened() -> None:
    out = BytesIO()
    with ZipFile(BytesIO(workbook([["a"]]))) as small, ZipFile(out, "w", ZIP_DEFLATED) as bomb:
        for part in small.infolist():
            grown = b" " * 300_000_000 if part.filename.endswith("sheet1.xml") else small.read(part)
            bomb.writestr(part.filename, grown)
    (told,) = faults(read_timesheets([("liste.xlsx", out.getvalue())]))
    assert "swells" in told


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"MZ\x90\0\3", b"\0\0\0", b"PK\3\4nothing"])
def test_what_is_no_table_is_told_in_one_sentence(content: bytes) -> None:
    assert len(faults(read_timesheets([("liste.csv", content)]))) == 1


LAYOUT = read_layout(
    "oppsett.yaml",
    {
        "columns": {"ordning_ref": "Kunde", "start": "Fra", "slutt": "Til", "timer": "Sum"},
        "kinds": {"X": "reise"},
        "fixed": {"leverandor_orgnr": 312345672},
    },
)


def test_another_layout_with_its_own_codes_and_what_stands_in_no_column() -> None:
    head = "Kunde;Dato;Fra;Til;Sum;Tjenestekode;Assistent;Merknad"
    shift = only(read("P-1;2.3.2026;8.00;15.30;7,5;x;A-1;hei", head=head, layout=LAYOUT))
    assert (shift.kind, shift.provider, shift.stated) == (ShiftKind.TRAVEL, "312345672", 450)
    seen = preview(read_sheet("a.csv", head.encode()), LAYOUT)
    assert seen.unused == ("merknad",)
    assert ("ordning_ref", "kunde") in seen.understood


def test_a_layout_goes_through_data_unchanged() -> None:
    for layout in (LAYOUT, replace(LAYOUT, header=3)):
        assert read_layout("x", layout.as_data()) == layout


def test_what_a_file_does_not_show_of_a_layout_stays_as_it_was() -> None:
    columns = ("Kunde", "Dato", "Fra", "Til", "Assistent", "Kode")
    places = {"ordning_ref": 0, "dato": 1, "start": 2, "slutt": 3, "assistent_ref": 4, "tjenestekode": 5}
    first = LAYOUT.chosen(columns, places, {"Z": ShiftKind.NIGHT, "natt": ShiftKind.NIGHT})
    assert first.fixed == LAYOUT.fixed
    assert first.columns == {**LAYOUT.columns, "tjenestekode": "Kode"}
    assert first.kinds == {"X": ShiftKind.TRAVEL, "Z": ShiftKind.NIGHT}
    assert first.places(("Pause", "Sum")) == {"pause_min": 0, "timer": 1}
    cleared = first.chosen((*columns, "Pause"), places, {"z": None})
    assert cleared.places(("Pause",)) == {}
    assert cleared.kinds == {"X": ShiftKind.TRAVEL}
    assert cleared.chosen(("Pause",), {"pause_min": 0}, {}).places(("Pause",)) == {"pause_min": 0}


def test_titles_above_the_line_that_names_the_columns() -> None:
    layout = Layout(header=3)
    text = ["Timeliste; for mars", "", HEAD, line(day="2026-02-30"), line()]
    assert [one.split(": ")[0] for one in faults(read(*text[1:], head=text[0], layout=layout))] == [
        "liste.csv:4 dato"
    ]
    rows: list[list[object]] = [["Timeliste"], [], list(HEAD.split(";")), list(line().split(";"))]
    assert only(read_timesheets([("liste.xlsx", workbook(rows))], layout)).minutes == 450
    (told,) = faults(read(line(), layout=Layout(header=9)))
    assert told == "liste.csv: The file has no line 9, which is to name the columns."


def test_the_first_lines_of_a_file_are_shown_whichever_names_the_columns() -> None:
    text = b"Timeliste mars\n\na;b;c\n1;2;3\n"
    assert first_rows("x", text, 9) == [(1, ["Timeliste mars"]), (3, ["a", "b", "c"]), (4, ["1", "2", "3"])]
    rows: list[list[object]] = [[], ["Timeliste"], ["a", "b"]]
    assert first_rows("x", workbook(rows), 1) == [(2, ["Timeliste", ""])]
    assert first_rows("x", b"%PDF-1.7", 9) == []


def test_a_layout_with_unknown_names_is_refused_with_all_of_them() -> None:
    with pytest.raises(Faulty) as refusal:
        read_layout("x", {"columns": {"ordning": "a"}, "kinds": {"A": "kveld"}, "fiks": {}})
    assert len(refusal.value.faults) == 3


@given(st.binary(max_size=300))
def test_any_bytes_give_shifts_or_faults(content: bytes) -> None:
    received = read_timesheets([("liste", content)])
    assert received.faults


@given(st.lists(st.text(alphabet="0123456789:.,-+ ;=ABnatt", max_size=12), min_size=11, max_size=11))
def test_any_cells_give_a_shift_or_a_fault(cells: list[str]) -> None:
    received = read(";".join(cell.replace(";", "") for cell in cells))
    assert bool(received.faults) != bool(received.shifts)


@given(st.integers(0, 1439), st.integers(1, 1439), st.integers(0, 27), st.integers(0, 200))
def test_what_is_written_from_the_clock_is_read_back_to_the_minute(
    begin: int, length: int, day: int, pause: int
) -> None:
    end = (begin + length) % 1440
    text = line(
        f"{begin // 60:02d}:{begin % 60:02d}",
        f"{end // 60:02d}:{end % 60:02d}",
        day=f"2026-02-{day + 1:02d}",
        pause=str(min(pause, length)),
    )
    assert only(read(text)).minutes == length - min(pause, length)


def test_what_is_wrong_in_one_column_hides_nothing_of_the_others() -> None:
    told = faults(read(line(day="", kind="sleep"), line("", "25:00", day="2026-02-30")))
    assert [one.partition(": ")[0] for one in told] == [
        "liste.csv:2 tjenestekode",
        "liste.csv:2 dato",
        "liste.csv:3 start",
        "liste.csv:3 dato",
        "liste.csv:3 slutt",
    ]
    told = faults(
        read(line("10:00", "12:00", pause="200", kind="sleep"), line("02:30", "x", day="2026-03-29"))
    )
    assert [one.partition(": ")[0] for one in told] == [
        "liste.csv:2 tjenestekode",
        "liste.csv:2 pause_min",
        "liste.csv:3 slutt",
    ]


def test_a_line_with_a_day_and_no_clock_is_told_of() -> None:
    (told,) = faults(read(line("2026-03-02T")))
    assert told.startswith("liste.csv:2 start: ")
