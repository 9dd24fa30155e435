"""When a decision is to be looked at again: its evaluation date and its last day, coming or passed."""

from dataclasses import dataclass
from datetime import date, timedelta

from rettvis.journey.application.choice import Choice
from rettvis.rulekit.wording import N_, Sentence, sentence


class DueWhat(Choice):
    """What is due."""

    EVALUATION = "evaluation", N_("To be evaluated")
    END = "end", N_("The decision ends")


@dataclass(frozen=True)
class Warnings:
    """How many days ahead the office wants to know: its own choice, no law sets it."""

    evaluation_days: int
    end_days: int


@dataclass(frozen=True)
class DueDate:
    """What is due, and on which day."""

    kind: DueWhat
    day: date

    def is_passed(self, on: date) -> bool:
        """The day is before ``on``."""
        return self.day < on

    def words(self, on: date) -> Sentence:
        """What is due, and how it stands on the day ``on``."""
        if self.kind is DueWhat.EVALUATION:
            if self.is_passed(on):
                return sentence("Was to be evaluated {day:date}.", day=self.day)
            return sentence("Is to be evaluated {day:date}.", day=self.day)
        if self.is_passed(on):
            return sentence("Ended {day:date}.", day=self.day)
        return sentence("Ends {day:date}.", day=self.day)


def due_dates(
    evaluate_on: date | None, ends_on: date | None, ahead: Warnings, on: date
) -> tuple[DueDate, ...]:
    """What the office wants to know of a line on the day ``on``: coming within its days, or passed."""
    found = []
    if evaluate_on is not None and evaluate_on <= on + timedelta(days=ahead.evaluation_days):
        found.append(DueDate(DueWhat.EVALUATION, evaluate_on))
    if ends_on is not None and ends_on <= on + timedelta(days=ahead.end_days):
        found.append(DueDate(DueWhat.END, ends_on))
    return tuple(found)
