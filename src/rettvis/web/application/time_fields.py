"""How much time something takes, as it is typed: minutes and times a week, or hours a week in all."""

from typing import Any

from django.utils.translation import gettext as _

from rettvis.journey.application import TimeUse
from rettvis.web.pages.sheets import PartForm


def read_time(form: PartForm, prefix: str = "", assistants: int = 1) -> TimeUse | None:
    """The time typed in the fields ``minutes``, ``times`` and ``hours`` with ``prefix`` before their names.

    Adds an error where the three do not make one time.
    """
    minutes, times, hours = (
        form.cleaned_data.get(f"{prefix}{name}") for name in ("minutes", "times", "hours")
    )
    if hours is not None:
        if minutes is not None or times is not None:
            form.add_error(
                f"{prefix}hours", _("Write either minutes and times a week, or hours a week, not both.")
            )
        return TimeUse(hours, None, assistants)
    if minutes is None and times is None:
        return None
    if minutes is None and f"{prefix}minutes" not in form.errors:
        form.add_error(f"{prefix}minutes", _("Write how many minutes it takes each time."))
    if times is None and f"{prefix}times" not in form.errors:
        form.add_error(
            f"{prefix}times", _("Write how many times a week, or write the time as hours a week instead.")
        )
    return None if minutes is None or times is None else TimeUse(minutes, times, assistants)


def typed_time(time: TimeUse | None, prefix: str = "") -> dict[str, Any]:
    """What stands in the three fields for ``time``."""
    weekly = time is not None and time.times_per_week is None
    return {
        f"{prefix}minutes": None if time is None or weekly else time.minutes,
        f"{prefix}times": None if time is None else time.times_per_week,
        f"{prefix}hours": time.minutes if time is not None and weekly else None,
    }


def used_field(form: PartForm, field: str) -> str:
    """A fault of the minutes is shown at the hours where those were typed."""
    name = field.removesuffix("minutes")
    return f"{name}hours" if field.endswith("minutes") and form[f"{name}hours"].data else field
