"""What ``rettvis what-if`` tells, as a document and as tables."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from rettvis.cli.output import Output
from rettvis.rulekit.wording import Sentence, sentence, value_text

if TYPE_CHECKING:
    from rettvis.cli.scenarios import Asked
    from rettvis.journey.simulation.what_if import Counted, Group, Result


class Told:
    """The answer with its small groups hidden: those in which some count is less than ``threshold``."""

    def __init__(self, asked: "Asked", result: "Result", engine: str, threshold: int) -> None:
        from rettvis.journey.simulation.what_if import divided
        from rettvis.journey.statistics.own_cases.suppression import hidden_counts

        self.asked = asked
        self.result = result
        self.engine = engine
        self.threshold = threshold
        self.divided = divided(result, partial(hidden_counts, threshold=threshold))

    def data(self) -> Mapping[str, Any]:
        """The answer as a document; the keys are stable."""
        from rettvis.edges.what_if_document import what_if_data

        told = what_if_data(self.result, self.divided)
        first = {"title": self.asked.title, "rules": self.asked.rules, "engine": self.engine}
        return {**first, **told, "threshold": self.threshold}

    def readable(self, output: Output) -> Iterator[Any]:
        """The answer as a sentence and a table for today and every what-if, and who gains and loses."""
        from rettvis.journey.simulation.what_if.words import CAUTION, plain_sentences

        if self.asked.title:
            yield Sentence("{title}", {"title": self.asked.title})
        yield sentence("{count:number} cases.", count=self.result.persons)
        yield self._outcomes(output)
        for counted in self.result.scenarios:
            yield from plain_sentences(counted, self.result.today)
        yield self._hours(output)
        yield from self._groups(output)
        yield CAUTION

    def _outcomes(self, output: Output) -> Any:
        rows = []
        for counted in (self.result.today, *self.result.scenarios):
            found = counted.whole.outcomes()
            today = counted is self.result.today
            gain, lose = ("", "") if today else (counted.whole.gain, counted.whole.lose)
            rows.append(
                (
                    _name(counted, self.result.today),
                    *(value_text(found[one], output.language) for one in found),
                    "" if today else between_text(gain, output),
                    "" if today else between_text(lose, output),
                )
            )
        columns = (
            *(sentence("What if"), sentence("Right"), sentence("No right"), sentence("Fact missing")),
            *(sentence("Person must answer"), sentence("Gain"), sentence("Lose")),
        )
        return output.table(columns, rows)

    def _hours(self, output: Output) -> Any:
        columns = [sentence("What if"), sentence("Hours a week with the right")]
        scheme, cost = self.asked.scheme is not None, self.result.prices.hour is not None
        columns += [sentence("Supplement, hours a week")] if scheme else []
        columns += [sentence("Cost a year, kroner")] if cost else []
        rows = []
        for counted in (self.result.today, *self.result.scenarios):
            row = [_name(counted, self.result.today), between_text(counted.minutes, output, 60)]
            if scheme and counted.supplement is not None:
                row.append(between_text(counted.supplement.minutes, output, 60))
            if cost:
                row.append(between_text(counted.cost, output, 100))
            rows.append(row)
        return output.table(columns, rows)

    def _groups(self, output: Output) -> Iterator[Any]:
        """Who: a table for each division of each what-if in which anything may be shown."""
        from rettvis.journey.simulation.what_if.words import HIDDEN, division_name, group_name

        columns = [sentence("Group"), sentence("Persons"), sentence("Right today"), sentence("Gain")]
        columns += [sentence("Lose"), sentence("Right then"), sentence("No answer yet")]
        hidden = False
        for counted, divisions in zip(self.result.scenarios, self.divided, strict=True):
            for name, groups in divisions.items():
                names = {"scenario": counted.scenario.name, "division": division_name(name)}
                if all(group.hidden for group in groups.values()):
                    yield sentence(
                        "{scenario}, by {division}: the groups are too small to be shown.", **names
                    )
                    continue
                rows = [
                    (group_name(name, key), *("–" if one is None else one for one in _figures(group)))
                    for key, group in sorted(groups.items())
                ]
                hidden = hidden or any(None in _figures(group) for group in groups.values())
                yield output.table(columns, rows, sentence("{scenario}, by {division}", **names))
        if hidden:
            yield Sentence(HIDDEN, {"threshold": self.threshold})


def _figures(group: "Group") -> tuple[int | None, ...]:
    """The figures of a group in the order of the columns."""
    return group.persons, group.right_today, group.gain, group.lose, group.right, group.open


def _name(counted: "Counted", today: "Counted") -> Sentence:
    if counted is today:
        return sentence("Today")
    return Sentence("{name}", {"name": counted.scenario.name})


def between_text(between: Any, output: Output, unit: int = 1) -> str:
    """A number, or its bounds; whole units, a half rounded up."""
    from rettvis.journey.simulation.what_if.words import between_words

    return "–" if between is None else between_words(between, unit).say(output.language)
