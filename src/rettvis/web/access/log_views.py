"""The auditor's pages: the search in the log, the file of it, and whether it is whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, override

from rettvis.web.access.actions import ACTION_NAMES, Action
from rettvis.web.access.checking import check_log
from rettvis.web.access.export import as_csv
from rettvis.web.access.forms import LogSearchForm
from rettvis.web.access.gate import grants
from rettvis.web.access.guard import guarded
from rettvis.web.access.log import known_shape, look_up
from rettvis.web.access.models import LogSeal
from rettvis.web.access.search import MOST, PAGE, all_entries, found_entries

NEWEST = 50_000
"""How many of the newest rows of each chain the page reads; all are counted."""


@guarded(Action.SEARCH_LOG, post=Action.SEARCH_LOG)
def search_log(request: HttpRequest) -> HttpResponseBase:
    """The auditor's search in the log, newest first; as a page, or as a file."""
    form = LogSearchForm(request.POST if request.method == "POST" else {})
    entries: list[Any] = []
    more = None
    if form.is_valid():
        asked = form.cleaned_data
        as_file = request.POST.get("do") == "csv"
        what = gettext_noop("The log as a file") if as_file else gettext_noop("The log")
        _look_in_log(request, known_shape(asked["case_number"].strip()), what)
        if as_file:
            return _file(all_entries(request.user, asked))
        entries = found_entries(request.user, asked)
        more = entries[PAGE - 1]["id"] if len(entries) > PAGE else None
    context = {"form": form, "entries": entries[:PAGE], "more": more, "names": ACTION_NAMES, "most": MOST}
    return render(request, "access/log.jinja", context, status=422 if form.errors else 200)


@guarded(Action.SEARCH_LOG, post=Action.SEARCH_LOG)
def check(request: HttpRequest) -> HttpResponse:
    """Whether the log is whole: all rows are counted, and the newest read; the command reads all."""
    found = None
    if request.method == "POST":
        _look_in_log(request, "", gettext_noop("Whether the log is whole"))
        found = check_log(newest=NEWEST)
    context = {"found": found, "seal": LogSeal.objects.order_by("-number").first()}
    return render(request, "access/check.jinja", context)


def _look_in_log(request: HttpRequest, case_number: str, what: str) -> None:
    """A row for each municipality whose log was looked into."""
    for grant in {grant.municipality_id: grant for grant in grants(request.user, Action.SEARCH_LOG)}.values():
        look_up(grant, Action.SEARCH_LOG, case_number=case_number, what=what)


def _file(rows: Iterable[dict[str, Any]]) -> StreamingHttpResponse:
    """The rows as they come, in the reader's language."""
    chosen = get_language()

    def told() -> Iterator[str]:
        with override(chosen):
            yield from as_csv(rows)

    response = StreamingHttpResponse(told(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="logg-{timezone.localdate().isoformat()}.csv"'
    return response
