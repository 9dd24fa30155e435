"""Rows ⇄ the texts of the library."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rettvis.journey.application import Service
from rettvis.journey.decision.library import ReasonText, TextAct, TextState, Written, state_of
from rettvis.web.pages.content import from_json, to_json
from rettvis.web.reasons.models import ReasonTextAct, ReasonTextVersion


def text_in(content: Any) -> ReasonText:
    """The text that a version's content holds."""
    return from_json(ReasonText, content)


def content_of(text: ReasonText) -> Any:
    """The content of a version that holds ``text``."""
    return to_json(text)


@dataclass(frozen=True)
class Version:
    """A version with its row, its text, and where it stands."""

    row: ReasonTextVersion
    text: ReasonText
    state: TextState
    acts: tuple[ReasonTextAct, ...]

    @property
    def name(self) -> str:
        """What stands in a form for it."""
        return f"{self.row.key}/{self.row.version}"


@dataclass(frozen=True)
class Entry:
    """A text of the library with its versions, newest first."""

    key: str
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The newest version, whatever has been done with it."""
        return self.versions[0]

    @property
    def in_use(self) -> Version | None:
        """The version that may be chosen."""
        return next((one for one in self.versions if one.state is TextState.APPROVED), None)

    @property
    def shown(self) -> Version:
        """The one in use, or the newest."""
        return self.in_use or self.newest


def entries(municipality_id: int, on: date, key: str = "") -> list[Entry]:
    """The library of a municipality as it is ``on`` the day (or one text of it), by title; two queries."""
    rows = ReasonTextVersion.objects.filter(municipality=municipality_id, **({"key": key} if key else {}))
    rows = rows.select_related("drafted_by").prefetch_related("acts__by").order_by("key", "-version")
    by_key: dict[str, list[ReasonTextVersion]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    found = [_entry(name, versions, on) for name, versions in by_key.items()]
    return sorted(found, key=lambda entry: entry.shown.text.title.casefold())


def texts_in_use(municipality_id: int, on: date) -> list[tuple[str, ReasonText]]:
    """What may be chosen ``on`` the day: name in a form, and text; one query."""
    acts = ReasonTextAct.objects.filter(text__municipality=municipality_id).exclude(act=TextAct.RETURN)
    approved: dict[str, ReasonTextVersion] = {}
    retired = set()
    for act in acts.select_related("text").order_by("text__version"):
        if act.act == TextAct.APPROVE:
            approved[act.text.key] = act.text
        elif act.on <= on:
            retired.add(act.text_id)
    return [
        (f"{row.key}/{row.version}", text_in(row.content))
        for row in approved.values()
        if row.pk not in retired
    ]


def written_in(rows: Iterable[ReasonTextVersion]) -> list[Written]:
    """Versions as the journey knows them."""
    return [
        Written(
            row.version,
            row.drafted_by_id,
            tuple((TextAct(act.act), act.on) for act in sorted(row.acts.all(), key=lambda act: act.pk)),
        )
        for row in rows
    ]


def _entry(key: str, rows: list[ReasonTextVersion], on: date) -> Entry:
    written = written_in(rows)
    return Entry(
        key,
        tuple(
            Version(
                row,
                text_in(row.content),
                state_of(written, row.version, on),
                tuple(sorted(row.acts.all(), key=lambda act: act.pk)),
            )
            for row in rows
        ),
    )


def is_for(text: ReasonText, service: Service | None, rule: str, language: str, words: str) -> bool:
    """Whether a text is among those that are looked for."""
    asked = words.casefold().split()
    said = " ".join((text.title, text.words.nb, text.words.nn, text.words.en)).casefold()
    return (
        (service is None or service in text.services or not text.services)
        and (not rule or rule in text.rules)
        and (not language or language in text.languages)
        and all(word in said for word in asked)
    )
