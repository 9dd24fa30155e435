"""The list of cases: what to do next and why, a search by whatever is known, and giving cases out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.debug import sensitive_post_parameters

from rettvis.rulekit.faults import Faulty
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants, may
from rettvis.web.access.guard import guarded
from rettvis.web.access.kept_pages import kept_page
from rettvis.web.access.log import look_up
from rettvis.web.access.looking import only_looking
from rettvis.web.application.cases import visible_cases
from rettvis.web.pages.engine import language, say
from rettvis.web.worklist.assigning import Chosen, assign_many, read_chosen
from rettvis.web.worklist.choices import Colleague, choices, colleagues, own_units, takers
from rettvis.web.worklist.filters import TITLES, Asked, Choices, read
from rettvis.web.worklist.finding import fitting
from rettvis.web.worklist.lines import Reader, lines
from rettvis.web.worklist.recognising import LOGGED_AS, LONGEST, Reading, Sought, recognised
from rettvis.web.worklist.rows import Rows, key_of, listed, place_of, rows_of
from rettvis.web.worklist.saying import understood
from rettvis.web.worklist.words import options, words_in

THE_LIST = gettext_noop("The list of cases")
GIVEN = "cases_given"
"""In the session until the next page is shown: what was given, so that it can be given back."""


@dataclass(frozen=True)
class Typed:
    """What was typed in the search box, which cases were ticked and for whom, and what is wrong with it."""

    text: str = ""
    ticked: Collection[str] = frozenset()
    all_ticked: bool = False
    faults: Sequence[str] = ()
    to: str = ""


@sensitive_post_parameters("text")
@guarded(Action.SEE_WORKLIST, post=Action.SEE_WORKLIST, atomic=False)
def worklist(request: HttpRequest) -> HttpResponse:
    """The list. A search comes by POST, so that no name stands in an address or a server's log."""
    known = colleagues(request.user)
    offered = choices(request.user, known)
    text = _text(request)
    asked = read(request.POST if text else request.GET, Choices() if text else offered)
    do = request.POST.get("do", "")
    if do in ("assign", "give_back"):
        return _assign(request, asked, offered, known, text, back=do == "give_back")
    return _shown(request, asked, offered, known, Typed(text, all_ticked=do == "tick_all"))


def _assign(
    request: HttpRequest, asked: Asked, offered: Choices, known: list[Colleague], text: str, *, back: bool
) -> HttpResponse:
    """Give the ticked cases out and show the list again; or say why none was given."""
    ticked = request.POST.getlist("case")
    to = request.POST.get("to", "")
    faults: list[str] = []
    if not back and to not in {"0", *(str(one.key) for one in known)}:
        faults.append(_("Choose who is to have the cases."))
    try:
        chosen = read_chosen(ticked, None if back else int(to if not faults else 0))
        given = assign_many(chosen, request.user) if not faults else []
    except Faulty as faulty:
        faults += [say(fault.message) for fault in faulty.faults]
    if faults:
        return _shown(request, asked, offered, known, Typed(text, frozenset(ticked), faults=faults, to=to))
    _tell(request, given, chosen, known, back=back)
    if text:
        return _shown(request, asked, offered, known, Typed(text))
    return redirect(f"{reverse('worklist')}?{asked.here()}")


def _tell(
    request: HttpRequest, given: list[Chosen], chosen: list[Chosen], known: list[Colleague], *, back: bool
) -> None:
    """Say what was done, and keep what is needed to give the cases back."""
    if not given:
        messages.info(request, _("Nothing was changed: the cases are handled like that already."))
        return
    words = {"count": len(given), "name": ""}
    if back:
        text = ngettext("%(count)s case was given back.", "%(count)s cases were given back.", len(given))
    elif to := chosen[0].to:
        words["name"] = next(one.name for one in known if one.key == to)
        text = ngettext(
            "%(count)s case is now handled by %(name)s.",
            "%(count)s cases are now handled by %(name)s.",
            len(given),
        )
    else:
        text = ngettext(
            "%(count)s case is now handled by nobody.",
            "%(count)s cases are now handled by nobody.",
            len(given),
        )
    messages.success(request, text % words)
    if not back:
        request.session[GIVEN] = [f"{one.number}.{one.to}.{one.handled_by}" for one in given]


def _shown(
    request: HttpRequest, asked: Asked, offered: Choices, known: list[Colleague], typed: Typed
) -> HttpResponse:
    """The page. It is not sent before the log has its row of what is shown."""
    reading = _reading(request, typed.text)
    found = _found(request, asked, reading)
    with only_looking():
        _log(request, found, LOGGED_AS[reading.kind] if reading else THE_LIST)

    def made() -> TemplateResponse:
        return _made(request, asked, offered, known, typed, found, reading)

    if typed != Typed() or GIVEN in request.session:
        return made()
    return kept_page(request, (asked, offered, tuple(known), found.shown()), made)


def _made(
    request: HttpRequest,
    asked: Asked,
    offered: Choices,
    known: list[Colleague],
    typed: Typed,
    found: Rows,
    reading: Reading | None,
) -> TemplateResponse:
    page = found.page()
    words = words_in(language())
    approving, sending = (_where(request, one) for one in (Action.APPROVE_DECISION, Action.SEND_LETTER))
    may_assign = may(request.user, Action.ASSIGN_CASE)
    reader = Reader(request.user.today(), language(), words, approving, sending, may_assign)
    marked = {key_of(row) for row in page.rows} if typed.all_ticked else typed.ticked
    context = {
        "asked": asked,
        "page": page,
        "lines": lines(found, page, reader, marked),
        "reading": reading,
        "understood": understood(reading) if reading else "",
        "text": "" if reading and reading.kind is Sought.NATIONAL_ID else typed.text,
        "offered": offered,
        "takers": takers({place_of(row) for row in page.rows}, known) if may_assign else (),
        "may_assign": may_assign,
        "may_open": may(request.user, Action.OPEN_CASE),
        "may_see_load": may(request.user, Action.SEE_LOAD),
        "faults": typed.faults,
        "to": typed.to,
        "given": request.session.pop(GIVEN, []) if not typed.text and GIVEN in request.session else [],
        "doubts": [TITLES[name] for name in asked.doubts],
        "words": words,
        "options": options,
    }
    return TemplateResponse(request, "worklist/worklist.jinja", context, status=422 if typed.faults else 200)


def _found(request: HttpRequest, asked: Asked, reading: Reading | None) -> Rows:
    """The rows of the page; the first page where the one that was asked for has none."""
    if reading is not None:
        return rows_of(fitting(visible_cases(request.user), reading), asked)
    units, day = own_units(request.user), request.user.today()
    found = listed(request.user, asked, units, day)
    if not found and asked.place is not None:
        found = listed(request.user, replace(asked, place=None), units, day)
    return found


def _reading(request: HttpRequest, text: str) -> Reading | None:
    if not text:
        return None
    own = grants(request.user, Action.SEE_WORKLIST)
    return recognised(
        text, request.user.today(), synthetic=all(grant.municipality.synthetic for grant in own)
    )


def _text(request: HttpRequest) -> str:
    """What was typed in the search box, without what cannot be shown, and not longer than a search can be."""
    return " ".join(request.POST.get("text", "").replace("\x00", " ").split())[:LONGEST]


def _log(request: HttpRequest, found: Rows, what: str) -> None:
    """One row for what was shown; one for each municipality where the person works in several."""
    by_municipality = {grant.municipality_id: grant for grant in grants(request.user, Action.SEE_WORKLIST)}
    for municipality, grant in by_municipality.items():
        look_up(grant, Action.SEE_WORKLIST, cases=found.numbers(municipality), what=what)


def _where(request: HttpRequest, action: Action) -> dict[int, list[int | None]]:
    """Where the reader may do it: units by municipality, None among them for all of it."""
    found: dict[int, list[int | None]] = {}
    for grant in grants(request.user, action):
        found.setdefault(grant.municipality_id, []).append(grant.unit_id)
    return found
