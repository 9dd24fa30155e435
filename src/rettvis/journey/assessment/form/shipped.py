"""The day clock that comes with the program: version 1, read from ``shipped.toml``.

Every case whose assessment names no form of its own uses it, so it is never changed: a new set of activities
is a new version.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

from rettvis.journey.application import KindOfService
from rettvis.journey.assessment.form.form import FormGroup, FormKind, FormRow, MappingForm
from rettvis.journey.assessment.form.words import LocalWords

SHIPPED_VERSION = 1


@lru_cache
def shipped_day_clock(group: FormGroup) -> MappingForm:
    """The activities to start from, the same for adults and children."""
    text = files("rettvis.journey.assessment.form").joinpath("shipped.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    rows = tuple(_row(raw) for raw in content["rows"])
    return MappingForm(FormKind.DAY_CLOCK, group, LocalWords(**content["title"]), rows)


def _row(raw: dict[str, str]) -> FormRow:
    words = LocalWords(raw["nb"], raw["nn"], raw["en"])
    return FormRow(raw["key"], words, kind=KindOfService(raw["kind"]) if "kind" in raw else None)
