"""``rettvis verify DIR``: recomputes what a publication printed, and lists what does not follow."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.large_input import collector_paused
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.wording import N_, Sentence, sentence

if TYPE_CHECKING:
    from fractions import Fraction

    from rettvis.journey.statistics.plausibility import Doubt
    from rettvis.journey.statistics.precedence import SourceChoice
    from rettvis.journey.statistics.printed import PrintedFigure
    from rettvis.journey.statistics.publication import Publication
    from rettvis.journey.statistics.verification import Deviation, NotChecked, Verification

KIND_WORDS = {
    "ratio": N_("{measure} divided by {other}"),
    "share": N_("{measure} in percent of {other}"),
    "change": N_("change of {measure}, percent"),
    "change_of_ratio": N_("change of {measure} divided by {other}, percent"),
    "difference": N_("difference of {measure}"),
    "sum": N_("sum of {measure}"),
    "weighted_mean": N_("mean of {measure}, weighted by {other}"),
}


def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=N_("The folder with observations.csv and printed.csv."))
    ],
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Recompute and print; raises ``Faulty`` with every fault of a folder that cannot be read."""
    from rettvis.cli.input import open_document
    from rettvis.edges.publications import read_comparison
    from rettvis.journey import statistics

    output = Output(lang, as_json)
    with collector_paused():
        compared = read_comparison(folder, open_document)
        publication, doubts = compared.publication, compared.doubts
        found = statistics.verify(publication.printed, publication.figures)
    output.answer(_data(found, doubts, publication, lang), *_readable(output, found, doubts, publication))
    wrong = found.deviations or any(doubt.contradiction for doubt in doubts)
    return SOMETHING_WRONG if wrong else DONE


def _data(
    found: "Verification", doubts: "tuple[Doubt, ...]", publication: "Publication", language: str
) -> Mapping[str, Any]:
    """The answer as a document; the keys are stable."""
    return {
        "checked": found.checked,
        "agree": found.agree,
        "rounding": "half_up",
        "deviations": [_deviation(one, language) for one in found.deviations],
        "not_checked": [_about(one.figure) | {"reason": one.reason} for one in found.not_checked]
        + [{"file": name, "reason": _not_known()} for name in publication.unread],
        "implausible": [
            {"place": one.place, "contradiction": one.contradiction, "message": one.message} for one in doubts
        ],
        "choices": [_choice(one) for one in publication.figures.choices],
    }


def _deviation(one: "Deviation", language: str) -> Mapping[str, Any]:
    """One deviation; ``exact`` is a whole number or a fraction such as "121708/57"."""
    explanation = " ".join(part.say(language) for part in one.explanation)
    return _about(one.figure) | {
        "recomputed": _number(one.recomputed, one.figure.decimals),
        "exact": one.exact,
        "explanation": explanation or None,
    }


def _about(figure: "PrintedFigure") -> dict[str, Any]:
    """Which printed figure it is; the group where it is not everybody."""
    data = {
        "place": figure.place,
        "kind": figure.kind,
        "measure": figure.measure,
        "other": figure.other or None,
        "year": figure.year,
        "base_year": figure.base_year,
        "printed": _number(figure.printed, figure.decimals),
    }
    return data if figure.group == "all" else data | {"group": figure.group}


def _number(value: "Fraction", decimals: int) -> Any:
    """A rounded figure as an exact decimal number."""
    from decimal import Decimal

    return Decimal(int(value * 10**decimals)).scaleb(-decimals)


def _choice(one: "SourceChoice") -> Mapping[str, Any]:
    """A cell with several figures: the one that counts, the others, and why."""
    return {
        "place": one.chosen.place_name,
        "measure": one.chosen.cell.measure,
        "group": one.chosen.cell.group,
        "year": one.chosen.cell.year,
        "chosen": {"source": one.chosen.source, "value": one.chosen.value},
        "over": [{"source": other.source, "value": other.value} for other in one.over],
        "because": one.because,
    }


def _not_known() -> Sentence:
    return sentence("The file is of no kind that is known here.")


def _readable(
    output: Output, found: "Verification", doubts: "tuple[Doubt, ...]", publication: "Publication"
) -> list[Any]:
    """The answer as sentences and tables."""
    blocks: list[Any] = [
        sentence(
            "Checked: {checked:number}. Agree: {agree:number}. Deviate: {deviate:number}. Not checked: "
            "{not_checked:number}. A half is rounded up.",
            checked=found.checked,
            agree=found.agree,
            deviate=len(found.deviations),
            not_checked=len(found.not_checked) + len(publication.unread),
        )
    ]
    if found.deviations:
        blocks.append(_deviation_table(output, found))
    if found.not_checked or publication.unread:
        blocks.append(_not_checked_table(output, found.not_checked, publication.unread))
    if doubts:
        blocks.append(_doubt_table(output, doubts))
    if publication.figures.choices:
        blocks.append(_choice_table(output, publication.figures.choices))
    return blocks


def _deviation_table(output: Output, found: "Verification") -> Any:
    from rettvis.journey.statistics import decimal_text

    columns = (
        sentence("Place"),
        sentence("Figure"),
        sentence("Printed"),
        sentence("Recomputed"),
        sentence("Exact"),
        sentence("What would explain it"),
    )
    rows = [
        (
            one.figure.place,
            figure_text(one.figure, output.language),
            decimal_text(one.figure.printed, one.figure.decimals),
            decimal_text(one.recomputed, one.figure.decimals),
            decimal_text(one.exact),
            " ".join(part.say(output.language) for part in one.explanation)
            or sentence("Nothing near it does."),
        )
        for one in found.deviations
    ]
    return output.table(columns, rows, sentence("Do not follow"))


def figure_text(figure: "PrintedFigure", language: str) -> str:
    """A printed figure in words: what, and which year or years."""
    from rettvis.journey.statistics.measures import group_text, measure_text
    from rettvis.rulekit.wording import value_text

    names = {"measure": measure_text(figure.measure), "other": measure_text(figure.other)}
    what = Sentence(KIND_WORDS[figure.kind], names).say(language)
    group = "" if figure.group == "all" else f", {value_text(group_text(figure.group), language)}"
    years = str(figure.year) if figure.base_year is None else f"{figure.base_year}–{figure.year}"
    return f"{what}{group}, {years}"


def _not_checked_table(output: Output, rows: "tuple[NotChecked, ...]", unread: tuple[str, ...]) -> Any:
    columns = (sentence("Place"), sentence("Figure"), sentence("Why it was not checked"))
    cells: list[tuple[Any, ...]] = [
        (one.figure.place, figure_text(one.figure, output.language), one.reason) for one in rows
    ]
    cells += [("–", name, _not_known()) for name in unread]
    return output.table(columns, cells, sentence("Not checked"))


def _doubt_table(output: Output, doubts: "tuple[Doubt, ...]") -> Any:
    columns = (sentence("Where"), sentence("What"), sentence("Finding"))
    kinds = {True: sentence("Contradiction"), False: sentence("To be asked about")}
    rows = [(one.place, kinds[one.contradiction], one.message) for one in doubts]
    return output.table(columns, rows, sentence("Does not fit together"))


def _choice_table(output: Output, choices: "tuple[SourceChoice, ...]") -> Any:
    from rettvis.journey.statistics.measures import measure_text

    columns = (sentence("Figure"), sentence("Counts"), sentence("Counts not"), sentence("Why"))
    rows = [
        (
            sentence(
                "{place}, {measure}, {year}",
                place=one.chosen.place_name,
                measure=measure_text(one.chosen.cell.measure),
                year=str(one.chosen.cell.year),
            ),
            f"{one.chosen.source}: {_said(one.chosen.value, output.language)}",
            ", ".join(f"{other.source}: {_said(other.value, output.language)}" for other in one.over),
            one.because,
        )
        for one in choices
    ]
    return output.table(columns, rows, sentence("Several figures for one thing"))


def _said(value: "Fraction | None", language: str) -> str:
    from rettvis.journey.statistics import decimal_text

    return "–" if value is None else decimal_text(value).say(language)
