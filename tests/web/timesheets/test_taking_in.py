"""A file is read, shown, and taken in: whole and once, or not at all."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from rettvis.edges.timesheets import Layout
from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.access.models import Role
from rettvis.web.timesheets.models import Deviation, SheetFile, ShiftLine, WaitingFile
from rettvis.web.timesheets.store import counting
from rettvis.web.timesheets.taking import AGAIN, forget_old, give_up, save_layout, take_in, upload
from rettvis.web.timesheets.withdrawing import withdraw_lines
from tests.web.conftest import Place
from tests.web.hourbank.banks import NOW
from tests.web.invoices.made import a_provider, the_provider
from tests.web.timesheets.made import a_person, a_sheet, codes, line, taken, uploaded


def faults(place: Place, *lines: str) -> list[tuple[str, str]]:
    """Place and bokmål text of each fault of a file."""
    return [(at, text["nb"]) for at, text in uploaded(place, a_sheet(lines)).understood["faults"]]


def test_a_file_that_waits_has_stored_nothing_but_itself(here: Place) -> None:
    case = a_person(here)
    waiting = uploaded(here, a_sheet([line(case.number), line(case.number, "2026-06-04")]))
    assert waiting.understood["lines"] == 2
    assert waiting.understood["persons"] == [
        {"reference": case.number, "month": "2026-06-01", "known": True, "lines": 2, "minutes": 480}
    ]
    assert (waiting.understood["faults"], waiting.understood["ahead"]) == ([], [])
    assert not ShiftLine.objects.exists()


def test_taking_it_in_stores_the_lines_and_lets_the_file_itself_go(here: Place) -> None:
    case = a_person(here)
    file = taken(here, [line(case.number, start="22:00", end="06:00", pause="30", assistant="A-2")])
    row = ShiftLine.objects.get()
    assert (row.file, row.case, row.row, row.minutes) == (file, case, 2, 450)
    assert (row.start.isoformat(), row.end.isoformat()) == (
        "2026-06-03T20:00:00+00:00",
        "2026-06-04T04:00:00+00:00",
    )
    assert len(file.sha256) == 64
    assert not WaitingFile.objects.exists()


def test_what_will_deviate_is_told_before_it_is_taken_in(here: Place) -> None:
    case = a_person(here)
    waiting = uploaded(here, a_sheet([line(case.number, start="07:00", end="17:00")] * 2))
    assert {one["code"] for one in waiting.understood["ahead"]} == {"duplicate_line", "ordinary_day"}
    assert not Deviation.objects.exists()


def test_the_same_file_again_is_refused_with_the_day_it_was_taken_in(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number)])
    with pytest.raises(Faulty) as refusal:
        uploaded(here, a_sheet([line(case.number)]))
    assert "2026" in refusal.value.faults[0].message.say("nb")


def test_a_file_that_waits_twice_is_taken_in_once(here: Place) -> None:
    case = a_person(here)
    first = uploaded(here, a_sheet([line(case.number)]))
    second = upload(here.people[Role.CASEWORKER], the_provider(here), a_sheet([line(case.number)]), NOW)
    assert take_in(here.people[Role.CONTROLLER], first, NOW)[1] is True
    assert take_in(here.people[Role.CASEWORKER], second, NOW)[1] is False
    assert (SheetFile.objects.count(), ShiftLine.objects.count()) == (1, 1)


def test_a_file_under_the_wrong_provider_comes_under_the_right_one_when_its_lines_are_withdrawn(
    here: Place,
) -> None:
    case, right = a_person(here), a_provider(here, "310000019", "Den andre")
    user = here.people[Role.CONTROLLER]
    content = a_sheet(
        [f"{case.number};2026-06-03;08:00;12:00;A-1"], "ordning_ref;dato;start;slutt;assistent_ref"
    )
    take_in(user, uploaded(here, content), NOW)
    with pytest.raises(Faulty, match="wrong provider"):
        uploaded(here, content, right)
    withdraw_lines(user, case, [ShiftLine.objects.get().pk], "Feil leverandør.", NOW)
    assert take_in(user, uploaded(here, content, right), NOW)[1] is True
    assert [row.provider for row in counting()] == [right]
    with pytest.raises(Faulty):
        uploaded(here, content)


def test_a_numbered_line_in_a_later_file_is_taken_once(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number, line_id="7")])
    file = taken(here, [line(case.number, line_id="7"), line(case.number, "2026-06-05", line_id="8")])
    assert (file.lines, file.again, ShiftLine.objects.count()) == (1, 1, 2)


def test_a_number_that_stood_on_another_line_is_a_fault(here: Place) -> None:
    case = a_person(here)
    taken(here, [line(case.number, line_id="7")])
    [(at, text)] = faults(here, line(case.number, end="13:00", line_id="7"))
    assert at == "2 linje_id"
    assert "7" in text


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ({"day": "2026-02-30"}, "2 dato"),
        ({"start": "=A1+8"}, "2 start"),
        ({"start": "25:00"}, "2 start"),
        ({"day": "2026-03-29", "start": "02:30"}, "2 start"),
        ({"day": "2026-12-24"}, "2 dato"),
        ({"number": "310000019"}, "2 leverandor_orgnr"),
        ({"assistant": "01010750160"}, "2 assistent_ref"),
        ({"kind": "flyging"}, "2 tjenestekode"),
    ],
)
def test_each_fault_is_one_sentence_with_its_line_and_nothing_is_stored(
    here: Place, told: dict[str, str], at: str
) -> None:
    case = a_person(here)
    waiting = uploaded(here, a_sheet([line(case.number, **told), line(case.number, "2026-06-04")]))
    assert [place for place, _text in waiting.understood["faults"]] == [at]
    with pytest.raises(Faulty):
        take_in(here.people[Role.CONTROLLER], waiting, NOW)
    assert not ShiftLine.objects.exists()
    assert not SheetFile.objects.exists()


def test_a_line_that_is_not_over_is_refused_until_it_is(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CONTROLLER]
    content = a_sheet([line(case.number, "2026-07-01", "22:00", "06:00")])
    early = upload(user, the_provider(here), content, NOW)
    [(at, text)] = early.understood["faults"]
    assert at == "2 slutt"
    assert "juli 2026 klokka 06:00, og det har ikke vært ennå." in text["nb"]
    with pytest.raises(Faulty):
        take_in(user, early, NOW)
    done = upload(user, the_provider(here), content, NOW + timedelta(days=1))
    assert done.understood["faults"] == []


def test_an_end_before_the_start_is_told_where_the_minutes_show_it(here: Place) -> None:
    case = a_person(here)
    [(at, _text)] = faults(here, line(case.number, start="12:00", end="08:00", minutes="240"))
    assert at == "2 slutt"


@pytest.mark.parametrize("hours", ["7:30", "7,5", "7.5", "450"])
def test_seven_and_a_half_hours_are_read_however_they_are_written(here: Place, hours: str) -> None:
    case = a_person(here)
    taken(here, [line(case.number, start="08:00", end="15:30", minutes=hours)])
    assert ShiftLine.objects.get().stated == 450
    assert codes(here) == []


def test_every_fault_of_every_line_is_told_at_once(here: Place) -> None:
    case = a_person(here)
    found = faults(here, line(case.number, "2026-02-30"), line(case.number, end="8"), line("", "2026-06-05"))
    assert [at for at, _text in found] == ["2 dato", "3 slutt", "4 ordning_ref"]


def test_a_crash_while_it_is_stored_leaves_nothing(here: Place) -> None:
    case = a_person(here)
    waiting = uploaded(here, a_sheet([line(case.number)]))
    with (
        patch("rettvis.web.timesheets.taking.check_again", side_effect=RuntimeError("power")),
        pytest.raises(RuntimeError),
    ):
        take_in(here.people[Role.CONTROLLER], waiting, NOW)
    assert not SheetFile.objects.exists()
    assert not ShiftLine.objects.exists()
    assert take_in(here.people[Role.CONTROLLER], waiting, NOW)[1] is True


def test_a_file_that_is_let_go_leaves_nothing(here: Place) -> None:
    waiting = uploaded(here, a_sheet([line("x")]))
    give_up(here.people[Role.CONTROLLER], waiting)
    assert not WaitingFile.objects.exists()


def test_a_file_that_was_let_go_or_is_a_day_old_is_not_taken_in(here: Place) -> None:
    user = here.people[Role.CONTROLLER]
    gone = uploaded(here, a_sheet([line("x")]))
    give_up(user, WaitingFile.objects.get(pk=gone.pk))
    old = uploaded(here, a_sheet([line("y")]))
    for waiting, when in ((gone, NOW), (old, NOW + timedelta(days=1))):
        with pytest.raises(Faulty, match="does not wait any more"):
            take_in(user, waiting, when)
        with pytest.raises(Faulty, match="does not wait any more"):
            save_layout(user, waiting, Layout(), when)
    assert not ShiftLine.objects.exists()
    forget_old(NOW + timedelta(hours=23))
    assert WaitingFile.objects.get() == old
    forget_old(NOW + timedelta(hours=24))
    assert not WaitingFile.objects.exists()


def test_a_file_whose_columns_were_chosen_anew_by_another_file_is_shown_again_first(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CONTROLLER]
    header = "ordning_ref;dato;start;slutt;assistent_ref;Vikar"
    first = uploaded(here, a_sheet([f"{case.number};2026-06-03;08:00;12:00;A-1;A-2"], header))
    second = uploaded(here, a_sheet([f"{case.number};2026-06-04;08:00;12:00;A-1;A-2"], header))
    save_layout(user, second, Layout("Vikarer", {"assistent_ref": "Vikar"}), NOW)
    with pytest.raises(Faulty) as refusal:
        take_in(user, first, NOW)
    assert refusal.value.faults[0].place == AGAIN
    assert not ShiftLine.objects.exists()
    shown = WaitingFile.objects.get(pk=first.pk)
    assert shown.understood["first"][0]["assistant"] == "A-2"
    take_in(user, shown, NOW)
    assert ShiftLine.objects.get().assistant == "A-2"


def test_a_file_with_lines_that_came_in_another_in_the_meantime_is_shown_again_first(here: Place) -> None:
    case, user = a_person(here), here.people[Role.CONTROLLER]
    waiting = uploaded(
        here, a_sheet([line(case.number, line_id="7"), line(case.number, "2026-06-05", line_id="8")])
    )
    taken(here, [line(case.number, line_id="7")])
    with pytest.raises(Faulty) as refusal:
        take_in(user, waiting, NOW)
    assert refusal.value.faults[0].place == AGAIN
    assert take_in(user, waiting, NOW)[0].again == 1


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_only_reads_takes_nothing_in(here: Place, role: Role) -> None:
    with pytest.raises(Refused):
        upload(here.people[role], the_provider(here), a_sheet([line("x")]), NOW)


def test_the_clock_that_is_turned_back_gives_the_night_an_hour_more(here: Place) -> None:
    case = a_person(here)
    taken(
        here,
        [
            line(case.number, "2025-10-25", "22:00", "06:00"),
            line(case.number, "2026-03-28", "22:00", "06:00"),
        ],
    )
    assert list(ShiftLine.objects.order_by("day").values_list("minutes", flat=True)) == [540, 420]
