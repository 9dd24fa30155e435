"""The report as one HTML page that needs nothing beside it."""

from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from rettvis.edges.comparison.shown import shown
from rettvis.journey.statistics.comparison import Report
from rettvis.rulekit.wording import sentence


def render_html(report: Report, language: str) -> str:
    """The page in ``language``; every text is escaped, and only our own drawings are markup."""
    data = shown(report, language)
    for section in data["sections"]:
        for part in section["parts"]:
            if part["kind"] == "chart":
                part["svg"] = Markup(part["svg"])
    words = {
        "table": sentence("Table").say(language),
        "chart": sentence("Chart").say(language),
        "contents": sentence("Contents").say(language),
        "source": sentence("Source").say(language),
    }
    return _template().render(report=data, words=words)


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
