"""A draft to start from: facts from the findings and a line for each service; never an outcome."""

from collections.abc import Iterable
from dataclasses import replace

from rettvis.journey.application import KindOfService, Request, Service
from rettvis.journey.conditions import RightTried
from rettvis.journey.decision import CaseSnapshot, Decision, Reason, ServiceLine, Tried
from rettvis.rulekit.findings import Finding
from rettvis.web.decision.store import Draft

_SERVICES = {
    KindOfService.PERSONAL_CARE: Service.PERSONAL_ASSISTANCE,
    KindOfService.PRACTICAL_ASSISTANCE: Service.PRACTICAL_ASSISTANCE,
    KindOfService.TRAINING: Service.TRAINING,
    KindOfService.SUPPORT_CONTACT: Service.SUPPORT_CONTACT,
    KindOfService.HOME_NURSING: Service.HOME_NURSING,
    KindOfService.RESPITE: Service.RESPITE,
    KindOfService.RESPITE_HEALTH: Service.RESPITE,
}
_RULES = {
    Service.BPA: ("right_to_bpa",),
    Service.HOME_NURSING: ("necessary_services", "health_services_at_home"),
    Service.RESPITE: ("necessary_services", "respite"),
    Service.CARE_ALLOWANCE: ("care_allowance",),
}
_USUAL_RULES = ("necessary_services", "personal_assistance")


def proposed(case: CaseSnapshot, right: RightTried | None, language: str) -> Draft:
    """The draft in ``language``. No answer, no outcome and no amount is chosen in it."""
    decision = Decision(
        lines=tuple(_lines(case, right, language)),
        right=Tried(reason=Reason(("right_to_bpa",), _found(right, language))),
        necessary_help=Tried(reason=Reason(("necessary_services",))),
        offer_after_no=Tried(reason=Reason(("duty_to_offer_bpa",))),
    )
    return Draft(decision, case.party.address, language)


def _found(right: RightTried | None, language: str) -> str:
    """What the conditions directly under the right say, and how many hours count."""
    if right is None:
        return ""
    below = [item for item in right.answer.root.because if isinstance(item, Finding)]
    counted = right.finding("counted_minutes")
    below += [counted] if counted is not None else []
    return " ".join(item.sentence.say(language) for item in below)


def _lines(case: CaseSnapshot, right: RightTried | None, language: str) -> Iterable[ServiceLine]:
    by_service: dict[Service, list[Request]] = {}
    for request in case.application.requests:
        by_service.setdefault(_service(case, request), []).append(request)
    if case.application.asks_for_bpa and Service.BPA not in by_service:
        by_service = {Service.BPA: [], **by_service}
    for service, requests in by_service.items():
        facts = _found(right, language) if service is Service.BPA else _assessed(case, requests, language)
        reason = Reason(_RULES.get(service, _USUAL_RULES), facts)
        yield ServiceLine(
            key=str(service),
            service=service,
            answers=tuple(request.key for request in requests),
            reasons=(reason,),
        )


def _service(case: CaseSnapshot, request: Request) -> Service:
    """What is asked for; else the service of the kind that the need was assessed as."""
    if request.service is not None:
        return request.service
    kinds = [row.kind for row in case.assessment.clock.rows if row.request == request.key and row.kind]
    return _SERVICES[kinds[0]] if kinds else Service.OTHER


def _assessed(case: CaseSnapshot, requests: list[Request], language: str) -> str:
    """The measured rows that answer the requests, a line each."""
    keys = {request.key for request in requests}
    rows = {row.key for row in case.assessment.clock.rows if row.request in keys}
    said = [
        f"{row.label.say(language)}: {row.formula.say(language)}"
        for row in case.calculation.rows
        if row.activity in rows
    ]
    return "\n".join(said)


def begun(draft: Draft) -> Draft:
    """A draft without what was done with it: for a decision that starts anew."""
    return replace(draft, decision=replace(draft.decision, history=()), stood_on=())
