"""Equal documents give equal bytes, from any thread, on any machine."""

import hashlib
import multiprocessing
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from rettvis.edges.letters import printer, render_many, render_pdf
from rettvis.edges.letters.coverage import FONTS, covered
from rettvis.journey.decision.document import Document
from tests.edges.letters import examples


def test_equal_documents_give_equal_bytes() -> None:
    assert render_pdf(examples.refusal()) == render_pdf(examples.refusal())


def test_another_name_gives_another_file() -> None:
    assert render_pdf(examples.refusal()) != render_pdf(examples.refusal(synthetic=False))


def test_two_threads_make_the_same_letters_as_one() -> None:
    makers = [examples.refusal, examples.short_letter, examples.long_letter] * 4
    alone = [render_pdf(make()) for make in makers]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda make: render_pdf(make()), makers))
    assert together == alone


def test_many_letters_come_in_their_order_and_as_they_are_alone() -> None:
    makers = [examples.refusal, examples.short_letter, examples.long_letter] * 6
    asked = []

    def documents() -> Iterator[Document]:
        for make in makers:
            asked.append(make)
            yield make()

    letters = render_many(documents(), threads=2)
    first = next(letters)
    assert len(asked) < len(makers), "the next letters wait until the first are put away"
    assert [first, *letters] == [render_pdf(make()) for make in makers]


def test_a_letter_that_cannot_be_made_among_many_is_told_as_it_is_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printer, "TEMPLATE", printer.TEMPLATE.with_name("none.typ"))
    monkeypatch.setattr(printer, "_idle", printer._Idle())
    with pytest.raises(RuntimeError, match="No such file"):
        list(render_many([examples.short_letter()] * 3, threads=2))


def test_a_process_forked_after_a_letter_refuses_instead_of_hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    render_pdf(examples.short_letter())
    monkeypatch.setattr(printer.os, "getpid", lambda: -1)
    with pytest.raises(RuntimeError, match="spawn"):
        render_pdf(examples.short_letter())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_spawned_process_makes_the_same_letter() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(render_pdf, (examples.short_letter(),)) == render_pdf(examples.short_letter())


def test_the_bundled_fonts_are_the_ones_in_the_lock() -> None:
    lock = tomllib.loads((FONTS / "fonts.lock").read_text(encoding="utf-8"))["file"]
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in FONTS.iterdir()
        if file.suffix != ".lock"
    }
    assert found == {entry["file"]: entry["sha256"] for entry in lock}


def test_the_fonts_cover_norwegian_and_every_sami_letter() -> None:
    letters = "æøåÆØÅéèêóòôüÁáÂâČčĐđŊŋŠšŦŧŽžÄäÖöÏïÕõƷʒǮǯǤǥǦǧǨǩʹ’«»–—…½§−\u00a0\u2009•"
    assert {letter for letter in letters if ord(letter) not in covered()} == set()
