"""``national.yaml``: which tables of Statistics Norway are taken in, and what their figures are called here.

Everything is named by the words of the table itself (or by its codes), so that a table keeps being found when
a dimension is given another code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rettvis.edges.typed_reading import Reader
from rettvis.edges.yaml_file import YamlFile
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import sentence

PROFILE = "national.yaml"


@dataclass(frozen=True)
class NationalTable:
    """One table: the ``file`` it lies in, and ``table``, the number it is fetched by.

    ``measures`` gives each figure's label a measure of ours, ``where`` chooses one category of a dimension,
    ``groups`` gives categories of a dimension the names of our groups (“all” is everybody), and ``units`` the
    unit of a measure where the table's own is another word for it.
    """

    file: str
    measures: Mapping[str, Any]
    table: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NationalProfile:
    """All the tables of one folder; ``source`` is what their figures are said to come from."""

    tables: tuple[NationalTable, ...]
    source: str = "ssb"


def read_profile(file: YamlFile) -> tuple[NationalProfile | None, list[Fault]]:
    """The profile in a YAML file that was read, and everything that is wrong with it."""
    reader = Reader(file.place())
    profile = reader.read(NationalProfile, dict(file.data), "")
    faults = [*file.faults, *reader.faults]
    if profile is None or faults:
        return None, faults or [Fault(file.place(), sentence("The file names no tables."))]
    for number, table in enumerate(profile.tables, start=1):
        place = file.place(f"tables.{number}")
        if "/" in table.file or "\\" in table.file:
            faults.append(Fault(place, sentence("Name a file in this folder.")))
        if not table.measures or not all(isinstance(one, str) for one in table.measures.values()):
            faults.append(Fault(place, sentence("Say what each figure is called here: “measures”.")))
        if not all(isinstance(one, Mapping) for one in table.groups.values()):
            faults.append(Fault(place, sentence("Give each category its group under the dimension's name.")))
    return (None if faults else profile), faults
