"""The law tried: § 2-1 d on its own, necessary help apart from it, and BPA all the same after a no."""

from collections.abc import Iterator

from rettvis.journey.assessment import check_reason
from rettvis.journey.conditions import ANSWERABLE, check_answers
from rettvis.journey.decision.gate.blocker import Blocker, Check, Seen, Step, blockers
from rettvis.journey.decision.library.placeholders import PLACEHOLDERS
from rettvis.journey.decision.reasons import Reason, Tried
from rettvis.lawbook.bpa_right import check
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import Sentence, sentence


def _facts_agree(seen: Seen) -> Iterator[Blocker]:
    """Facts that cannot all be right, answers without a reason, a day that no law covers."""
    yield from blockers("law_date", Step.DECISION, seen.law_faults)
    yield from blockers("answers", Step.CONDITIONS, check_answers(seen.case.answers, seen.on))
    if seen.right is not None:
        values = {name: given.value for name, given in seen.right.facts.items()}
        yield from blockers("facts", Step.CONDITIONS, check(values))


def _nothing_decisive_missing(seen: Seen) -> Iterator[Blocker]:
    """A missing fact never becomes no: what can still change the outcome is found out first."""
    if seen.right is None:
        return
    labels = {fact.name: fact.label for fact in seen.right.answer.ruleset.facts}
    for name in seen.right.answer.missing:
        message = sentence(
            "Whether there is a right to BPA still depends on this: {fact}. Find it out and enter it.",
            fact=labels[name],
        )
        yield Blocker("missing_fact", _mended_in(name), name, message)


def _questions_answered(seen: Seen) -> Iterator[Blocker]:
    """What the text of the law leaves open is answered by a person."""
    for question in seen.right.open_questions if seen.right else ():
        if question.question is not None:
            yield Blocker("question", Step.CONDITIONS, question.name, question.question)


def _right_tried_on_its_own(seen: Seen) -> Iterator[Blocker]:
    """pbrl § 2-1 d is tried by a person, who agrees with what follows from the facts."""
    if not seen.bpa_concerned:
        return
    tried = seen.case.decision.right
    needed = sentence("Say whether the conditions of the right to BPA are met (§ 2-1 d), on its own.")
    yield from _tried("right_tried", "right", tried, needed, "right_to_bpa")
    if tried.answer is not None and seen.met is not None and tried.answer is not seen.met:
        message = sentence(
            "Your answer on the right to BPA is not what the facts of the case give. Change the answer, or "
            "mend the facts in the assessment and the calculation."
        )
        yield Blocker("right_tried", Step.DECISION, "right.answer", message)


def _necessary_help_tried_apart(seen: Seen) -> Iterator[Blocker]:
    """What help is necessary (pbrl § 2-1) is another question than how it is organised."""
    tried = seen.case.decision.necessary_help
    needed = sentence(
        "Say whether the person needs help from the municipality, apart from how it is organised."
    )
    yield from _tried("necessary_help", "necessary_help", tried, needed, "necessary_services")
    same = tried.reason.considerations.strip() == seen.case.decision.right.reason.considerations.strip()
    if same and tried.reason.considerations.strip():
        message = sentence(
            "The reason for what help is necessary is the same as the one for the right to BPA. These are "
            "two questions: write a reason for each."
        )
        yield Blocker("necessary_help", Step.DECISION, "necessary_help.reason", message)
    if tried.answer is False and seen.case.granted:
        message = sentence("You answer that no help is necessary, but the decision grants services.")
        yield Blocker("necessary_help", Step.DECISION, "necessary_help.answer", message)


def _offer_considered_after_a_no(seen: Seen) -> Iterator[Blocker]:
    """hol § 3-8: BPA must be considered for those without the right as well."""
    if not seen.bpa_concerned or seen.met is not False:
        return
    tried = seen.case.decision.offer_after_no
    needed = sentence("There is no right to BPA. Say whether BPA should be offered all the same (§ 3-8).")
    yield from _tried("offer_after_no", "offer_after_no", tried, needed, "duty_to_offer_bpa")
    if tried.answer is not None and tried.answer is not seen.bpa_granted and seen.case.decision.lines:
        message = (
            sentence("You answer that BPA should be offered, but no service line grants BPA.")
            if tried.answer
            else sentence("You answer that BPA should not be offered, but a service line grants BPA.")
        )
        yield Blocker("offer_after_no", Step.DECISION, "offer_after_no.answer", message)


def _met_right_is_followed(seen: Seen) -> Iterator[Blocker]:
    """Where the conditions are met there is a right: a refusal must say what follows from it."""
    if not seen.met or seen.bpa_granted or not seen.bpa_concerned:
        return
    needed = sentence(
        "The conditions of the right to BPA are met, but the decision does not grant BPA. Grant it, or write "
        "what follows from the right and why the person does not get BPA."
    )
    faults = check_reason(seen.case.decision.right_refused_why, "right_refused_why", needed)
    yield from blockers("met_but_refused", Step.DECISION, faults)


def _tried(name: str, anchor: str, tried: Tried, needed: Sentence, rule: str) -> Iterator[Blocker]:
    if tried.answer is None:
        yield Blocker(name, Step.DECISION, f"{anchor}.answer", needed)
    yield from blockers(name, Step.DECISION, reason_faults(tried.reason, f"{anchor}.reason", rule))


def reason_faults(reason: Reason, place: str, rule: str = "") -> Iterator[Fault]:
    """What a reason lacks: rules (``rule`` among them, if given), facts, main considerations (fvl. § 25)."""
    if not reason.rules or (rule and rule not in reason.rules):
        yield Fault(f"{place}.rules", sentence("Choose the rules of law that the reason rests on."))
    yield from check_reason(
        reason.facts, f"{place}.facts", sentence("Write the facts that the reason rests on.")
    )
    yield from check_reason(reason.considerations, f"{place}.considerations", _considerations(reason))
    yield from _text_faults(reason, place)


def _considerations(reason: Reason) -> Sentence:
    """What to write where nothing about this person is written: a text of the library is the same for all."""
    if any(text.norm for text in reason.texts):
        return sentence(
            "A norm is guidance and is never itself the reason. Write what it is in this person’s situation "
            "that gives the answer."
        )
    if reason.texts:
        return sentence(
            "The texts from the library are the same for everybody. Write the main considerations: what has "
            "counted for this person, and how it was weighed."
        )
    return sentence("Write the main considerations: what has counted, and how it was weighed.")


def _text_faults(reason: Reason, place: str) -> Iterator[Fault]:
    """Every text from the library is written in the letter's language, with nothing left open."""
    for text in reason.texts:
        if not text.words.strip():
            message = sentence(
                "The text “{title}” is not written in the language of the letter. Take it out, or have it "
                "written.",
                title=text.title,
            )
            yield Fault(f"{place}.texts", message)
        for name in text.missing:
            message = sentence(
                "The text “{title}” needs {what}. Fill it in, or take the text out.",
                title=text.title,
                what=PLACEHOLDERS[name].meaning if name in PLACEHOLDERS else name,
            )
            yield Fault(f"{place}.texts", message)


def _mended_in(fact: str) -> Step:
    if fact in ANSWERABLE:
        return Step.CONDITIONS
    if fact.startswith("minutes."):
        return Step.CALCULATION
    return Step.APPLICATION if fact in ("birth_date", "applied_on") else Step.ASSESSMENT


CHECKS: tuple[Check, ...] = (
    _facts_agree,
    _nothing_decisive_missing,
    _questions_answered,
    _right_tried_on_its_own,
    _necessary_help_tried_apart,
    _offer_considered_after_a_no,
    _met_right_is_followed,
)
