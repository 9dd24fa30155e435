"""The schemes that a budget can be made for: files that the municipality has given, kept as read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rettvis.edges.given.document import Document
from rettvis.edges.given.scheme import read_scheme, scheme_data
from rettvis.edges.given.section import Section
from rettvis.edges.given.yaml_text import YamlReader
from rettvis.edges.plain_json import plain
from rettvis.lawbook.supplement import SchemeVersion
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence
from rettvis.web.access.actions import Action
from rettvis.web.access.gate import grants
from rettvis.web.access.models import Municipality, User
from rettvis.web.simulation.exact import exact_content
from rettvis.web.simulation.models import LONGEST_TITLE, SavedResult
from rettvis.web.simulation.saved import save_result, saved_results
from rettvis.web.supplement.models import SchemeFile
from rettvis.web.supplement.store import known

KIND = "scheme"
IN_USE = "i-bruk-"
"""How the key of a scheme in use begins."""
FILE = "ordning.yaml"
"""What an uploaded file is called in a fault."""
LARGEST = 200_000


@dataclass(frozen=True)
class OfferedScheme:
    """A scheme that a budget may be made for: where it is kept, its name, and its content as in a file."""

    key: str
    title: str
    content: Mapping[str, Any]
    municipality: Municipality


def offered(user: User) -> list[OfferedScheme]:
    """The scheme in use in each of the user's municipalities, then the files given here, the newest first."""
    return [*_in_use(user), *(_offered(row) for row in saved_results(user, KIND))]


def _in_use(user: User) -> Iterator[OfferedScheme]:
    """The newest version of the scheme by which people have hours."""
    own = {grant.municipality_id for grant in grants(user, Action.SIMULATE)}
    rows = SchemeFile.objects.filter(municipality__in=own).select_related("municipality")
    newest = {row.municipality_id: row for row in rows.order_by("number")}
    for row in newest.values():
        version = known(row).scheme.newest
        title = _("%(name)s (in use)") % {"name": version.source}
        content = exact_content(plain(scheme_data(version), "nb"))
        yield OfferedScheme(f"{IN_USE}{row.municipality_id}", title, content, row.municipality)


def _offered(row: SavedResult) -> OfferedScheme:
    return OfferedScheme(str(row.pk), row.title, exact_content(row.inputs), row.municipality)


def version_of(content: Mapping[str, Any]) -> SchemeVersion:
    """The scheme's version that starts last; raises :class:`Faulty`."""
    faults: list[Fault] = []
    found = read_scheme(Section(Document(FILE, dict(content)), "", content, faults))
    if found is None:
        raise Faulty(faults)
    return found.newest


def keep_scheme(user: User, municipality: Municipality, raw: bytes, key: str, now: datetime) -> SavedResult:
    """Keep the newest version of an uploaded scheme. Raises :class:`Faulty` with every fault of the file."""
    if len(raw) > LARGEST:
        raise Faulty([Fault(FILE, sentence("The file is too large to be a scheme."))])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = sentence("The text is not UTF-8. Save the file with the encoding UTF-8.")
        raise Faulty([Fault(FILE, message)]) from None
    document = YamlReader(FILE).read(text)
    faults = list(document.faults)
    found = read_scheme(Section(document, "", document.data, faults))
    if found is None or faults:
        raise Faulty(faults)
    title = str(document.data.get("name") or found.newest.source)[:LONGEST_TITLE]
    content = plain(scheme_data(found.newest), "nb")
    what = gettext_noop("A scheme to make budgets for")
    return save_result(user, municipality, KIND, title, content, {}, key=key, now=now, what=what)
