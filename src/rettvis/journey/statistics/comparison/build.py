"""The comparison report, made from a publication and what is known of practice and constructed cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rettvis.journey.statistics.comparison.ahead import ahead_parts
from rettvis.journey.statistics.comparison.doubts import doubt_decisions, doubt_practice
from rettvis.journey.statistics.comparison.drivers import driver_parts
from rettvis.journey.statistics.comparison.intervals import doubt_table, interval_table
from rettvis.journey.statistics.comparison.over_time import table_of
from rettvis.journey.statistics.comparison.practice import Practice, practice_tables, shared_table, stated
from rettvis.journey.statistics.comparison.report import (
    Remark,
    Report,
    ReportPart,
    ReportSection,
    ReportText,
    several,
)
from rettvis.journey.statistics.comparison.series import YearlySeries, series_of
from rettvis.journey.statistics.comparison.spread import range_chart, range_table, rank_table
from rettvis.journey.statistics.comparison.vignettes import (
    VignetteDecision,
    norms_and_practice,
    vignette_table,
)
from rettvis.journey.statistics.comparison.words import word
from rettvis.journey.statistics.comparison.year_charts import charts_of
from rettvis.journey.statistics.measures import measure_text
from rettvis.journey.statistics.plausibility import Doubt
from rettvis.journey.statistics.plausibility.ranges import HOURS, USERS
from rettvis.journey.statistics.publication import Publication, doubts
from rettvis.rulekit.wording import Sentence, sentence

_NORM_KEYS = ("hours_per_week", "adult_hours_per_week", "child_hours_per_week")


@dataclass(frozen=True)
class Compared:
    """What a report is made from."""

    publication: Publication
    practice: Practice = field(default_factory=Practice)
    decisions: tuple[VignetteDecision, ...] = ()
    common_practice: tuple[str, ...] = ()
    co_payment: Mapping[str, bool] = field(default_factory=dict)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every doubt about figures, practice and decisions: what contradicts first."""
        found = [
            *doubts(self.publication),
            *doubt_practice(self.practice),
            *doubt_decisions(self.decisions),
        ]
        return tuple(sorted(found, key=lambda doubt: not doubt.contradiction))


def compare(compared: Compared, source: str) -> Report:
    """The report; what there is no data for is left out. ``source`` is named where it has none."""
    sections = [
        *_measures(compared.publication),
        _spread(compared.publication),
        _intervals(compared.publication),
        _prices(compared.publication),
        ReportSection(sentence("Need ahead"), ahead_parts(compared.publication)),
        ReportSection(sentence("What drives the differences"), driver_parts(compared.publication)),
        _practice(compared.practice),
        _cases(compared),
        _doubts(compared.doubts),
    ]
    return Report(
        sentence("Personal assistance compared"),
        compared.practice.source or compared.publication.source or source,
        tuple(section for section in sections if section.parts),
    )


def _measures(publication: Publication) -> list[ReportSection]:
    """Every measure over the years, and hours for each user where both are there."""
    figures = publication.figures
    measures = list(figures.by_measure)
    sections = []
    for measure in measures:
        series = series_of(figures, measure)
        sections.append(_over_time(measure_text(measure), measure, series, publication))
    if {HOURS, USERS} <= set(measures):
        series = series_of(figures, HOURS, USERS)
        heading = sentence("Hours for each user")
        sections.append(_over_time(heading, "hours_per_user", series, publication))
    return sections


def _over_time(
    heading: ReportText, name: str, series: YearlySeries, publication: Publication
) -> ReportSection:
    """One table, and its charts."""
    charts = charts_of(series, publication.figures)
    return ReportSection(heading, (table_of(series, publication, name), *charts))


def _spread(publication: Publication) -> ReportSection:
    ranges = publication.ranges
    parts: Sequence[ReportPart] = (
        [range_table(ranges), *range_chart(ranges, publication.figures)] if ranges else []
    )
    return ReportSection(sentence("Lowest and highest"), tuple(parts))


def _intervals(publication: Publication) -> ReportSection:
    parts = tuple(interval_table(table) for table in publication.intervals)
    return ReportSection(sentence("Hours by interval"), parts)


def _doubts(found: tuple[Doubt, ...]) -> ReportSection:
    return ReportSection(sentence("Doubts about the figures"), (doubt_table(found),) if found else ())


def _prices(publication: Publication) -> ReportSection:
    parts = (rank_table(publication.ranks),) if publication.ranks else ()
    return ReportSection(sentence("Prices"), parts)


def _practice(practice: Practice) -> ReportSection:
    parts: list[ReportPart] = list(practice_tables(practice))
    if practice.shared:
        parts.append(shared_table(practice.shared, "practice.shared", sentence("Common to all")))
    return ReportSection(sentence("Norms and practice"), tuple(parts))


def _cases(compared: Compared) -> ReportSection:
    """The constructed cases, with the norms beside."""
    if not compared.decisions:
        return ReportSection(sentence("Constructed cases"), ())
    norms = {
        place: norm for place, content in compared.practice.places.items() if (norm := leisure_norm(content))
    }
    parts: list[ReportPart] = [
        vignette_table(compared.decisions),
        norms_and_practice(compared.decisions, norms),
    ]
    if compared.common_practice:
        points = several(stated(point) for point in compared.common_practice)
        parts.append(Remark(sentence("Common to all in these cases: {points}.", points=points)))
    if compared.co_payment:
        points = several(
            sentence("{service}: {answer}", service=word(service), answer=stated(paid))
            for service, paid in compared.co_payment.items()
        )
        parts.append(Remark(sentence("Does the person pay a part: {points}.", points=points)))
    return ReportSection(sentence("Constructed cases"), tuple(parts))


def leisure_norm(content: Any) -> Sentence | None:
    """A municipality’s norms for leisure, in words; None where it has none."""
    norms = content.get("norms") or {}
    parts = []
    for topic in ("leisure", "physical_activity", "social_activity"):
        for key in _NORM_KEYS:
            value = (norms.get(topic) or {}).get(key)
            if isinstance(value, (int, Decimal, list)):
                parts.append(_norm(topic, key, value))
    return several(parts) if parts else None


def _norm(topic: str, key: str, value: Any) -> Sentence | str:
    """One norm, with who or what it is for where it is not for leisure of everybody."""
    if topic != "leisure":
        return sentence("{hours} ({what})", hours=stated(value), what=stated(topic))
    if key != "hours_per_week":
        return sentence(
            "{hours} ({what})", hours=stated(value), what=stated(key.removesuffix("_hours_per_week"))
        )
    return stated(value)
