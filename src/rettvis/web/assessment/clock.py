"""The day clock as it is typed: one row for each activity, the person's figure beside the caseworker's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rettvis.journey.application import Application, KindOfService, Request, activity_label
from rettvis.journey.assessment import (
    Assessment,
    ClockRow,
    DayClock,
    DayPart,
    DayParts,
    FormGroup,
    LocalWords,
    MappingForm,
    Place,
    When,
    shipped_day_clock,
)
from rettvis.rulekit.wording import Sentence
from rettvis.web.application.forms import LONGEST_LINE, activities
from rettvis.web.application.time_fields import read_time, typed_time, used_field
from rettvis.web.pages.engine import say
from rettvis.web.pages.quantities import ClockTime, Hours, OneOf, Text, Times, WholeNumber, YesNo
from rettvis.web.pages.sheets import PartForm, RowForm, Sheet

PERSON = "person_"


class ClockRowForm(RowForm):
    """One activity."""

    place = "clock"
    keyed = True
    usual = {"assistants": "1", "person_assistants": "1"}  # noqa: RUF012 - read only
    fields_by_place = {  # noqa: RUF012
        "when": "part",
        "assessed": "minutes",
        "assessed.minutes": "minutes",
        "assessed.times_per_week": "times",
        "assessed.assistants": "assistants",
        "by_person": "person_minutes",
        "by_person.minutes": "person_minutes",
        "by_person.times_per_week": "person_times",
        "by_person.assistants": "person_assistants",
    }

    activity = forms.ChoiceField(label=_("Activity"), choices=activities, required=False)
    words = Text(label=_("In own words"), longest=LONGEST_LINE)
    kind = OneOf(KindOfService, label=_("Type of service"), blank=_("Not chosen"))
    part = OneOf(DayPart, label=_("When"), blank=_("Not given"))
    start = ClockTime(label=_("or clock time"), required=False)
    minutes = WholeNumber(label=_("Minutes each time"), required=False)
    times = Times(label=_("Times a week"), required=False)
    hours = Hours(label=_("or hours a week"), required=False)
    assistants = WholeNumber(label=_("Assistants"), required=False)
    person_minutes = WholeNumber(label=_("The person: minutes each time"), required=False)
    person_times = Times(label=_("The person: times a week"), required=False)
    person_hours = Hours(label=_("The person: or hours a week"), required=False)
    person_assistants = WholeNumber(label=_("The person: assistants"), required=False)
    difference_reason = Text(rows=2, label=_("Why the figures differ"))
    place_of_help = OneOf(Place, label=_("Where"), blank=_("Not given"))
    shared = YesNo(label=_("Shared with the household?"), blank=_("Not given"))
    extent = Text(label=_("Extent, if no time is given"), longest=LONGEST_LINE)
    request = forms.ChoiceField(label=_("Answers this in the application"), required=False)
    note = Text(rows=2, label=_("Note"))

    def clean(self) -> dict[str, Any]:
        """Put both times together."""
        data = super().clean() or {}
        data["assessed"] = read_time(self, "", _or_one(data.get("assistants")))
        data["by_person"] = read_time(self, PERSON, _or_one(data.get("person_assistants")))
        return data

    def at_fault(self, field: str) -> str:
        """The time's fault at the field that was used."""
        return used_field(self, field)


class DayPartsForm(PartForm):
    """When each part of the day begins, in this municipality."""

    place = "clock.parts"

    morning = ClockTime(label=_("The morning begins"), required=False)
    day = ClockTime(label=_("The day begins"), required=False)
    evening = ClockTime(label=_("The evening begins"), required=False)
    night = ClockTime(label=_("The night begins"), required=False)


class ContinuousForm(PartForm):
    """The question that the law leaves to a person (pbrl § 2-1 d second paragraph)."""

    place = "several_or_night_continuous"

    continuous = YesNo(
        label=_("Is the need for more than one assistant, or for help at night, continuous?"),
        widget=forms.RadioSelect,
        help_text=_("A person answers this (pasient- og brukerrettighetsloven § 2-1 d second paragraph)."),
    )


@dataclass(frozen=True)
class Activities:
    """The activities that a case's day clock offers: those of its form, and those its rows have already."""

    form: MappingForm
    known: Mapping[str, Sentence] = field(default_factory=dict)

    def choices(self, chosen: str) -> list[tuple[str, str]]:
        """The choices of one row, which keeps the activity it has."""
        offered = self._offered
        if not chosen or chosen in offered:
            return list(offered.items())
        return [*offered.items(), (chosen, say(self.known.get(chosen) or activity_label(chosen, chosen)))]

    def named(self, activity: str | None) -> LocalWords | None:
        """What the form calls the activity, where the program does not call it so."""
        row = self.form.row(activity) if activity else None
        shipped = shipped_day_clock(self.form.group).row(row.key) if row else None
        return None if row is None or (shipped and shipped.words == row.words) else row.words

    @cached_property
    def _offered(self) -> dict[str, str]:
        own = self.form != shipped_day_clock(self.form.group)
        known = [(row.key, say(row.words.sentence)) for row in self.form.rows] if own else activities()[1:]
        return dict([*activities()[:1], *known])


class ClockSheet(Sheet):
    """The whole day clock."""

    parts = {"clock": ClockRowForm, "parts": DayPartsForm, "continuous": ContinuousForm}  # noqa: RUF012

    def __init__(
        self,
        initial: Mapping[str, Any],
        data: QueryDict | None = None,
        application: Application | None = None,
        activities: "Activities | None" = None,
    ) -> None:
        self.activities = activities or Activities(shipped_day_clock(FormGroup.ADULT))
        self.requests = application.requests if application else ()
        self.offered = {"": str(_("Nothing in it")), **{one.key: say(one.label) for one in self.requests}}
        super().__init__(initial, data)

    def prepare(self, form: PartForm) -> None:
        """Offer the requests of the application, and whatever the row answered before."""
        if isinstance(form, ClockRowForm):
            before = str(form.initial.get("request") or form.data.get(form.add_prefix("request"), ""))
            offered = self.offered if before in self.offered else {**self.offered, before: before}
            form.fields["request"].choices = lambda: list(offered.items())
            chosen = str(form.initial.get("activity") or form.data.get(form.add_prefix("activity"), ""))
            form.fields["activity"].choices = lambda: self.activities.choices(chosen)

    def not_answered(self) -> list[Request]:
        """The requests of the application that no row answers yet."""
        answered = {row["request"].value() for row in self.rows["clock"]}
        return [request for request in self.requests if request.key not in answered]

    def rearranged(self) -> bool:
        """Also “fetch”: a row for each request that no row answers, with the person's own figures."""
        if self.pressed != ("fetch",):
            return super().rearranged()
        self.keep_quiet()
        blank = [row for row in self.rows["clock"] if row.is_blank]
        for request in self.not_answered():
            self.add("clock", _typed_request(request, self.activities.form))
        self.rows["clock"] = [row for row in self.rows["clock"] if row not in blank]
        return True

    @staticmethod
    def content_of(assessment: Assessment) -> dict[str, Any]:
        """What stands in the forms for ``assessment``."""
        clock = assessment.clock
        return {
            "clock": [(row.key, _typed(row)) for row in clock.rows],
            "parts": {part.value: clock.parts.begins(part) for part in DayPart},
            "continuous": {"continuous": assessment.several_or_night_continuous},
        }

    def apply(self, assessment: Assessment) -> Assessment:
        """``assessment`` with what was typed here."""
        return replace(
            assessment,
            clock=self.clock(assessment.clock),
            several_or_night_continuous=self.forms["continuous"].cleaned_data["continuous"],
        )

    def clock(self, before: DayClock) -> DayClock:
        """The day clock of those rows that could be read; the origin of a row is that of ``before``."""
        known = {row.key: row for row in before.rows}
        rows = (_row(form) for form in self.rows["clock"] if not form.errors)
        kept = tuple(self._as_before(row, known.get(row.key)) for row in rows)
        given = {name: minute for name, minute in self._typed_parts().items() if minute is not None}
        return DayClock(kept, replace(DayParts(), **given))

    def _as_before(self, row: ClockRow, before: ClockRow | None) -> ClockRow:
        """The row with the origin it had, and with what its form calls the activity."""
        named = (
            before.named
            if before and before.activity == row.activity
            else self.activities.named(row.activity)
        )
        return replace(row, origin=before.origin if before else row.origin, named=named)

    def _typed_parts(self) -> dict[str, Any]:
        form = self.forms["parts"]
        return {} if form.errors else form.cleaned_data


def _typed(row: ClockRow) -> dict[str, Any]:
    when = row.when or When()
    return {
        "activity": row.activity or "",
        "words": row.words,
        "kind": row.kind,
        "part": when.part,
        "start": when.start,
        **typed_time(row.assessed),
        "assistants": row.assessed.assistants if row.assessed else 1,
        **typed_time(row.by_person, PERSON),
        "person_assistants": row.by_person.assistants if row.by_person else 1,
        "difference_reason": row.difference_reason,
        "place_of_help": row.place,
        "shared": row.shared,
        "extent": row.extent,
        "request": row.request or "",
        "note": row.note,
    }


def _typed_request(request: Request, form: MappingForm) -> dict[str, Any]:
    """A row that begins with what the application says; the caseworker's own figure stays open."""
    usual = form.row(request.activity) if request.activity else None
    same = request.service is not None and request.service.value in list(KindOfService)
    kind = KindOfService(request.service.value) if same and request.service else usual and usual.kind
    row = ClockRow(
        key="",
        activity=request.activity,
        words=request.words,
        kind=kind,
        when=When(usual.part) if usual and usual.part else None,
        by_person=request.time,
        extent=request.extent,
        request=request.key,
    )
    return _typed(row)


def _row(form: RowForm) -> ClockRow:
    data = form.cleaned_data
    given = data["part"] is not None or data["start"] is not None
    return ClockRow(
        key=form.key,
        activity=data["activity"] or None,
        words=data["words"],
        kind=data["kind"],
        when=When(data["part"], data["start"]) if given else None,
        place=data["place_of_help"],
        assessed=data["assessed"],
        by_person=data["by_person"],
        difference_reason=data["difference_reason"],
        shared=data["shared"],
        extent=data["extent"],
        note=data["note"],
        request=data["request"] or None,
    )


def _or_one(assistants: int | None) -> int:
    return 1 if assistants is None else assistants
