"""From a document to the bytes of a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Final

import typst

from rettvis.edges.letters.coverage import FONTS
from rettvis.edges.letters.data import as_json
from rettvis.journey.decision.document import Document

TEMPLATE = Path(__file__).parent / "letter.typ"
STANDARDS: "Final[list[typst.PDFStandard]]" = ["a-2a", "ua-1"]


def render_pdf(document: Document) -> bytes:
    """The PDF of ``document``: the same bytes for an equal document, on any day.

    Safe from any number of threads. Raises RuntimeError in a process forked after the first letter
    was made (the compiler's own threads do not survive a fork).
    """
    midnight = datetime.combine(document.letterhead.day, time(), UTC)
    with _compiler() as compiler:
        pdf = compiler.compile(
            format="pdf",
            sys_inputs={"document": as_json(document)},
            pdf_standards=STANDARDS,
            timestamp=midnight,
        )
    if not isinstance(pdf, bytes):
        raise RuntimeError("The compiler gave no PDF.")
    return pdf


def render_many(documents: Iterable[Document], threads: int = 0) -> Iterator[bytes]:
    """The PDFs of many documents, in their order; by as many threads as there are cores if none are said.

    Few letters are in memory at a time: the next are made while the one given is put away.
    """
    threads = threads or os.cpu_count() or 1
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for document in documents:
                waiting.append(pool.submit(render_pdf, document))
                if len(waiting) > 4 * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for letter in waiting:
                letter.cancel()


class _Idle:
    """Compilers that wait for a letter: a warm one is several times faster than a new one."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.used = False
        self.compilers: LifoQueue[typst.Compiler] = LifoQueue()


_idle = _Idle()


@contextmanager
def _compiler() -> Iterator[typst.Compiler]:
    """A compiler of one's own for as long as the letter takes."""
    idle = _here()
    idle.used = True
    try:
        compiler = idle.compilers.get_nowait()
    except Empty:
        compiler = typst.Compiler(
            TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True
        )
    try:
        yield compiler
    finally:
        idle.compilers.put(compiler)


def _here() -> _Idle:
    """The compilers of this process. A fork before the first letter is harmless; one after would hang."""
    global _idle
    if os.getpid() != _idle.process:
        if _idle.used:
            raise RuntimeError(
                "A process forked after a letter was made can make none: spawn it, or use threads."
            )
        _idle = _Idle()
    return _idle


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The bundled fonts alone, so that a letter looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
