"""Caseworkers at their desks: each asks for the next page as soon as the last has come.

A process of its own, without the application: it reads what to do as JSON from standard input, and writes
what each request took.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

TOKEN = "a" * 32
"""The form's token, in cookie and form alike."""

FILTERS = (
    "whose=mine",
    "whose=mine",
    "whose=mine",
    "whose=team",
    "whose=all",
    "whose=unassigned",
    "whose=mine&due=late",
    "whose=team&due=week",
    "whose=team&order=waiting",
    "whose=team&waits=doctor&group=child",
    "whose=all&status=decided",
    "whose=all&status=any&kind=review",
)
CASE_PAGES = ("", "", "soknad/", "kartlegging/", "vedtak/")


class Desk:
    """One caseworker: her connection, her session, and what she does next."""

    def __init__(self, given: dict[str, Any], about: dict[str, Any], seed: int) -> None:
        self.given, self.about = given, about
        self.chance = random.Random(seed)
        self.handled = given.get("handled") or {number: given["key"] for number in given["cases"]}
        self.taken: list[tuple[str, float, float]] = []
        self.wrong: list[str] = []

    async def work(self, until: float, counted_from: float) -> None:
        """Ask until the time has run out."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.about["port"])
        while time.perf_counter() < until:
            kind, address, typed = self.next()
            began = time.perf_counter()
            status, server = await self._ask(reader, writer, address, typed)
            whole = (time.perf_counter() - began) * 1000
            if status not in (200, 302):
                self.wrong.append(f"{status} {kind} {address}")
            if began >= counted_from:
                self.taken.append((kind, server, whole))
        writer.close()

    def next(self) -> tuple[str, str, dict[str, Any] | None]:
        """A page, a search or a save: its kind, its address, and what is typed in the form."""
        kinds: dict[str, Callable[[], tuple[str, dict[str, Any] | None]]] = self.about["mix"]
        kind = self.chance.choices(list(kinds), list(kinds.values()))[0]
        return (kind, *getattr(self, f"_{kind}")())

    def _list(self) -> tuple[str, None]:
        return f"/saker/?{self.chance.choice(FILTERS)}", None

    def _mine(self) -> tuple[str, None]:
        return "/saker/?whose=mine", None

    def _plain(self) -> tuple[str, None]:
        return "/logg-inn/", None

    def _search(self) -> tuple[str, dict[str, Any]]:
        first, last = (self.chance.choice(self.about[part]) for part in ("first_names", "last_names"))
        day, month, year = (self.chance.randrange(*span) for span in ((1, 28), (1, 12), (1940, 2020)))
        number = str(self.chance.randrange(90_000))
        names = (first, last, f"{last} {first}", first[:3], f"{last[:2]} {first[:1]}", last[1:])
        text = self.chance.choice((*names, number, f"{day}.{month}.{year}"))
        return "/saker/", {"text": text}

    def _case(self) -> tuple[str, None]:
        return f"/sak/{self.chance.choice(self.given['cases'])}/{self.chance.choice(CASE_PAGES)}", None

    def _save(self) -> tuple[str, dict[str, Any]]:
        """Two cases go to a colleague, or come back."""
        now = self.handled[self.chance.choice(self.given["cases"])]
        numbers = [number for number, by in self.handled.items() if by == now][:2]
        to = self.given["colleague"] if now == self.given["key"] else self.given["key"]
        values = [f"{number}.{self.handled[number]}" for number in numbers]
        self.handled.update(dict.fromkeys(numbers, to))
        return "/saker/?whose=team", {"do": "assign", "case": values, "to": to}

    async def _ask(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        address: str,
        typed: dict[str, Any] | None,
    ) -> tuple[int, float]:
        body = b""
        if typed is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **typed}, doseq=True).encode()
        session = "" if address == "/logg-inn/" else f"{self.about['cookie']}={self.given['session']}; "
        head = (
            f"{'GET' if typed is None else 'POST'} {address} HTTP/1.1\r\nHost: bench.local\r\n"
            f"X-Forwarded-Proto: https\r\nX-Forwarded-For: 127.0.0.1\r\nOrigin: https://bench.local\r\n"
            f"Cookie: {session}{self.about['csrf']}={TOKEN}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        head_lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): text for name, _colon, text in (line.partition(": ") for line in head_lines[1:])
        }
        await reader.readexactly(int(headers.get("content-length", 0)))
        server = float(headers["server-timing"].split("dur=")[1])
        return int(head_lines[0].split()[1]), server


async def at_work(about: dict[str, Any]) -> dict[str, Any]:
    """Every desk at the same time; the first second is not counted."""
    desks = [Desk(given, about, place) for place, given in enumerate(about["desks"])]
    start = time.perf_counter() + 1
    await asyncio.gather(*(desk.work(start + about["seconds"], start) for desk in desks))
    return {
        "taken": [one for desk in desks for one in desk.taken],
        "wrong": [one for desk in desks for one in desk.wrong],
        "handled": [desk.handled for desk in desks],
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(at_work(json.load(sys.stdin)))))
