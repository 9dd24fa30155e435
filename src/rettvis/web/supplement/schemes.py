"""Taking in a municipality's scheme from its file: every fault with its line, and what is given stands."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rettvis.edges.given.scheme import read_scheme
from rettvis.edges.given.section import Section
from rettvis.edges.given.yaml_text import YamlReader
from rettvis.lawbook.supplement import Scheme, SchemeVersion
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import require_in
from rettvis.web.access.log import look_up
from rettvis.web.access.models import Municipality, User
from rettvis.web.supplement.granting import end_grants
from rettvis.web.supplement.models import GrantRow, SchemeFile, Why
from rettvis.web.supplement.store import KnownScheme, content_of, known, scheme_of

LARGEST = 200_000
"""The most characters of a file; a scheme has some thousands."""

WHAT = gettext_noop("The municipality’s supplement scheme")


def read_scheme_text(text: str, name: str) -> Scheme:
    """The scheme that the text of a file holds; raises ``Faulty`` with every fault, each with its line."""
    if len(text) > LARGEST:
        message = sentence(
            "The text is too long to be a scheme. Shorten it to {most:number} characters.", most=LARGEST
        )
        raise Faulty([Fault(name, message)])
    document = YamlReader(name).read(text)
    faults = list(document.faults)
    scheme = read_scheme(Section(document, "", document.data, faults))
    if scheme is None or faults:
        raise Faulty(faults)
    return scheme


def add_scheme(municipality: Municipality, text: str, name: str, user: User, now: datetime) -> SchemeFile:
    """Take in a scheme: a new row, and the earlier one is kept. The same text again changes nothing.

    A version that somebody has hours by stays as it was, but for its last day: a change is a version of its
    own, from a later day. Raises ``Faulty`` with every fault, and ``Refused``.
    """
    grant = require_in(user, Action.SET_SUPPLEMENT_SCHEME, municipality.pk)
    scheme = read_scheme_text(text, name)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        before = scheme_of(municipality)
        if before is not None and before.row.text == text:
            return before.row
        faults = [] if before is None else _changed(before, scheme, name)
        if faults:
            raise Faulty(faults)
        row = SchemeFile.objects.create(
            municipality=municipality,
            number=1 if before is None else before.row.number + 1,
            name=name[:120],
            text=text,
            content=content_of(scheme),
            added_by=user,
            added_at=now,
        )
        _end_what_is_over(row, user, now)
        look_up(grant, Action.SET_SUPPLEMENT_SCHEME, what=WHAT)
    return row


def _changed(before: KnownScheme, scheme: Scheme, name: str) -> list[Fault]:
    """The versions that people have hours by, and that the new file says otherwise."""
    given = set(
        GrantRow.objects.filter(scheme__municipality=before.row.municipality_id)
        .values_list("version_from", flat=True)
        .distinct()
    )
    new = {piece.value.period.first: piece.value for piece in scheme.versions.pieces}
    faults = []
    for version in before.versions:
        first = version.period.first
        if first in given and _core(version) != (_core(new[first]) if first in new else None):
            message = sentence(
                "People have hours by the version from {day:date}. Keep its steps, its condition and its "
                "service code as they were, and write what is new as a version of its own, from a later day.",
                day=first,
            )
            faults.append(Fault(name, message))
    return faults


def _core(version: SchemeVersion) -> tuple[object, ...]:
    """What somebody's hours rest on."""
    steps = tuple((step.number, step.minutes_per_week) for step in version.steps)
    return steps, version.basic_condition, version.service_code, version.condition_shown_by


def _end_what_is_over(row: SchemeFile, user: User, now: datetime) -> None:
    """Hours end with the scheme, where the file now says when it ends and nothing follows."""
    last: date | None = known(row).scheme.newest.period.last
    if last is not None:
        people = GrantRow.objects.filter(scheme__municipality=row.municipality_id).values_list(
            "person", flat=True
        )
        end_grants(set(people), last, Why.OVER, user, now)
