"""Whatever a file of needs holds, the command answers or names the faults; it never breaks."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rettvis.cli.input import Document
from rettvis.cli.measured import as_data, measure
from rettvis.cli.needs import _CASE, _NEED, Needs, read_needs
from rettvis.edges.plain_json import plain
from rettvis.journey.application import ACTIVITIES, KindOfService
from rettvis.rulekit.faults import Fault, Faulty

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 20000),
    st.decimals(-2, 300, places=2),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(
        ["2,5", "1/3", "07:30", "night", "spouse", "child", "lasting", "school_hours", "0/0", ""]
    ),
    st.text(max_size=5),
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*_NEED, *_CASE, "share", "reason", "ground", "from"]), inner)
    ),
    max_leaves=8,
)
times = st.sampled_from([None, 1, 7, Decimal("2.5"), "1/3"])
near_needs = st.fixed_dictionaries(
    {"activity": st.sampled_from([*ACTIVITIES])},
    optional={
        "minutes": st.integers(1, 300),
        "times_per_week": times,
        "hours_per_week": st.decimals(0, 40, places=1),
        "kind": st.sampled_from([str(kind) for kind in KindOfService]),
        "when": st.sampled_from(["night", "day", "22:30"]),
        "shared": st.booleans(),
        "assistants": st.integers(1, 3),
        "note": scalars,
    },
)
files = st.dictionaries(st.sampled_from(_CASE), anything, max_size=6) | st.fixed_dictionaries(
    {"needs": st.lists(near_needs | anything, min_size=1, max_size=4)},
    optional={name: anything for name in _CASE if name != "needs"},
)


def read(data: dict[str, Any]) -> tuple[list[Needs], tuple[Fault, ...]]:
    """The cases, or the faults."""
    try:
        return read_needs(Document("needs.yaml", data)), ()
    except Faulty as refusal:
        return [], refusal.faults


@given(files)
def test_every_file_is_measured_or_its_faults_are_named(data: dict[str, Any]) -> None:
    found, faults = read(data)
    assert bool(found) is not bool(faults)
    assert all(fault.say(language) for fault in faults for language in ("nb", "nn", "en"))
    for needs in found:
        answer = plain(as_data(measure(needs)), "nb")
        minutes = answer["total"]["minutes_per_week"]
        rows = [row["minutes_per_week"] for row in answer["rows"]]
        assert (minutes is None) is (None in rows)
        if minutes is not None:
            assert sum(rows) == minutes
