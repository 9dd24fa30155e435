"""The letters of a settlement: one to each person, sent with the entries that it tells of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from rettvis.journey.application import RepresentativeKind
from rettvis.journey.decision.document import Recipient, Signer
from rettvis.journey.hourbank import Ledger, SettledAccount, balance
from rettvis.journey.hourbank.letter import SettlementLetter, settlement_letter
from rettvis.rulekit.wording import Sentence, sentence
from rettvis.web.access.models import User
from rettvis.web.application.addresses import Receiver, address_lines
from rettvis.web.application.models import Case, Group
from rettvis.web.application.store import load_application
from rettvis.web.correspondence.sending import LetterToSend, letterhead_of, send_letters
from rettvis.web.decision.models import OfficeDetails, SentLetter
from rettvis.web.decision.services import official
from rettvis.web.hourbank.models import SettlementRuleRow, SettlementRun
from rettvis.web.hourbank.rules import rule_in
from rettvis.web.hourbank.sources import service_title

KIND = "settlement"
USUAL_LANGUAGE = "nb"


def send_settlement_letters(
    settled: Sequence[SettledAccount],
    ledger: Ledger,
    rule: SettlementRuleRow,
    cases: Mapping[str, Case],
    run: SettlementRun,
    user: User,
    now: datetime,
) -> int:
    """Send a letter for each account that gave hours or used some; gives how many."""
    told = [one for one in settled if one.year.granted or one.year.brought or one.year.left]
    here = [cases[one.account.person] for one in told]
    languages = dict(SentLetter.objects.filter(case__in=here).values_list("case", "language"))
    units = {case.unit_id for case in here}
    offices = {one.unit_id: one for one in OfficeDetails.objects.filter(unit__in=units)}
    title = service_title(run.service)
    service = title if isinstance(title, Sentence) else sentence("{name}", name=str(title))
    letters = []
    for one in told:
        case = cases[one.account.person]
        language = languages.get(case.pk, USUAL_LANGUAGE)
        parent = _parent(case)
        recipient = Recipient(parent or case.person.name, address_lines(case, user, Receiver.PERSON))
        signer = official(user, case, language)
        letter = SettlementLetter(
            settled=one,
            end=balance(ledger, one.account, one.account.last),
            rule=rule_in(rule),
            service=service,
            letterhead=letterhead_of(case, timezone.localdate(now), recipient, offices.get(case.unit_id)),
            signer=Signer(signer.name, signer.title),
            child=case.person.name if parent else "",
            synthetic=case.municipality.synthetic,
        )
        key = f"{KIND}:{run.service}:{run.year}:{run.number}"
        letters.append(LetterToSend(case, KIND, settlement_letter(letter, language), key))
    return send_letters(letters, user, now)


def _parent(case: Case) -> str:
    """The parent that a letter about a child goes to; empty where it goes to the person herself."""
    if case.group != Group.CHILD:
        return ""
    application = load_application(case)
    representative = None if application is None else application.representative
    if representative is None or representative.kind is not RepresentativeKind.PARENT:
        return ""
    return representative.name
