"""The documents of the demonstration: invented statements, made here, and a letter that asks for more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from struct import pack
from zlib import compress, crc32

from django.utils import timezone

from rettvis.edges.letters import render_pdf
from rettvis.journey.decision.document import Document, Heading, Letterhead, Paragraph, Signature, Signer
from rettvis.journey.documents import AskedOf
from rettvis.web.access.models import User
from rettvis.web.application.models import OPEN_STATUSES, Case, Group
from rettvis.web.documents.asking import Wanted, ask
from rettvis.web.documents.models import CaseDocument
from rettvis.web.documents.receiving import ReceivedFile
from rettvis.web.documents.services import Marking, NewDocument, add_document, withdraw_document
from rettvis.web.documents.store import paperwork_of

HANDLER = "kari"


@dataclass(frozen=True)
class Paper:
    """A statement: its kind, file name, who it is from, its title and what it says."""

    kind: str
    name: str
    sender: str
    title: str
    text: str


APPLICATION = Paper(
    "application",
    "Søknad.pdf",
    "Personen selv",
    "Søknad om helse- og omsorgstjenester",
    "Jeg søker om hjelp fra kommunen. Hva jeg trenger, har jeg skrevet i søknaden på nettet.",
)
STATEMENT = Paper(
    "medical",
    "Uttalelse fra fastlegen.pdf",
    "Fastlegen",
    "Uttalelse til kommunen",
    "Pasienten har en varig sykdom som gjør det vanskelig å gå, løfte og stå lenge. Kreftene varierer "
    "gjennom dagen. Behovet for hjelp ventes å vare i mer enn to år.",
)
THERAPIST = Paper(
    "therapist",
    "Ergoterapeut, hjemmebesøk.pdf",
    "Ergoterapeuten",
    "Etter hjemmebesøk",
    "Dusjen har høy kant, og det er trapp til soverommet. Et dusjsete og et håndtak vil gjøre morgenstellet "
    "tryggere, men det trengs fortsatt en hånd å støtte seg til.",
)
SCHOOL = Paper(
    "school",
    "Uttalelse fra skolen.pdf",
    "Skolen",
    "Uttalelse fra kontaktlæreren",
    "Eleven har assistent i alle timer og trenger hjelp til måltider, toalett og forflytning. Eleven trives, "
    "og vil gjerne være med de andre etter skoletid.",
)


def add_papers(users: Mapping[str, User], on: date) -> None:
    """Put documents in some of the open cases, as it stands on ``on``; one case has been asked for more."""
    open_cases = list(Case.objects.filter(status__in=OPEN_STATUSES).order_by("number")[:4])
    user = users[HANDLER]
    for case in open_cases[:3]:
        for paper, came in _papers(case, on):
            _add(case, paper.kind, paper.name, paper.sender, _pdf(case, paper, came), came, user)
    first = open_cases[0]
    _add(first, "other", "Badet.png", "Personen selv", bathroom(), on - timedelta(days=3), user)
    wrong = Paper("medical", "Epikrise.pdf", "Sykehuset", "Epikrise", "Gjelder en annen pasient.")
    content = _pdf(first, wrong, on - timedelta(days=4))
    found = _add(first, wrong.kind, wrong.name, wrong.sender, content, on - timedelta(days=4), user)
    withdraw_document(
        first, found, "wrong_case", "Lagt i feil sak. Sendt tilbake til sykehuset.", user, _at(on, 3)
    )
    _ask(open_cases[3], user, on)


def _papers(case: Case, on: date) -> Iterator[tuple[Paper, date]]:
    last = on - timedelta(days=1)
    yield APPLICATION, case.received_on
    yield STATEMENT, min(case.received_on + timedelta(days=9), last)
    if case.group == Group.CHILD:
        yield SCHOOL, min(case.received_on + timedelta(days=12), last)
    else:
        yield THERAPIST, min(case.received_on + timedelta(days=15), last)


def _ask(case: Case, user: User, on: date) -> None:
    """A letter went out a month ago, and its day has passed."""
    missing = [one.kind.key for one in paperwork_of(case).needed(case, on) if not one.documents]
    sent = max(on - timedelta(days=30), case.received_on)
    wanted = Wanted(
        kinds=tuple(missing) or ("medical",),
        asked_of=AskedOf.PERSON,
        recipient=(),
        answer_by=on - timedelta(days=3) if sent < on - timedelta(days=10) else on + timedelta(days=14),
        language="nb",
        more="",
        form_key="demo",
    )
    ask(
        case,
        wanted,
        paperwork_of(case).rules,
        user,
        timezone.make_aware(datetime.combine(sent, time(13, 20))),
    )


def _add(
    case: Case, kind: str, name: str, sender: str, content: bytes, came: date, user: User
) -> CaseDocument:
    file = ReceivedFile(BytesIO(content), name, len(content), "")
    marking = Marking(kind, came - timedelta(days=2), sender)
    new = NewDocument(file, marking, came, f"demo-{case.number}-{name}"[:40])
    return add_document(case, new, user, timezone.make_aware(datetime.combine(came, time(11, 40))))[0]


def _pdf(case: Case, paper: Paper, day: date) -> bytes:
    head = Letterhead("Oppdiktet avsender", paper.sender, day - timedelta(days=2), case.number)
    blocks = (
        Heading("Om"),
        Paragraph(case.person.name),
        Heading("Uttalelse"),
        Paragraph(paper.text),
        Signature("Med vennlig hilsen", (Signer(paper.sender, ""),)),
    )
    return render_pdf(Document("nb", head, paper.title, blocks, synthetic=True))


def bathroom() -> bytes:
    """A drawing of a bathroom: a tiled wall, a bath and a step, made of rectangles."""
    wide, high = 480, 320
    rows = [[_colour(x, y) for x in range(wide)] for y in range(high)]
    raw = b"".join(b"\0" + b"".join(bytes(point) for point in row) for row in rows)
    parts = (
        (b"IHDR", pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)),
        (b"IDAT", compress(raw, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in parts
    )


def _colour(x: int, y: int) -> tuple[int, int, int]:
    """Bath, step, floor, and the grid of the tiles."""
    if 120 <= x < 420 and 180 <= y < 270:
        return (250, 250, 252) if 135 <= x < 405 and 195 <= y < 230 else (214, 224, 230)
    if 60 <= x < 118 and 240 <= y < 270:
        return (176, 140, 98)
    if y >= 270:
        return (120, 130, 136)
    return (170, 196, 204) if x % 40 == 0 or y % 40 == 0 else (226, 238, 241)


def _at(on: date, days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(on - timedelta(days=days_ago), time(9, 5)))
