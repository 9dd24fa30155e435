"""The log as a file: rows as they are found, with nothing in them that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rettvis.web.access.actions import ACTION_NAMES
from rettvis.web.pages.engine import looked_at

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line at a time, with a header; semicolons between, as a Norwegian spreadsheet reads it."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff"
    yield writer.writerow(
        [
            _("Number"),
            _("When"),
            _("Who"),
            _("User name"),
            _("Organisation"),
            _("Role"),
            _("Basis"),
            _("What was done"),
            _("Data"),
            _("Case"),
            _("Cases in the list"),
            _("About the user"),
            _("Outcome"),
        ]
    )
    for row in rows:
        yield writer.writerow([_plain(value) for value in _cells(row)])


def _cells(row: dict[str, Any]) -> list[Any]:
    return [
        row["id"],
        timezone.localtime(row["at"]).isoformat(timespec="seconds"),
        row["user__name"] or "",
        row["user__username"] or "",
        row["organisation"],
        row["role"],
        _(row["basis"]) if row["basis"] else "",
        _(ACTION_NAMES[row["action"]]) if row["action"] in ACTION_NAMES else row["action"],
        looked_at(row["what"]) if row["what"] else "",
        row["case_number"],
        row["cases"].strip(),
        row["about__username"] or "",
        row["outcome"],
    ]


def _plain(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(BEGINNINGS) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text
