"""A norm is never itself the reason."""

import pytest

from rettvis.journey.assessment import merely_cites_norm


@pytest.mark.parametrize(
    "reason",
    [
        "I tråd med kommunens norm",
        "Norm 3–5 timer per uke.",
        "Etter kommunens praksis.",
        "Tidsnormen er 15 minutter.",
        "Følger av tildelingskriteriene",
        "Ligger innenfor veiledende tid",
        "Iht. normtid",
        "Kommunens rutine",
        "Over kommunens øvre grense",
        "Kommunens praksis gir ikke mer enn dette",
        "Standarden i kommunen er 3 timer",
        "Kommunen si rettleiande norm på 4 timar i veka",
        "According to the municipality's guideline",
    ],
)
def test_a_reason_that_only_cites_the_norm_is_none(reason: str) -> None:
    assert merely_cites_norm(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "Dusjer sittende og trenger pauser, så det tar lenger tid enn normen.",
        "Går på kor og svømming hver uke; normen dekker ikke reisen.",
        "Ektefellen lager middag i helgene.",
        "Normalt tempo",
        "Trenger faste rutiner",
        "Trenger grensesetting",
        "I praksis tar det lengre tid",
        "Hun satser på jobb",
        "Klarer påkledning av overkroppen selv",
        "",
    ],
)
def test_a_reason_from_the_person_s_life_stands_also_when_it_mentions_the_norm(reason: str) -> None:
    assert not merely_cites_norm(reason)
