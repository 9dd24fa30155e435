"""Charts of the page, drawn as SVG on the server: what the table beside each says, and nothing else."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from markupsafe import Markup

from rettvis.edges.comparison.bars import Bar, draw_bars
from rettvis.edges.comparison.charts import draw
from rettvis.journey.statistics.comparison import ChartLine, ReportChart
from rettvis.web.pages.engine import language
from rettvis.web.statistics.shown import ShownStatistics, ShownTable

FEWEST_ROWS = 2


def table_chart(table: ShownTable) -> Markup | None:
    """Bars of the users in each row; None where there is too little to draw."""
    rows = [row for row in table.rows if row.users or row.hidden]
    if len(rows) < FEWEST_ROWS:
        return None
    bars = [Bar(row.label, None if row.users is None else Fraction(row.users)) for row in rows]
    return Markup(draw_bars(bars, _("hidden"), language()))


def month_chart(page: ShownStatistics) -> Markup | None:
    """A line of the users on the last day of each month."""
    months = page.months
    if len(months) < FEWEST_ROWS:
        return None
    steps = [f"{month.day:%m.%y}" for month in months]
    points = tuple(None if month.row.users is None else Fraction(month.row.users) for month in months)
    chart = ReportChart("lines", "", "", _thinned(steps), (ChartLine(_("Users"), points),))
    return Markup(draw(chart, language()))


def _thinned(steps: Sequence[str]) -> tuple[str, ...]:
    """So many names of months that they do not meet."""
    every = -(-len(steps) // 8)
    return tuple(step if place % every == 0 else "" for place, step in enumerate(steps))
