"""What was found out, and how the hours were worked out."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from rettvis.journey.application import TimeUse
from rettvis.journey.application.time_use import exact_minutes, how_often
from rettvis.journey.assessment import Contact, ContactKind, HouseholdMember, Relation
from rettvis.journey.calculation import Calculation, Row
from rettvis.journey.decision.document import Block, BulletList, Column, FactTable, Heading, Paragraph
from rettvis.journey.decision.letter.voice import Telling, ended
from rettvis.rulekit.facts import LASTING
from rettvis.rulekit.wording import MINUS, Sentence, sentence

_CONTACTS = {
    ContactKind.CONVERSATION: sentence("Conversation on {day:date}: {who}. {note}"),
    ContactKind.HOME_VISIT: sentence("Home visit on {day:date}: {who}. {note}"),
    ContactKind.DOCUMENT: sentence("Document of {day:date} from {who}. {note}"),
}
_LIVES_WITH = {
    Relation.SPOUSE: sentence("your spouse"),
    Relation.COHABITANT: sentence("your cohabitant"),
    Relation.PARENT: sentence("a parent"),
    Relation.OTHER: sentence("somebody else"),
}
_COUNTED = {
    Relation.CHILD: (sentence("1 child"), sentence("{count} children")),
    Relation.SIBLING: (sentence("1 sibling"), sentence("{count} siblings")),
}


def found_out(telling: Telling) -> Iterator[Block]:
    """Contacts, household, period of the need."""
    contacts = [_contact(telling, contact) for contact in telling.case.assessment.contacts if contact.on]
    facts = [*_household(telling), *_need(telling)]
    if not contacts and not facts:
        return
    yield Heading(telling.say(sentence("What we have found out")))
    if contacts:
        yield Paragraph(telling.say(sentence("We build on this:")))
        yield BulletList(tuple(contacts))
    if facts:
        yield Paragraph(telling.say(sentence("These facts have counted:")))
        yield BulletList(tuple(facts))


def _contact(telling: Telling, contact: Contact) -> str:
    values = {"day": contact.on, "who": contact.who.rstrip(". "), "note": ended(contact.note)}
    return telling.say(Sentence(_CONTACTS[contact.kind].text, values)).strip()


def _household(telling: Telling) -> Iterator[str]:
    household = telling.case.assessment.household
    if household.lives_alone:
        yield telling.say(
            sentence("You live alone."), sentence("{name} lives alone.", name=telling.first_name)
        )
    if household.members:
        members = list(_members(household.members))
        yield telling.say(
            sentence("You live with {members}.", members=members),
            sentence("{name} lives with {members}.", name=telling.first_name, members=members),
        )
    percent = household.disability_pension_percent
    if percent:
        yield telling.say(sentence("You have a disability pension of {percent} per cent.", percent=percent))
    if household.work.strip():
        yield telling.say(sentence("Work or study: {work}", work=ended(household.work)))
    if household.care_duties.strip():
        yield telling.say(sentence("Care for others: {duties}", duties=ended(household.care_duties)))


def _members(members: tuple[HouseholdMember, ...]) -> Iterator[Sentence]:
    """The grown-ups one by one, then children and siblings by their number."""
    for member in members:
        if member.relation in _LIVES_WITH:
            yield _grown_up(member)
    for relation, (one, many) in _COUNTED.items():
        count = sum(member.relation is relation for member in members)
        if count:
            yield one if count == 1 else Sentence(many.text, {"count": count})


def _grown_up(member: HouseholdMember) -> Sentence:
    who = _LIVES_WITH[member.relation]
    if member.relation is Relation.PARENT and member.note.strip():
        who = sentence("{words}", words=member.note.strip()[:1].lower() + member.note.strip()[1:])
    if member.employment_percent is None:
        return who
    return sentence("{who} (works {percent} per cent)", who=who, percent=member.employment_percent)


def _need(telling: Telling) -> Iterator[str]:
    need = telling.case.assessment.need
    if need.start is None or need.until is None:
        return
    if need.until == LASTING:
        text = sentence("The need is there from {start:date}, with no foreseeable end.", start=need.start)
        yield telling.say(text)
    else:
        yield telling.say(
            sentence(
                "The need is there from {start:date} until {until:date}.", start=need.start, until=need.until
            )
        )


def hours(telling: Telling) -> Iterator[Block]:
    """The calculation as rows, the sum, and why figures differ or time is taken out."""
    rows = list(telling.calculation.rows)
    if not rows:
        return
    yield Heading(telling.say(sentence("How we have worked out the hours")))
    yield Paragraph(_how_worked_out(telling, rows))
    yield _table(telling, rows)
    yield Paragraph(telling.say(_month_and_year(telling.calculation)))
    yield from _differences(telling)
    yield from _taken_out(telling, rows)


def _how_worked_out(telling: Telling, rows: list[Row]) -> str:
    text = telling.say(
        sentence(
            "We have gone through what you need help with in a week, and worked out how long the help takes."
        ),
        sentence(
            "We have gone through what {name} and the family need help with in a week, and worked out how "
            "long the help takes.",
            name=telling.first_name,
        ),
    )
    if not any(row.takes_out for row in rows):
        return text
    apart = sentence("What others do or are responsible for is taken out in rows of its own.")
    return f"{text} {telling.say(apart)}"


def _table(telling: Telling, rows: list[Row]) -> FactTable:
    columns = (
        Column(telling.say(sentence("Activity")), share=4),
        Column(telling.say(sentence("How often")), share=4),
        Column(telling.say(sentence("Time a week")), "end", share=3),
    )
    cells = [
        (telling.say(row.label), telling.say(_how_often(telling, row)), _time(telling, row.minutes))
        for row in rows
        if not _is_shared(row)
    ]
    cells += _shared(telling, [row for row in rows if _is_shared(row)])
    total = telling.calculation.total
    whole = telling.hours(total.at_least) if total.complete else telling.say(total.words())
    cells.append((telling.say(sentence("Altogether")), "", whole))
    caption = telling.say(sentence("The time that is needed in a week"))
    return FactTable(caption, columns, tuple(cells), last_row_is_sum=True)


def _is_shared(row: Row) -> bool:
    """Takes out shared housework: the letter tells all of it in one row, the internal record row by row."""
    return row.takes_out and row.key == f"{row.activity}.shared"


def _shared(telling: Telling, rows: list[Row]) -> list[tuple[str, str, str]]:
    if not rows:
        return []
    label = sentence("Shared housework that others in the household do")
    minutes = [row.minutes for row in rows if row.minutes is not None]
    taken_out = sum(minutes) if len(minutes) == len(rows) else None
    return [(telling.say(label), telling.say(sentence("taken out")), _time(telling, taken_out))]


def _how_often(telling: Telling, row: Row) -> Sentence:
    """How often and how long each time; a week's time at once needs no more words."""
    by_key: dict[str, TimeUse | None] = {
        activity.key: activity.assessed for activity in telling.case.assessment.clock.rows
    }
    by_key |= {deduction.key: deduction.time for deduction in telling.case.choices.deductions}
    time = by_key.get(row.key)
    if time is None:
        return row.formula
    often = sentence("in the course of the week")
    if time.times_per_week is not None:
        often = sentence(
            "{minutes:minutes} {often}", minutes=time.minutes, often=how_often(time.times_per_week)
        )
    if time.assistants > 1:
        often = sentence("{often}, {assistants} assistants at once", often=often, assistants=time.assistants)
    return sentence("{often}, taken out", often=often) if row.takes_out else often


def _month_and_year(calculation: Calculation) -> Sentence:
    return sentence(
        "That is {month:hours} a month and {year:hours} a year when we count with {weeks}.",
        month=ceil(calculation.per_month),
        year=ceil(calculation.per_year),
        weeks=calculation.weeks.words(),
    )


def _time(telling: Telling, minutes: int | None) -> str:
    if minutes is None:
        return telling.say(sentence("not known"))
    return (MINUS if minutes < 0 else "") + telling.hours(abs(minutes))


def _differences(telling: Telling) -> Iterator[Block]:
    """Where the person's figure and the assessment's differ."""
    items = [
        telling.say(
            sentence(
                "{activity}: you say {person} a week, and we have found {assessed}. {reason}",
                activity=row.label,
                person=_amount(row.by_person.per_week),
                assessed=_amount(row.assessed.per_week),
                reason=ended(row.difference_reason),
            ),
            sentence(
                "{activity}: as parents you say {person} a week, and we have found {assessed}. {reason}",
                activity=row.label,
                person=_amount(row.by_person.per_week),
                assessed=_amount(row.assessed.per_week),
                reason=ended(row.difference_reason),
            ),
        )
        for row in telling.case.assessment.clock.rows
        if row.figures_differ and row.by_person is not None and row.assessed is not None
    ]
    if items:
        heading = sentence("Where we have come to another time than you")
        parents = sentence("Where we have come to another time than you as parents")
        yield Heading(telling.say(heading, parents), 3)
        yield BulletList(tuple(items))


def _amount(minutes: Fraction) -> Sentence:
    if minutes.denominator == 1:
        return sentence("{time:hours}", time=minutes.numerator)
    return exact_minutes(minutes)


def _taken_out(telling: Telling, rows: list[Row]) -> Iterator[Block]:
    """Why time is taken out; a reason that several rows share is said once."""
    by_reason: dict[str, list[Sentence]] = {}
    for row in rows:
        if row.takes_out and row.reason.strip():
            by_reason.setdefault(ended(row.reason), []).append(row.label)
    if not by_reason:
        return
    yield Heading(telling.say(sentence("What we have taken out, and why")), 3)
    if len(by_reason) == 1:
        yield Paragraph(next(iter(by_reason)))
        return
    items = [f"{telling.say(labels[0])}: {reason}" for reason, labels in by_reason.items()]
    yield BulletList(tuple(items))
