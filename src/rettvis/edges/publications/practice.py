"""``practice.yaml`` and ``vignette_decisions.yaml``: what municipalities do, and decided in cases."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rettvis.edges.yaml_file import YamlFile
from rettvis.journey.statistics.comparison import Practice, ServiceGranted, VignetteDecision
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.units import minutes_from_hours
from rettvis.rulekit.wording import Sentence, sentence

OUTCOMES = {"granted": True, "refused": False}
_PRINTED = re.compile(r"(?:([0-9]{1,4}) h)? ?(?:([0-9]{1,4}) min)?")


def read_practice(file: YamlFile) -> tuple[Practice, list[Fault]]:
    """What each municipality does, and what is common to all."""
    faults = list(file.faults)
    places = file.data.get("municipalities")
    shared = file.data.get("shared_practice") or {}
    if not isinstance(places, Mapping) or not all(isinstance(part, Mapping) for part in places.values()):
        message = sentence("Write each municipality by its name, with what it does below: “Storvik: …”.")
        return Practice(), [*faults, Fault(file.place("municipalities"), message)]
    if not isinstance(shared, Mapping):
        faults.append(Fault(file.place("shared_practice"), sentence("Write each point as “name: text”.")))
        shared = {}
    source = str(file.data.get("source") or "")
    read = {name: _whole(part) for name, part in places.items()}
    found_at = {name: file.place(name) for name in _names(read, "municipalities")}
    return Practice(read, _whole(shared), source, found_at), faults


def _names(content: Any, whole: str) -> Iterator[str]:
    """The whole name of every value, dots for nesting."""
    if not isinstance(content, Mapping):
        yield whole
        return
    for name, part in content.items():
        yield from _names(part, f"{whole}.{name}")


def _whole(content: Any) -> Any:
    """The content with texts put together that YAML took apart at a comma: ``{note: half, and more}``."""
    if not isinstance(content, Mapping):
        return content
    whole: dict[str, Any] = {}
    last = ""
    for name, value in content.items():
        if value is None and " " in name and isinstance(whole.get(last), str):
            whole[last] += f", {name}"
            continue
        whole[name] = _whole(value)
        last = name
    return whole


@dataclass(frozen=True)
class Decisions:
    """What ``vignette_decisions.yaml`` says: the decisions, what is common to them, and who pays a part."""

    made: tuple[VignetteDecision, ...] = ()
    common: tuple[str, ...] = ()
    co_payment: Mapping[str, bool] = field(default_factory=dict)


def read_decisions(file: YamlFile) -> tuple[Decisions, list[Fault]]:
    """Every decision in a constructed case, what is common to them, and what cannot be read."""
    faults = list(file.faults)
    rows = file.data.get("decisions")
    if not isinstance(rows, list):
        message = sentence("Write the decisions as a list, each with vignette, municipality and bpa.")
        return Decisions(), [*faults, Fault(file.place("decisions"), message)]
    found = []
    for number, row in enumerate(rows, start=1):
        reader = _Row(file.place(f"decisions.{number}"), row if isinstance(row, Mapping) else {}, faults)
        found.append(reader.decision())
    common = file.data.get("common_practice") or []
    if not isinstance(common, list):
        faults.append(Fault(file.place("common_practice"), sentence("Write the points as a list.")))
        common = []
    paid = file.data.get("co_payment") or {}
    if not isinstance(paid, Mapping) or not all(isinstance(part, bool) for part in paid.values()):
        message = sentence("Write each service with true or false: “support_contact: false”.")
        faults.append(Fault(file.place("co_payment"), message))
        paid = {}
    return Decisions(tuple(found), tuple(str(one) for one in common), paid), faults


class _Row:
    """One decision as it was written."""

    def __init__(self, place: str, content: Mapping[str, Any], faults: list[Fault]) -> None:
        self.place = place
        self.content = content
        self.faults = faults

    def decision(self) -> VignetteDecision:
        """The decision; what cannot be read becomes a fault."""
        granted = OUTCOMES.get(str(self.content.get("bpa")))
        if granted is None:
            self._fault("bpa", sentence("Write granted or refused."))
        return VignetteDecision(
            vignette=self._text("vignette"),
            municipality=self._text("municipality"),
            bpa_granted=bool(granted),
            bpa=self._bpa() if granted else None,
            bpa_hours_a_year=self._number("bpa_hours_per_year"),
            services=tuple(self._services()),
            printed_minutes=self._printed(),
            note=str(self.content.get("note") or ""),
            found_at=self.place,
        )

    def _bpa(self) -> ServiceGranted:
        minutes = self._minutes("bpa_hours_per_week", self.content)
        return ServiceGranted("bpa", minutes, up_to=self.content.get("qualifier") == "up_to")

    def _services(self) -> Iterator[ServiceGranted]:
        services = self.content.get("services") or []
        if not isinstance(services, list):
            self._fault("services", sentence("Write the services as a list."))
            return
        for line in services:
            if not isinstance(line, Mapping) or not isinstance(line.get("service"), str):
                self._fault("services", sentence("Each service needs its name: “service: support_contact”."))
                continue
            yield ServiceGranted(
                line["service"],
                self._line_minutes(line),
                self._otherwise(line),
                line.get("qualifier") == "up_to",
                str(line.get("note") or ""),
            )

    def _line_minutes(self, line: Mapping[str, Any]) -> int | None:
        """Whole minutes a week, from hours or minutes."""
        minutes = line.get("minutes_per_week")
        if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes >= 0:
            return minutes
        if minutes is not None:
            self._fault("minutes_per_week", sentence("Write whole minutes."))
        return self._minutes("hours_per_week", line)

    def _otherwise(self, line: Mapping[str, Any]) -> Sentence | None:
        """An amount that is not time a week."""
        hours, weekends, times = (
            line.get(name) for name in ("hours_per_month", "weekends_per_month", "times_per_week")
        )
        if isinstance(hours, int):
            return sentence("{hours:number} hours a month", hours=hours)
        if isinstance(weekends, int):
            if weekends == 1:
                return sentence("one weekend a month")
            return sentence("{weekends:number} weekends a month", weekends=weekends)
        if isinstance(times, int):
            return sentence("{times:number} times a week", times=times)
        return None

    def _printed(self) -> int | None:
        """The printed total in minutes, as hours or as “7 h 5 min”."""
        text = self.content.get("printed_total")
        if text is None:
            return self._minutes("printed_total_hours_per_week", self.content)
        match = _PRINTED.fullmatch(str(text))
        if match is None or not any(match.groups()):
            self._fault("printed_total", sentence("Write the total as 7 h 5 min."))
            return None
        return 60 * int(match[1] or 0) + int(match[2] or 0)

    def _minutes(self, name: str, content: Mapping[str, Any]) -> int | None:
        value = content.get(name)
        if value is None:
            return None
        found = None
        if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool):
            found = minutes_from_hours(value, f"{self.place} {name}")
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        if found is None:
            self._fault(name, sentence("Write hours as a number."))
        return found

    def _number(self, name: str) -> Fraction | None:
        value = self.content.get(name)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return Fraction(value)
        if value is not None:
            self._fault(name, sentence("Write hours as a number."))
        return None

    def _text(self, name: str) -> str:
        value = self.content.get(name)
        if not isinstance(value, str) or not value:
            self._fault(name, sentence("This must be filled in."))
            return ""
        return value

    def _fault(self, name: str, message: Sentence) -> None:
        self.faults.append(Fault(f"{self.place} {name}", message))
