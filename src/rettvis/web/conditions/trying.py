"""The right tried for a case as it is saved now, and its findings as a page shows them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rettvis.journey.application import Application
from rettvis.journey.assessment import Assessment
from rettvis.journey.calculation import Calculation, Choices, calculate
from rettvis.journey.conditions import RightTried, Subject, assess_right, facts_for_right
from rettvis.lawbook.bpa_right import check
from rettvis.rulekit.basis import LegalBasis
from rettvis.rulekit.facts import Fact, Given, Source, fact_text
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.findings import FactUsed, Finding, Outcome, reading
from rettvis.rulekit.wording import date_text, translate, value_text
from rettvis.web.application.models import ApplicationRevision, Case
from rettvis.web.application.newest import Newest
from rettvis.web.application.store import application_in
from rettvis.web.assessment.models import AssessmentRevision
from rettvis.web.assessment.store import assessment_in, for_case
from rettvis.web.calculation.models import CalculationRevision
from rettvis.web.calculation.store import choices_in
from rettvis.web.conditions.forms import CHOICE_WORDS
from rettvis.web.conditions.models import ConditionsRevision
from rettvis.web.conditions.store import Answered, answered_in
from rettvis.web.pages.engine import language, say


@dataclass(frozen=True)
class Basis:
    """Everything that the right is tried on, as it is saved."""

    application: Application
    assessment: Assessment
    choices: Choices
    answered: Answered
    newest: Newest

    @property
    def calculation(self) -> Calculation:
        """The assessed day clock, measured."""
        return calculate(self.assessment.clock, self.choices)


@dataclass(frozen=True)
class Tried:
    """The right as tried; ``right`` is None where no law covers the day, and ``faults`` say why."""

    right: RightTried | None
    faults: tuple[Fault, ...]


def basis_of(case: Case) -> Basis:
    """What the case is tried on, in one query."""
    newest = Newest(case, ApplicationRevision, AssessmentRevision, CalculationRevision, ConditionsRevision)
    application, assessment = newest.content(ApplicationRevision), newest.content(AssessmentRevision)
    return Basis(
        Application(received_on=case.received_on) if application is None else application_in(application),
        for_case(Assessment() if assessment is None else assessment_in(assessment), case),
        choices_in(newest.content(CalculationRevision)),
        answered_in(newest.content(ConditionsRevision)),
        newest,
    )


def try_right(case: Case, basis: Basis, answered: Answered, on: date) -> Tried:
    """The right by the law of the decision day, or of ``on`` while none is set."""
    day = answered.decision_day or on
    subject = Subject(case.person.birth_date, basis.application.received_on, day)
    facts = facts_for_right(subject, basis.assessment, basis.calculation, answered.answers)
    try:
        right = assess_right(facts, day)
    except Faulty as faulty:
        return Tried(None, faulty.faults)
    return Tried(right, tuple(check({name: given.value for name, given in facts.items()})))


@dataclass
class Shown:
    """One finding, or one fact or number that it rests on, with what is below it."""

    title: str
    state: str
    """An outcome, ``fact`` or ``missing``; with ``_beside`` where it is open but decides nothing."""
    words: str = ""
    distance: str = ""
    basis: LegalBasis | None = None
    value: str = ""
    origin: str = ""
    name: str = ""
    told: bool = False
    below: list["Shown"] = field(default_factory=list)


def shown_findings(right: RightTried) -> Shown:
    """The tree of findings under the right, ready to be read."""
    stack: list[Shown] = []
    settled = right.outcome in (Outcome.MET, Outcome.NOT_MET)
    for depth, item, told in reading(right.answer.root):
        if isinstance(item, FactUsed) and item.is_parameter:
            continue  # every limit is said by the finding that has it
        shown = _finding(item, told) if isinstance(item, Finding) else _leaf(item, right)
        if settled and shown.state in ("unknown", "human", "missing"):
            shown.state = f"{shown.state}_beside"
        del stack[depth:]
        if stack:
            stack[-1].below.append(shown)
        stack.append(shown)
    return stack[0]


def _finding(finding: Finding, told: bool) -> Shown:
    basis = finding.basis
    shown = Shown(
        say_title(finding.node.title), finding.outcome.value, basis=basis, name=finding.name, told=told
    )
    if not told:
        shown.words = say(finding.sentence)
        shown.distance = _distance(finding)
    return shown


def say_title(title: str) -> str:
    """A rule's title in the reader's language."""
    return translate(title, language())


def _leaf(used: FactUsed, right: RightTried) -> Shown:
    leaf = used.leaf
    assert isinstance(leaf, Fact)
    given = right.facts.get(used.name)
    value = fact_text(leaf, used.value)
    shown = Shown(_capital(say(leaf.label)), "fact" if used.value is not None else "missing", name=used.name)
    shown.value = _value(value, leaf.unit)
    shown.origin = origin_words(given) if given else ""
    return shown


def _value(value: Any, unit: str) -> str:
    if isinstance(value, str) and value in CHOICE_WORDS:
        return str(CHOICE_WORDS[value])
    return value_text(value, language(), unit)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _distance(finding: Finding) -> str:
    """How far the measured value is from the limit, in words."""
    distance, unit = finding.distance, finding.unit
    if distance is None or finding.outcome not in (Outcome.MET, Outcome.NOT_MET):
        return ""
    if isinstance(finding.value, int):
        amount = value_text(abs(distance), language(), unit)
    else:
        amount = value_text(abs(distance), language(), "days")
    values = {"amount": amount, "limit": value_text(finding.threshold, language(), unit)}
    if distance < 0 and finding.outcome is Outcome.NOT_MET:
        return _("%(amount)s short of the limit of %(limit)s") % values
    if distance < 0:
        return _("%(amount)s below the limit of %(limit)s") % values
    if distance == 0:
        return _("Exactly at the limit of %(limit)s") % values
    return _("%(amount)s above the limit of %(limit)s") % values


def origin_words(given: Given) -> str:
    """Where a fact comes from: who gave it, when and why."""
    origin = given.origin
    source = {
        Source.APPLICANT: _("The application"),
        Source.REGISTER: _("Register"),
        Source.CASEWORKER: _("Caseworker"),
        Source.DERIVED: _("Calculated"),
    }[origin.source]
    when = date_text(origin.when, language()) if origin.when else ""
    parts = [source, origin.who, when, translate(origin.why, language()) if origin.why else ""]
    return ", ".join(part for part in parts if part)
