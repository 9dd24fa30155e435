"""Taking in a scheme: every fault with its line, a new number for each change, and what is given stands."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.gate import Refused
from rettvis.web.supplement.introducing import do_some, start
from rettvis.web.supplement.models import GrantEndRow, GrantRow, SchemeFile, Why
from rettvis.web.supplement.schemes import add_scheme, read_scheme_text
from rettvis.web.supplement.store import scheme_of
from tests.web.conftest import Place
from tests.web.supplement.made import ENDS, NOW, SCHEME, SEPTEMBER, a_scheme, decided

SECOND = """
  - source: Fjordvik kommunestyre, sak 90/2026 (oppdiktet)
    decided_on: 2026-11-18
    basic_condition: Personen oppfyller vilkårene for støttekontakt.
    effective_from: {first}
    service_code: TILLEGG
    steps: [{{step: 1, extra_hours_per_week: 4}}]
    recommended_step: {step}
"""


def versions(*, until: str = "2026-12-31", first: str = "2027-01-01", step: int = 1, hours: int = 2) -> str:
    """A file with two versions: the first as it was, with a last day, and another after it."""
    lines = SCHEME.replace("step: 2, extra_hours_per_week: 2", f"step: 2, extra_hours_per_week: {hours}")
    one = "\n".join(f"    {line}" for line in lines.splitlines() if not line.startswith("name:"))
    one = one.replace(
        "effective_from: 2026-09-01", f"effective_from: 2026-09-01\n    effective_until: {until}"
    )
    return f"name: Ordning\nversions:\n  -\n{one}\n{SECOND.format(first=first, step=step)}"


def refused(place: Place, text: str) -> list[str]:
    with pytest.raises(Faulty) as found:
        a_scheme(place, text)
    return [fault.say("en") for fault in found.value.faults]


def test_a_scheme_is_kept_as_written_and_the_same_text_is_the_same_row(here: Place) -> None:
    assert a_scheme(here).row == a_scheme(here).row
    found = scheme_of(here.municipality)
    assert found is not None
    assert found.row.text == SCHEME
    assert found.scheme.newest.service_code == "TILLEGG"
    a_scheme(here, SCHEME.replace("billetter", "mat"))
    assert SchemeFile.objects.count() == 2


def test_overlapping_versions_and_a_step_that_does_not_exist_are_told_with_their_lines(here: Place) -> None:
    told = refused(here, versions(first="2026-12-01", step=9))
    assert len(told) == 2
    assert any("still holds" in one and "versions.2.effective_from" in one for one in told)
    assert any("There is no step 9" in one and "versions.2.recommended_step" in one for one in told)
    assert all(one.startswith("line:") for one in told)
    assert not SchemeFile.objects.exists()


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("source: Fjordvik kommunestyre, sak 41/2026 (oppdiktet)", "source: ''", "political decision"),
        ("introduced_at: [effective_date]", "introduced_at: [birthday]", "birthday"),
        ("own_service_code: true", "own_service_code: false", "none of its own"),
        ("service_code: TILLEGG", "service_code: 'to ord'", "hyphens"),
        ("effective_from: 2026-09-01", "effective_from: 2026-02-30", "2026-02-30"),
        ("own_hour_bank: true", "condition_shown_by: [everybody]", "everybody"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(
    here: Place, written: str, instead: str, said: str
) -> None:
    [told] = refused(here, SCHEME.replace(written, instead, 1))
    assert said in told


def test_a_version_that_people_have_hours_by_is_not_changed(here: Place) -> None:
    decided(here)
    row, _new = start(a_scheme(here), 2, SEPTEMBER, here.people["team_leader"], NOW)
    while do_some(row.pk, NOW):
        pass
    [told] = refused(
        here, versions(hours=4, until="2026-12-31").replace("hours_per_week: 3", "hours_per_week: 5")
    )
    assert "version of its own" in told
    a_scheme(here, versions())
    assert not GrantEndRow.objects.exists(), "the next version follows, and is introduced by itself"
    assert GrantRow.objects.get().version_from == date(2026, 9, 1)


def test_hours_end_with_the_scheme(here: Place) -> None:
    decided(here)
    row, _new = start(a_scheme(here), 2, SEPTEMBER, here.people["team_leader"], NOW)
    while do_some(row.pk, NOW):
        pass
    a_scheme(here, SCHEME.replace("effective_from: 2026-09-01\n", ENDS))
    end = GrantEndRow.objects.get()
    assert (end.last_day, end.why) == (date(2026, 12, 31), Why.OVER)


def test_only_a_leader_of_the_municipality_takes_in_a_scheme(here: Place, elsewhere: Place) -> None:
    for user in (here.people["caseworker"], elsewhere.people["team_leader"]):
        with pytest.raises(Refused):
            add_scheme(here.municipality, SCHEME, "line", user, NOW)


def test_the_page_says_what_is_wrong_and_then_what_the_scheme_says(here: Place, client: Client) -> None:
    client.force_login(here.people["team_leader"])
    answer = client.post(reverse("read_scheme"), {"text": SCHEME.replace("step: 3", "step: 2")})
    assert answer.status_code == 422
    assert "Linje 14" in answer.content.decode()
    assert client.post(reverse("read_scheme"), {"text": SCHEME}).status_code == 302
    shown = client.get(reverse("supplement")).content.decode()
    for words in ("kafé", "billetter", "TILLEGG", "sak 41/2026"):
        assert words in shown
    assert client.get(reverse("scheme_file")).content.decode() == SCHEME


def test_the_file_in_the_handbook_can_be_read() -> None:
    page = Path(__file__).parents[3] / "docs" / "handbook" / "tilleggsordning.md"
    text = page.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    scheme = read_scheme_text(text, "line")
    assert [piece.value.service_code for piece in scheme.versions.pieces] == ["TILLEGG", "TILLEGG"]
